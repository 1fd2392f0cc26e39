//! serde's traits by way of the text on the wire, so that they cannot mean anything else.
//!
//! They are for formats that describe themselves, such as JSON or YAML, and for types that hold
//! others. To read and write JSON, the types' own functions are faster.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use super::error::Error;
use super::reader::Reader;
use super::value::{Value, from_str, to_string};
use super::writer::Writer;

/// Serializes a value.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<'v, S: Serializer>(value: &impl Value<'v>, to: S) -> Result<S::Ok, S::Error> {
    Text(&to_string(value)).serialize(to)
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
    let mut w = Writer::new();
    Collect(&mut w).deserialize(from)?;
    from_str(&w.finish()).map_err(de::Error::custom)
}

/// A text that is JSON, to be serialized as what it says.
struct Text<'t>(&'t str);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        fn failed<E: ser::Error>(error: Error) -> E {
            E::custom(error)
        }
        let mut r = Reader::of_text(self.0);
        match r.peek().map_err(failed)? {
            b'n' => to.serialize_unit(),
            b't' | b'f' => to.serialize_bool(r.boolean().map_err(failed)?),
            b'"' => to.serialize_str(&r.string().map_err(failed)?),
            b'{' => {
                r.begin_object().map_err(failed)?;
                let (mut map, mut first) = (to.serialize_map(None)?, true);
                while let Some(key) = r.key(&mut first).map_err(failed)? {
                    map.serialize_entry(&*key, &Text(r.raw().map_err(failed)?))?;
                }
                map.end()
            }
            b'[' => {
                r.begin_array().map_err(failed)?;
                let (mut seq, mut first) = (to.serialize_seq(None)?, true);
                while r.item(&mut first).map_err(failed)? {
                    seq.serialize_element(&Text(r.raw().map_err(failed)?))?;
                }
                seq.end()
            }
            _ => number(self.0, to),
        }
    }
}

fn number<S: Serializer>(text: &str, to: S) -> Result<S::Ok, S::Error> {
    if let Ok(value) = text.parse::<u64>() {
        to.serialize_u64(value)
    } else if let Ok(value) = text.parse::<i64>() {
        to.serialize_i64(value)
    } else {
        match text.parse::<f64>().map_err(ser::Error::custom)? {
            value if value.is_finite() => to.serialize_f64(value),
            // Serializers make `null` of it.
            _ => Err(ser::Error::custom(format!(
                "{text} is more than a double holds"
            ))),
        }
    }
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
        while let Some(key) = entries.next_key::<String>()? {
            self.0.any_key(&key);
            entries.next_value_seed(Collect(self.0))?;
            self.0.comma();
        }
        self.0.end_object();
        Ok(())
    }
}
