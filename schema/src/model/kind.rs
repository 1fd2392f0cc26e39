//! Kinds of JSON values.

use super::JsonScalar;

/// The kind of a JSON value other than null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonKind {
    /// A text.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list of values.
    Array,
    /// Values by keys.
    Object,
}

impl JsonKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::String,
        Self::Number,
        Self::Boolean,
        Self::Array,
        Self::Object,
    ];

    /// The name of the kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The name of the kind with its article.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// Kinds in words: "a string, a number or an object".
#[must_use]
pub fn kinds_text(kinds: &[JsonKind]) -> String {
    let phrases: Vec<_> = kinds.iter().map(|kind| kind.phrase()).collect();
    match phrases.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

impl From<JsonScalar> for JsonKind {
    fn from(scalar: JsonScalar) -> Self {
        match scalar {
            JsonScalar::Text | JsonScalar::Base64 => Self::String,
            JsonScalar::Bool => Self::Boolean,
            JsonScalar::Integer { .. } | JsonScalar::Number => Self::Number,
        }
    }
}
