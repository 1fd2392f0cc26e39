//! Levels of lint.

use super::choices::named;

/// A level of lint: its rules and those of the levels before it run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Level {
    /// Rules that every valid schema follows.
    Minimal,
    /// Names, types and fields that cause problems in a language or for readers.
    Basic,
    /// Rules for a protocol with outside users: examples, and replacements of deprecated parts.
    #[default]
    Standard,
    /// A description of everything.
    Docs,
}

impl Level {
    /// All levels, the one with the fewest rules first.
    pub const ALL: &[Self] = &[Self::Minimal, Self::Basic, Self::Standard, Self::Docs];

    /// The level's word in the configuration and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Basic => "basic",
            Self::Standard => "standard",
            Self::Docs => "docs",
        }
    }
}

named!(Level);
