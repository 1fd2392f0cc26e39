//! JSON in its written form, from which a vector's text is made.

use std::collections::HashMap;

use serde_json::Value;
use tdproto_schema::model::{Constant, JsonKind};

use crate::sample;

/// A JSON value with its way to be written: numbers are texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A string.
    Text(String),
    /// A string that is written with escapes it does not need.
    Escaped {
        /// The text that it stands for.
        text: String,
        /// The characters between the quotes.
        written: &'static str,
        /// True if half a surrogate pair is written, for which the text has U+FFFD.
        is_half: bool,
    },
    /// An array.
    List(Vec<Tree>),
    /// An object. A key may be there again.
    Object(Vec<(String, Tree)>),
}

/// The kind of a value in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    List,
    Object,
}

impl From<JsonKind> for Kind {
    fn from(kind: JsonKind) -> Self {
        match kind {
            JsonKind::String => Self::Text,
            JsonKind::Number => Self::Number,
            JsonKind::Boolean => Self::Bool,
            JsonKind::Array => Self::List,
            JsonKind::Object => Self::Object,
        }
    }
}

impl Tree {
    /// A string.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number, as it is written.
    pub(super) fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Bool,
            Self::Number(_) => Kind::Number,
            Self::Text(_) | Self::Escaped { .. } => Kind::Text,
            Self::List(_) => Kind::List,
            Self::Object(_) => Kind::Object,
        }
    }

    /// The string that this is.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Escaped { text, .. } => Some(text),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The text of the key that this is: a string, or the digits of an integer.
    pub(super) fn key_text(&self) -> Option<&str> {
        match self {
            Self::Number(digits) => Some(digits),
            Self::Text(_)
            | Self::Escaped { .. }
            | Self::Null
            | Self::Bool(_)
            | Self::List(_)
            | Self::Object(_) => self.as_text(),
        }
    }

    /// The integer that this is, in any spelling. One with more digits than any type has is the
    /// greatest one there is, or the least.
    pub(super) fn as_integer(&self) -> Option<i128> {
        match self {
            Self::Number(number) => integer(number),
            Self::Null
            | Self::Bool(_)
            | Self::Text(_)
            | Self::Escaped { .. }
            | Self::List(_)
            | Self::Object(_) => None,
        }
    }

    /// The members of an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.as_members()
            .iter()
            .map(|(key, value)| (key.as_str(), value))
    }

    /// The members of an object, as a slice.
    pub(super) fn as_members(&self) -> &[(String, Tree)] {
        match self {
            Self::Object(members) => members,
            Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Escaped { .. }
            | Self::List(_) => &[],
        }
    }

    /// The member of this key.
    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
        let mut members = self.members();
        members.find_map(|(name, value)| (name == key).then_some(value))
    }

    /// Sets the member of this key, at the place where it is, or at the end.
    pub(super) fn set(&mut self, key: &str, value: Tree) {
        if let Self::Object(members) = self {
            match members.iter_mut().find(|(name, _)| name == key) {
                Some(member) => member.1 = value,
                None => members.push((key.to_owned(), value)),
            }
        }
    }

    /// The object with this key twice, first and last.
    pub(super) fn with_twice(&self, key: &str, first: Tree, last: Tree) -> Self {
        let others = self.as_members().iter().filter(|(name, _)| name != key);
        let mut members = vec![(key.to_owned(), first)];
        members.extend(others.cloned());
        members.push((key.to_owned(), last));
        Self::Object(members)
    }

    /// The same value as a receiver sees it: of a key that is there again, the last value.
    pub(super) fn with_each_key_once(&self) -> Self {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Escaped { .. } => {
                self.clone()
            }
            Self::List(items) => Self::List(items.iter().map(Self::with_each_key_once).collect()),
            Self::Object(members) => {
                let mut places = HashMap::new();
                let mut once: Vec<(String, Self)> = Vec::new();
                for (key, value) in members {
                    let value = value.with_each_key_once();
                    match places.insert(key, once.len()) {
                        None => once.push((key.clone(), value)),
                        Some(place) => {
                            places.insert(key, place);
                            once[place].1 = value;
                        }
                    }
                }
                Self::Object(once)
            }
        }
    }

    /// The same with a member before all others of any keys.
    pub(super) fn with_first(self, key: &str, value: Tree) -> Self {
        let members = self.as_members().iter().cloned();
        Self::Object(
            std::iter::once((key.to_owned(), value))
                .chain(members)
                .collect(),
        )
    }

    /// The same with a member behind all others of any keys.
    pub(super) fn with_last(self, key: &str, value: Tree) -> Self {
        let members = self.as_members().iter().cloned();
        Self::Object(
            members
                .chain(std::iter::once((key.to_owned(), value)))
                .collect(),
        )
    }

    /// Removes the member of this key.
    pub(super) fn remove(&mut self, key: &str) {
        if let Self::Object(members) = self {
            members.retain(|(name, _)| name != key);
        }
    }

    /// The JSON text, without white space.
    pub(super) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => out.push_str(number),
            Self::Text(text) => quoted(out, text),
            Self::Escaped { written, .. } => {
                out.push('"');
                out.push_str(written);
                out.push('"');
            }
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    quoted(out, key);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// The largest distance that the decimal point is moved; a number beyond it is beyond every type.
const FAR: i32 = 60;

/// The integer that a number is: its digits, with the decimal point where the exponent moves it.
fn integer(number: &str) -> Option<i128> {
    let lower = number.to_lowercase();
    let (mantissa, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(whole) => ("-", whole),
        None => ("", whole),
    };
    let mut point = whole.len() as i32;
    let mut digits = format!("{whole}{fraction}");
    if digits.bytes().all(|digit| digit == b'0') {
        return Some(0);
    }
    let far = if exponent.starts_with('-') { -FAR } else { FAR };
    point += exponent.parse().unwrap_or(far).clamp(-FAR, FAR);
    while point < 0 {
        digits.insert(0, '0');
        point += 1;
    }
    while digits.len() < point as usize {
        digits.push('0');
    }
    let (integer, rest) = digits.split_at(point as usize);
    if rest.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let far = if sign.is_empty() {
        i128::MAX
    } else {
        i128::MIN
    };
    Some(format!("{sign}0{integer}").parse().unwrap_or(far))
}

/// A string in quotes, with the escapes it needs.
fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ..' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
}

impl From<&Constant> for Tree {
    fn from(constant: &Constant) -> Self {
        Self::from(&sample::constant(constant))
    }
}

impl From<&Value> for Tree {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::number(number),
            Value::String(text) => Self::text(text),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::from(value)))
                    .collect(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::integer;

    #[test]
    fn integers_by_their_value() {
        let cases = [
            ("1", Some(1)),
            ("-0", Some(0)),
            ("0e400", Some(0)),
            ("1.0", Some(1)),
            ("10.00e-1", Some(1)),
            ("1.05E+2", Some(105)),
            ("-1e16", Some(-10_000_000_000_000_000)),
            ("1.5", None),
            ("1e-1", None),
            ("1e400", Some(i128::MAX)),
            ("-1e999999999999", Some(i128::MIN)),
        ];
        for (number, expected) in cases {
            assert_eq!(integer(number), expected, "{number}");
        }
    }
}
