//! Types that are texts.

use std::fmt;

use super::error::{Error, ErrorKind};
use super::reader::Reader;
use super::value::{Key, read_int};
use super::{self as wire};

/// Date and time as text per RFC 3339, kept exactly as it came. Conversions to and from the types
/// of `time`, `chrono` and `jiff` are features of the crate.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Datetime(pub String);

datetime_scalar!(Datetime);

/// A value that a closed enum does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    /// The enum's name in the schema.
    pub name: &'static str,
    /// The value.
    pub value: String,
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no value {:?}", self.name, self.value)
    }
}

impl std::error::Error for UnknownValue {}

/// A text that is none of its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidText {
    /// The text.
    pub text: String,
    /// What it should be.
    pub expected: &'static str,
}

impl fmt::Display for InvalidText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no {}", self.text, self.expected)
    }
}

impl std::error::Error for InvalidText {}

impl From<UnknownValue> for ErrorKind {
    fn from(unknown: UnknownValue) -> Self {
        Self::UnknownValue {
            name: unknown.name,
            value: unknown.value,
        }
    }
}

/// Reads a text into a type that is made of it; `null` is what a missing one is.
///
/// # Errors
/// If something else comes, or the type has no such value.
pub fn read_text<'de, T: Default + Key<'de>>(
    value: &mut T,
    r: &mut Reader<'de>,
) -> Result<(), Error> {
    r.peek()?;
    let start = r.offset();
    *value = match r.string_or_null()? {
        Some(text) => T::from_text(text).map_err(|kind| Error::new(kind, start))?,
        None => T::default(),
    };
    Ok(())
}

/// The same of an integer.
///
/// # Errors
/// If something else comes, or the type has no such value.
pub fn read_number<T>(value: &mut T, r: &mut Reader<'_>) -> Result<(), Error>
where
    T: Default + TryFrom<i64, Error: Into<ErrorKind>>,
{
    if r.null()? {
        *value = T::default();
        return Ok(());
    }
    let start = r.offset();
    let mut number = 0_i64;
    read_int(&mut number, r)?;
    *value = T::try_from(number).map_err(|error| Error::new(error.into(), start))?;
    Ok(())
}

/// No open enum lacks a value.
impl From<std::convert::Infallible> for ErrorKind {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}
