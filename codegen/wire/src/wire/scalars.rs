//! What scalars have in common: macros as those for entities and events.

/// Lets a type that has `as_str` be compared with texts.
#[allow(unused_macros)]
macro_rules! text_comparisons {
    ($name:ident $(<$life:lifetime>)?) => {
        impl $(<$life>)? PartialEq<str> for $name $(<$life>)? {
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl $(<$life>)? PartialEq<&str> for $name $(<$life>)? {
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }

        impl $(<$life>)? PartialEq<String> for $name $(<$life>)? {
            fn eq(&self, text: &String) -> bool {
                self.as_str() == text.as_str()
            }
        }
    };
}

/// Makes a newtype of a text a value, and gives it its conversions. One that borrows its text is
/// named with the lifetime `'de`.
#[allow(unused_macros)]
macro_rules! text_scalar {
    ($name:ident $(<$life:lifetime>)?) => {
        impl $(<$life>)? $name $(<$life>)? {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, without the type.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0.into()
            }
        }

        impl $(<$life>)? From<&$($life)? str> for $name $(<$life>)? {
            fn from(text: &$($life)? str) -> Self {
                Self(text.into())
            }
        }

        impl $(<$life>)? From<String> for $name $(<$life>)? {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl $(<$life>)? From<$name $(<$life>)?> for String {
            fn from(text: $name $(<$life>)?) -> Self {
                text.0.into()
            }
        }

        impl $(<$life>)? std::convert::AsRef<str> for $name $(<$life>)? {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        /// Finds the type by its text in maps.
        impl $(<$life>)? std::borrow::Borrow<str> for $name $(<$life>)? {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        /// Takes any text, as `From` does.
        impl $(<$life>)? std::str::FromStr for $name $(<$life>)? {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self(text.to_owned().into()))
            }
        }

        text_comparisons!($name $(<$life>)?);

        impl $(<$life>)? std::fmt::Display for $name $(<$life>)? {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> wire::Value<'de> for $name $(<$life>)? {
            fn read_new(r: &mut wire::Reader<'de>) -> Result<Self, wire::Error> {
                wire::Value::read_new(r).map(Self)
            }

            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                wire::Value::read(&mut self.0, r)
            }

            fn write(&self, w: &mut wire::Writer) {
                self.0.write(w);
            }

            #[cfg(feature = "serde")]
            fn to_serde<_To: serde::Serializer>(&self, to: _To) -> Result<_To::Ok, _To::Error> {
                to.serialize_str(&self.0)
            }

            fn is_empty(&self) -> bool {
                str::is_empty(&self.0)
            }
        }

        impl<'de> wire::Key<'de> for $name $(<$life>)? {
            fn from_text(text: std::borrow::Cow<'de, str>) -> Result<Self, wire::ErrorKind> {
                Ok(Self(text.into()))
            }

            fn as_text(&self) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Borrowed(&self.0)
            }
        }

        converted_as_is!($name $(<$life>)?);

        serde_impls!($name $(<$life>)?);
    };
}

/// Conversions to and from the crate `time`.
#[cfg(feature = "time")]
macro_rules! time_impls {
    ($name:ident) => {
        impl TryFrom<&$name> for time::OffsetDateTime {
            type Error = time::error::Parse;

            fn try_from(text: &$name) -> Result<Self, Self::Error> {
                Self::parse(&text.0, &time::format_description::well_known::Rfc3339)
            }
        }

        impl TryFrom<time::OffsetDateTime> for $name {
            type Error = time::error::Format;

            fn try_from(at: time::OffsetDateTime) -> Result<Self, Self::Error> {
                let format = time::format_description::well_known::Rfc3339;
                at.format(&format).map(Self)
            }
        }
    };
}

#[cfg(not(feature = "time"))]
macro_rules! time_impls {
    ($name:ident) => {};
}

