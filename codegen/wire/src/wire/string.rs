//! Texts: where they end, and what their escapes stand for.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::Error;
use super::scan::{PIECE, piece_end, plain_end};

/// Reads the text whose quote comes next.
#[inline]
pub(super) fn read<'de>(r: &mut Cursor<'de>) -> Result<Cow<'de, str>, Error> {
    match r.plain_string() {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => escaped(r).map(Cow::Owned),
    }
}

/// Skips the text whose quote comes next; its escapes must be right all the same.
#[inline]
pub(super) fn skip(r: &mut Cursor<'_>) -> Result<(), Error> {
    let start = r.at + 1;
    let mut end = plain_end(r.text.as_bytes(), start);
    while r.byte(end) != Some(b'"') {
        r.at = end;
        escape(r)?;
        end = plain_end(r.text.as_bytes(), r.at);
    }
    r.at = end + 1;
    Ok(())
}

/// The text whose quote comes next, which has escapes.
#[inline(never)]
fn escaped(r: &mut Cursor<'_>) -> Result<String, Error> {
    let start = r.at + 1;
    // An escape is longer than what it stands for, and a piece is copied with what follows.
    let room = room(r.text.as_bytes(), start);
    let mut text = String::with_capacity(room + PIECE);
    r.at = start;
    loop {
        plain_run(r, &mut text);
        match r.byte(r.at) {
            Some(b'"') => break,
            _ => text.push(escape(r)?),
        }
        while r.byte(r.at) == Some(b'\\') {
            text.push(escape(r)?);
        }
    }
    r.at += 1;
    // What has grown may have much more room than it needs.
    if room == LONG {
        text.shrink_to_fit();
    }
    Ok(text)
}

/// The room that a text gets that is not short; it grows as needed.
const LONG: usize = 256;

/// The bytes up to the quote that ends a text, if they are few.
#[inline]
fn room(bytes: &[u8], start: usize) -> usize {
    let end = bytes.len().min(start + LONG);
    let mut at = start;
    loop {
        at = plain_end(&bytes[..end], at);
        match bytes[..end].get(at) {
            Some(b'\\') => at += 2,
            // The quote, or an error that will be found.
            Some(_) => return at - start,
            None => return LONG,
        }
    }
}

/// Copies the characters that stand for themselves.
#[inline]
fn plain_run(r: &mut Cursor<'_>, text: &mut String) {
    // Copies of a fixed length are fast. What is too much is taken back.
    while let Some(piece) = r.text.get(r.at..r.at + PIECE) {
        let length = text.len();
        text.push_str(piece);
        match piece_end(piece) {
            None => r.at += PIECE,
            Some(end) => {
                text.truncate(length + end);
                r.at += end;
                return;
            }
        }
    }
    let end = plain_end(r.text.as_bytes(), r.at);
    text.push_str(&r.text[r.at..end]);
    r.at = end;
}

/// The characters of short escapes, by the byte behind the backslash; 0: there is no such escape.
const SHORT: [u8; 256] = {
    let mut table = [0; 256];
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table[b'/' as usize] = b'/';
    table[b'b' as usize] = 0x8;
    table[b'f' as usize] = 0xc;
    table[b'n' as usize] = b'\n';
    table[b'r' as usize] = b'\r';
    table[b't' as usize] = b'\t';
    table
};

/// Takes the escape that comes next; anything else that a text cannot hold is an error.
#[inline(always)]
fn escape(r: &mut Cursor<'_>) -> Result<char, Error> {
    let character = match (r.byte(r.at), r.byte(r.at + 1)) {
        (Some(b'\\'), Some(b'u')) => return unicode(r),
        (Some(b'\\'), Some(byte)) => SHORT[usize::from(byte)],
        (Some(b'\\'), None) => 0,
        (Some(_), _) => return Err(r.syntax("a control character in a string")),
        (None, _) => return Err(r.syntax("the string does not end")),
    };
    if character == 0 {
        return Err(r.syntax("not an escape"));
    }
    r.at += 2;
    // All of them are ASCII, as the compiler now knows.
    Ok(char::from(character & 0x7f))
}

/// Takes the escape `\uXXXX` that comes next, or the two of a surrogate pair.
#[inline(always)]
fn unicode(r: &mut Cursor<'_>) -> Result<char, Error> {
    let unit = hex(r, r.at)?;
    match char::from_u32(unit) {
        Some(character) => {
            r.at += 6;
            Ok(character)
        }
        None => surrogate(r, unit),
    }
}

/// Takes a surrogate pair. Half a pair is read as U+FFFD, since no text holds it.
fn surrogate(r: &mut Cursor<'_>, unit: u32) -> Result<char, Error> {
    let escape_follows = r.byte(r.at + 6) == Some(b'\\') && r.byte(r.at + 7) == Some(b'u');
    if unit < 0xdc00 && escape_follows {
        let second = hex(r, r.at + 6)?;
        if (0xdc00..0xe000).contains(&second) {
            let code = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
            let character = char::from_u32(code).ok_or_else(|| r.syntax("not a character"))?;
            r.at += 12;
            return Ok(character);
        }
    }
    r.at += 6;
    r.half_pairs += 1;
    Ok(char::REPLACEMENT_CHARACTER)
}

/// The values of hexadecimal digits; 255: the byte is none.
const DIGITS: [u8; 256] = {
    let mut table = [u8::MAX; 256];
    let mut digit = 0;
    while digit < 10 {
        table[b'0' as usize + digit] = digit as u8;
        digit += 1;
    }
    let mut letter = 0;
    while letter < 6 {
        table[b'a' as usize + letter] = 10 + letter as u8;
        table[b'A' as usize + letter] = 10 + letter as u8;
        letter += 1;
    }
    table
};

/// The number of the escape `\uXXXX` at an offset.
#[inline]
fn hex(r: &Cursor<'_>, at: usize) -> Result<u32, Error> {
    let digits = r.text.as_bytes().get(at + 2..at + 6);
    if let Some(&[a, b, c, d]) = digits {
        let digit = |byte: u8| DIGITS[usize::from(byte)];
        let (a, b, c, d) = (digit(a), digit(b), digit(c), digit(d));
        if (a | b | c | d) < 16 {
            let (high, low) = (a << 4 | b, c << 4 | d);
            return Ok(u32::from(high) << 8 | u32::from(low));
        }
    }
    Err(r.syntax("an escape has four hexadecimal digits"))
}
