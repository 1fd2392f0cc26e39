//! A text that is JSON, serialized as the value that it stands for.

use serde::ser::{self, Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use super::error::Error;
use super::reader::Reader;

/// A text that is JSON, to be serialized as what it says.
pub(super) struct Text<'t>(pub(super) &'t str);

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
