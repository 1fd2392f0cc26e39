//! Writes JSON straight into a text.

use super::value::Value;

/// Collects one JSON text, without white space.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    out: String,
}

impl Writer {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
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

    /// A member whose key is given as it stands on the wire, `"key":`, and its value.
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

    /// The key of a member, as it stands on the wire: `"key":`. The value comes next.
    #[inline]
    pub fn key(&mut self, key: &str) {
        self.separate();
        self.out.push_str(key);
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
        for (at, byte) in text.bytes().enumerate() {
            let escape = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0x8 => "\\b",
                0xc => "\\f",
                ..b' ' => "",
                _ => continue,
            };
            self.out.push_str(&text[start..at]);
            self.out.push_str(escape);
            if escape.is_empty() {
                self.out.push_str(&format!("\\u{byte:04x}"));
            }
            start = at + 1;
        }
        self.out.push_str(&text[start..]);
        self.out.push('"');
    }

    /// An integer.
    pub fn unsigned(&mut self, mut value: u64) {
        let mut digits = [0; 20];
        let mut start = digits.len();
        loop {
            start -= 1;
            digits[start] = b'0' + (value % 10) as u8;
            value /= 10;
            if value == 0 {
                break;
            }
        }
        self.out
            .extend(digits[start..].iter().map(|digit| char::from(*digit)));
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
