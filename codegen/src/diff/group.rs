//! The groups of changes.

/// The group of a change: its mark in text, and its heading in a changelog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A part was added.
    Added,
    /// A part changed.
    Changed,
    /// A part became deprecated.
    Deprecated,
    /// A part was removed.
    Removed,
    /// A description changed, and nothing else.
    Docs,
}

impl Group {
    /// Every group, in the order of a changelog.
    pub const ALL: &[Self] = &[
        Self::Added,
        Self::Changed,
        Self::Deprecated,
        Self::Removed,
        Self::Docs,
    ];

    /// The heading in a changelog.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Deprecated => "Deprecated",
            Self::Removed => "Removed",
            Self::Docs => "Documentation",
        }
    }
}
