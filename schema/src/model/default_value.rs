//! Defaults of fields.

use std::fmt;

use super::{Constant, Number};

/// The default of a field: what it means that a field is not there. It documents, and no receiver
/// fills it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefaultValue {
    /// A text.
    Text(String),
    /// A number.
    Number(Number),
    /// A boolean.
    Bool(bool),
    /// A list without items.
    EmptyList,
    /// A map without entries.
    EmptyMap,
}

impl DefaultValue {
    /// Returns true if it is `false`, `0`, `""`, or has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => number.as_f64() == 0.0,
            Self::Bool(is_true) => !is_true,
            Self::EmptyList | Self::EmptyMap => true,
        }
    }
}

/// As JSON writes it.
impl fmt::Display for DefaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => Constant::Text(text.clone()).fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Bool(is_true) => is_true.fmt(f),
            Self::EmptyList => f.write_str("[]"),
            Self::EmptyMap => f.write_str("{}"),
        }
    }
}
