//! Types that borrow their texts from what they are read from.

use std::borrow::Cow;
use std::fmt;

use super::error::Error;
use super::reader::Reader;
use super::value::Value;
use super::writer::Writer;
use super::{self as wire};

/// Makes a newtype of a borrowed text a value, and gives it its conversions.
#[allow(unused_macros)]
macro_rules! borrowed_text_scalar {
    ($name:ident) => {
        impl $name<'_> {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<'a> From<&'a str> for $name<'a> {
            fn from(text: &'a str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name<'_> {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl<'a> From<std::borrow::Cow<'a, str>> for $name<'a> {
            fn from(text: std::borrow::Cow<'a, str>) -> Self {
                Self(text)
            }
        }

        impl From<$name<'_>> for String {
            fn from(text: $name<'_>) -> Self {
                text.0.into()
            }
        }

        impl std::convert::AsRef<str> for $name<'_> {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name<'_> {
            fn eq(&self, text: &str) -> bool {
                self.0 == text
            }
        }

        impl PartialEq<&str> for $name<'_> {
            fn eq(&self, text: &&str) -> bool {
                self.0 == *text
            }
        }

        impl std::fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> wire::Value<'de> for $name<'de> {
            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                self.0.read(r)
            }

            fn write(&self, w: &mut wire::Writer) {
                w.string(&self.0);
            }

            fn is_empty(&self) -> bool {
                str::is_empty(&self.0)
            }
        }

        impl<'de> wire::Key<'de> for $name<'de> {
            fn from_text(text: std::borrow::Cow<'de, str>) -> Result<Self, wire::ErrorKind> {
                Ok(Self(text))
            }

            fn as_text(&self) -> &str {
                &self.0
            }
        }

        serde_impls!($name<'_>);
    };
}

/// Makes an enum of texts a value that borrows those it does not know.
#[allow(unused_macros)]
macro_rules! borrowed_text_enum {
    ($name:ident) => {
        impl<'a> From<&'a str> for $name<'a> {
            fn from(value: &'a str) -> Self {
                Self::known(value).unwrap_or(Self::Unknown(value.into()))
            }
        }

        impl<'a> From<std::borrow::Cow<'a, str>> for $name<'a> {
            fn from(value: std::borrow::Cow<'a, str>) -> Self {
                Self::known(&value).unwrap_or(Self::Unknown(value))
            }
        }

        impl std::fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl<'de> wire::Value<'de> for $name<'de> {
            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                wire::read_text(self, r)
            }

            fn write(&self, w: &mut wire::Writer) {
                w.string(self.as_str());
            }

            fn is_empty(&self) -> bool {
                self.as_str().is_empty()
            }
        }

        impl<'de> wire::Key<'de> for $name<'de> {
            fn from_text(text: std::borrow::Cow<'de, str>) -> Result<Self, wire::ErrorKind> {
                Ok(text.into())
            }

            fn as_text(&self) -> &str {
                self.as_str()
            }
        }

        serde_impls!($name<'_>);
    };
}

/// Date and time as text per RFC 3339, kept exactly as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Datetime<'a>(pub Cow<'a, str>);

borrowed_text_scalar!(Datetime);

/// Any JSON value, as the text it came in.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json<'a>(Cow<'a, str>);

impl Json<'_> {
    /// The text, which is JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
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

    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        self.0 = Cow::Borrowed(r.raw()?);
        Ok(())
    }

    fn write(&self, w: &mut Writer) {
        w.raw(&self.0);
    }

    /// True of `null` alone: every other value says something.
    fn is_empty(&self) -> bool {
        &*self.0 == "null"
    }
}

serde_impls!(Json<'_>);
