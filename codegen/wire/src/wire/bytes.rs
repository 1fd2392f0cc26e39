//! Bytes, which are base64 on the wire.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::error::{Error, ErrorKind};
use super::reader::Reader;
use super::text::InvalidText;
use super::value::Value;
use super::writer::Writer;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// No digit of base64.
const NONE: u8 = 64;

/// The values of digits, those of the alphabet for URLs included.
const DIGITS: [u8; 256] = {
    let mut digits = [NONE; 256];
    let mut value = 0;
    while value < 64 {
        digits[ALPHABET[value as usize] as usize] = value;
        value += 1;
    }
    digits[b'-' as usize] = 62;
    digits[b'_' as usize] = 63;
    digits
};

/// How many bytes are written in one go.
const PIECE: usize = 48;

/// Bytes. On the wire they are base64 with padding; the alphabet for URLs and texts without padding
/// are read as well.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    /// The bytes of a text in base64, of either alphabet, with or without padding; `None` if it is
    /// not base64.
    #[must_use]
    pub fn from_base64(text: &str) -> Option<Self> {
        let digits = match text.as_bytes() {
            [digits @ .., b'=', b'='] | [digits @ .., b'='] if text.len().is_multiple_of(4) => {
                digits
            }
            digits => digits,
        };
        let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
        let mut fours = digits.chunks_exact(4);
        for four in &mut fours {
            let bits = bits(four)?;
            bytes.extend_from_slice(&[(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]);
        }
        match fours.remainder() {
            [] => {}
            [_] => return None,
            rest @ [_, _] => bytes.push((bits(rest)? >> 4) as u8),
            rest => {
                let bits = bits(rest)?;
                bytes.extend_from_slice(&[(bits >> 10) as u8, (bits >> 2) as u8]);
            }
        }
        Some(Self(bytes))
    }

    /// The text on the wire: base64 with padding.
    #[must_use]
    pub fn to_base64(&self) -> String {
        let mut text = String::with_capacity(self.0.len().div_ceil(3) * 4);
        self.pieces(|piece| text.push_str(piece));
        text
    }

    /// The bytes, without the type.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }

    /// Hands over the text, a piece after the other.
    fn pieces(&self, mut take: impl FnMut(&str)) {
        for piece in self.0.chunks(PIECE) {
            let (mut text, mut length) = ([b'='; PIECE / 3 * 4], 0);
            for (three, four) in piece.chunks(3).zip(text.chunks_exact_mut(4)) {
                length += 4;
                let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
                let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
                for (at, digit) in four.iter_mut().enumerate().take(three.len() + 1) {
                    *digit = ALPHABET[(bits >> (18 - 6 * at)) as usize & 63];
                }
            }
            // Digits are always text.
            take(std::str::from_utf8(&text[..length]).unwrap_or_default());
        }
    }
}

/// The bits of some digits; `None` if one of them is no digit.
#[inline]
fn bits(digits: &[u8]) -> Option<u32> {
    let (mut bits, mut all) = (0, 0);
    for digit in digits {
        let value = DIGITS[usize::from(*digit)];
        all |= value;
        bits = bits << 6 | u32::from(value);
    }
    (all < NONE).then_some(bits)
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const LENGTH: usize> From<[u8; LENGTH]> for Bytes {
    fn from(bytes: [u8; LENGTH]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Bytes> for Vec<u8> {
    fn from(bytes: Bytes) -> Self {
        bytes.0
    }
}

/// Reads base64, as `from_base64` does.
impl FromStr for Bytes {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        Self::from_base64(text).ok_or_else(|| InvalidText {
            text: text.to_owned(),
            expected: "base64",
        })
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_base64())
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bytes").field(&self.to_base64()).finish()
    }
}

impl<'de> Value<'de> for Bytes {
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        r.peek()?;
        let start = r.offset();
        let Some(text) = r.string_or_null()? else {
            return Ok(Self::default());
        };
        Self::from_base64(&text).ok_or_else(|| {
            let kind = ErrorKind::Invalid("the string is not base64".to_owned());
            Error::new(kind, start)
        })
    }

    fn write(&self, w: &mut Writer) {
        w.raw("\"");
        self.pieces(|piece| w.raw(piece));
        w.raw("\"");
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.to_base64())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
