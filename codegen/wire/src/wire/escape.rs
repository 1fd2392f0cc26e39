//! Texts as JSON writes them, with escapes in the place of quotes, backslashes and control
//! characters.

use super::scan::{self, PIECE};

/// The letters of short escapes, by the byte that they stand for; 0: it has none.
const LETTERS: [u8; 256] = {
    let mut table = [0; 256];
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table[0x8] = b'b';
    table[0xc] = b'f';
    table[b'\n' as usize] = b'n';
    table[b'\r' as usize] = b'r';
    table[b'\t' as usize] = b't';
    table
};

/// The longest escape, `\u001f`.
const LONGEST: usize = 6;

/// How many bytes are collected before they are appended.
const ROOM: usize = 256;

/// The most bytes that a piece writes: escapes, and after each of its two words the whole of it.
const MOST: usize = PIECE * LONGEST + 16;

/// Appends the characters of a text, which need escapes somewhere, without the quotes around them.
#[inline(never)]
pub(super) fn push(out: &mut String, text: &str) {
    out.reserve(text.len() + text.len() / 8 + PIECE);
    let mut written = Written::new();
    let mut rest = text;
    while !rest.is_empty() {
        rest = push_ascii(out, rest, &mut written);
        rest = push_others(out, rest, &mut written);
    }
}

/// Appends the pieces of ASCII that a text starts with, and returns what comes after them.
///
/// Where one escape follows closely on another, it takes most of the time to find out where the
/// next one is. So all of a word are found at once.
fn push_ascii<'t>(out: &mut String, mut text: &'t str, written: &mut Written) -> &'t str {
    loop {
        let mut length = 0;
        let (pieces, _) = text.as_bytes().as_chunks::<PIECE>();
        for piece in pieces {
            if written.length > ROOM - MOST || !piece.is_ascii() {
                break;
            }
            written.piece(piece);
            length += PIECE;
        }
        if length == 0 {
            return text;
        }
        written.flush(out);
        text = &text[length..];
    }
}

/// Appends pieces of a text up to the first of ASCII alone, and returns what comes after them.
fn push_others<'t>(out: &mut String, mut text: &'t str, written: &mut Written) -> &'t str {
    loop {
        let end = match text.split_at_checked(PIECE) {
            Some((piece, _)) if piece.is_ascii() => return text,
            Some((piece, more)) => {
                // Copies of a fixed length are fast. What is too much is taken back.
                let length = out.len();
                out.push_str(piece);
                let Some(end) = scan::piece_end(piece) else {
                    text = more;
                    continue;
                };
                out.truncate(length + end);
                end
            }
            // The rest is short, or a piece would end within a character.
            None => {
                let end = scan::plain_end(text.as_bytes(), 0);
                out.push_str(&text[..end]);
                end
            }
        };
        let Some(byte) = text.as_bytes().get(end) else {
            return "";
        };
        match LETTERS[usize::from(*byte)] {
            0 => {
                written.escape(*byte);
                written.flush(out);
            }
            letter => {
                out.push('\\');
                // All of them are ASCII, as the compiler now knows.
                out.push(char::from(letter & 0x7f));
            }
        }
        text = &text[end + 1..];
    }
}

/// ASCII that is collected before it becomes part of a text.
struct Written {
    bytes: [u8; ROOM],
    length: usize,
}

impl Written {
    #[inline]
    fn new() -> Self {
        Self {
            bytes: [0; ROOM],
            length: 0,
        }
    }

    /// Appends what was collected to a text.
    #[inline]
    fn flush(&mut self, out: &mut String) {
        // It is ASCII.
        out.push_str(std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default());
        self.length = 0;
    }

    /// Writes bytes, of which only the first ones count: copies of a fixed length are fast.
    #[inline]
    fn put<const N: usize>(&mut self, bytes: [u8; N], length: usize) {
        if let Some(room) = self.bytes[self.length..].first_chunk_mut() {
            *room = bytes;
        }
        self.length += length;
    }

    #[inline]
    fn piece(&mut self, piece: &[u8; PIECE]) {
        let (words, _) = piece.as_chunks();
        let [first, second] = [words[0], words[1]].map(u64::from_le_bytes);
        match (scan::specials(first), scan::specials(second)) {
            (0, 0) => self.put(*piece, PIECE),
            (in_first, in_second) => {
                self.word(first, in_first);
                self.word(second, in_second);
            }
        }
    }

    /// Writes eight bytes, with escapes in the place of those whose high bit is set in `specials`.
    #[inline]
    fn word(&mut self, mut word: u64, mut specials: u64) {
        let mut start = 0;
        while specials != 0 {
            let run = scan::position(specials) - start;
            self.put(word.to_le_bytes(), run);
            word >>= 8 * run;
            self.escape(word as u8);
            word >>= 8;
            start += run + 1;
            specials &= specials - 1;
        }
        self.put(word.to_le_bytes(), 8 - start);
    }

    #[inline]
    fn escape(&mut self, byte: u8) {
        let digit = |digit: u8| b"0123456789abcdef"[usize::from(digit)];
        match LETTERS[usize::from(byte)] {
            0 => {
                let [high, low] = [digit(byte >> 4), digit(byte & 0xf)];
                self.put([b'\\', b'u', b'0', b'0', high, low], LONGEST);
            }
            letter => self.put([b'\\', letter], 2),
        }
    }
}
