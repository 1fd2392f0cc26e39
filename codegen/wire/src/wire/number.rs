//! Numbers.

use super::cursor::Cursor;
use super::error::{Error, ErrorKind};

/// Skips a number; says whether it is written as an integer, without fraction and exponent.
pub(super) fn skip(r: &mut Cursor<'_>) -> Result<bool, Error> {
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
fn digits(r: &mut Cursor<'_>) -> Result<(), Error> {
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

/// Reads an integer, however it is written: whether it has a minus, and its value.
#[inline]
pub(super) fn integer(r: &mut Cursor<'_>, expected: &'static str) -> Result<(bool, u64), Error> {
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

/// An integer that is long or has a fraction or an exponent, or no integer after all.
#[cold]
fn long_integer(
    r: &mut Cursor<'_>,
    negative: bool,
    expected: &'static str,
) -> Result<(bool, u64), Error> {
    let start = r.at;
    let is_plain = skip(r)?;
    let text = &r.text[start + usize::from(negative)..r.at];
    let whole = match (is_plain, text.parse()) {
        (true, Ok(value)) => Whole::Fits(value),
        (true, Err(_)) => Whole::Large,
        (false, _) => whole(text),
    };
    match whole {
        Whole::Fits(value) => Ok((negative, value)),
        Whole::Large => Err(Error::new(ErrorKind::OutOfRange(expected), start)),
        Whole::Not => {
            let found = "a number that is no integer";
            Err(Error::new(ErrorKind::WrongType { expected, found }, start))
        }
    }
}

/// The value of a number without its sign, if that is whole.
enum Whole {
    Fits(u64),
    /// It is beyond 64 bits.
    Large,
    /// It has a fraction.
    Not,
}

/// The value of a number in JSON, such as `10.00e-1`. Nothing is rounded, and an exponent costs no
/// more than its digits.
fn whole(text: &str) -> Whole {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let is_zero = |digit: u8| digit == b'0';
    // Without zeros at the end, the last digit shows whether there is a fraction.
    let digits = || before.bytes().chain(after.bytes());
    let zeros = digits().rev().take_while(|digit| is_zero(*digit)).count();
    let significant = before.len() + after.len() - zeros;
    if significant == 0 {
        return Whole::Fits(0);
    }
    // An exponent of more digits than fit is one that no length of a text makes up for.
    let exponent = match (exponent.parse::<i64>(), exponent.starts_with('-')) {
        (Ok(exponent), _) => exponent,
        (Err(_), true) => i64::MIN,
        (Err(_), false) => i64::MAX,
    };
    let length = |digits: usize| i64::try_from(digits).unwrap_or(i64::MAX);
    let scale = exponent
        .saturating_sub(length(after.len()))
        .saturating_add(length(zeros));
    if scale < 0 {
        return Whole::Not;
    }
    let digits = digits()
        .take(significant)
        .skip_while(|digit| is_zero(*digit));
    let zeros = (0..scale).map(|_| b'0');
    let value = digits.chain(zeros).try_fold(0_u64, |value, digit| {
        value.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
    });
    value.map_or(Whole::Large, Whole::Fits)
}

/// Reads a number as a double.
pub(super) fn float(r: &mut Cursor<'_>) -> Result<f64, Error> {
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
