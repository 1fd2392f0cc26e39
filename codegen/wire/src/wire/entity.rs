//! Entities: objects with known fields.

use std::collections::BTreeMap;

use super::error::{Error, ErrorKind};
use super::json::Json;
use super::reader::Reader;
use super::refusal::{Refusals, Refused, Start};
use super::value::Value;
use super::writer::Writer;

/// An object with known fields.
pub trait Entity<'de>: Default {
    /// The name in the schema.
    const NAME: &'static str;

    /// Reads the value of the field with this key. What becomes of a key that is not known is for
    /// the entity to say; its value must be read, too.
    ///
    /// # Errors
    /// If the value is not of the field's type.
    fn read_field(&mut self, key: &str, r: &mut Reader<'de>) -> Result<(), Error>;

    /// Writes all fields that are to be on the wire.
    fn write_fields<W: Fields>(&self, w: &mut W);
}

/// Takes the members of an entity, in their order.
pub trait Fields {
    /// A member. Its key is given as on the wire, `"key":`.
    fn field<'de>(&mut self, key: &str, value: &impl Value<'de>);

    /// A member whose key is given as a text.
    fn any_field<'de>(&mut self, key: &str, value: &impl Value<'de>);

    /// A member that is left out when empty. Its key is given as on the wire.
    #[inline]
    fn filled<'de>(&mut self, key: &str, value: &impl Value<'de>) {
        if !value.is_empty() {
            self.field(key, value);
        }
    }
}

/// Each member is written with the comma after it.
impl Fields for Writer {
    #[inline]
    fn field<'de>(&mut self, key: &str, value: &impl Value<'de>) {
        self.known_key(key);
        value.write(self);
        self.comma();
    }

    fn any_field<'de>(&mut self, key: &str, value: &impl Value<'de>) {
        self.any_key(key);
        value.write(self);
        self.comma();
    }
}

/// Reads a whole entity; `null` is the empty one. If the key came before, nothing of the entity that
/// was read then is left.
///
/// # Errors
/// If a value is not of its field's type.
pub fn read_entity<'de, E: Entity<'de>>(entity: &mut E, r: &mut Reader<'de>) -> Result<(), Error> {
    if r.null()? {
        *entity = E::default();
        return Ok(());
    }
    r.begin_object()?;
    if r.was_read(std::ptr::from_ref(entity).addr()) {
        *entity = E::default();
    }
    let places = r.places();
    r.set_places(0);
    let (mut first, start) = (true, Start::of(r));
    while let Some(key) = r.key(&mut first)? {
        let at = r.offset();
        if let Err(error) = entity.read_field(&key, r) {
            read_refused(entity, r, start, Refused { key, at, error })?;
            break;
        }
    }
    r.set_places(places);
    Ok(())
}

/// Reads the rest of an entity after a value that was refused.
#[cold]
#[inline(never)]
fn read_refused<'de, E: Entity<'de>>(
    entity: &mut E,
    r: &mut Reader<'de>,
    start: Start,
    refused: Refused<'de>,
) -> Result<(), Error> {
    let (mut first, mut refusals) = (false, Refusals::from(start));
    refusals.pass(&refused.key, refused.at, refused.error, r)?;
    while let Some(key) = r.key(&mut first)? {
        let at = r.offset();
        if let Err(error) = entity.read_field(&key, r) {
            refusals.pass(&key, at, error, r)?;
        }
    }
    Ok(())
}

/// Writes a whole entity.
pub fn write_entity<'de, E: Entity<'de>>(entity: &E, w: &mut Writer) {
    w.begin_object();
    entity.write_fields(w);
    w.end_object();
}

/// Keeps the value of a key that is not known.
///
/// # Errors
/// If it is not JSON.
pub fn keep(kept: &mut BTreeMap<String, Json>, key: &str, r: &mut Reader<'_>) -> Result<(), Error> {
    kept.entry(key.to_owned()).or_default().read(r)
}

/// Writes the keys that were kept.
pub fn write_kept(w: &mut impl Fields, kept: &BTreeMap<String, Json>) {
    for (key, value) in kept {
        w.any_field(key, value);
    }
}

/// Refuses a key that is not known.
///
/// # Errors
/// Always.
pub fn deny<'de, E: Entity<'de>>(key: &str, r: &mut Reader<'de>) -> Result<(), Error> {
    deny_of(E::NAME, key, r)
}

/// Refuses a key that a type of this name does not know.
pub(super) fn deny_of(name: &'static str, key: &str, r: &mut Reader<'_>) -> Result<(), Error> {
    r.skip()?;
    let key = key.to_owned();
    Err(Error::new(ErrorKind::UnknownKey { name, key }, r.offset()))
}
