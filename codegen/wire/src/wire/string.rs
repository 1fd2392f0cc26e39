//! Texts: where they end, and what their escapes stand for.

use std::borrow::Cow;

use super::error::Error;
use super::reader::Reader;

/// Reads the text whose quote comes next.
#[inline]
pub(super) fn read<'de>(r: &mut Reader<'de>) -> Result<Cow<'de, str>, Error> {
    let start = r.at + 1;
    let end = plain_end(r.text.as_bytes(), start);
    if r.byte(end) == Some(b'"') {
        r.at = end + 1;
        return Ok(Cow::Borrowed(&r.text[start..end]));
    }
    escaped(r, start, end).map(Cow::Owned)
}

/// Skips the text whose quote comes next; its escapes must be right all the same.
pub(super) fn skip(r: &mut Reader<'_>) -> Result<(), Error> {
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

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Where the run of characters ends that stand for themselves: at a quote, a backslash, a control
/// character or the end. Eight bytes are looked at in one step.
#[inline]
pub(super) fn plain_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    let (chunks, _) = rest.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let quotes = word ^ (LOW * 0x22);
        let backslashes = word ^ (LOW * 0x5c);
        // A byte's high bit is set where the byte is less than the number taken away. Borrows
        // reach only bytes above the first hit, which is the one that counts.
        let hit = (quotes.wrapping_sub(LOW) & !quotes)
            | (backslashes.wrapping_sub(LOW) & !backslashes)
            | (word.wrapping_sub(LOW * 0x20) & !word);
        let hit = hit & HIGH;
        if hit != 0 {
            return start + index * 8 + (hit.trailing_zeros() / 8) as usize;
        }
    }
    let mut at = start + chunks.len() * 8;
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | ..b' ') {
            break;
        }
        at += 1;
    }
    at
}

/// The text that starts at `start` and has the first of its escapes at `at`.
#[cold]
fn escaped(r: &mut Reader<'_>, start: usize, at: usize) -> Result<String, Error> {
    let mut text = String::from(&r.text[start..at]);
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

/// Takes the escape that comes next; anything else that cannot stand in a text is an error.
fn escape(r: &mut Reader<'_>) -> Result<char, Error> {
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

/// Takes the escape `\uXXXX` that comes next, or the two of a surrogate pair.
fn unicode(r: &mut Reader<'_>) -> Result<char, Error> {
    let unit = hex(r, r.at)?;
    if !(0xd800..0xe000).contains(&unit) {
        r.at += 6;
        return char::from_u32(unit).ok_or_else(|| r.syntax("not a character"));
    }
    if unit >= 0xdc00 || r.byte(r.at + 6) != Some(b'\\') || r.byte(r.at + 7) != Some(b'u') {
        return Err(r.syntax("half of a surrogate pair"));
    }
    let second = hex(r, r.at + 6)?;
    if !(0xdc00..0xe000).contains(&second) {
        return Err(r.syntax("half of a surrogate pair"));
    }
    let code = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
    let character = char::from_u32(code).ok_or_else(|| r.syntax("not a character"))?;
    r.at += 12;
    Ok(character)
}

/// The number of the escape `\uXXXX` at an offset.
fn hex(r: &Reader<'_>, at: usize) -> Result<u32, Error> {
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
