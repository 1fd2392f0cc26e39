//! The places of a frame that a schema draws: they are looked up once, in any order of keys.

use std::borrow::Cow;

use super::borrowed;
use super::cursor::Cursor;
use super::error::{Error, ErrorKind};
use super::event::Event;
use super::json::Json;
use super::place::{Place, Test};
use super::reader::Reader;
use super::value::read_int;
use super::{number, string};

/// The number of places for which there is room on the stack.
const FEW: usize = 16;

/// Where a value is: the offset of its first byte plus one, and the offset behind it. Zero: it is
/// missing.
#[derive(Debug, Clone, Copy, Default)]
struct At {
    first: usize,
    end: usize,
}

/// The values at the places of a frame.
#[derive(Debug)]
pub struct Places<'de> {
    tree: &'static [Place],
    r: Reader<'de>,
    few: [At; FEW],
    many: Vec<At>,
    /// Where the params are that were read before the frame had ended, as `At::first`.
    early: usize,
    /// Whether nothing came since that says which event it is.
    is_certain: bool,
}

impl<'de> Places<'de> {
    /// The places of a frame that a reader is at; all of them are missing.
    pub(super) fn new(tree: &'static [Place], r: &Reader<'de>) -> Self {
        Self {
            tree,
            r: r.clone(),
            few: [At::default(); FEW],
            many: match tree.len() > FEW {
                true => vec![At::default(); tree.len()],
                false => Vec::new(),
            },
            early: 0,
            is_certain: false,
        }
    }

    fn at(&self, place: usize) -> At {
        match self.many.is_empty() {
            true => self.few[place],
            false => self.many[place],
        }
    }

    fn set(&mut self, place: usize, at: At) {
        match self.many.is_empty() {
            true => self.few[place] = at,
            false => self.many[place] = at,
        }
    }

    /// Notes that a value starts at a place.
    #[inline]
    pub(super) fn begin(&mut self, place: usize, offset: usize) {
        if self.has(place) {
            self.forget(place);
        }
        let first = offset + 1;
        self.set(place, At { first, end: 0 });
    }

    /// Notes that the value at a place has ended.
    #[inline]
    pub(super) fn end(&mut self, place: usize, offset: usize) {
        let At { first, .. } = self.at(place);
        self.set(place, At { first, end: offset });
    }

    /// Notes at which place params were read before the frame had ended; `None`: at no place.
    pub(super) fn set_early(&mut self, place: Option<usize>) {
        self.early = place.map_or(0, |place| self.at(place).first);
    }

    /// Notes whether what was read before the frame had ended is the event of the frame.
    pub(super) fn set_certain(&mut self, is_certain: bool) {
        self.is_certain = is_certain;
    }

    /// Returns true if there is a value at a place, as far as the frame is looked through.
    #[inline]
    pub(super) fn has(&self, place: usize) -> bool {
        self.at(place).first != 0
    }

    /// Forgets what was in an earlier value of a key.
    #[cold]
    fn forget(&mut self, place: usize) {
        self.set(place, At::default());
        let Place {
            keys, items, rest, ..
        } = self.tree[place];
        for (_, inner) in keys {
            self.forget(*inner);
        }
        for (_, inner) in items.iter().chain(rest) {
            self.forget(*inner);
        }
    }

