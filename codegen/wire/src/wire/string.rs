//! Texts: where they end, and what their escapes stand for.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::Error;
use super::scan::plain_end;

/// Reads the text whose quote comes next.
#[inline]
pub(super) fn read<'de>(r: &mut Cursor<'de>) -> Result<Cow<'de, str>, Error> {
    match r.plain_string() {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => escaped(r).map(Cow::Owned),
    }
}

/// Skips the text whose quote comes next; its escapes must be right all the same.
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
#[cold]
fn escaped(r: &mut Cursor<'_>) -> Result<String, Error> {
    let start = r.at + 1;
    let at = plain_end(r.text.as_bytes(), start);
    let mut rest = r.clone();
    skip(&mut rest)?;
    // An escape is longer than what it stands for.
    let mut text = String::with_capacity(rest.at - 1 - start);
    text.push_str(&r.text[start..at]);
    r.at = at;
    loop {
        if r.byte(r.at) == Some(b'"') {
            r.at += 1;
            return Ok(text);
        }
        text.push(escape(r)?);
        let end = plain_end(r.text.as_bytes(), r.at);
        text.push_str(&r.text[r.at..end]);
        r.at = end;
    }
}

/// Takes the escape that comes next; anything else that a text cannot hold is an error.
fn escape(r: &mut Cursor<'_>) -> Result<char, Error> {
    match r.byte(r.at) {
        Some(b'\\') => {}
        Some(_) => return Err(r.syntax("a control character in a string")),
        None => return Err(r.syntax("the string does not end")),
    }
    let character = match r.byte(r.at + 1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(r),
        _ => return Err(r.syntax("not an escape")),
    };
    r.at += 2;
    Ok(character)
}

/// Takes the escape `\uXXXX` that comes next, or the two of a surrogate pair. Half a pair is read as
/// U+FFFD, since no text holds it.
fn unicode(r: &mut Cursor<'_>) -> Result<char, Error> {
    let unit = hex(r, r.at)?;
    if let Some(character) = char::from_u32(unit) {
        r.at += 6;
        return Ok(character);
    }
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

/// The number of the escape `\uXXXX` at an offset.
fn hex(r: &Cursor<'_>, at: usize) -> Result<u32, Error> {
    let mut unit = 0;
    for offset in 2..6 {
        let digit = r
            .byte(at + offset)
            .and_then(|byte| char::from(byte).to_digit(16));
        match digit {
            Some(digit) => unit = unit * 16 + digit,
            None => return Err(r.syntax("an escape has four hexadecimal digits")),
        }
    }
    Ok(unit)
}
