//! The documentation of a part of a protocol.

/// Description and lifecycle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Docs {
    /// The description, as Markdown; empty if there is none.
    pub text: String,
    /// The first version of the protocol that has it. A field, an enum value or an event's field
    /// without a version has its owner's.
    pub since: Option<String>,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// True if it may still change or go without notice.
    pub experimental: bool,
}

/// The deprecation of a part of a protocol.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deprecated {
    /// The replacement; empty if none is given.
    pub note: String,
    /// The version it was deprecated in.
    pub since: Option<String>,
}
