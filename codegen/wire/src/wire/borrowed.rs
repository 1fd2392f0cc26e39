//! Types that borrow their texts from what they are read from.

use std::borrow::Cow;
use std::fmt;

use super::error::Error;
use super::reader::Reader;
#[cfg(feature = "serde")]
use super::serde_text::Text;
use super::value::Value;
use super::writer::Writer;
use super::{self as wire};

/// Makes a newtype of a borrowed text a value, and gives it its conversions.
#[allow(unused_macros)]
macro_rules! borrowed_text_scalar {
    ($name:ident) => {
        text_scalar!($name<'de>);

        impl<'a> From<std::borrow::Cow<'a, str>> for $name<'a> {
            fn from(text: std::borrow::Cow<'a, str>) -> Self {
                Self(text)
            }
        }

        impl $name<'_> {
            /// The same with a text of its own.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                $name(self.0.into_owned().into())
            }
        }

        impl wire::IntoOwned for $name<'_> {
            type Owned = $name<'static>;

            fn into_owned(self) -> $name<'static> {
                self.into_owned()
            }
        }
    };
}

/// Makes an enum of texts a value that borrows those it does not know.
#[allow(unused_macros)]
macro_rules! borrowed_text_enum {
    ($name:ident) => {
        open_text_enum!($name<'de>);

        impl<'a> From<std::borrow::Cow<'a, str>> for $name<'a> {
            fn from(value: std::borrow::Cow<'a, str>) -> Self {
                Self::known(&value).unwrap_or(Self::Unknown(value))
            }
        }
    };
}

/// Date and time as text per RFC 3339, kept exactly as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Datetime<'a>(pub Cow<'a, str>);

borrowed_text_scalar!(Datetime);

/// Any JSON value, as the text it came in.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json<'a>(Cow<'a, str>);

impl<'a> Json<'a> {
    /// Takes a text that was read as JSON before.
    pub(super) fn known(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The text, which is JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same with a text of its own.
    #[must_use]
    pub fn into_owned(self) -> Json<'static> {
        Json(Cow::Owned(self.0.into_owned()))
    }
}

impl wire::Convert<Self> for Json<'_> {
    fn convert(self) -> Self {
        self
    }
}

impl wire::IntoOwned for Json<'_> {
    type Owned = Json<'static>;

    fn into_owned(self) -> Json<'static> {
        self.into_owned()
    }
}

/// The text, which is JSON.
impl AsRef<str> for Json<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// `null`
impl Default for Json<'_> {
    fn default() -> Self {
        Self(Cow::Borrowed("null"))
    }
}

impl From<wire::Json> for Json<'_> {
    fn from(json: wire::Json) -> Self {
        Self(json.into_text())
    }
}

impl fmt::Debug for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Value<'de> for Json<'de> {
    const NULL_IS_VALUE: bool = true;

    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        Ok(Self(Cow::Borrowed(r.raw()?)))
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

serde_impls!(Json<'_>);
