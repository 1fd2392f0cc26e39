//! Values whose items are in an array of a frame, at its end.

use super::borrowed;
use super::containers::read_items;
use super::error::Error;
use super::json::Json;
use super::reader::Reader;
use super::reading::{Each, Int, Plain, Reading};
use super::value::Value;
use super::writer::Writer;

/// A value whose items may be those of an array of a frame, at its end: a list or a tuple.
pub trait Spread<'de>: Value<'de> {
    /// Reads the items of an array that a reader is in, up to its end. The next item has the index
    /// `from`.
    ///
    /// # Errors
    /// If an item is not of its type, or there are too few; with the index in the array.
    fn read_items(r: &mut Reader<'de>, from: usize) -> Result<Self, Error>;

    /// Writes the items, each with the comma after it.
    fn write_items(&self, w: &mut Writer);
}

/// A way to read the items of an array from an index on.
pub trait SpreadReading<'de, T>: Reading<'de, T> {
    /// Reads the items of an array that a reader is in, up to its end. The next item has the index
    /// `from`.
    ///
    /// # Errors
    /// If an item is not of its type, or there are too few; with the index in the array.
    fn read_items(r: &mut Reader<'de>, from: usize) -> Result<T, Error>;
}

impl<'de, T: Value<'de>> Spread<'de> for Vec<T> {
    fn read_items(r: &mut Reader<'de>, from: usize) -> Result<Self, Error> {
        let mut list = Self::new();
        read_items(&mut list, r, from, T::read_item)?;
        Ok(list)
    }

    fn write_items(&self, w: &mut Writer) {
        for item in self {
            item.write(w);
            w.comma();
        }
    }
}

impl<'de> Spread<'de> for Json {
    fn read_items(r: &mut Reader<'de>, _: usize) -> Result<Self, Error> {
        Ok(Self::known(&array(r)?))
    }

    fn write_items(&self, w: &mut Writer) {
        write_array(self.as_str(), w);
    }
}

impl<'de> Spread<'de> for borrowed::Json<'de> {
    fn read_items(r: &mut Reader<'de>, from: usize) -> Result<Self, Error> {
        Json::read_items(r, from).map(Self::from)
    }

    fn write_items(&self, w: &mut Writer) {
        write_array(self.as_str(), w);
    }
}

/// The items of an array that a reader is in, from the next one on, as an array of their own.
fn array(r: &mut Reader<'_>) -> Result<String, Error> {
    let start = r.offset();
    skip_spread(r)?;
    let items = r.cursor.text.get(start..r.offset() - 1);
    Ok(format!("[{}]", items.unwrap_or_default()))
}

/// Writes the items of JSON that is an array, each with the comma after it; other JSON has none.
fn write_array(text: &str, w: &mut Writer) {
    let mut r = Reader::of_text(text);
    if r.begin_array().is_err() {
        return;
    }
    let mut first = true;
    while let Ok(true) = r.item(&mut first) {
        let Ok(item) = r.raw() else { return };
        w.raw(item);
        w.comma();
    }
}

impl<'de, T: Spread<'de>> SpreadReading<'de, T> for Plain {
    fn read_items(r: &mut Reader<'de>, from: usize) -> Result<T, Error> {
        T::read_items(r, from)
    }
}

impl<'de, T: Spread<'de>> SpreadReading<'de, T> for Int {
    fn read_items(r: &mut Reader<'de>, from: usize) -> Result<T, Error> {
        r.fitting_double(|r| T::read_items(r, from))
    }
}

impl<'de, T: Value<'de>, M: Reading<'de, T>> SpreadReading<'de, Vec<T>> for Each<M> {
    fn read_items(r: &mut Reader<'de>, from: usize) -> Result<Vec<T>, Error> {
        let mut list = Vec::new();
        read_items(&mut list, r, from, M::read_item)?;
        Ok(list)
    }
}

/// Reads the items of an array from an index on, in one way.
///
/// # Errors
/// If an item is not of its type, or there are too few.
pub fn spread<'de, M: SpreadReading<'de, T>, T>(
    r: &mut Reader<'de>,
    from: usize,
) -> Result<T, Error> {
    M::read_items(r, from)
}

/// Reads the items of an array from an index on over what was there, in one way.
///
/// # Errors
/// If an item is not of its type, or there are too few.
pub fn read_spread<'de, M: SpreadReading<'de, T>, T>(
    value: &mut T,
    r: &mut Reader<'de>,
    from: usize,
) -> Result<(), Error> {
    *value = M::read_items(r, from)?;
    Ok(())
}

/// Skips the items of an array that a reader is in, up to its end.
///
/// # Errors
/// If they are not JSON.
pub fn skip_spread(r: &mut Reader<'_>) -> Result<(), Error> {
    let mut first = true;
    while r.item(&mut first)? {
        r.skip()?;
    }
    Ok(())
}

/// Writes the items of a value, each with the comma after it.
pub fn write_spread<'de>(value: &impl Spread<'de>, w: &mut Writer) {
    value.write_items(w);
}
