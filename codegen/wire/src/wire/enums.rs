//! What enums have in common: macros as those for entities and events.

/// Lists the values of an enum. One that is open is compared, and all that borrow get texts of their
/// own, too.
#[allow(unused_macros)]
macro_rules! values {
    ($name:ident closed { $($variant:ident)* }) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }
    };
    ($name:ident open $value:ident { $($variant:ident)* }) => {
        impl $name {
            /// Every value that this version of the schema knows.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }

        by_wire_value!($name $value { $($variant)* });
    };
    ($name:ident<$life:lifetime> open $value:ident { $($variant:ident)* }) => {
        impl $name<'_> {
            /// Every value that this version of the schema knows.
            pub const ALL: &'static [$name<'static>] = &[$($name::$variant,)*];

            /// The same value with a text of its own.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                match self {
                    $(Self::$variant => $name::$variant,)*
                    Self::Unknown(text) => $name::Unknown(text.into_owned().into()),
                }
            }
        }

        impl wire::IntoOwned for $name<'_> {
            type Owned = $name<'static>;

            fn into_owned(self) -> $name<'static> {
                self.into_owned()
            }
        }

        by_wire_value!($name<$life> $value { $($variant)* });
    };
}

/// Compares and hashes an open enum by its value on the wire, which a method returns: a value is the
/// same whether the schema knows it or not. Known values come first, in the schema's order.
#[allow(unused_macros)]
macro_rules! by_wire_value {
    ($name:ident $(<$life:lifetime>)? $value:ident { $($variant:ident)* }) => {
        impl $(<$life>)? $name $(<$life>)? {
            /// The position among the known values.
            fn rank(&self) -> Option<usize> {
                #[allow(dead_code, clippy::enum_variant_names)]
                enum Rank {
                    $($variant,)*
                }
                match self {
                    $(Self::$variant => Some(Rank::$variant as usize),)*
                    Self::Unknown(value) => match Self::known(value) {
                        Some(known) => known.rank(),
                        None => None,
                    },
                }
            }
        }

        impl $(<$life>)? PartialEq for $name $(<$life>)? {
            fn eq(&self, other: &Self) -> bool {
                self.$value() == other.$value()
            }
        }

        impl $(<$life>)? Eq for $name $(<$life>)? {}

        impl $(<$life>)? std::hash::Hash for $name $(<$life>)? {
            fn hash<_State: std::hash::Hasher>(&self, state: &mut _State) {
                std::hash::Hash::hash(&self.$value(), state);
            }
        }

        impl $(<$life>)? PartialOrd for $name $(<$life>)? {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $(<$life>)? Ord for $name $(<$life>)? {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                match (self.rank(), other.rank()) {
                    (Some(rank), Some(other)) => rank.cmp(&other),
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    (None, None) => self.$value().cmp(&other.$value()),
                }
            }
        }
    };
}

/// Makes an enum of texts a value. One that borrows is named with the lifetime `'de`; all say how
/// they become of a text.
#[allow(unused_macros)]
macro_rules! text_enum {
    ($name:ident $(<$life:lifetime>)?, $text:ident => $key:expr) => {
        impl $(<$life>)? std::fmt::Display for $name $(<$life>)? {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $(<$life>)? std::convert::AsRef<str> for $name $(<$life>)? {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        text_comparisons!($name $(<$life>)?);

        impl<'de> wire::Value<'de> for $name $(<$life>)? {
            fn read_new(r: &mut wire::Reader<'de>) -> Result<Self, wire::Error> {
                let mut value = Self::default();
                wire::read_text(&mut value, r)?;
                Ok(value)
            }

            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                wire::read_text(self, r)
            }

            fn write(&self, w: &mut wire::Writer) {
                w.string(self.as_str());
            }

            #[cfg(feature = "serde")]
            fn to_serde<_To: serde::Serializer>(&self, to: _To) -> Result<_To::Ok, _To::Error> {
                to.serialize_str(self.as_str())
            }

            fn is_empty(&self) -> bool {
                self.as_str().is_empty()
            }
        }

        impl<'de> wire::Key<'de> for $name $(<$life>)? {
            fn from_text($text: std::borrow::Cow<'de, str>) -> Result<Self, wire::ErrorKind> {
                $key
            }

            fn as_text(&self) -> std::borrow::Cow<'_, str> {
                self.as_str().into()
            }
        }

        converted_as_is!($name $(<$life>)?);

        serde_impls!($name $(<$life>)?);
    };
}

