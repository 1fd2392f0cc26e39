//! What types of one kind have in common. Their paths start at `wire`, which is in scope wherever
//! generated types are.

/// Gives a type serde's traits.
#[cfg(feature = "serde")]
macro_rules! serde_impls {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                wire::serialize(self, to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                wire::deserialize(from)
            }
        }
    };
}

/// Gives a type serde's traits, if they are wanted.
#[cfg(not(feature = "serde"))]
macro_rules! serde_impls {
    ($name:ident) => {};
}

/// Makes a struct a value: its fields are read and written as its `Entity` says.
#[allow(unused_macros)]
macro_rules! entity {
    ($name:ident) => {
        impl<'de> wire::Value<'de> for $name {
            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                wire::read_entity(self, r)
            }

            fn write(&self, w: &mut wire::Writer) {
                wire::write_entity(self, w);
            }

            /// An entity is never empty.
            fn is_empty(&self) -> bool {
                false
            }
        }

        serde_impls!($name);
    };
}

/// What the schema says of every event.
#[allow(unused_macros)]
macro_rules! event_table {
    ($($name:literal $direction:ident $since:literal $deprecated:expr, $doc:literal;)*) => {
        /// What the schema says of every event, sorted by name.
        pub const EVENTS: &[wire::EventInfo] = &[$(wire::EventInfo {
            name: $name,
            direction: wire::Direction::$direction,
            doc: $doc,
            since: $since,
            deprecated: $deprecated,
        },)*];
    };
}

/// Makes an entity into its client's view, on its own and wherever it is held.
#[allow(unused_macros)]
macro_rules! input_view {
    ($whole:ident => $input:ident same { $($same:ident)* } converted { $($other:ident)* }) => {
        impl From<$whole> for $input {
            #[allow(unused_variables)]
            fn from(value: $whole) -> Self {
                Self {
                    $($same: value.$same,)*
                    $($other: wire::convert(value.$other),)*
                }
            }
        }

        impl wire::Convert<$input> for $whole {
            fn convert(self) -> $input {
                self.into()
            }
        }
    };
}

/// Makes a newtype of a text a value, and gives it its conversions.
#[allow(unused_macros)]
macro_rules! text_scalar {
    ($name:ident) => {
        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, text: &str) -> bool {
                self.0 == text
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, text: &&str) -> bool {
                self.0 == *text
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> wire::Value<'de> for $name {
            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                self.0.read(r)
            }

            fn write(&self, w: &mut wire::Writer) {
                self.0.write(w);
            }

            fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl wire::Key for $name {
            fn from_text(text: &str) -> Result<Self, wire::ErrorKind> {
                Ok(Self(text.to_owned()))
            }

            fn as_text(&self) -> &str {
                &self.0
            }
        }

        serde_impls!($name);
    };
}

/// Makes a newtype of a number or boolean a value, and gives it its conversions.
#[allow(unused_macros)]
macro_rules! value_scalar {
    ($name:ident, $base:ty) => {
        impl From<$base> for $name {
            fn from(value: $base) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $base {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl<'de> wire::Value<'de> for $name {
            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                wire::Value::read(&mut self.0, r)
            }

            fn write(&self, w: &mut wire::Writer) {
                wire::Value::write(&self.0, w);
            }

            fn is_empty(&self) -> bool {
                wire::Value::is_empty(&self.0)
            }
        }

        serde_impls!($name);
    };
}

/// Makes an enum of texts a value.
#[allow(unused_macros)]
macro_rules! text_enum {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl<'de> wire::Value<'de> for $name {
            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                if r.null()? {
                    *self = Self::default();
                    return Ok(());
                }
                r.peek()?;
                let start = r.offset();
                let text = r.string()?;
                *self = Self::try_from(&*text)
                    .map_err(|error| wire::Error::new(error.into(), start))?;
                Ok(())
            }

            fn write(&self, w: &mut wire::Writer) {
                w.string(self.as_str());
            }

            fn is_empty(&self) -> bool {
                self.as_str().is_empty()
            }
        }

        impl wire::Key for $name {
            fn from_text(text: &str) -> Result<Self, wire::ErrorKind> {
                Self::try_from(text).map_err(Into::into)
            }

            fn as_text(&self) -> &str {
                self.as_str()
            }
        }

        serde_impls!($name);
    };
}

/// Makes an enum of integers a value.
#[allow(unused_macros)]
macro_rules! int_enum {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl<'de> wire::Value<'de> for $name {
            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                if r.null()? {
                    *self = Self::default();
                    return Ok(());
                }
                r.peek()?;
                let start = r.offset();
                let mut value = 0_i64;
                wire::Value::read(&mut value, r)?;
                *self =
                    Self::try_from(value).map_err(|error| wire::Error::new(error.into(), start))?;
                Ok(())
            }

            fn write(&self, w: &mut wire::Writer) {
                w.signed(self.as_i64());
            }

            fn is_empty(&self) -> bool {
                self.as_i64() == 0
            }
        }

        serde_impls!($name);
    };
}
