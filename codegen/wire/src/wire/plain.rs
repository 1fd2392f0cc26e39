//! Keys and texts as nearly all of them are: without escapes in them and white space around them.
//! What is not taken here is left to the functions that take everything.

use super::cursor::Cursor;
use super::scan::{plain_end, position, special};

/// How much is looked at in one go: a comma, a quote, two words, a quote and a colon fit.
const WINDOW: usize = 24;

/// How much of that has been seen to be plain, when two words are not enough.
const WORDS: usize = 16;

impl<'de> Cursor<'de> {
    /// The key of the next member, if one comes that has no white space around it, and no escapes
    /// in it; otherwise nothing is taken. `first` is true before the first member.
    #[inline(never)]
    pub(super) fn plain_key(&mut self, first: bool) -> Option<&'de str> {
        let rest = self.text.as_bytes().get(self.at..)?;
        match (rest, first) {
            ([b',', b'"', ..], false) | ([b'"', ..], true) => {}
            _ => return None,
        }
        let start = 2 - usize::from(first);
        let Some(window) = rest.first_chunk::<WINDOW>() else {
            return self.long_plain_key(start, 0);
        };
        let Some(length) = short_length(window, start) else {
            return self.long_plain_key(start, WORDS);
        };
        let end = start + length;
        if window[end] != b'"' || window[end + 1] != b':' {
            return None;
        }
        let start = self.at + start;
        self.at += end + 2;
        self.piece(start, length)
    }

    /// The same of a key that starts so many bytes on, of which some are looked at already.
    #[inline(never)]
    fn long_plain_key(&mut self, start: usize, known: usize) -> Option<&'de str> {
        let start = self.at + start;
        let rest = self.text.as_bytes().get(start..)?;
        let length = plain_end(rest, known);
        let [b'"', b':', ..] = rest.get(length..)? else {
            return None;
        };
        self.at = start + length + 2;
        self.piece(start, length)
    }

    /// The text that comes next, if it has no white space before it, and no escapes in it; otherwise
    /// nothing is taken.
    #[inline(never)]
    pub(super) fn plain_string(&mut self) -> Option<&'de str> {
        let [b'"', rest @ ..] = self.text.as_bytes().get(self.at..)? else {
            return None;
        };
        let Some(window) = rest.first_chunk::<WINDOW>() else {
            return self.long_plain_string(0);
        };
        let Some(length) = short_length(window, 0) else {
            return self.long_plain_string(WORDS);
        };
        if window[length] != b'"' {
            return None;
        }
        let start = self.at + 1;
        self.at = start + length + 1;
        self.piece(start, length)
    }

    /// The same of a text of which some bytes are looked at already.
    #[inline(never)]
    fn long_plain_string(&mut self, known: usize) -> Option<&'de str> {
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..)?;
        let length = plain_end(rest, known);
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        self.at = start + length + 1;
        self.piece(start, length)
    }

    /// A piece of the text, between two quotes: there is always one.
    #[inline(always)]
    fn piece(&self, start: usize, length: usize) -> Option<&'de str> {
        let (_, rest) = self.text.split_at_checked(start)?;
        let (piece, _) = rest.split_at_checked(length)?;
        Some(piece)
    }
}

/// How long the run of characters is that stand for themselves, if it starts at this offset of the
/// window and ends within two words.
#[inline(always)]
fn short_length(window: &[u8; WINDOW], start: usize) -> Option<usize> {
    let word = |at: usize| {
        let (_, rest) = window.split_at(at);
        rest.first_chunk::<8>()
            .map(|word| special(u64::from_le_bytes(*word)))
    };
    match word(start)? {
        0 => match word(start + 8)? {
            0 => None,
            hit => Some(8 + position(hit)),
        },
        hit => Some(position(hit)),
    }
}
