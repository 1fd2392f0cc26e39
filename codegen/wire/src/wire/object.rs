//! Objects that may have no empty value: entities that always hold a union, and all others.

use super::entity::{Entity, Fields, deny_of};
use super::error::{Error, ErrorKind};
use super::reader::Reader;
use super::writer::Writer;

/// An object with known fields. Every entity is one.
pub trait Object<'de>: Sized {
    /// The name in the schema.
    const NAME: &'static str;

    /// What the fields are read into: the entity itself, if all of them have an empty value.
    type Draft: Default;

    /// Reads the value of the field with this key. What becomes of a key that is not known is for
    /// the entity to say; its value must be read, too.
    ///
    /// # Errors
    /// If the value is not of the field's type.
    fn read_field(draft: &mut Self::Draft, key: &str, r: &mut Reader<'de>) -> Result<(), Error>;

    /// The entity that was read.
    ///
    /// # Errors
    /// The key of a field that was not, if it has no empty value.
    fn finish(draft: Box<Self::Draft>) -> Result<Box<Self>, &'static str>;

    /// Writes all fields that are to be on the wire.
    fn write_fields<W: Fields>(&self, w: &mut W);
}

impl<'de, E: Entity<'de>> Object<'de> for E {
    const NAME: &'static str = E::NAME;

    type Draft = Self;

    #[inline]
    fn read_field(draft: &mut Self, key: &str, r: &mut Reader<'de>) -> Result<(), Error> {
        Entity::read_field(draft, key, r)
    }

    fn finish(draft: Box<Self>) -> Result<Box<Self>, &'static str> {
        Ok(draft)
    }

    #[inline]
    fn write_fields<W: Fields>(&self, w: &mut W) {
        Entity::write_fields(self, w);
    }
}

/// Writes a whole object.
pub fn write_object<'de, O: Object<'de>>(object: &O, w: &mut Writer) {
    w.begin_object();
    object.write_fields(w);
    w.end_object();
}

/// Refuses a key that is not known.
///
/// # Errors
/// Always.
pub fn deny_key<'de, O: Object<'de>>(key: &str, r: &mut Reader<'de>) -> Result<(), Error> {
    deny_of(O::NAME, key, r)
}

/// The error of a field that is missing.
#[cold]
pub(super) fn missing(key: &str, r: &Reader<'_>) -> Error {
    Error::new(ErrorKind::Missing, r.offset()).in_key(key)
}
