//! Values that never differ.

use std::fmt;

use super::{JsonScalar, Scalar};

/// The only value of a field, such as `"2.0"` of `jsonrpc`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constant {
    /// A text.
    Text(String),
    /// An integer.
    Int(i64),
    /// A boolean.
    Bool(bool),
}

impl Constant {
    /// A constant integer; `None` if it is beyond the range of `int`, so that a double would round
    /// it.
    #[must_use]
    pub fn int(number: i64) -> Option<Self> {
        match Scalar::Int.json() {
            JsonScalar::Integer { smallest, largest } => (smallest..=largest)
                .contains(&i128::from(number))
                .then_some(Self::Int(number)),
            JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool | JsonScalar::Number => None,
        }
    }

    /// The built-in type that it is a value of.
    #[must_use]
    pub fn scalar(&self) -> Scalar {
        match self {
            Self::Text(_) => Scalar::String,
            Self::Int(_) => Scalar::Int,
            Self::Bool(_) => Scalar::Bool,
        }
    }
}

/// As TOML and JSON write it.
impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => number.fmt(f),
            Self::Bool(is_true) => is_true.fmt(f),
            Self::Text(text) => {
                f.write_str("\"")?;
                for c in text.chars() {
                    match c {
                        '"' | '\\' => write!(f, "\\{c}")?,
                        c if c < ' ' || c == '\u{7f}' => write!(f, "\\u{:04x}", u32::from(c))?,
                        c => write!(f, "{c}")?,
                    }
                }
                f.write_str("\"")
            }
        }
    }
}
