//! The place of the first difference of two texts.

use tdproto_codegen::payloads::pointer;
use tdproto_codegen::validate::Segment;

/// How much of a text is shown, before the place and after.
const BEFORE: usize = 30;
const AFTER: usize = 90;

/// The first difference of two texts of JSON: its place, and what is there in each.
pub(super) fn difference(expected: &str, found: &str) -> String {
    let pairs = expected.chars().zip(found.chars());
    let same = pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8());
    let at = same.sum();
    let rest = |text: &str| {
        let start = text[..at].chars().rev().take(BEFORE).map(char::len_utf8);
        let start = at - start.sum::<usize>();
        let shown = text[start..].chars().take(BEFORE + AFTER);
        shown.collect::<String>()
    };
    format!(
        "at {:?}:\n    expected …{}\n    found    …{}",
        pointer(&place(&expected[..at])),
        rest(expected),
        rest(found)
    )
}

/// The place where a text of JSON without white space was cut off.
fn place(text: &str) -> Vec<Segment> {
    let mut steps = Vec::new();
    // Of each object and array that is open: whether it is an array.
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '{' => {
                open.push(false);
                steps.push(Segment::Key(String::new()));
            }
            '[' => {
                open.push(true);
                steps.push(Segment::Index(0));
            }
            '}' | ']' => {
                open.pop();
                steps.pop();
            }
            ',' => {
                if let Some(Segment::Index(at)) = steps.last_mut() {
                    *at += 1;
                }
            }
            '"' => {
                length = end_of_string(rest);
                if rest[length..].starts_with(':')
                    && let Some(Segment::Key(key)) = steps.last_mut()
                {
                    *key = serde_json::from_str(&rest[..length]).unwrap_or_default();
                }
            }
            _ => {}
        }
        rest = &rest[length..];
    }
    steps
}

/// The length of a string at the start of a text; that of the text, if it is cut off.
pub(super) fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !is_escaped => return at + 1,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

#[test]
fn places_are_found() {
    for (expected, found, place) in [
        (r#"{"a":1,"b":2}"#, r#"{"a":1,"b":3}"#, "/b"),
        (
            r#"{"a":[{"x":1},"é",2]}"#,
            r#"{"a":[{"x":1},"é",3]}"#,
            "/a/2",
        ),
        (r#"{"a":{"b":{}},"c":1}"#, r#"{"a":{"b":{}},"c":2}"#, "/c"),
        (r#"[["a\"]"],1]"#, r#"[["a\"]"],2]"#, "/1"),
        ("1", "2", ""),
    ] {
        let text = difference(expected, found);
        assert!(text.starts_with(&format!("at {place:?}:")), "{text}");
    }
}
