//! Kinds of JSON values, by which some unions know their variants.

use super::error::Error;
use super::reader::Reader;

/// The kind of a JSON value other than null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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

impl Kind {
    /// The kind of the value that comes next, by its first byte; `None`: it is null, or no value.
    ///
    /// # Errors
    /// If the text ends.
    #[inline]
    pub fn next(r: &mut Reader<'_>) -> Result<Option<Self>, Error> {
        Ok(match r.peek()? {
            b'"' => Some(Self::String),
            b'-' | b'0'..=b'9' => Some(Self::Number),
            b't' | b'f' => Some(Self::Boolean),
            b'[' => Some(Self::Array),
            b'{' => Some(Self::Object),
            _ => None,
        })
    }

    /// The error of a value that is of no kind that a union has.
    ///
    /// # Errors
    /// Always.
    #[cold]
    pub fn refuse<T>(r: &Reader<'_>, expected: &'static str) -> Result<T, Error> {
        Err(r.wrong_type(expected))
    }
}