/// Conversions to and from the crate `chrono`.
#[cfg(feature = "chrono")]
macro_rules! chrono_impls {
    ($name:ident) => {
        impl TryFrom<&$name> for chrono::DateTime<chrono::FixedOffset> {
            type Error = chrono::ParseError;

            fn try_from(text: &$name) -> Result<Self, Self::Error> {
                Self::parse_from_rfc3339(&text.0)
            }
        }

        // No type of a schema has a name that starts with `_`.
        impl<_Zone: chrono::TimeZone> From<chrono::DateTime<_Zone>> for $name {
            fn from(at: chrono::DateTime<_Zone>) -> Self {
                Self(
                    at.to_utc()
                        .to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
                )
            }
        }
    };
}

#[cfg(not(feature = "chrono"))]
macro_rules! chrono_impls {
    ($name:ident) => {};
}

/// Conversions to and from the crate `jiff`.
#[cfg(feature = "jiff")]
macro_rules! jiff_impls {
    ($name:ident) => {
        impl TryFrom<&$name> for jiff::Timestamp {
            type Error = jiff::Error;

            fn try_from(text: &$name) -> Result<Self, Self::Error> {
                text.0.parse()
            }
        }

        impl From<jiff::Timestamp> for $name {
            fn from(at: jiff::Timestamp) -> Self {
                Self(at.to_string())
            }
        }
    };
}

#[cfg(not(feature = "jiff"))]
macro_rules! jiff_impls {
    ($name:ident) => {};
}

/// Gives a text that is a date and time its conversions.
#[allow(unused_macros)]
macro_rules! datetime_scalar {
    ($name:ident) => {
        text_scalar!($name);
        time_impls!($name);
        chrono_impls!($name);
        jiff_impls!($name);
    };
}

/// Adds methods that return the kind of a text, decided by its prefix.
#[allow(unused_macros)]
macro_rules! prefixes {
    (
        $name:ident $(<$life:lifetime>)? $kind:ident $expected:literal;
        $($variant:ident $prefix:literal $text:literal;)*
    ) => {
        impl $kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// What a text of this kind begins with.
            #[must_use]
            pub fn prefix(self) -> &'static str {
                match self {
                    $(Self::$variant => $prefix,)*
                }
            }

            /// The name in the schema.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $name $(<$life>)? {
            /// The text of a kind and what comes after the prefix.
            #[must_use]
            pub fn new(kind: $kind, id: impl std::fmt::Display) -> Self {
                Self(format!("{}{id}", kind.prefix()).into())
            }

            /// The kind; `None` if this version of the schema does not know the prefix.
            #[must_use]
            pub fn kind(&self) -> Option<$kind> {
                let kinds = $kind::ALL.iter().copied();
                kinds
                    .filter(|kind| self.0.starts_with(kind.prefix()))
                    .max_by_key(|kind| kind.prefix().len())
            }

            /// What comes after the prefix; the whole text if that is not known.
            #[must_use]
            pub fn id(&self) -> &str {
                let prefix = self.kind().map_or("", <$kind>::prefix);
                &self.0[prefix.len()..]
            }

            /// Takes texts of known kinds only, while what is read may be anything.
            ///
            /// # Errors
            /// If the prefix is not known, or nothing comes after it.
            pub fn checked(text: &str) -> Result<Self, wire::InvalidText> {
                let value = Self(text.to_owned().into());
                match value.kind() {
                    Some(_) if !value.id().is_empty() => Ok(value),
                    Some(_) | None => Err(wire::InvalidText {
                        text: value.0.into(),
                        expected: $expected,
                    }),
                }
            }
        }
    };
}

/// Makes a newtype of a number or boolean a value, and gives it its conversions.
#[allow(unused_macros)]
macro_rules! value_scalar {
    // The last is the function that reads it.
    ($name:ident, $base:ty, $read:ident) => {
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
            fn read_new(r: &mut wire::Reader<'de>) -> Result<Self, wire::Error> {
                let mut value = Self::default();
                wire::$read(&mut value.0, r)?;
                Ok(value)
            }

            fn write(&self, w: &mut wire::Writer) {
                wire::Value::write(&self.0, w);
            }

            #[cfg(feature = "serde")]
            fn to_serde<_To: serde::Serializer>(&self, to: _To) -> Result<_To::Ok, _To::Error> {
                wire::Value::to_serde(&self.0, to)
            }

            fn is_empty(&self) -> bool {
                wire::Value::is_empty(&self.0)
            }
        }

        converted_as_is!($name);

        serde_impls!($name);
    };
}
