//! Values: how each type is read, written, and when it is empty.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::error::{Error, ErrorKind};
use super::limits::Limits;
use super::reader::Reader;
use super::writer::Writer;

/// A value on the wire. `'de` is the life of what is read, for types that borrow from it.
pub trait Value<'de>: Default {
    /// Whether `null` is a value of its own, and so may be an item of a list. For the field of an
    /// entity it is the empty value in any case.
    const NULL_IS_VALUE: bool = false;

    /// Reads over what was there; `null` is the empty value.
    ///
    /// # Errors
    /// If the value is not of this type.
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error>;

    /// Writes it.
    fn write(&self, w: &mut Writer);

    /// Whether it is what a sender leaves out: `false`, `0`, `""`, no items, none.
    fn is_empty(&self) -> bool;
}

/// The keys of a JSON object that is a map.
pub trait Key<'de>: Sized {
    /// Makes one of the text on the wire.
    ///
    /// # Errors
    /// If there is no such key.
    fn from_text(text: Cow<'de, str>) -> Result<Self, ErrorKind>;

    /// The text on the wire.
    fn as_text(&self) -> &str;
}

/// Reads a value over what was there.
///
/// # Errors
/// If it is not of the type.
#[inline]
pub fn read<'de, T: Value<'de>>(value: &mut T, r: &mut Reader<'de>) -> Result<(), Error> {
    value.read(r)
}

/// The same of a value whose integers are the schema's `int` and `uint`: 64 bits hold more than
/// these are.
///
/// # Errors
/// If it is not of the type, or an integer in it is not exact in a double: beyond ±(2⁵³ − 1).
#[inline(never)]
pub fn read_int<'de, T: Value<'de>>(value: &mut T, r: &mut Reader<'de>) -> Result<(), Error> {
    r.fitting_double(|r| value.read(r))
}

/// Reads an item of a list or map, which no sender leaves out by `null`.
#[inline]
fn read_item<'de, T: Value<'de>>(item: &mut T, r: &mut Reader<'de>) -> Result<(), Error> {
    if !T::NULL_IS_VALUE && r.peek()? == b'n' {
        return Err(r.wrong_type("an item that is not null"));
    }
    item.read(r)
}

/// Reads one value from bytes that hold nothing else.
///
/// # Errors
/// If they are not JSON, the value is not of the type, or it is beyond the default limits.
pub fn from_slice<'de, T: Value<'de>>(bytes: &'de [u8]) -> Result<T, Error> {
    from_slice_with(bytes, Limits::DEFAULT)
}

/// Reads one value from bytes that hold nothing else, within limits.
///
/// # Errors
/// If they are not JSON, the value is not of the type, or it is beyond the limits.
pub fn from_slice_with<'de, T: Value<'de>>(bytes: &'de [u8], limits: Limits) -> Result<T, Error> {
    only(Reader::with_limits(bytes, limits)?)
}

/// Reads one value from a text that holds nothing else.
///
/// # Errors
/// If it is not JSON, the value is not of the type, or it is beyond the default limits.
pub fn from_str<'de, T: Value<'de>>(text: &'de str) -> Result<T, Error> {
    from_str_with(text, Limits::DEFAULT)
}

/// Reads one value from a text that holds nothing else, within limits.
///
/// # Errors
/// If it is not JSON, the value is not of the type, or it is beyond the limits.
pub fn from_str_with<'de, T: Value<'de>>(text: &'de str, limits: Limits) -> Result<T, Error> {
    only(Reader::of_text_with_limits(text, limits)?)
}

/// The one value that a reader has.
fn only<'de, T: Value<'de>>(mut r: Reader<'de>) -> Result<T, Error> {
    let mut value = T::default();
    value.read(&mut r)?;
    r.end()?;
    Ok(value)
}

/// The text of one value.
#[must_use]
pub fn to_string<'de>(value: &impl Value<'de>) -> String {
    let mut w = Writer::new();
    value.write(&mut w);
    w.finish()
}

impl<'de> Value<'de> for String {
    #[inline]
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        *self = r.string_or_null()?.map_or(Self::new(), Cow::into_owned);
        Ok(())
    }

    fn write(&self, w: &mut Writer) {
        w.string(self);
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<'de> Value<'de> for bool {
    #[inline]
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        *self = r.boolean_or_null()?.unwrap_or_default();
        Ok(())
    }

    fn write(&self, w: &mut Writer) {
        match self {
            true => w.raw("true"),
            false => w.raw("false"),
        }
    }

    fn is_empty(&self) -> bool {
        !self
    }
}

macro_rules! integers {
    ($($integer:ty, $wide:ty, $write:ident, $expected:literal;)*) => {$(
        impl<'de> Value<'de> for $integer {
            fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
                if r.null()? {
                    *self = 0;
                    return Ok(());
                }
                let start = r.offset();
                let (negative, digits) = r.integer($expected)?;
                let value = match negative {
                    true => 0_i64.checked_sub_unsigned(digits).and_then(|n| Self::try_from(n).ok()),
                    false => Self::try_from(digits).ok(),
                };
                match value {
                    Some(value) => *self = value,
                    None => return Err(Error::new(ErrorKind::OutOfRange($expected), start)),
                }
                Ok(())
            }

            fn write(&self, w: &mut Writer) {
                w.$write(<$wide>::from(*self));
            }

            fn is_empty(&self) -> bool {
                *self == 0
            }
        }
    )*};
}

