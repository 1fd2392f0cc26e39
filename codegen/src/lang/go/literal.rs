//! String literals and constants of Go.

use std::fmt::Write;

use tdproto_schema::model::{Constant, WireValue};

use crate::text::is_invisible;

/// A string literal: raw if the text has quotes and nothing that a raw one cannot hold. Characters
/// that an editor would not show unchanged are escaped.
pub(super) fn string(text: &str) -> String {
    let is_raw = text.contains(['"', '\\']) && !text.contains(|c| c == '`' || is_invisible(c));
    if is_raw {
        return format!("`{text}`");
    }
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c if is_invisible(c) => {
                // Writing to a String cannot fail.
                let _ = write!(literal, "\\u{:04x}", u32::from(c));
            }
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// A text as JSON, with the escapes that it requires and no others.
pub(super) fn json(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            c if c < ' ' => {
                // Writing to a String cannot fail.
                let _ = write!(json, "\\u{:04x}", u32::from(c));
            }
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

/// A constant as JSON.
pub(super) fn constant_json(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => json(text),
        Constant::Int(number) => number.to_string(),
        Constant::Bool(is_true) => is_true.to_string(),
    }
}

/// A value of an enum, or a tag, as JSON.
pub(super) fn value_json(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => json(text),
        WireValue::Int(number) => number.to_string(),
    }
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
