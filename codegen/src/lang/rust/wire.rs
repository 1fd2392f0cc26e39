//! How values are read and written: a receiver is lenient, a sender is exact.
//!
//! A missing or `null` field is read as its empty value, keys may come in any order, and keys that
//! are not known are skipped, unless the type keeps or refuses them.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, Visitor};
use serde::ser::{Serialize, Serializer};

pub use serde::de::MapAccess;
pub use serde::ser::SerializeMap;

use super::wire;

/// An object with known fields.
pub trait Entity: Default {
    /// The name in the schema.
    const NAME: &'static str;

    /// Whether [`unknown`](Entity::unknown) wants to know the key.
    const WANTS_UNKNOWN: bool = false;

    /// The position of the field with this key.
    fn index(key: &str) -> Option<usize>;

    /// Reads the value of the field at a position.
    ///
    /// # Errors
    /// If the value is not of the field's type.
    fn read<'de, A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error>;

    /// Reads the value of a key that is not known.
    ///
    /// # Errors
    /// If the type refuses such keys, or the value is not JSON.
    fn unknown<'de, A: MapAccess<'de>>(&mut self, _key: &str, map: &mut A) -> Result<(), A::Error> {
        skip(map)
    }

    /// Writes all fields that are to be on the wire.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// Whether a value is what a sender leaves out.
pub trait Empty {
    /// True of `false`, `0`, `""`, no items.
    fn is_empty(&self) -> bool;
}

/// Reads a whole entity.
///
/// # Errors
/// If a value is not of its field's type.
pub fn read_entity<'de, E: Entity, D: Deserializer<'de>>(from: D) -> Result<E, D::Error> {
    from.deserialize_map(EntityVisitor(PhantomData))
}

/// Writes a whole entity.
///
/// # Errors
/// Those of the serializer.
pub fn write_entity<E: Entity, S: Serializer>(entity: &E, to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    entity.write(&mut map)?;
    map.end()
}

/// Skips a value.
///
/// # Errors
/// If it is not JSON.
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// Keeps the value of an unknown key.
///
/// # Errors
/// If it is not JSON.
pub fn keep<'de, A: MapAccess<'de>>(
    map: &mut A,
    key: &str,
    kept: &mut BTreeMap<String, serde_json::Value>,
) -> Result<(), A::Error> {
    kept.insert(key.to_owned(), map.next_value()?);
    Ok(())
}

/// Refuses an unknown key.
///
/// # Errors
/// Always.
pub fn deny<'de, E: Entity, A: MapAccess<'de>>(key: &str) -> Result<(), A::Error> {
    Err(de::Error::custom(format_args!(
        "{} has no key {key:?}",
        E::NAME
    )))
}

/// Writes the keys that were kept.
///
/// # Errors
/// Those of the serializer.
pub fn write_kept<M: SerializeMap>(
    map: &mut M,
    kept: &BTreeMap<String, serde_json::Value>,
) -> Result<(), M::Error> {
    kept.iter()
        .try_for_each(|(key, value)| map.serialize_entry(key, value))
}

/// Reads the params of an event; absent ones are `null`, and all empty.
///
/// # Errors
/// If they are not those of the event.
pub fn read_params<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: Deserialize<'de> + Default,
    D: Deserializer<'de>,
{
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// Skips what stands for the params of an event that has none.
///
/// # Errors
/// If it is not JSON.
pub fn skip_params<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    IgnoredAny::deserialize(from).map(drop)
}

/// Reads the value of a field; `null` is the empty value.
///
/// # Errors
/// If the value is not of the field's type.
pub fn read<'de, T, A>(map: &mut A, field: &mut T) -> Result<(), A::Error>
where
    T: Deserialize<'de> + Default,
    A: MapAccess<'de>,
{
    *field = map.next_value::<Option<T>>()?.unwrap_or_default();
    Ok(())
}

/// Reads the value of a field that may be `null`.
///
/// # Errors
/// If the value is not of the field's type.
pub fn read_option<'de, T, A>(map: &mut A, field: &mut Option<T>) -> Result<(), A::Error>
where
    T: Deserialize<'de>,
    A: MapAccess<'de>,
{
    *field = map.next_value()?;
    Ok(())
}

/// Writes a field that is always there.
///
/// # Errors
/// Those of the serializer.
pub fn write<T, M>(map: &mut M, key: &'static str, value: &T) -> Result<(), M::Error>
where
    T: Serialize,
    M: SerializeMap,
{
    map.serialize_entry(key, value)
}

/// Writes a field that is left out when empty.
///
/// # Errors
/// Those of the serializer.
pub fn write_filled<T, M>(map: &mut M, key: &'static str, value: &T) -> Result<(), M::Error>
where
    T: Serialize + Empty,
    M: SerializeMap,
{
    if value.is_empty() {
        Ok(())
    } else {
        map.serialize_entry(key, value)
    }
}

/// Writes a field that is left out when there is none.
///
/// # Errors
/// Those of the serializer.
pub fn write_some<T, M>(map: &mut M, key: &'static str, value: &Option<T>) -> Result<(), M::Error>
where
    T: Serialize,
    M: SerializeMap,
{
    match value {
        Some(value) => map.serialize_entry(key, value),
        None => Ok(()),
    }
}

struct EntityVisitor<E>(PhantomData<E>);

impl<'de, E: Entity> Visitor<'de> for EntityVisitor<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object, {}", E::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<E, A::Error> {
        let mut entity = E::default();
        while let Some(key) = map.next_key::<Key<E>>()? {
            match key {
                Key::Known(index, _) => entity.read(index, &mut map)?,
                Key::Unknown(key) => entity.unknown(&key, &mut map)?,
            }
        }
        Ok(entity)
    }
}

enum Key<E> {
    Known(usize, PhantomData<E>),
    Unknown(String),
}

impl<'de, E: Entity> Deserialize<'de> for Key<E> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_identifier(KeyVisitor(PhantomData))
    }
}

