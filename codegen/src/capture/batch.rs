//! Pieces of a capture that are checked at once.

use std::ops::Range;

use super::HarMessage;

/// A piece of a capture: whole lines, or whole values.
#[derive(Debug, Default)]
pub(super) struct Batch {
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
pub(super) struct Dropped {
    pub(super) bytes: u64,
    pub(super) extent: Extent,
}

/// The length of a text in lines and characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Extent {
    pub(super) newlines: u64,
    /// The characters behind the last newline, or of all if there is none.
    pub(super) characters: u64,
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
