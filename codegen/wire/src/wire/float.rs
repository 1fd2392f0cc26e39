//! The shortest texts of floating-point numbers, as ECMAScript prints them.

use std::fmt::{LowerExp, Write as _};
use std::str::FromStr;

/// The powers of ten of the first digit that are written without an exponent.
const PLAIN: std::ops::RangeInclusive<i32> = -6..=20;

/// A float as an integer and a power of two.
pub(super) trait Float: Copy + LowerExp + FromStr + PartialEq {
    /// The most digits of which no two numbers are read as the same float.
    const DISTINCT: usize;

    /// The integer and the power of two whose product is the number without its sign.
    fn parts(self) -> (u64, i32);
}

macro_rules! floats {
    ($($float:ident $distinct:literal $bits:literal $least:literal;)*) => {$(
        impl Float for $float {
            const DISTINCT: usize = $distinct;

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
    let _ = write!(out, "{value:e}");
    let (mut digits, mut exponent) = (0_u64, 0);
    let mut count = 0;
    for (at, byte) in out[start..].bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + u64::from(byte - b'0');
                count += 1;
            }
            b'e' => {
                exponent = out[start + at + 1..].parse().unwrap_or_default();
                break;
            }
            // The sign, and the point.
            _ => {}
        }
    }
    let sign = usize::from(out[start..].starts_with('-'));
    out.truncate(start + sign);
    if count > F::DISTINCT && is_tie(value, digits, exponent - count as i32) {
        digits -= 1;
    }
    lay_out(out, &digits.to_string(), exponent);
}

/// Returns true if a number is just between odd digits, which the standard library takes, and the even
/// ones below, which are read as the same number. `power` is that of ten behind one more digit.
fn is_tie<F: Float>(value: F, digits: u64, power: i32) -> bool {
    if digits.is_multiple_of(2) {
        return false;
    }
    let middle = digits * 10 - 5;
    let (integer, exponent) = value.parts();
    let twos = integer.trailing_zeros();
    let fives = 5_u64.checked_pow(power.unsigned_abs());
    let scaled = |number: u64| fives.and_then(|fives| number.checked_mul(fives));
    // Both sides without their twos: that between the digits is odd.
    let is_same = match power < 0 {
        true => scaled(integer >> twos) == Some(middle),
        false => scaled(middle) == Some(integer >> twos),
    };
    is_same && exponent + twos as i32 == power && {
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
