//! Writes JSON straight into a text.

use super::escape;
use super::float;
use super::scan;

/// Room for a frame of common size.
const CAPACITY: usize = 1024;

/// The digits of every number below a hundred.
const PAIRS: &[u8; 200] = b"\
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
    5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

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

    /// A text that goes on after one that is there.
    #[must_use]
    pub fn append(out: String) -> Self {
        Self { out }
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    /// The key of a member as on the wire, `"key":`. Its value comes next.
    #[inline]
    pub(super) fn known_key(&mut self, key: &str) {
        self.out.push_str(key);
    }

    /// The key of a member that is not known to need no escapes. Its value comes next.
    pub fn any_key(&mut self, key: &str) {
        self.string(key);
        self.out.push(':');
    }

    /// The comma after a member or an item; the bracket that closes takes the place of the last.
    #[inline]
    pub fn comma(&mut self) {
        self.out.push(',');
    }

    /// The start of an object, whose members come next, each with its comma.
    #[inline]
    pub fn begin_object(&mut self) {
        self.out.push('{');
    }

    /// The end of an object.
    #[inline]
    pub fn end_object(&mut self) {
        self.drop_comma();
        self.out.push('}');
    }

    /// The start of an array, whose items come next, each with its comma.
    #[inline]
    pub fn begin_array(&mut self) {
        self.out.push('[');
    }

    /// The end of an array.
    #[inline]
    pub fn end_array(&mut self) {
        self.drop_comma();
        self.out.push(']');
    }

    /// No value ends in a comma.
    #[inline]
    fn drop_comma(&mut self) {
        if self.out.as_bytes().last() == Some(&b',') {
            self.out.pop();
        }
    }

    /// A value that is JSON already.
    #[inline]
    pub fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// A text.
    pub fn string(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push('"');
        match scan::is_plain(text) {
            true => self.out.push_str(text),
            false => escape::push(&mut self.out, text),
        }
        self.out.push('"');
    }

    /// An integer.
    pub fn unsigned(&mut self, mut value: u64) {
        if value < 10 {
            self.out.push(char::from(b'0' + value as u8));
            return;
        }
        let mut digits = [0; 20];
        let mut start = digits.len();
        // Two digits a step.
        while value >= 10 {
            let pair = (value % 100) as usize * 2;
            value /= 100;
            start -= 2;
            digits[start] = PAIRS[pair];
            digits[start + 1] = PAIRS[pair + 1];
        }
        if value > 0 {
            start -= 1;
            digits[start] = b'0' + value as u8;
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
        match value.is_finite() {
            true => float::write(&mut self.out, value),
            false => self.out.push_str("null"),
        }
    }

    /// A number of single precision.
    pub fn float32(&mut self, value: f32) {
        match value.is_finite() {
            true => float::write(&mut self.out, value),
            false => self.out.push_str("null"),
        }
    }
}
