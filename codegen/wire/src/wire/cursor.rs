//! A place in the text that is read.

use super::error::{Error, ErrorKind};

/// A text, and the offset of the next byte.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'de> {
    pub(super) text: &'de str,
    pub(super) at: usize,
    /// How many halves of surrogate pairs it came past.
    pub(super) half_pairs: usize,
}

impl<'de> Cursor<'de> {
    /// Starts at the first byte.
    pub(super) fn new(text: &'de str) -> Self {
        Self {
            text,
            at: 0,
            half_pairs: 0,
        }
    }

    #[inline]
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    #[cold]
    pub(super) fn syntax(&self, message: &'static str) -> Error {
        Error::new(ErrorKind::Syntax(message), self.at)
    }
}
