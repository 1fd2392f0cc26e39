//! serde's traits. Values are serialized as the code says that writes them, and deserialized by way of
//! the text on the wire, so that the traits cannot mean anything else.
//!
//! They are for formats that describe themselves, such as JSON or YAML, and for types that hold
//! others. To read and write JSON, the types' own functions are faster.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use super::entity::{Entity, Fields};
use super::object::Object;
use super::scan;
use super::serde_text::Text;
use super::union::Union;
use super::value::{Direct, Value, from_str};
use super::writer::Writer;

/// Serializes a value.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<'v, S: Serializer>(value: &impl Value<'v>, to: S) -> Result<S::Ok, S::Error> {
    value.to_serde(to)
}

/// Serializes an entity as a map.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_entity<'v, S: Serializer>(
    entity: &impl Entity<'v>,
    to: S,
) -> Result<S::Ok, S::Error> {
    serialize_object(entity, to)
}

/// Serializes an object as a map.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_object<'v, S: Serializer>(
    object: &impl Object<'v>,
    to: S,
) -> Result<S::Ok, S::Error> {
    serialize_members(to, |members| object.write_fields(members))
}

/// Serializes a union as a map.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_union<'v, S: Serializer>(
    union: &impl Union<'v>,
    to: S,
) -> Result<S::Ok, S::Error> {
    match union.raw() {
        Some(raw) => serde::Serialize::serialize(&Text(raw), to),
        None => serialize_members(to, |members| union.write_members(members)),
    }
}

fn serialize_members<S: Serializer>(
    to: S,
    write: impl FnOnce(&mut Members<S::SerializeMap>),
) -> Result<S::Ok, S::Error> {
    let mut members = Members {
        map: to.serialize_map(None)?,
        error: None,
    };
    write(&mut members);
    match members.error {
        Some(error) => Err(error),
        None => members.map.end(),
    }
}

/// The members of an entity that were serialized so far, and the first error.
struct Members<M: SerializeMap> {
    map: M,
    error: Option<M::Error>,
}

impl<M: SerializeMap> Fields for Members<M> {
    // What is known of a key when the code is compiled is worked out then.
    #[inline(always)]
    fn field<'v>(&mut self, key: &str, value: &impl Value<'v>) {
        // Without its quotes and the colon.
        let bare = &key[1..key.len() - 2];
        match scan::is_plain(bare) {
            true => self.any_field(bare, value),
            false => self.escaped_field(key, value),
        }
    }

    fn any_field<'v>(&mut self, key: &str, value: &impl Value<'v>) {
        if self.error.is_none() {
            self.error = self.map.serialize_entry(key, &Direct::new(value)).err();
        }
    }
}

impl<M: SerializeMap> Members<M> {
    /// A member whose key has escapes.
    #[cold]
    fn escaped_field<'v>(&mut self, key: &str, value: &impl Value<'v>) {
        let bare: String = from_str(&key[..key.len() - 1]).unwrap_or_default();
        self.any_field(&bare, value);
    }
}

/// Deserializes a value.
///
/// # Errors
/// Those of the deserializer; and if the value is not of the type.
pub fn deserialize<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: for<'v> Value<'v>,
    D: Deserializer<'de>,
{
    from_str(&collect(from)?).map_err(de::Error::custom)
}

/// Collects any value as JSON.
///
/// # Errors
/// Those of the deserializer.
pub fn collect<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let mut w = Writer::new();
    Collect(&mut w).deserialize(from)?;
    Ok(w.finish())
}

/// Writes any deserialized value as JSON.
struct Collect<'w>(&'w mut Writer);

impl<'de> DeserializeSeed<'de> for Collect<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collect<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value of JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.raw("null");
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.raw("null");
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.deserialize(from)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.deserialize(from)
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        value.write(self.0);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.signed(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.unsigned(value);
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.0.float(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.string(value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.begin_array();
        while items.next_element_seed(Collect(self.0))?.is_some() {
            self.0.comma();
        }
        self.0.end_array();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.0.begin_object();
        while entries.next_key_seed(CollectKey(self.0))?.is_some() {
            entries.next_value_seed(Collect(self.0))?;
            self.0.comma();
        }
        self.0.end_object();
        Ok(())
    }
}

/// Writes the key of a deserialized map, without a text of its own for it.
struct CollectKey<'w>(&'w mut Writer);

impl<'de> DeserializeSeed<'de> for CollectKey<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for CollectKey<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<(), E> {
        self.0.any_key(key);
        Ok(())
    }

    fn visit_bytes<E: de::Error>(self, key: &[u8]) -> Result<(), E> {
        let key = std::str::from_utf8(key);
        self.visit_str(key.map_err(E::custom)?)
    }
}
