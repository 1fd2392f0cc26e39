//! String literals and constants of Go.

use serde_json::Value;
use tdproto_schema::model::{Constant, WireValue};

use crate::lang::literal::double_quoted;
use crate::sample;
use crate::text::is_invisible;

/// A string literal: raw if the text has quotes and nothing that a raw one cannot hold. Characters
/// that an editor would not show unchanged are escaped.
pub(super) fn string(text: &str) -> String {
    let is_raw = text.contains(['"', '\\']) && !text.contains(|c| c == '`' || is_invisible(c));
    if is_raw {
        return format!("`{text}`");
    }
    double_quoted(text)
}

/// A text as JSON, with the escapes that it requires and no others.
pub(super) fn json(text: &str) -> String {
    Value::from(text).to_string()
}

/// A constant as JSON.
pub(super) fn constant_json(constant: &Constant) -> String {
    sample::constant(constant).to_string()
}

/// A value of an enum, or a tag, as JSON.
pub(super) fn value_json(value: &WireValue) -> String {
    sample::on_wire(value).to_string()
}

/// A value of an enum, or a tag, in Go.
pub(super) fn value(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => string(text),
        WireValue::Int(number) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_hide_nothing() {
        assert_eq!(string("a"), "\"a\"");
        assert_eq!(string("a\"b\\"), "`a\"b\\`");
        assert_eq!(string("a\"`"), "\"a\\\"`\"");
        assert_eq!(string("\u{202e}\""), "\"\\u202e\\\"\"");
        assert_eq!(json("a\"\u{1}"), "\"a\\\"\\u0001\"");
    }
}
