//! YAML of a document. Texts that some reader could take for something else are in quotes, and those
//! of several lines are blocks.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use serde_saphyr::{LitStr, SerializerOptions, ser_options, to_fmt_writer_with_options};

use crate::lang::node::{Node, Object};

/// A document.
///
/// # Panics
/// Never: every node has a form in YAML, and a string takes all that is written.
pub(super) fn text(document: &Object<'_>) -> String {
    let options: SerializerOptions = ser_options! {
        compact_list_indent: false,
        prefer_block_scalars: false,
    };
    let mut out = String::new();
    let written = to_fmt_writer_with_options(&mut out, &Members(document), options);
    written.expect("every node has a form in YAML, and a string takes all that is written");
    out
}

/// The members of an object, in their order.
struct Members<'d>(&'d Object<'d>);

/// A value inside of a document.
struct Part<'d>(&'d Node<'d>);

/// A value from elsewhere.
struct Other<'d>(&'d Value);

/// A text: a block, or a scalar.
struct Text<'d>(&'d str);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in self.0.members() {
            map.serialize_entry(key, &Part(value))?;
        }
        map.end()
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Node::Bool(value) => serializer.serialize_bool(*value),
            Node::Integer(number) => serializer.serialize_i128(*number),
            Node::Text(text) => Text(text).serialize(serializer),
            Node::Array(items) => serializer.collect_seq(items.iter().map(Part)),
            Node::Object(members) => Members(members).serialize(serializer),
            Node::Value(value) => Other(value).serialize(serializer),
        }
    }
}

impl Serialize for Other<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::String(text) => Text(text).serialize(serializer),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Other)),
            Value::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, Other(value))))
            }
            plain @ (Value::Null | Value::Bool(_) | Value::Number(_)) => {
                plain.serialize(serializer)
            }
        }
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match is_block(self.0) {
            true => LitStr(self.0).serialize(serializer),
            false => serializer.serialize_str(self.0),
        }
    }
}

/// Returns true if a text reads well as a block, and means the same in it to every reader: those of
/// AsyncAPI's tools lose lines at its start and its end.
fn is_block(text: &str) -> bool {
    let is_odd = |c: char| {
        let is_mark = matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        );
        c != '\n' && c.is_control() || is_mark
    };
    text.contains('\n')
        && !text.contains(is_odd)
        && !text.starts_with([' ', '\n'])
        && !text.ends_with('\n')
        && text
            .split('\n')
            .all(|row| row.is_empty() || !row.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_that_mean_something_else_are_quoted() {
        let texts = [
            "no",
            "y",
            "on",
            "1e3",
            "0x1F",
            "0o17",
            "1_000",
            "1:30",
            "2001-12-14",
            "~",
            " a",
            "a ",
            "a # b",
            "a: b",
            "- a",
            "*a",
            "=",
            "<<",
            "---",
            "",
            "3.1.0",
            "0",
            "\na",
            "a\n",
        ];
        for quoted in texts {
            let written = text(&Object::new().with("k", quoted));
            assert!(written.starts_with("k: \""), "{quoted:?}: {written}");
            assert!(
                text(&Object::new().with(quoted, true)).starts_with('"'),
                "{quoted:?}"
            );
        }
    }

    #[test]
    fn members_keep_their_order_and_texts_of_several_lines_are_blocks() {
        let document = Object::new()
            .with("plain", "a.b-c/d")
            .with("lines", "a\n\n  b # c")
            .with(
                "a",
                vec![Object::new().with("x", vec!["x"]).with("b", true)],
            )
            .with(
                "value",
                Node::from(json!({ "n": [1, [], {}, null, [[2]]], "e": {} })),
            )
            .with("most", i128::from(u64::MAX));
        let expected = "plain: a.b-c/d\nlines: |-\n  a\n\n    b # c\na:\n  - x:\n      - x\n    b: true\n\
                        value:\n  \"n\":\n    - 1\n    - []\n    - {}\n    - null\n    - - - 2\n  e: {}\n\
                        most: 18446744073709551615\n";
        assert_eq!(text(&document), expected);
    }
}
