//! A pull reader of JSON: the caller says what comes next.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::{Error, ErrorKind};
use super::limits::{Limits, MAX_DEPTH};
use super::{number, string, utf8};

/// The greatest integer that a double holds exactly, along with all before it.
const EXACT_IN_DOUBLE: u64 = (1 << 53) - 1;

/// Reads JSON from bytes that hold one value.
///
/// What is asked for must come; everything else is an [`Error`] with its place. Nothing is copied
/// but texts with escapes.
#[derive(Debug, Clone)]
pub struct Reader<'de> {
    pub(super) cursor: Cursor<'de>,
    depth: usize,
    /// Whether only integers are taken that a double holds exactly.
    fits_double: bool,
    /// How many items of lists and maps were read so far.
    items: usize,
    /// The places of entities that were read in the current object, as bits of their addresses.
    places: u64,
    pub(super) unions: Unions,
    limits: Limits,
}

/// How unions are read whose tag comes first. It is the last tag that counts, so that one which comes
/// again means to read once more: the outermost union is, and only once, since each of those inside
/// would double the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unions {
    /// The first tag is taken for the last one.
    Trusting,
    /// So it was of a union around.
    Inside,
    /// A tag inside has come again: the outermost union is to be read again.
    Again,
    /// Tags are looked for before an object is read.
    Searching,
}

impl<'de> Reader<'de> {
    /// Starts at the first byte. Only the depth has a limit.
    ///
    /// # Errors
    /// If the bytes are not UTF-8.
    pub fn new(bytes: &'de [u8]) -> Result<Self, Error> {
        Self::with_limits(bytes, Limits::NONE)
    }

    /// Starts at the first byte of a text. Only the depth has a limit.
    #[must_use]
    pub fn of_text(text: &'de str) -> Self {
        Self::start(text, Limits::NONE)
    }

    /// Starts at the first byte of a frame, within limits.
    ///
    /// # Errors
    /// If there are too many bytes, or they are not UTF-8.
    pub fn with_limits(bytes: &'de [u8], limits: Limits) -> Result<Self, Error> {
        limits.check_size(bytes)?;
        Ok(Self::start(utf8::text(bytes)?, limits))
    }

    /// Starts at the first byte of a frame that is a text, within limits.
    ///
    /// # Errors
    /// If there are too many bytes.
    pub fn of_text_with_limits(text: &'de str, limits: Limits) -> Result<Self, Error> {
        limits.check_size(text.as_bytes())?;
        Ok(Self::start(text, limits))
    }

    fn start(text: &'de str, limits: Limits) -> Self {
        Self {
            cursor: Cursor::new(text),
            depth: 0,
            fits_double: false,
            items: 0,
            places: 0,
            unions: Unions::Trusting,
            limits: Limits {
                depth: limits.depth.min(MAX_DEPTH),
                ..limits
            },
        }
    }

