//! The form of a text in a file: a byte order mark, and the ends of lines. Checkouts and editors
//! choose it, so that it means nothing. Texts are read without it, and a file that is written again
//! keeps its own.

use std::borrow::Cow;

/// The byte order mark, which some editors put at the start of a file.
const MARK: char = '\u{feff}';

/// The form of a text in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextForm {
    marked: bool,
    crlf: bool,
}

impl TextForm {
    /// The form of a file; its first line shows how lines end.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
        Self {
            marked: bytes.starts_with(MARK.encode_utf8(&mut [0; 4]).as_bytes()),
            crlf: lines.next().is_some_and(|line| line.ends_with(b"\r\n")),
        }
    }

    /// A text, which has LF line ends, in this form.
    #[must_use]
    pub fn apply(self, text: &str) -> Cow<'_, str> {
        let mut text = Cow::Borrowed(text);
        if self.crlf {
            text = Cow::Owned(text.replace('\n', "\r\n"));
        }
        if self.marked {
            text.to_mut().insert(0, MARK);
        }
        text
    }
}

/// A text without a byte order mark, its lines ending in LF.
#[must_use]
pub(crate) fn plain(mut text: String) -> String {
    if text.starts_with(MARK) {
        text.remove(0);
    }
    if text.contains("\r\n") {
        text = text.replace("\r\n", "\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{TextForm, plain};

    #[test]
    fn a_form_is_taken_off_and_put_on_again() {
        for text in ["", "a", "a\nb\n", "a\r\nb\r\n", "\u{feff}a\r\n", "\u{feff}"] {
            let form = TextForm::of(text.as_bytes());
            assert_eq!(form.apply(&plain(text.to_owned())), text);
        }
    }

    #[test]
    fn a_carriage_return_within_a_line_stays() {
        assert_eq!(plain("a\rb\r\n".to_owned()), "a\rb\n");
    }
}