    /// A reader at a place; `None`: it is missing.
    #[must_use]
    pub fn reader(&self, place: usize) -> Option<Reader<'de>> {
        let offset = self.at(place).first.checked_sub(1)?;
        Some(self.r.at(offset, self.tree[place].depth))
    }

    /// The text of the value at a place.
    #[must_use]
    pub fn raw(&self, place: usize) -> Option<&'de str> {
        let At { first, end } = self.at(place);
        self.r.cursor.text.get(first.checked_sub(1)?..end)
    }

    /// The value at a place as JSON; `None`: it is missing.
    #[must_use]
    pub fn json(&self, place: usize) -> Option<Json> {
        self.raw(place).map(Json::known)
    }

    /// The value at a place as JSON that borrows its text; `None`: it is missing.
    #[must_use]
    pub fn borrowed_json(&self, place: usize) -> Option<borrowed::Json<'de>> {
        self.raw(place).map(borrowed::Json::known)
    }

    /// Returns true if a place holds what a test says.
    #[must_use]
    #[inline]
    pub fn passes(&self, place: usize, test: Test) -> bool {
        let Some(offset) = self.at(place).first.checked_sub(1) else {
            return false;
        };
        let Some(byte) = self.r.cursor.byte(offset) else {
            return false;
        };
        match test {
            Test::Exists => true,
            Test::NotNull => byte != b'n',
            Test::Null => byte == b'n',
            Test::Object => byte == b'{',
            Test::Array => byte == b'[',
            Test::Bool(is_true) => byte == if is_true { b't' } else { b'f' },
            Test::Text(text) => byte == b'"' && self.is_text(offset, text),
            Test::Int(number) => self.int_at(offset) == Some(number),
        }
    }

    /// Whether the text that starts at an offset is a text.
    #[inline]
    fn is_text(&self, offset: usize, text: &str) -> bool {
        let written = self.r.cursor.text.as_bytes().get(offset + 1..);
        let rest = written.and_then(|written| written.strip_prefix(text.as_bytes()));
        match rest {
            Some([b'"', ..]) if !text.contains(['"', '\\']) => true,
            Some(_) | None => self.text_at(offset).is_ok_and(|found| found == text),
        }
    }

    /// The text that starts at an offset.
    fn text_at(&self, offset: usize) -> Result<Cow<'de, str>, Error> {
        let mut cursor = Cursor::new(self.r.cursor.text);
        cursor.at = offset;
        string::read(&mut cursor)
    }

    /// The integer that starts at an offset, if it is one.
    fn int_at(&self, offset: usize) -> Option<i64> {
        let mut cursor = Cursor::new(self.r.cursor.text);
        cursor.at = offset;
        let (is_negative, digits) = number::integer(&mut cursor, "").ok()?;
        match is_negative {
            true => 0_i64.checked_sub_unsigned(digits),
            false => i64::try_from(digits).ok(),
        }
    }

    /// Reads the value at a place over an empty one; a missing one stays empty.
    ///
    /// # Errors
    /// If the value is not of the type; with the path to the place.
    pub fn fill<T>(
        &self,
        place: usize,
        value: &mut T,
        read: impl FnOnce(&mut T, &mut Reader<'de>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match self.reader(place) {
            Some(mut r) => read(value, &mut r).map_err(|error| self.within(place, error)),
            None => Ok(()),
        }
    }

    /// Reads the value at a place that has no empty one.
    ///
    /// # Errors
    /// If it is missing or not of the type; with the path to the place.
    pub fn new_value<T>(
        &self,
        place: usize,
        read: impl FnOnce(&mut Reader<'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Some(mut r) = self.reader(place) else {
            let error = Error::new(ErrorKind::Missing, self.r.offset());
            return Err(self.within(place, error));
        };
        read(&mut r).map_err(|error| self.within(place, error))
    }

    /// Refuses null at a place whose value says what the frame is.
    ///
    /// # Errors
    /// If the value is null; with the path to the place.
    pub fn refuse_null(&self, place: usize, expected: &'static str) -> Result<(), Error> {
        let Some(mut r) = self.reader(place) else {
            return Ok(());
        };
        if r.peek()? == b'n' {
            let found = "null";
            let error = Error::new(ErrorKind::WrongType { expected, found }, r.offset());
            return Err(self.within(place, error));
        }
        Ok(())
    }

    /// The name of an event that is a text.
    ///
    /// # Errors
    /// If it is none.
    pub fn text(&self, place: usize) -> Result<Cow<'de, str>, Error> {
        match self.at(place).first.checked_sub(1) {
            Some(offset) if self.r.cursor.byte(offset) == Some(b'"') => self.text_at(offset),
            Some(_) | None => self.new_value(place, Reader::string),
        }
    }

    /// The name of an event that is an integer.
    ///
    /// # Errors
    /// If it is none.
    pub fn int(&self, place: usize) -> Result<i64, Error> {
        self.refuse_null(place, "an integer")?;
        let mut number = 0;
        self.fill(place, &mut number, read_int)?;
        Ok(number)
    }

    /// Reads an event at its params, before the frame has ended. Returns the offset behind them;
    /// `None`: there is no such event.
    ///
    /// # Errors
    /// If the params are not those of the event.
    pub fn read_early<E: Event<'de>>(
        &self,
        name: &str,
        params: usize,
        early: &mut Option<E>,
    ) -> Result<Option<usize>, Error> {
        let Some(mut r) = self.reader(params) else {
            return Ok(None);
        };
        *early = E::empty(name, Some, || None);
        match early {
            Some(event) => event.read_params(&mut r)?,
            None => *early = E::read_whole(name, &mut r)?,
        }
        Ok(early.is_some().then(|| r.offset()))
    }

    /// The event that was read before the frame had ended, if it certainly is that of the frame.
    #[must_use]
    pub fn early<E>(&self, early: &mut Option<E>) -> Option<E> {
        match self.is_certain {
            true => early.take(),
            false => None,
        }
    }

    /// Reads an event with its params, or takes it from `early`, if it was read before the frame had
    /// ended; `None`: there is no such event.
    ///
    /// # Errors
    /// If the params are not those of the event; with the path to their place.
    pub fn event<E: Event<'de>>(
        &self,
        name: &str,
        params: Option<usize>,
        early: &mut Option<E>,
    ) -> Result<Option<E>, Error> {
        let is_same =
            params.is_some_and(|place| self.has(place) && self.at(place).first == self.early);
        if is_same && early.as_ref().is_some_and(|event| event.name() == name) {
            return Ok(early.take());
        }
        let place = params.unwrap_or_default();
        let r = params.and_then(|place| self.reader(place));
        if let Some(mut event) = E::empty(name, Some, || None) {
            if let Some(mut r) = r {
                let read = event.read_params(&mut r);
                read.map_err(|error| self.within(place, error))?;
            }
            return Ok(Some(event));
        }
        let is_there = r.is_some();
        let mut r = r.unwrap_or_else(|| Reader::of_text("null"));
        E::read_whole(name, &mut r).map_err(|error| match is_there {
            true => self.within(place, error),
            false => self.within(place, missing_here(&self.r)),
        })
    }

    /// An error, with the path to its place.
    #[cold]
    fn within(&self, place: usize, mut error: Error) -> Error {
        let mut at = place;
        while at != 0 {
            let Some((outer, step)) = self.outer(at) else {
                return error;
            };
            error = match step {
                Step::Key(key) => error.in_key(key),
                Step::Index(index) => error.at_index(index),
                // The items themselves know their indices.
                Step::Rest => error,
            };
            at = outer;
        }
        error
    }

    fn outer(&self, place: usize) -> Option<(usize, Step)> {
        self.tree.iter().enumerate().find_map(|(outer, inner)| {
            let key = inner.keys.iter().find(|(_, at)| *at == place);
            let item = inner.items.iter().find(|(_, at)| *at == place);
            let rest = inner.rest.iter().find(|(_, at)| *at == place);
            let key = key.map(|(key, _)| Step::Key(key));
            let item = item.map(|(index, _)| Step::Index(*index));
            let step = key.or(item).or(rest.map(|_| Step::Rest));
            step.map(|step| (outer, step))
        })
    }
}

#[cold]
fn missing_here(r: &Reader<'_>) -> Error {
    Error::new(ErrorKind::Missing, r.offset())
}

enum Step {
    Key(&'static str),
    Index(usize),
    Rest,
}
