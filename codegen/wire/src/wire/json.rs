//! Values of any type.

use std::borrow::Cow;
use std::fmt;

use super::error::Error;
use super::reader::Reader;
#[cfg(feature = "serde")]
use super::serde_text::Text;
use super::value::Value;
use super::writer::Writer;
#[cfg(feature = "serde")]
use super::{self as wire};

/// Any JSON value, kept as the text it came in: numbers lose nothing, keys keep their order.
///
/// Two are equal if their texts are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Cow<'static, str>);

impl Json {
    /// Takes a text that is JSON.
    ///
    /// # Errors
    /// If it is not.
    pub fn new(text: impl Into<String>) -> Result<Self, Error> {
        let text: Cow<'static, str> = Cow::Owned(text.into());
        let mut r = Reader::of_text(&text);
        r.skip()?;
        r.end()?;
        Ok(Self(text))
    }

    /// The JSON of a value, such as the result of a reply.
    #[must_use]
    pub fn of<'de>(value: &impl Value<'de>) -> Self {
        let mut w = Writer::new();
        value.write(&mut w);
        Self(Cow::Owned(w.finish()))
    }

    /// Takes a text that was read as JSON before.
    pub(super) fn known(text: &str) -> Self {
        Self(Cow::Owned(text.to_owned()))
    }

    pub(super) fn into_text(self) -> Cow<'static, str> {
        self.0
    }

    /// The text, which is JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

serde_impls!(Json);

/// `null`
impl Default for Json {
    fn default() -> Self {
        Self(Cow::Borrowed("null"))
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Json {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::new(text)
    }
}

impl<'de> Value<'de> for Json {
    const NULL_IS_VALUE: bool = true;

    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        Ok(Self(match r.raw()? {
            "null" => Cow::Borrowed("null"),
            text => Cow::Owned(text.to_owned()),
        }))
    }

    fn write(&self, w: &mut Writer) {
        w.raw(&self.0);
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&Text(&self.0), to)
    }

    /// True of `null` alone: every other value says something.
    fn is_empty(&self) -> bool {
        &*self.0 == "null"
    }
}
