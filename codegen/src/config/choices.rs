//! The words that keys of the configuration accept.

use tdproto_schema::Severity;

use crate::naming::Case;

/// A setting whose value is one of several words in the configuration.
pub(super) trait Choice: Copy + 'static {
    /// All choices, in the order they are listed in messages.
    const CHOICES: &'static [Self];
    /// The word of the choice.
    fn word(self) -> &'static str;
}

/// Makes types choices, with their `ALL` and `name` as the choices and words.
macro_rules! named {
    ($($name:ty),*) => {
        $(impl $crate::config::choices::Choice for $name {
            const CHOICES: &'static [Self] = Self::ALL;
            fn word(self) -> &'static str {
                self.name()
            }
        })*
    };
}
pub(super) use named;

macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
        pub enum $name {
            $($(#[doc = $doc])* $variant,)*
        }

        impl $name {
            /// All variants, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The variant's word in the configuration and on the command line.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        named!($name);
    };
}

choices! {
    /// The promise to consumers. Each promise includes those before it.
    Category {
        /// Frames still decode.
        Wire "wire",
        /// And mean the same.
        Json "json",
        /// And generated code still compiles.
        Source "source",
    }
}

choices! {
    /// The case of names.
    NameCase {
        /// Small letters, with `_` between the words.
        Snake "snake_case",
        /// Small letters, with `-` between the words.
        Kebab "kebab-case",
        /// Each word but the first begins with a capital letter.
        Camel "camelCase",
        /// Each word begins with a capital letter.
        UpperCamel "UpperCamelCase",
        /// Capital letters, with `_` between the words.
        Shouty "SHOUTY_SNAKE_CASE",
    }
}

impl NameCase {
    /// The case by which names are changed.
    #[must_use]
    pub(crate) fn case(self) -> Case {
        match self {
            Self::Snake => Case::Snake,
            Self::Kebab => Case::Kebab,
            Self::Camel => Case::LowerCamel,
            Self::UpperCamel => Case::UpperCamel,
            Self::Shouty => Case::Shouty,
        }
    }
}

choices! {
    /// Lowest severity that fails the run.
    FailOn {
        /// Errors only.
        Error "error",
        /// Warnings, too.
        Warning "warning",
        /// Every finding.
        Info "info",
        /// Nothing.
        Never "never",
    }
}

choices! {
    /// The part of a version that must change; a change of a larger part is enough, too.
    VersionPart {
        /// No part.
        None "none",
        /// The third number.
        Patch "patch",
        /// The second number.
        Minor "minor",
        /// The first number.
        Major "major",
    }
}

#[cfg(feature = "cli")]
impl FailOn {
    /// The severity from which on findings fail the run; `None` if no finding does.
    #[must_use]
    pub(crate) fn threshold(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

named!(Severity);
