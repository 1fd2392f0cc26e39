//! Texts: where they end, and what their escapes stand for.

use std::borrow::Cow;

use super::error::Error;
use super::reader::Reader;

/// Reads the text whose quote comes next.
#[inline]
pub(super) fn read<'de>(r: &mut Reader<'de>) -> Result<Cow<'de, str>, Error> {
    match r.plain_string() {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => escaped(r).map(Cow::Owned),
    }
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

/// Sets the high bit of the first byte, from the lowest one, that is a quote, a backslash or a
/// control character; there may be more bits above it.
#[inline]
pub(super) fn special(word: u64) -> u64 {
    // A byte's high bit is set where the byte is less than the number taken away. Borrows reach
    // only bytes above the first hit, which is the one that counts. With its second bit flipped, a
    // quote comes right after the control characters.
    let quotes = word ^ (LOW * 0x02);
    let backslashes = word ^ (LOW * 0x5c);
    (quotes.wrapping_sub(LOW * 0x21) | backslashes.wrapping_sub(LOW)) & !word & HIGH
}

/// The same of one byte.
fn is_special(byte: &u8) -> bool {
    matches!(byte, b'"' | b'\\' | ..b' ')
}

/// Whether every character of a text stands for itself.
#[inline]
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (chunks, rest) = bytes.as_chunks::<8>();
    let is_clean = |chunk: &[u8; 8]| special(u64::from_le_bytes(*chunk)) == 0;
    if !chunks.iter().all(is_clean) {
        return false;
    }
    if rest.is_empty() {
        return true;
    }
    // What is left is looked at along with what comes before it, if that is enough.
    if let Some(last) = bytes.last_chunk::<8>() {
        return is_clean(last);
    }
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some([a, b, c, d]), Some([e, f, g, h])) => is_clean(&[*a, *b, *c, *d, *e, *f, *g, *h]),
        _ => !rest.iter().any(is_special),
    }
}

/// Where the run of characters ends that stand for themselves: at a quote, a backslash, a control
/// character or the end. Sixteen bytes are looked at in one step.
#[inline]
pub(super) fn plain_end(bytes: &[u8], start: usize) -> usize {
    let mut rest = bytes.get(start..).unwrap_or_default();
    while let Some((words, more)) = rest.split_first_chunk::<16>() {
        let (words, _) = words.as_chunks::<8>();
        let first = special(u64::from_le_bytes(words[0]));
        let second = special(u64::from_le_bytes(words[1]));
        if first | second != 0 {
            let at = match first {
                0 => 8 + position(second),
                _ => position(first),
            };
            return bytes.len() - rest.len() + at;
        }
        rest = more;
    }
    bytes.len() - rest.len() + rest.iter().take_while(|byte| !is_special(byte)).count()
}

/// The position of the byte that has the lowest bit that is set.
#[inline]
pub(super) fn position(hit: u64) -> usize {
    (hit.trailing_zeros() / 8) as usize
}

/// The text whose quote comes next, which has escapes.
#[cold]
fn escaped(r: &mut Reader<'_>) -> Result<String, Error> {
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

/// Takes the escape `\uXXXX` that comes next, or the two of a surrogate pair. Half a pair is read as
/// U+FFFD, since no text holds it.
fn unicode(r: &mut Reader<'_>) -> Result<char, Error> {
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