/// Makes an enum of listed texts a value.
#[allow(unused_macros)]
macro_rules! closed_text_enum {
    ($name:ident) => {
        impl std::str::FromStr for $name {
            type Err = wire::UnknownValue;

            fn from_str(text: &str) -> Result<Self, wire::UnknownValue> {
                Self::try_from(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = wire::UnknownValue;

            fn try_from(text: String) -> Result<Self, wire::UnknownValue> {
                Self::try_from(text.as_str())
            }
        }

        text_enum!($name, text => Self::try_from(&*text).map_err(Into::into));
    };
}

/// Makes an enum that keeps other texts a value, with its function `known`. One that borrows them is
/// named with the lifetime `'de`.
#[allow(unused_macros)]
macro_rules! open_text_enum {
    ($name:ident $(<$life:lifetime>)?) => {
        /// The empty text.
        impl $(<$life>)? Default for $name $(<$life>)? {
            fn default() -> Self {
                Self::known("").unwrap_or(Self::Unknown("".into()))
            }
        }

        impl $(<$life>)? From<&$($life)? str> for $name $(<$life>)? {
            fn from(value: &$($life)? str) -> Self {
                Self::known(value).unwrap_or_else(|| Self::Unknown(value.into()))
            }
        }

        impl $(<$life>)? From<String> for $name $(<$life>)? {
            fn from(value: String) -> Self {
                Self::known(&value).unwrap_or_else(|| Self::Unknown(value.into()))
            }
        }

        impl $(<$life>)? std::str::FromStr for $name $(<$life>)? {
            type Err = std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(value.to_owned()))
            }
        }

        text_enum!($name $(<$life>)?, value => {
            Ok(Self::known(&value).unwrap_or_else(|| Self::Unknown(value.into())))
        });
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

        impl PartialEq<i64> for $name {
            fn eq(&self, value: &i64) -> bool {
                self.as_i64() == *value
            }
        }

        impl<'de> wire::Value<'de> for $name {
            fn read_new(r: &mut wire::Reader<'de>) -> Result<Self, wire::Error> {
                let mut value = Self::default();
                wire::read_number(&mut value, r)?;
                Ok(value)
            }

            fn write(&self, w: &mut wire::Writer) {
                w.signed(self.as_i64());
            }

            #[cfg(feature = "serde")]
            fn to_serde<_To: serde::Serializer>(&self, to: _To) -> Result<_To::Ok, _To::Error> {
                to.serialize_i64(self.as_i64())
            }

            fn is_empty(&self) -> bool {
                self.as_i64() == 0
            }
        }

        impl<'de> wire::Key<'de> for $name {
            fn from_text(text: std::borrow::Cow<'de, str>) -> Result<Self, wire::ErrorKind> {
                wire::number_key(text)
            }

            fn as_text(&self) -> std::borrow::Cow<'_, str> {
                self.as_i64().to_string().into()
            }
        }

        converted_as_is!($name);

        serde_impls!($name);
    };
}

/// Makes an enum that keeps other integers a value, with its function `known`.
#[allow(unused_macros)]
macro_rules! open_int_enum {
    ($name:ident) => {
        /// Zero.
        impl Default for $name {
            fn default() -> Self {
                Self::from(0)
            }
        }

        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                Self::known(&value).unwrap_or(Self::Unknown(value))
            }
        }

        int_enum!($name);
    };
}
