//! The shortest texts of floating-point numbers, as ECMAScript prints them.

use std::fmt::{Display, LowerExp, Write as _};
use std::str::FromStr;

/// The powers of ten of the first digit that are written without an exponent.
const PLAIN: std::ops::RangeInclusive<i32> = -6..=20;

/// A float as an integer and a power of two.
pub(super) trait Float: Copy + Display + LowerExp + FromStr + PartialEq {
    /// The most digits of which no two numbers are read as the same float.
    const DISTINCT: usize;

    /// Returns true if the standard library shows it as ECMAScript prints it.
    fn is_plain(self) -> bool;

    /// The integer and the power of two whose product is the number without its sign.
    fn parts(self) -> (u64, i32);
}

macro_rules! floats {
    ($($float:ident $distinct:literal $bits:literal $least:literal;)*) => {$(
        impl Float for $float {
            const DISTINCT: usize = $distinct;

            fn is_plain(self) -> bool {
                self == 0.0 || (1e-6..1e21).contains(&self.abs())
            }

            fn parts(self) -> (u64, i32) {
                let bits = u64::from(self.abs().to_bits());
                let (exponent, fraction) = (bits >> $bits, bits & ((1 << $bits) - 1));
                match exponent {
                    0 => (fraction, $least),
                    // It has 11 bits at most.
                    _ => (fraction | 1 << $bits, exponent as i32 - 1 + $least),
                }
            }
        }
    )*};
}

floats! {
    f32 6 23 -149;
    f64 15 52 -1074;
}

/// Writes a finite number: the shortest text that is read as the same one. Of several, it is the
/// nearest; of two that are as near, the even one. Every language writes a number so. Unlike in
/// ECMAScript, `-0` keeps its sign.
pub(super) fn write<F: Float>(out: &mut String, value: F) {
    let start = out.len();
    // To write into a text cannot fail.
    if value.is_plain() {
        let _ = write!(out, "{value}");
        if out.len() - start <= F::DISTINCT {
            return;
        }
        out.truncate(start);
    }
    let _ = write!(out, "{value:e}");
    let sign = usize::from(out[start..].starts_with('-'));
    let (mut text, mut count) = ([b'0'; 20], 0);
    let mut exponent = 0;
    for (at, byte) in out.bytes().enumerate().skip(start + sign) {
        match byte {
            b'e' => {
                exponent = out[at + 1..].parse().unwrap_or_default();
                break;
            }
            b'.' => {}
            // There are 17 at most.
            digit => {
                text[count] = digit;
                count += 1;
            }
        }
    }
    out.truncate(start + sign);
    let text = &mut text[..count];
    if count > F::DISTINCT && is_tie(value, text, exponent - count as i32) {
        // It is odd.
        text[count - 1] -= 1;
    }
    // Digits are always text.
    lay_out(out, std::str::from_utf8(text).unwrap_or_default(), exponent);
}

/// Returns true if a number is just between odd digits, which the standard library takes, and the even
/// ones below, which are read as the same number. `power` is that of ten behind one more digit.
fn is_tie<F: Float>(value: F, text: &[u8], power: i32) -> bool {
    let (integer, exponent) = value.parts();
    let twos = integer.trailing_zeros();
    // The twos of both sides: what is between the digits is odd.
    if exponent + twos as i32 != power || text.last().is_none_or(|digit| digit % 2 == 0) {
        return false;
    }
    let digits = text.iter();
    let digits = digits.fold(0, |digits, digit| digits * 10 + u64::from(digit - b'0'));
    let middle = digits * 10 - 5;
    let fives = 5_u64.checked_pow(power.unsigned_abs());
    let scaled = |number: u64| fives.and_then(|fives| number.checked_mul(fives));
    let is_same = match power < 0 {
        true => scaled(integer >> twos) == Some(middle),
        false => scaled(middle) == Some(integer >> twos),
    };
    is_same && {
        let even = format!("{}e{}", digits - 1, power + 1).parse();
        even.is_ok_and(|even: F| even.parts() == value.parts())
    }
}

/// Writes digits, of which the first one counts a power of ten.
fn lay_out(out: &mut String, digits: &str, exponent: i32) {
    let zeros = |count: usize| std::iter::repeat_n('0', count);
    let whole = usize::try_from(exponent + 1).unwrap_or_default();
    if !PLAIN.contains(&exponent) {
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        let _ = write!(out, "{first}{point}{rest}e{exponent:+}");
    } else if whole == 0 {
        out.push_str("0.");
        out.extend(zeros(exponent.unsigned_abs() as usize - 1));
        out.push_str(digits);
    } else if let Some((whole, fraction)) = digits.split_at_checked(whole)
        && !fraction.is_empty()
    {
        out.push_str(whole);
        out.push('.');
        out.push_str(fraction);
    } else {
        out.push_str(digits);
        out.extend(zeros(whole - digits.len()));
    }
}
