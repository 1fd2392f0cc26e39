//! Values that hold others: optional ones, lists, maps.

use std::collections::BTreeMap;

use super::error::{Error, ErrorKind};
use super::reader::Reader;
use super::refusal::Refusals;
#[cfg(feature = "serde")]
use super::value::Direct;
use super::value::{Key, Value};
use super::writer::Writer;

/// Refuses `null` for an item of a list or map: no sender leaves it out so.
#[inline]
pub(super) fn check_item<'de, T: Value<'de>>(r: &mut Reader<'de>) -> Result<(), Error> {
    match !T::NULL_IS_VALUE && r.peek()? == b'n' {
        true => Err(r.wrong_type("an item that is not null")),
        false => Ok(()),
    }
}

impl<'de, T: Value<'de>> Value<'de> for Option<T> {
    const NULL_IS_VALUE: bool = true;
    const MAY_BE_MISSING: bool = true;

    #[inline]
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        match r.null()? {
            true => Ok(None),
            false => T::read_new(r).map(Some),
        }
    }

    fn write(&self, w: &mut Writer) {
        match self {
            Some(value) => value.write(w),
            None => w.raw("null"),
        }
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.to_serde(to),
            None => to.serialize_unit(),
        }
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

impl<'de, T: Value<'de>> Value<'de> for Box<T> {
    #[inline]
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        T::read_boxed(r)
    }

    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        (**self).read(r)
    }

    fn write(&self, w: &mut Writer) {
        (**self).write(w);
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (**self).to_serde(to)
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

/// Reads a list by a function that reads an item behind the others.
#[inline]
pub(super) fn read_list<'de, T: Value<'de>>(
    list: &mut Vec<T>,
    r: &mut Reader<'de>,
    read: impl Fn(&mut Vec<T>, &mut Reader<'de>) -> Result<(), Error>,
) -> Result<(), Error> {
    list.clear();
    if r.null()? {
        return Ok(());
    }
    r.begin_array()?;
    let (mut first, places) = (true, r.places());
    while r.item(&mut first)? {
        r.begin_item()?;
        let index = list.len();
        make_room(list);
        if let Err(error) = check_item::<T>(r).and_then(|()| read(list, r)) {
            return Err(error.at_index(index));
        }
    }
    r.set_places(places);
    Ok(())
}

impl<'de, T: Value<'de>> Value<'de> for Vec<T> {
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        let mut list = Self::new();
        list.read(r)?;
        Ok(list)
    }

    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        read_list(self, r, T::read_item)
    }

    fn write(&self, w: &mut Writer) {
        w.begin_array();
        for item in self {
            item.write(w);
            w.comma();
        }
        w.end_array();
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(Direct::new))
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

/// Reads a map, each value by a function; another one checks its keys.
#[inline]
pub(super) fn read_map<'de, K: Key<'de> + Ord, V: Value<'de>>(
    map: &mut BTreeMap<K, V>,
    r: &mut Reader<'de>,
    check: impl Fn(&K) -> Result<(), ErrorKind>,
    read: impl Fn(&mut Reader<'de>) -> Result<V, Error>,
) -> Result<(), Error> {
    map.clear();
    if r.null()? {
        return Ok(());
    }
    r.begin_object()?;
    let (mut first, mut start, places) = (true, r.offset(), r.places());
    let mut refusals = Refusals::of(r);
    while let Some(key) = r.key(&mut first)? {
        let at = r.offset();
        r.begin_item()?;
        let key = K::from_text(key).and_then(|key| check(&key).map(|()| key));
        let key = match key {
            Ok(key) => key,
            Err(kind) => return Err(no_key(r, start, kind)),
        };
        match check_item::<V>(r).and_then(|()| read(r)) {
            Ok(value) => drop(map.insert(key, value)),
            Err(error) => refusals.pass(&key.as_text(), at, error, r)?,
        }
        start = r.offset();
    }
    r.set_places(places);
    Ok(())
}

impl<'de, K: Key<'de> + Ord, V: Value<'de>> Value<'de> for BTreeMap<K, V> {
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        let mut map = Self::new();
        map.read(r)?;
        Ok(map)
    }

    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        read_map(self, r, |_| Ok(()), V::read_new)
    }

    fn write(&self, w: &mut Writer) {
        w.begin_object();
        for (key, value) in self {
            w.any_key(&key.as_text());
            value.write(w);
            w.comma();
        }
        w.end_object();
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let entries = self.iter();
        to.collect_map(entries.map(|(key, value)| (key.as_text(), Direct::new(value))))
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}
