//! Values: how each type is read, written, and when it is empty.

use std::borrow::Cow;

use super::error::{Error, ErrorKind};
use super::limits::Limits;
use super::reader::Reader;
#[cfg(feature = "serde")]
use super::serde_text::Text;
use super::writer::Writer;

/// A value on the wire. `'de` is the life of what is read, for types that borrow from it.
pub trait Value<'de>: Sized {
    /// Whether `null` is a value of its own, and so may be an item of a list. For the field of an
    /// entity it is the empty value in any case.
    const NULL_IS_VALUE: bool = false;

    /// Whether an item of this type may be missing at the end of a tuple.
    const MAY_BE_MISSING: bool = false;

    /// Whether it stands for all further items of a tuple.
    #[doc(hidden)]
    const IS_REST: bool = false;

    /// Reads a new value; `null` is the empty value, if there is one.
    ///
    /// # Errors
    /// If the value is not of this type.
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error>;

    /// Reads over what was there; `null` is the empty value, if there is one.
    ///
    /// # Errors
    /// If the value is not of this type.
    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        *self = Self::read_new(r)?;
        Ok(())
    }

    /// Reads a new value behind the items of a list.
    ///
    /// # Errors
    /// If the value is not of this type.
    #[inline]
    fn read_item(list: &mut Vec<Self>, r: &mut Reader<'de>) -> Result<(), Error> {
        list.push(Self::read_new(r)?);
        Ok(())
    }

    /// Reads a new value into a box.
    ///
    /// # Errors
    /// If the value is not of this type.
    fn read_boxed(r: &mut Reader<'de>) -> Result<Box<Self>, Error> {
        Self::read_new(r).map(Box::new)
    }

    /// Writes it.
    fn write(&self, w: &mut Writer);

    /// Whether it is what a sender leaves out: `false`, `0`, `""`, no items, none.
    fn is_empty(&self) -> bool;

    /// Serializes it by serde; by way of its text unless a type knows better.
    ///
    /// # Errors
    /// Those of the serializer.
    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&Text(&to_string(self)), to)
    }
}

/// The keys of a JSON object that is a map.
pub trait Key<'de>: Sized {
    /// Makes one of the text on the wire.
    ///
    /// # Errors
    /// If there is no such key.
    fn from_text(text: Cow<'de, str>) -> Result<Self, ErrorKind>;

    /// The text on the wire.
    fn as_text(&self) -> Cow<'_, str>;
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
    let value = T::read_new(&mut r)?;
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
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        Ok(r.string_or_null()?.map_or(Self::new(), Cow::into_owned))
    }

    fn write(&self, w: &mut Writer) {
        w.string(self);
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

/// `null`, and no other value.
impl<'de> Value<'de> for () {
    const NULL_IS_VALUE: bool = true;

    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        match r.null()? {
            true => Ok(()),
            false => Err(r.wrong_type("null")),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.raw("null");
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_unit()
    }

    fn is_empty(&self) -> bool {
        false
    }
}

impl<'de> Value<'de> for bool {
    #[inline]
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        Ok(r.boolean_or_null()?.unwrap_or_default())
    }

    fn write(&self, w: &mut Writer) {
        match self {
            true => w.raw("true"),
            false => w.raw("false"),
        }
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bool(*self)
    }

    fn is_empty(&self) -> bool {
        !self
    }
}

macro_rules! integers {
    ($($integer:ty, $wide:ty, $write:ident, $expected:literal;)*) => {$(
        impl<'de> Value<'de> for $integer {
            fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
                if r.null()? {
                    return Ok(0);
                }
                let start = r.offset();
                let (negative, digits) = r.integer($expected)?;
                let value = match negative {
                    true => 0_i64.checked_sub_unsigned(digits).and_then(|n| Self::try_from(n).ok()),
                    false => Self::try_from(digits).ok(),
                };
                value.ok_or_else(|| Error::new(ErrorKind::OutOfRange($expected), start))
            }

            fn write(&self, w: &mut Writer) {
                w.$write(<$wide>::from(*self));
            }

            #[cfg(feature = "serde")]
            fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(self, to)
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
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        Ok(if r.null()? { 0.0 } else { r.float()? })
    }

    fn write(&self, w: &mut Writer) {
        w.float(*self);
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.is_finite() {
            true => serde::Serialize::serialize(self, to),
            false => to.serialize_unit(),
        }
    }

    fn is_empty(&self) -> bool {
        *self == 0.0
    }
}

impl<'de> Value<'de> for f32 {
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        if r.null()? {
            return Ok(0.0);
        }
        let start = r.offset();
        let value = r.float()? as Self;
        if !value.is_finite() {
            let kind = ErrorKind::OutOfRange("a number of 32 bits");
            return Err(Error::new(kind, start));
        }
        Ok(value)
    }

    fn write(&self, w: &mut Writer) {
        w.float32(*self);
    }

    fn is_empty(&self) -> bool {
        *self == 0.0
    }
}

impl<'de> Key<'de> for String {
    fn from_text(text: Cow<'de, str>) -> Result<Self, ErrorKind> {
        Ok(text.into_owned())
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<'de> Value<'de> for Cow<'de, str> {
    #[inline]
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        Ok(r.string_or_null()?.unwrap_or_default())
    }

    fn write(&self, w: &mut Writer) {
        w.string(self);
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }

    fn is_empty(&self) -> bool {
        str::is_empty(self)
    }
}

impl<'de> Key<'de> for Cow<'de, str> {
    fn from_text(text: Cow<'de, str>) -> Result<Self, ErrorKind> {
        Ok(text)
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

/// A value that is serialized by serde.
#[cfg(feature = "serde")]
pub(super) struct Direct<'v, 'de, T> {
    value: &'v T,
    /// The life of what it was read from.
    life: std::marker::PhantomData<&'de ()>,
}

#[cfg(feature = "serde")]
impl<'v, 'de, T: Value<'de>> Direct<'v, 'de, T> {
    pub(super) fn new(value: &'v T) -> Self {
        let life = std::marker::PhantomData;
        Self { value, life }
    }
}

#[cfg(feature = "serde")]
impl<'de, T: Value<'de>> serde::Serialize for Direct<'_, 'de, T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.value.to_serde(to)
    }
}