    /// The offset of the next byte.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.cursor.at
    }

    /// Reads on from an offset that this reader was at before.
    pub fn rewind(&mut self, offset: usize) {
        self.cursor.at = offset;
    }

    /// How many arrays and objects are around the next byte.
    #[inline]
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The same reader at an offset where it was at a depth.
    pub(super) fn at(&self, offset: usize, depth: usize) -> Self {
        let mut r = self.clone();
        r.cursor.at = offset;
        r.depth = depth;
        r
    }

    /// How many halves of surrogate pairs, such as `\ud83d` alone, were read as U+FFFD so far.
    #[must_use]
    pub fn half_pairs(&self) -> usize {
        self.cursor.half_pairs
    }

    /// The first byte of the next value, white space skipped.
    ///
    /// # Errors
    /// If nothing comes any more.
    #[inline]
    pub fn peek(&mut self) -> Result<u8, Error> {
        loop {
            match self.cursor.byte(self.cursor.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.cursor.at += 1,
                Some(byte) => return Ok(byte),
                None => return Err(self.cursor.syntax("the value ends too early")),
            }
        }
    }

    /// Takes a `null`, if that comes next.
    ///
    /// # Errors
    /// If nothing comes any more.
    #[inline]
    pub fn null(&mut self) -> Result<bool, Error> {
        if self.peek()? != b'n' {
            return Ok(false);
        }
        self.word("null").map(|()| true)
    }

    /// A boolean.
    ///
    /// # Errors
    /// If something else comes.
    #[inline]
    pub fn boolean(&mut self) -> Result<bool, Error> {
        match self.peek()? {
            b't' => self.word("true").map(|()| true),
            b'f' => self.word("false").map(|()| false),
            _ => Err(self.wrong_type("a boolean")),
        }
    }

    /// A boolean, or `None` for a `null`.
    ///
    /// # Errors
    /// If something else comes.
    #[inline]
    pub fn boolean_or_null(&mut self) -> Result<Option<bool>, Error> {
        match self.peek()? {
            b't' => self.word("true").map(|()| Some(true)),
            b'f' => self.word("false").map(|()| Some(false)),
            b'n' => self.word("null").map(|()| None),
            _ => Err(self.wrong_type("a boolean")),
        }
    }

    /// A text; borrowed unless it holds escapes.
    ///
    /// # Errors
    /// If something else comes.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'de, str>, Error> {
        if self.peek()? != b'"' {
            return Err(self.wrong_type("a string"));
        }
        string::read(&mut self.cursor)
    }

    /// A text, or `None` for a `null`.
    ///
    /// # Errors
    /// If something else comes.
    #[inline]
    pub fn string_or_null(&mut self) -> Result<Option<Cow<'de, str>>, Error> {
        match self.cursor.plain_string() {
            Some(text) => Ok(Some(Cow::Borrowed(text))),
            None => self.any_string_or_null(),
        }
    }

    /// The same, with white space and escapes wherever they may be.
    #[inline(never)]
    fn any_string_or_null(&mut self) -> Result<Option<Cow<'de, str>>, Error> {
        match self.peek()? {
            b'"' => string::read(&mut self.cursor).map(Some),
            b'n' => self.word("null").map(|()| None),
            _ => Err(self.wrong_type("a string")),
        }
    }

    /// An integer: whether it has a minus, and its value without that. `1.0` and `1e3` are integers.
    /// `expected` is how its type is called.
    ///
    /// # Errors
    /// If something else comes, a fraction included, or it is more than 64 bits hold.
    #[inline]
    pub fn integer(&mut self, expected: &'static str) -> Result<(bool, u64), Error> {
        let (b'-' | b'0'..=b'9') = self.peek()? else {
            return Err(self.wrong_type(expected));
        };
        let start = self.cursor.at;
        let (negative, digits) = number::integer(&mut self.cursor, expected)?;
        if self.fits_double && digits > EXACT_IN_DOUBLE {
            let kind = ErrorKind::OutOfRange("an integer up to 2^53 - 1");
            return Err(Error::new(kind, start));
        }
        Ok((negative, digits))
    }

    /// Reads something whose integers a double must hold exactly.
    pub(super) fn fitting_double<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.fits_double, true);
        let value = read(self);
        self.fits_double = before;
        value
    }

    /// Counts one more item of a list or map. What was read of the item before is forgotten.
    #[inline]
    pub(super) fn begin_item(&mut self) -> Result<(), Error> {
        if self.items == self.limits.items {
            let kind = ErrorKind::TooManyItems(self.limits.items);
            return Err(Error::new(kind, self.cursor.at));
        }
        self.items += 1;
        self.places = 0;
        Ok(())
    }

    /// The places of the current object, to be restored by `set_places` after its parts.
    #[inline]
    pub(super) fn places(&self) -> u64 {
        self.places
    }

    #[inline]
    pub(super) fn set_places(&mut self, places: u64) {
        self.places = places;
    }

    /// Marks a place in the current object. Returns false only if nothing was read there before;
    /// rarely, it returns true of a new place, too.
    #[inline]
    pub(super) fn was_read(&mut self, address: usize) -> bool {
        // The highest bits of the product depend on all bits of the address.
        let hash = (address as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let bit = 1 << (hash >> 58);
        let was_read = self.places & bit != 0;
        self.places |= bit;
        was_read
    }

    /// A number as a double.
    ///
    /// # Errors
    /// If something else comes, or it is beyond what a double holds.
    pub fn float(&mut self) -> Result<f64, Error> {
        match self.peek()? {
            b'-' | b'0'..=b'9' => number::float(&mut self.cursor),
            _ => Err(self.wrong_type("a number")),
        }
    }

    /// The start of an object.
    ///
    /// # Errors
    /// If something else comes, or it lies too deep.
    #[inline]
    pub fn begin_object(&mut self) -> Result<(), Error> {
        if self.peek()? != b'{' {
            return Err(self.wrong_type("an object"));
        }
        self.enter()
    }

    /// The key of the next member, whose value must be read next; `None`: the object has ended.
    /// `first` is true before the first member, and is set to false.
    ///
    /// # Errors
    /// If what comes is not JSON.
    #[inline]
    pub fn key(&mut self, first: &mut bool) -> Result<Option<Cow<'de, str>>, Error> {
        match self.cursor.plain_key(*first) {
            Some(key) => {
                *first = false;
                Ok(Some(Cow::Borrowed(key)))
            }
            None if self.object_ends() => Ok(None),
            None => self.any_key(first),
        }
    }

    /// The key of the next member, with white space and escapes wherever they may be.
    #[inline(never)]
    fn any_key(&mut self, first: &mut bool) -> Result<Option<Cow<'de, str>>, Error> {
        if !self.next(first, b'}')? {
            return Ok(None);
        }
        if self.peek()? != b'"' {
            return Err(self.cursor.syntax("a key is a string"));
        }
        let key = string::read(&mut self.cursor)?;
        if self.peek()? != b':' {
            return Err(self.cursor.syntax("a colon comes after a key"));
        }
        self.cursor.at += 1;
        Ok(Some(key))
    }

    /// The start of an array.
    ///
    /// # Errors
    /// If something else comes, or it lies too deep.
    #[inline]
    pub fn begin_array(&mut self) -> Result<(), Error> {
        if self.peek()? != b'[' {
            return Err(self.wrong_type("an array"));
        }
        self.enter()
    }

    /// Whether an item comes, which must be read next; if not, the array has ended. `first` is
    /// true before the first item, and is set to false.
    ///
    /// # Errors
    /// If what comes is not JSON.
    #[inline]
    pub fn item(&mut self, first: &mut bool) -> Result<bool, Error> {
        self.next(first, b']')
    }

    /// Past the bracket that opens.
    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), Error> {
        if self.depth == self.limits.depth {
            let kind = ErrorKind::TooDeep(self.limits.depth);
            return Err(Error::new(kind, self.cursor.at));
        }
        self.depth += 1;
        self.cursor.at += 1;
        Ok(())
    }

    /// Past the bracket that closes.
    #[inline]
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
        self.cursor.at += 1;
    }

    /// Takes the bracket that closes an object, if it comes next.
    #[inline]
    fn object_ends(&mut self) -> bool {
        if self.cursor.byte(self.cursor.at) != Some(b'}') {
            return false;
        }
        self.leave();
        true
    }

    /// Past the comma before the next member or item, or past the bracket that closes.
    #[inline]
    pub(super) fn next(&mut self, first: &mut bool, close: u8) -> Result<bool, Error> {
        let byte = self.peek()?;
        if byte == close {
            self.leave();
            return Ok(false);
        }
        if std::mem::replace(first, false) {
            return Ok(true);
        }
        if byte != b',' {
            return Err(self.cursor.syntax("a comma comes between values"));
        }
        self.cursor.at += 1;
        if self.peek()? == close {
            return Err(self.cursor.syntax("no value comes after the comma"));
        }
        Ok(true)
    }

    #[inline]
    pub(super) fn word(&mut self, word: &'static str) -> Result<(), Error> {
        let end = self.cursor.at + word.len();
        if self.cursor.text.as_bytes().get(self.cursor.at..end) != Some(word.as_bytes()) {
            return Err(self.cursor.syntax("not a value"));
        }
        self.cursor.at = end;
        Ok(())
    }
}
