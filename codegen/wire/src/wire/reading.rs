//! The ways to read types whose parts differ in their range. Rust holds the schema's `int` and
//! `uint` in 64 bits, which hold more: how a type is read says of each part if it is one of them.

use std::collections::BTreeMap;

use super::containers::{read_list, read_map};
use super::error::{Error, ErrorKind};
use super::reader::Reader;
use super::value::{Key, Value};

/// A way to read values of a type.
pub trait Reading<'de, T> {
    /// Reads a new value.
    ///
    /// # Errors
    /// If it is not of the type.
    fn read_new(r: &mut Reader<'de>) -> Result<T, Error>;

    /// Reads a value over what was there.
    ///
    /// # Errors
    /// If it is not of the type.
    fn read(value: &mut T, r: &mut Reader<'de>) -> Result<(), Error> {
        *value = Self::read_new(r)?;
        Ok(())
    }

    /// Reads a new value behind the items of a list.
    ///
    /// # Errors
    /// If it is not of the type.
    fn read_item(list: &mut Vec<T>, r: &mut Reader<'de>) -> Result<(), Error> {
        list.push(Self::read_new(r)?);
        Ok(())
    }
}

/// A way to read keys of a map.
pub trait KeyReading<'de, K> {
    /// Checks a key that was read.
    ///
    /// # Errors
    /// If it is not of the type.
    fn check(key: &K) -> Result<(), ErrorKind>;
}

/// The way of the Rust type itself.
#[derive(Debug)]
pub enum Plain {}

/// Integers that a double holds exactly.
#[derive(Debug)]
pub enum Int {}

/// Lists, and what may be none: each item in one way.
#[derive(Debug)]
pub struct Each<M>(M);

/// Boxes: the value in one way.
#[derive(Debug)]
pub struct Boxed<M>(M);

/// Maps: their keys and values, each in one way.
#[derive(Debug)]
pub struct Entries<K, M>(K, M);

impl<'de, T: Value<'de>> Reading<'de, T> for Plain {
    #[inline]
    fn read_new(r: &mut Reader<'de>) -> Result<T, Error> {
        T::read_new(r)
    }

    #[inline]
    fn read_item(list: &mut Vec<T>, r: &mut Reader<'de>) -> Result<(), Error> {
        T::read_item(list, r)
    }
}

impl<'de, K: Key<'de>> KeyReading<'de, K> for Plain {
    fn check(_: &K) -> Result<(), ErrorKind> {
        Ok(())
    }
}

impl<'de, T: Value<'de>> Reading<'de, T> for Int {
    fn read_new(r: &mut Reader<'de>) -> Result<T, Error> {
        r.fitting_double(T::read_new)
    }
}

impl<'de, K: Key<'de> + Copy + Into<i128>> KeyReading<'de, K> for Int {
    fn check(key: &K) -> Result<(), ErrorKind> {
        let key: i128 = (*key).into();
        match key.unsigned_abs() < 1 << 53 {
            true => Ok(()),
            false => Err(ErrorKind::OutOfRange("an integer within ±(2^53 - 1)")),
        }
    }
}

impl<'de, T: Value<'de>, M: Reading<'de, T>> Reading<'de, Vec<T>> for Each<M> {
    fn read_new(r: &mut Reader<'de>) -> Result<Vec<T>, Error> {
        let mut list = Vec::new();
        Self::read(&mut list, r)?;
        Ok(list)
    }

    fn read(list: &mut Vec<T>, r: &mut Reader<'de>) -> Result<(), Error> {
        read_list(list, r, M::read_item)
    }
}

impl<'de, T, M: Reading<'de, T>> Reading<'de, Option<T>> for Each<M> {
    fn read_new(r: &mut Reader<'de>) -> Result<Option<T>, Error> {
        match r.null()? {
            true => Ok(None),
            false => M::read_new(r).map(Some),
        }
    }
}

impl<'de, T, M: Reading<'de, T>> Reading<'de, Box<T>> for Boxed<M> {
    fn read_new(r: &mut Reader<'de>) -> Result<Box<T>, Error> {
        M::read_new(r).map(Box::new)
    }
}

impl<'de, K, V, N, M> Reading<'de, BTreeMap<K, V>> for Entries<N, M>
where
    K: Key<'de> + Ord,
    V: Value<'de>,
    N: KeyReading<'de, K>,
    M: Reading<'de, V>,
{
    fn read_new(r: &mut Reader<'de>) -> Result<BTreeMap<K, V>, Error> {
        let mut map = BTreeMap::new();
        Self::read(&mut map, r)?;
        Ok(map)
    }

    fn read(map: &mut BTreeMap<K, V>, r: &mut Reader<'de>) -> Result<(), Error> {
        read_map(map, r, N::check, M::read_new)
    }
}

/// Reads a value in one way.
///
/// # Errors
/// If it is not of the type.
pub fn read_as<'de, M: Reading<'de, T>, T>(
    value: &mut T,
    r: &mut Reader<'de>,
) -> Result<(), Error> {
    M::read(value, r)
}

/// Integers as keys: their decimal digits, and nothing else.
macro_rules! integer_keys {
    ($($integer:ty, $expected:literal;)*) => {$(
        impl<'de> Key<'de> for $integer {
            fn from_text(text: std::borrow::Cow<'de, str>) -> Result<Self, ErrorKind> {
                let digits = text.strip_prefix('-').unwrap_or(&text);
                let is_decimal = match digits.as_bytes() {
                    [b'0'] => digits.len() == text.len(),
                    [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
                    _ => false,
                };
                if !is_decimal {
                    return Err(ErrorKind::Invalid(format!("{text:?} is no integer")));
                }
                text.parse().map_err(|_| ErrorKind::OutOfRange($expected))
            }

            fn as_text(&self) -> std::borrow::Cow<'_, str> {
                self.to_string().into()
            }
        }
    )*};
}

integer_keys! {
    i8, "an integer of 8 bits";
    i16, "an integer of 16 bits";
    i32, "an integer of 32 bits";
    i64, "an integer of 64 bits";
    u8, "a non-negative integer of 8 bits";
    u16, "a non-negative integer of 16 bits";
    u32, "a non-negative integer of 32 bits";
    u64, "a non-negative integer of 64 bits";
}

/// A key of a map that is made of an integer.
///
/// # Errors
/// If the text is no integer, or the type has no such value.
pub fn number_key<T>(text: std::borrow::Cow<'_, str>) -> Result<T, ErrorKind>
where
    T: TryFrom<i64, Error: Into<ErrorKind>>,
{
    let number = i64::from_text(text)?;
    <Int as KeyReading<'_, i64>>::check(&number)?;
    T::try_from(number).map_err(Into::into)
}

/// Makes a newtype of an integer a key of maps. The last is how its keys are read.
#[allow(unused_macros)]
macro_rules! integer_key {
    ($name:ident, $way:ident) => {
        impl<'de> wire::Key<'de> for $name {
            fn from_text(text: std::borrow::Cow<'de, str>) -> Result<Self, wire::ErrorKind> {
                let key = wire::Key::from_text(text)?;
                <wire::$way as wire::KeyReading<'_, _>>::check(&key)?;
                Ok(Self(key))
            }

            fn as_text(&self) -> std::borrow::Cow<'_, str> {
                wire::Key::as_text(&self.0)
            }
        }
    };
}