struct KeyVisitor<E>(PhantomData<E>);

impl<E: Entity> Visitor<'_> for KeyVisitor<E> {
    type Value = Key<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<Error: de::Error>(self, key: &str) -> Result<Key<E>, Error> {
        Ok(match E::index(key) {
            Some(index) => Key::Known(index, PhantomData),
            None if E::WANTS_UNKNOWN => Key::Unknown(key.to_owned()),
            None => Key::Unknown(String::new()),
        })
    }
}

/// Reads text, in the value of an enum or scalar.
pub struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<Error: de::Error>(self, text: &str) -> Result<String, Error> {
        Ok(text.to_owned())
    }

    fn visit_string<Error: de::Error>(self, text: String) -> Result<String, Error> {
        Ok(text)
    }
}

/// Reads text into a type that is made of it, without a copy for those that need none.
pub struct ParseVisitor<T>(pub PhantomData<T>);

impl<T> Visitor<'_> for ParseVisitor<T>
where
    T: for<'a> TryFrom<&'a str, Error: fmt::Display>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<Error: de::Error>(self, text: &str) -> Result<T, Error> {
        T::try_from(text).map_err(Error::custom)
    }
}

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

impl Empty for bool {
    fn is_empty(&self) -> bool {
        !self
    }
}

impl Empty for String {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl Empty for serde_json::Value {
    fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Bool(value) => !value,
            Self::Number(value) => value.as_f64() == Some(0.0),
            Self::String(value) => value.is_empty(),
            Self::Array(value) => value.is_empty(),
            Self::Object(value) => value.is_empty(),
        }
    }
}

impl<T> Empty for Vec<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Empty for BTreeMap<K, V> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

#[allow(unused_macros)]
macro_rules! empty_numbers {
    ($($number:ty)*) => {$(
        impl Empty for $number {
            fn is_empty(&self) -> bool {
                *self == <$number>::default()
            }
        }
    )*};
}

empty_numbers!(i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);

/// Gives a text newtype its conversions and serde both ways.
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

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl wire::Empty for $name {
            fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(wire::TextVisitor).map(Self)
            }
        }
    };
}

/// Gives a number or boolean newtype its conversions and serde both ways.
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

        impl wire::Empty for $name {
            fn is_empty(&self) -> bool {
                wire::Empty::is_empty(&self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                <$base>::deserialize(from).map(Self)
            }
        }
    };
}

/// Gives an entity serde both ways.
#[allow(unused_macros)]
macro_rules! entity {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                wire::write_entity(self, to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                wire::read_entity(from)
            }
        }
    };
}

/// Gives an enum of texts serde both ways.
#[allow(unused_macros)]
macro_rules! text_enum {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl wire::Empty for $name {
            fn is_empty(&self) -> bool {
                self.as_str().is_empty()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(wire::ParseVisitor(std::marker::PhantomData))
            }
        }
    };
}

/// Gives an enum of integers serde both ways.
#[allow(unused_macros)]
macro_rules! int_enum {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl wire::Empty for $name {
            fn is_empty(&self) -> bool {
                self.as_i64() == 0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_i64(self.as_i64())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value = i64::deserialize(from)?;
                Self::try_from(value).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Date and time as text per RFC 3339, kept exactly as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Datetime(pub String);

text_scalar!(Datetime);