integers! {
    i8, i64, signed, "an integer of 8 bits";
    i16, i64, signed, "an integer of 16 bits";
    i32, i64, signed, "an integer of 32 bits";
    i64, i64, signed, "an integer of 64 bits";
    u8, u64, unsigned, "a non-negative integer of 8 bits";
    u16, u64, unsigned, "a non-negative integer of 16 bits";
    u32, u64, unsigned, "a non-negative integer of 32 bits";
    u64, u64, unsigned, "a non-negative integer of 64 bits";
}

impl<'de> Value<'de> for f64 {
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        *self = if r.null()? { 0.0 } else { r.float()? };
        Ok(())
    }

    fn write(&self, w: &mut Writer) {
        w.float(*self);
    }

    fn is_empty(&self) -> bool {
        *self == 0.0
    }
}

impl<'de> Value<'de> for f32 {
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        *self = 0.0;
        if r.null()? {
            return Ok(());
        }
        let start = r.offset();
        let value = r.float()? as Self;
        if !value.is_finite() {
            let kind = ErrorKind::OutOfRange("a number of 32 bits");
            return Err(Error::new(kind, start));
        }
        *self = value;
        Ok(())
    }

    fn write(&self, w: &mut Writer) {
        w.float32(*self);
    }

    fn is_empty(&self) -> bool {
        *self == 0.0
    }
}

impl<'de, T: Value<'de>> Value<'de> for Option<T> {
    const NULL_IS_VALUE: bool = true;

    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        if r.null()? {
            *self = None;
            return Ok(());
        }
        if self.is_some() {
            *self = None;
        }
        self.get_or_insert_with(T::default).read(r)
    }

    fn write(&self, w: &mut Writer) {
        match self {
            Some(value) => value.write(w),
            None => w.raw("null"),
        }
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

impl<'de, T: Value<'de>> Value<'de> for Box<T> {
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        (**self).read(r)
    }

    fn write(&self, w: &mut Writer) {
        (**self).write(w);
    }

    fn is_empty(&self) -> bool {
        (**self).is_empty()
    }
}

/// Lists of less than so many bytes grow fourfold: what is in them need not be moved as often.
const SMALL_LIST: usize = 1 << 16;

/// Makes room for one more item.
fn make_room<T>(list: &mut Vec<T>) {
    let length = list.len();
    if length == list.capacity() && length > 0 && length * size_of::<T>() < SMALL_LIST {
        list.reserve_exact(3 * length);
    }
}

/// The error of a key that its map cannot have. The reader is behind the key, which starts after
/// `start`.
#[cold]
fn no_key(r: &mut Reader<'_>, start: usize, kind: ErrorKind) -> Error {
    let error = Error::new(kind, r.offset());
    r.rewind(start);
    // The comma may come or not.
    let first = r.peek() == Ok(b'"');
    match r.key(&mut { first }) {
        Ok(Some(key)) => error.in_key(&key),
        Ok(None) | Err(_) => error,
    }
}

impl<'de, T: Value<'de>> Value<'de> for Vec<T> {
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        self.clear();
        if r.null()? {
            return Ok(());
        }
        r.begin_array()?;
        let (mut first, places) = (true, r.places());
        while r.item(&mut first)? {
            r.begin_item()?;
            // An entity may be large: it is made and filled where it stays.
            let index = self.len();
            make_room(self);
            self.resize_with(index + 1, T::default);
            if let Err(error) = read_item(&mut self[index], r) {
                return Err(error.at_index(index));
            }
        }
        r.set_places(places);
        Ok(())
    }

    fn write(&self, w: &mut Writer) {
        w.begin_array();
        for item in self {
            item.write(w);
            w.comma();
        }
        w.end_array();
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<'de> Key<'de> for String {
    fn from_text(text: Cow<'de, str>) -> Result<Self, ErrorKind> {
        Ok(text.into_owned())
    }

    fn as_text(&self) -> &str {
        self
    }
}

impl<'de> Value<'de> for Cow<'de, str> {
    #[inline]
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        *self = r.string_or_null()?.unwrap_or_default();
        Ok(())
    }

    fn write(&self, w: &mut Writer) {
        w.string(self);
    }

    fn is_empty(&self) -> bool {
        str::is_empty(self)
    }
}

impl<'de> Key<'de> for Cow<'de, str> {
    fn from_text(text: Cow<'de, str>) -> Result<Self, ErrorKind> {
        Ok(text)
    }

    fn as_text(&self) -> &str {
        self
    }
}

impl<'de, K: Key<'de> + Ord, V: Value<'de>> Value<'de> for BTreeMap<K, V> {
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        self.clear();
        if r.null()? {
            return Ok(());
        }
        r.begin_object()?;
        let (mut first, mut start, places) = (true, r.offset(), r.places());
        while let Some(key) = r.key(&mut first)? {
            r.begin_item()?;
            let key = match K::from_text(key) {
                Ok(key) => key,
                Err(kind) => return Err(no_key(r, start, kind)),
            };
            let mut value = V::default();
            if let Err(error) = read_item(&mut value, r) {
                return Err(error.in_key(key.as_text()));
            }
            self.insert(key, value);
            start = r.offset();
        }
        r.set_places(places);
        Ok(())
    }

    fn write(&self, w: &mut Writer) {
        w.begin_object();
        for (key, value) in self {
            w.any_key(key.as_text());
            value.write(w);
            w.comma();
        }
        w.end_object();
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}
