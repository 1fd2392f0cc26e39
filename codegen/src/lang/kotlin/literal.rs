//! Literals of Kotlin, and of JSON in Kotlin.

use std::fmt::Write as _;

use tdproto_schema::model::{Constant, WireValue};

use crate::sample;
use crate::text::is_invisible;

/// A string literal. Characters that an editor would not show unchanged are escaped.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '$' => {
                literal.push('\\');
                literal.push(c);
            }
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c if is_invisible(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // To write into a text cannot fail.
                    let _ = write!(literal, "\\u{unit:04x}");
                }
            }
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// A text as JSON writes it.
pub(super) fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The start of a member, `,"key":`, as a literal.
pub(super) fn member(key: &str) -> String {
    string(&format!(",{}:", json(key)))
}

/// A constant as Kotlin writes it.
pub(super) fn constant(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => string(text),
        Constant::Int(number) => format!("{number}L"),
        Constant::Bool(is_true) => is_true.to_string(),
    }
}

/// A constant as JSON writes it.
pub(super) fn constant_json(constant: &Constant) -> String {
    sample::constant(constant).to_string()
}

/// The value of an enum or a tag as Kotlin writes it.
pub(super) fn wire_value(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => string(text),
        WireValue::Int(number) => format!("{number}L"),
    }
}

/// The value of an enum or a tag as JSON writes it.
pub(super) fn wire_json(value: &WireValue) -> String {
    sample::on_wire(value).to_string()
}

/// The text of a value as the key of a map.
pub(super) fn wire_key(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => string(text),
        WireValue::Int(number) => string(&number.to_string()),
    }
}

/// The text of a tag, where it is one.
pub(super) fn text_of(value: &WireValue) -> Option<&str> {
    match value {
        WireValue::Text(text) => Some(text),
        WireValue::Int(_) => None,
    }
}
