//! Numbers.

use super::error::{Error, ErrorKind};
use super::reader::Reader;

/// Skips a number; says whether it is written as an integer, without fraction and exponent.
pub(super) fn skip(r: &mut Reader<'_>) -> Result<bool, Error> {
    if r.byte(r.at) == Some(b'-') {
        r.at += 1;
    }
    match r.byte(r.at) {
        Some(b'0') => r.at += 1,
        Some(b'1'..=b'9') => digits(r)?,
        _ => return Err(r.syntax("a number has digits")),
    }
    let mut is_integer = true;
    if r.byte(r.at) == Some(b'.') {
        is_integer = false;
        r.at += 1;
        digits(r)?;
    }
    if matches!(r.byte(r.at), Some(b'e' | b'E')) {
        is_integer = false;
        r.at += 1;
        if matches!(r.byte(r.at), Some(b'+' | b'-')) {
            r.at += 1;
        }
        digits(r)?;
    }
    match r.byte(r.at) {
        Some(b'0'..=b'9') => Err(r.syntax("a number does not start with a zero")),
        _ => Ok(is_integer),
    }
}

/// One digit or more.
fn digits(r: &mut Reader<'_>) -> Result<(), Error> {
    let start = r.at;
    while matches!(r.byte(r.at), Some(b'0'..=b'9')) {
        r.at += 1;
    }
    if r.at == start {
        return Err(r.syntax("a number has digits"));
    }
    Ok(())
}

/// How many digits always fit 64 bits.
const SAFE_DIGITS: usize = 19;

/// Reads an integer: whether it has a minus, and its digits.
#[inline]
pub(super) fn integer(r: &mut Reader<'_>, expected: &'static str) -> Result<(bool, u64), Error> {
    let negative = r.byte(r.at) == Some(b'-');
    let first = r.at + usize::from(negative);
    let (mut at, mut value) = (first, 0_u64);
    while let Some(byte @ b'0'..=b'9') = r.byte(at) {
        if at - first == SAFE_DIGITS {
            return long_integer(r, negative, expected);
        }
        value = value * 10 + u64::from(byte - b'0');
        at += 1;
    }
    let is_plain = at > first && (at == first + 1 || r.byte(first) != Some(b'0'));
    if !is_plain || matches!(r.byte(at), Some(b'.' | b'e' | b'E')) {
        return long_integer(r, negative, expected);
    }
    r.at = at;
    Ok((negative, value))
}

/// An integer that is long, or no integer after all.
#[cold]
fn long_integer(
    r: &mut Reader<'_>,
    negative: bool,
    expected: &'static str,
) -> Result<(bool, u64), Error> {
    let start = r.at;
    let is_integer = skip(r)?;
    if !is_integer {
        let found = "a number that is no integer";
        return Err(Error::new(ErrorKind::WrongType { expected, found }, start));
    }
    match r.text[start + usize::from(negative)..r.at].parse() {
        Ok(value) => Ok((negative, value)),
        Err(_) => Err(Error::new(ErrorKind::OutOfRange(expected), start)),
    }
}

/// Reads a number as a double.
pub(super) fn float(r: &mut Reader<'_>) -> Result<f64, Error> {
    let start = r.at;
    skip(r)?;
    match r.text[start..r.at].parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) | Err(_) => Err(Error::new(
            ErrorKind::OutOfRange("a number that a double holds"),
            start,
        )),
    }
}
