//! Pieces of a capture that are checked at once.

use std::ops::Range;
use std::str::Utf8Error;

use super::HarMessage;

/// The character before each text of a sequence of JSON texts (RFC 7464). No JSON holds it, so that
/// a value that was cut off ends there.
pub(super) const RECORD_SEPARATOR: u8 = 0x1e;

/// A piece of a capture: whole lines, or whole values.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(super) text: Vec<u8>,
    pub(super) cut: Cut,
}

/// The division of a batch into values.
#[derive(Debug, Default)]
pub(super) enum Cut {
    /// Each line is a value.
    #[default]
    Lines,
    /// The values of a document, found by its brackets.
    Values(Vec<Unit>),
    /// A value so long that its text was not kept.
    TooLong(Dropped),
}

/// A value of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) range: Range<usize>,
    /// The value's position, if the document is an array.
    pub(super) index: Option<usize>,
    /// The value's place, if it is a message in a HAR.
    pub(super) message: Option<HarMessage>,
    /// The error of the document at this place, if it is no value.
    pub(super) problem: Option<&'static str>,
}

/// Text that was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Dropped {
    pub(crate) bytes: u64,
    pub(super) extent: Extent,
}

/// The length of a text in lines and characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Extent {
    pub(super) newlines: u64,
    /// The characters behind the last newline, or of all if there is none.
    pub(super) characters: u64,
}

/// The place of a value: its start in the batch, and its place in an array or HAR.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    pub(crate) start: usize,
    pub(crate) index: Option<usize>,
    pub(crate) message: Option<HarMessage>,
    /// False at a place between values that is no JSON.
    pub(crate) is_value: bool,
}

impl At {
    fn line(start: usize) -> Self {
        Self {
            start,
            index: None,
            message: None,
            is_value: true,
        }
    }
}

/// The reason that a piece of a batch is no text of a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Refused<'b> {
    /// Its bytes are not UTF-8.
    NotUtf8(&'b [u8], Utf8Error),
    /// The document has an error at this place.
    Problem(&'static str),
    /// It is so long that it was not kept.
    TooLong(Dropped),
}

/// A visitor of the values of batches.
pub(crate) trait Visit {
    /// Visits the value that `rest` begins with. Another object or array behind it stays in `rest`,
    /// and is visited next.
    fn value(&mut self, rest: &mut &str, at: At);

    /// Visits a message of a HAR.
    fn message(&mut self, text: &str, message: HarMessage, at: At);

    /// Visits what is no value.
    fn refused(&mut self, refused: Refused<'_>, at: At);
}

impl Batch {
    /// Returns the number of bytes.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Returns the number of line breaks.
    pub(crate) fn newlines(&self) -> u64 {
        match &self.cut {
            Cut::Lines | Cut::Values(_) => memchr::memchr_iter(b'\n', &self.text).count() as u64,
            Cut::TooLong(dropped) => dropped.extent.newlines,
        }
    }

    /// Visits every value, in order.
    #[inline]
    pub(crate) fn visit(&self, visit: &mut impl Visit) {
        match &self.cut {
            Cut::Lines => lines(&self.text, visit),
            Cut::Values(units) => {
                for unit in units {
                    self::unit(&self.text[unit.range.clone()], unit, visit);
                }
            }
            Cut::TooLong(dropped) => visit.refused(Refused::TooLong(*dropped), At::line(0)),
        }
    }
}

#[inline]
fn lines(bytes: &[u8], visit: &mut impl Visit) {
    // UTF-8 is checked at once, which is faster than line by line.
    let whole = std::str::from_utf8(bytes);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let range = start..end;
        start = end + 1;
        match whole {
            Ok(text) => line(&text[range.clone()], range.start, visit),
            Err(_) => {
                let bytes = &bytes[range.clone()];
                match std::str::from_utf8(bytes) {
                    Ok(text) => line(text, range.start, visit),
                    Err(error) => {
                        visit.refused(Refused::NotUtf8(bytes, error), At::line(range.start));
                    }
                }
            }
        }
    }
}

/// Visits the values of a line: one, or several.
#[inline]
fn line(text: &str, start: usize, visit: &mut impl Visit) {
    let is_blank = |byte: &u8| matches!(*byte, b' ' | b'\t' | b'\r' | RECORD_SEPARATOR);
    let Some(first) = text.as_bytes().iter().position(|byte| !is_blank(byte)) else {
        return;
    };
    let mut rest = &text[first..];
    while !rest.is_empty() {
        let start = start + text.len() - rest.len();
        visit.value(&mut rest, At::line(start));
    }
}

fn unit(bytes: &[u8], unit: &Unit, visit: &mut impl Visit) {
    let at = At {
        start: unit.range.start,
        index: unit.index,
        message: unit.message,
        is_value: unit.problem.is_none(),
    };
    if let Some(problem) = unit.problem {
        return visit.refused(Refused::Problem(problem), at);
    }
    let mut text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return visit.refused(Refused::NotUtf8(bytes, error), at),
    };
    match unit.message {
        None => visit.value(&mut text, at),
        Some(message) => visit.message(text, message, at),
    }
}

impl Extent {
    pub(super) fn of(text: &[u8]) -> Self {
        let mut extent = Self::default();
        extent.go(text);
        extent
    }

    /// Extends the length by more text.
    pub(super) fn go(&mut self, text: &[u8]) {
        let mut rest = text;
        if let Some(last) = memchr::memrchr(b'\n', text) {
            self.newlines += memchr::memchr_iter(b'\n', text).count() as u64;
            self.characters = 0;
            rest = &text[last + 1..];
        }
        self.characters += characters(rest) as u64;
    }

    /// The end of the text, counted from the start of another text that is in front of it.
    pub(super) fn after(self, before: Self) -> Self {
        Self {
            newlines: before.newlines + self.newlines,
            characters: match self.newlines {
                0 => before.characters + self.characters,
                _ => self.characters,
            },
        }
    }
}

/// Returns the number of characters that begin in a text, which need not be UTF-8.
fn characters(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extents_add_up() {
        let text = "ab\nç\nxyé".as_bytes();
        let whole = Extent::of(text);
        assert_eq!((whole.newlines, whole.characters), (2, 3));
        for at in 0..=text.len() {
            let (before, after) = text.split_at(at);
            assert_eq!(Extent::of(after).after(Extent::of(before)), whole);
        }
    }
}
