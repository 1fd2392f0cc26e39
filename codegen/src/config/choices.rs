//! The words that keys of the configuration take.

use tdproto_schema::Severity;

/// Something of which the configuration names one, by a word.
pub(super) trait Choice: Copy + 'static {
    /// All of them, in the order they are told.
    const CHOICES: &'static [Self];
    /// The word.
    fn word(self) -> &'static str;
}

/// Types whose `ALL` and `name` are the choices and their words.
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
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word for it in the configuration and on the command line.
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
    /// What is promised to consumers. Each promise holds those before it.
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
    /// A part of a version that has to move; a larger one will do as well.
    VersionPart {
        /// None has to.
        None "none",
        /// The third number.
        Patch "patch",
        /// The second number.
        Minor "minor",
        /// The first number.
        Major "major",
    }
}

impl FailOn {
    /// The severity that makes a run fail; `None`: none does.
    #[must_use]
    pub fn threshold(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

named!(Severity);
