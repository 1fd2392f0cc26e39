//! YAML of a document. Texts are plain only where no reader could take them for something else;
//! others are in double quotes, and those of several lines are blocks.

use serde_json::Value;

use crate::lang::node::{Node, Object};

/// A document.
pub(super) fn text(document: &Object<'_>) -> String {
    let mut out = String::new();
    object(&mut out, document, 0);
    out
}

/// The members, each on a line of its own at a depth.
fn object(out: &mut String, object: &Object<'_>, depth: usize) {
    for (index, (key, value)) in object.members().enumerate() {
        if index > 0 {
            indent(out, depth);
        }
        scalar(out, key);
        out.push(':');
        node(out, value, depth);
    }
}

/// A value behind its key or its dash, and the end of its line.
fn node(out: &mut String, node: &Node<'_>, depth: usize) {
    match node {
        Node::Bool(value) => line(out, if *value { "true" } else { "false" }),
        Node::Integer(number) => line(out, &number.to_string()),
        Node::Text(value) => string(out, value, depth),
        Node::Array(items) if items.is_empty() => line(out, "[]"),
        Node::Array(items) => list(out, items.iter(), depth, |out, item, depth| {
            let members = if let Node::Object(members) = item {
                Some(members).filter(|members| !members.is_empty())
            } else {
                None
            };
            match members {
                Some(members) => {
                    out.push(' ');
                    object(out, members, depth);
                }
                None => self::node(out, item, depth),
            }
        }),
        Node::Object(members) if members.is_empty() => line(out, "{}"),
        Node::Object(members) => {
            out.push('\n');
            indent(out, depth + 1);
            object(out, members, depth + 1);
        }
        Node::Value(found) => value(out, found, depth),
    }
}

fn value(out: &mut String, found: &Value, depth: usize) {
    match found {
        Value::Null | Value::Bool(_) | Value::Number(_) => line(out, &found.to_string()),
        Value::String(text) => string(out, text, depth),
        Value::Array(items) if items.is_empty() => line(out, "[]"),
        Value::Array(items) => list(out, items.iter(), depth, |out, item, depth| {
            let members = item.as_object().filter(|members| !members.is_empty());
            match members {
                Some(members) => {
                    out.push(' ');
                    self::members(out, members, depth);
                }
                None => value(out, item, depth),
            }
        }),
        Value::Object(members) if members.is_empty() => line(out, "{}"),
        Value::Object(members) => {
            out.push('\n');
            indent(out, depth + 1);
            self::members(out, members, depth + 1);
        }
    }
}

fn members(out: &mut String, members: &serde_json::Map<String, Value>, depth: usize) {
    for (index, (key, found)) in members.iter().enumerate() {
        if index > 0 {
            indent(out, depth);
        }
        scalar(out, key);
        out.push(':');
        value(out, found, depth);
    }
}

fn list<T>(
    out: &mut String,
    items: impl Iterator<Item = T>,
    depth: usize,
    write: impl Fn(&mut String, T, usize),
) {
    out.push('\n');
    for item in items {
        indent(out, depth + 1);
        out.push('-');
        write(out, item, depth + 2);
    }
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn line(out: &mut String, text: &str) {
    out.push(' ');
    out.push_str(text);
    out.push('\n');
}

/// A text as a value, and the end of its line.
fn string(out: &mut String, text: &str, depth: usize) {
    out.push(' ');
    if !is_block(text) {
        scalar(out, text);
        out.push('\n');
        return;
    }
    out.push_str("|-\n");
    for row in text.split('\n') {
        if !row.is_empty() {
            indent(out, depth + 1);
            out.push_str(row);
        }
        out.push('\n');
    }
}

/// Returns true if a text reads well as a block, and means the same in it: the first line sets the
/// indentation, and the line feed at the end is not part of it.
fn is_block(text: &str) -> bool {
    let is_printed = |c: char| c == '\n' || !is_escaped(c);
    text.contains('\n')
        && text.chars().all(is_printed)
        && !text.starts_with([' ', '\n'])
        && !text.ends_with('\n')
        && text
            .split('\n')
            .all(|row| row.is_empty() || !row.trim().is_empty())
}

/// Returns true if a reader may take a character for the end of a line, or refuses it.
fn is_escaped(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// A text on one line.
fn scalar(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // None of them is beyond the 16 bits of this escape.
            c if is_escaped(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Returns true if a text is that text to every reader, without quotes.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 8] = ["true", "false", "null", "yes", "no", "on", "off", "nan"];
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(is_word)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_that_mean_something_else_are_quoted() {
        let document = Object::new()
            .with("plain", "a.b-c/d")
            .with("1", "no")
            .with("y", "3.1.0")
            .with("#", "a: b")
            .with("lines", "a\n\n  b # c")
            .with("odd", " a\nb\u{85}\u{7f}\"")
            .with(
                "list",
                vec![Object::new().with("a", vec!["x", "~"]).with("b", true)],
            )
            .with(
                "value",
                Node::Value(json!({ "n": [1, [], {}, null, [[2]]], "e": {} })),
            );
        let expected = r##"plain: a.b-c/d
"1": "no"
"y": "3.1.0"
"#": "a: b"
lines: |-
  a

    b # c
odd: " a\nb\u0085\u007f\""
list:
  - "a":
      - "x"
      - "~"
    "b": true
value:
  "n":
    - 1
    - []
    - {}
    - null
    -
        -
            - 2
  "e": {}
"##;
        assert_eq!(text(&document), expected);
    }
}
