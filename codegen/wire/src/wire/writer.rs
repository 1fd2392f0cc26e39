//! Writes JSON straight into a text.

use super::string;
use super::value::Value;

/// Room for a frame of common size.
const CAPACITY: usize = 512;

/// Collects one JSON text, without white space.
#[derive(Debug, Clone)]
pub struct Writer {
    out: String,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self {
            out: String::with_capacity(CAPACITY),
        }
    }

    /// An empty text that goes on in a text that is there; what was in it is gone, its room stays.
    #[must_use]
    pub fn reuse(mut out: String) -> Self {
        out.clear();
        Self { out }
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    /// A member whose key is given as it stands on the wire, `,"key":`, and its value.
    #[inline]
    pub fn field<'de>(&mut self, key: &str, value: &impl Value<'de>) {
        self.key(key);
        value.write(self);
    }

    /// A member that is left out when empty.
    #[inline]
    pub fn filled<'de>(&mut self, key: &str, value: &impl Value<'de>) {
        if !value.is_empty() {
            self.field(key, value);
        }
    }

    /// The key of a member, as it stands on the wire: `,"key":`. The comma is left out of the first
    /// one of an object. The value comes next.
    #[inline]
    pub fn key(&mut self, key: &str) {
        let is_first = self.out.as_bytes().last() == Some(&b'{');
        self.out.push_str(if is_first { &key[1..] } else { key });
    }

    /// The key of a member that is not known to need no escapes. The value comes next.
    pub fn any_key(&mut self, key: &str) {
        self.separate();
        self.string(key);
        self.out.push(':');
    }

    /// A comma, unless what comes is the first in its object or array.
    #[inline]
    pub fn separate(&mut self) {
        // No value ends in a bracket that opens.
        if !matches!(self.out.as_bytes().last(), Some(b'{' | b'[') | None) {
            self.out.push(',');
        }
    }

    /// A bracket, or a value that is JSON already.
    #[inline]
    pub fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// A text.
    pub fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut start = 0;
        loop {
            let end = string::plain_end(text.as_bytes(), start);
            self.out.push_str(&text[start..end]);
            let Some(byte) = text.as_bytes().get(end) else {
                break;
            };
            self.escape(*byte);
            start = end + 1;
        }
        self.out.push('"');
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.out.push_str("\\\""),
            b'\\' => self.out.push_str("\\\\"),
            b'\n' => self.out.push_str("\\n"),
            b'\r' => self.out.push_str("\\r"),
            b'\t' => self.out.push_str("\\t"),
            0x8 => self.out.push_str("\\b"),
            0xc => self.out.push_str("\\f"),
            _ => self.out.push_str(&format!("\\u{byte:04x}")),
        }
    }

    /// An integer.
    pub fn unsigned(&mut self, mut value: u64) {
        if value < 10 {
            self.out.push(char::from(b'0' + value as u8));
            return;
        }
        let mut digits = [0; 20];
        let mut start = digits.len();
        while value > 0 {
            start -= 1;
            digits[start] = b'0' + (value % 10) as u8;
            value /= 10;
        }
        // Digits are always text.
        self.out
            .push_str(std::str::from_utf8(&digits[start..]).unwrap_or_default());
    }

    /// An integer with a sign.
    pub fn signed(&mut self, value: i64) {
        if value < 0 {
            self.out.push('-');
        }
        self.unsigned(value.unsigned_abs());
    }

    /// A number; one that JSON does not have is written as `null`.
    pub fn float(&mut self, value: f64) {
        if !value.is_finite() {
            self.out.push_str("null");
            return;
        }
        // The shortest text that reads as the same number; always with a sign of being no integer.
        self.out.push_str(&format!("{value:?}"));
    }
}
