//! Values at random, spelled in unusual ways.

use std::fmt::Write as _;

use fastrand::Rng;
use tdproto_codegen::payloads::{Of, Vector, arbitrary};
use tdproto_schema::Model;
use tdproto_wire as wire;

use super::place::end_of_string;
use super::rust::Read;
use crate::payloads::cases::Case;
use crate::payloads::outcome::Outcome;

/// Numbers whose digits are easily lost, as fractions.
const FRACTIONS: &[&str] = &[
    "-0.0",
    "0.0",
    "1.0",
    "1e21",
    "-1e21",
    "9.99999999999999e20",
    "123456789012345680000.0",
    "1e16",
    "1e15",
    "0.1",
    "1e-4",
    "1e-5",
    "1e-6",
    "9.5e-7",
    "1e-7",
    "-1.5e-10",
    "1e23",
    "2e-3",
    "5e-324",
    "4.35e-322",
    "2.2250738585072014e-308",
    "1.7976931348623157e308",
    "9007199254740993.0",
    "0.30000000000000004",
    "5.684341886080801e-14",
    "3.4028234663852886e38",
    "1.1754943508222875e-38",
    "16777217.0",
    "0.000244140625",
    "-495059.625",
    "2156998042077317.25",
];

/// Values of any type.
const ANYTHING: &[&str] = &[
    "null",
    "true",
    "-0",
    "9007199254740993",
    "-123456789012345678901234567890",
    "0.5",
    "-1.5e-7",
    "1e+21",
    "1e2000",
    "5e-324",
    r#""\u2028 \ud83d\ude00 é""#,
    r#"[[],{},[1,{"k":[null,"",0.25]}]]"#,
    r#"{"k1":18446744073709551615,"k0":{"":[]}}"#,
];

/// So many values of a case, as Rust writes them.
pub(super) fn values(case: &Case, read: Read, count: usize, rng: &mut Rng) -> Vec<Vector> {
    let model = &case.schema.model;
    let mut vectors = Vec::new();
    for mut vector in arbitrary(model, rng.u64(..), count) {
        let mut text = odd(&vector.text, rng);
        if vector.of == Of::Frame && rng.u8(..8) == 0 {
            text = of_a_later_event(model, &text);
        }
        // Of what is odd, some is no value of its type.
        let plain = std::mem::replace(&mut vector.text, text);
        let text = written(&read(&vector), &vector).unwrap_or_else(|| {
            vector.text = plain;
            let outcome = read(&vector);
            let text = written(&outcome, &vector);
            text.unwrap_or_else(|| panic!("{}: {outcome:?}\n{}", case.id(&vector), vector.text))
        });
        // Rust keeps a value of any type, and a frame that it does not know, as they are spelled.
        vector.text = spelled(&text);
        assert_eq!(
            written(&read(&vector), &vector).as_ref(),
            Some(&vector.text)
        );
        vectors.push(vector);
    }
    vectors
}

/// What Rust wrote of a vector. Of a frame that it does not know, it keeps the text.
pub(super) fn written(outcome: &Outcome, vector: &Vector) -> Option<String> {
    match outcome {
        Outcome::Known { written, .. } => Some(written.clone()),
        Outcome::Unknown(_) if vector.of == Of::Frame => Some(vector.text.clone()),
        Outcome::Unknown(kept) => Some(kept.clone()),
        Outcome::OfKind(_, inner) => written(inner, vector),
        Outcome::Malformed(_) | Outcome::Unstable(_) => None,
    }
}

/// A text with its strings and numbers as every language writes them.
fn spelled(text: &str) -> String {
    let mut out = String::new();
    for token in tokens(text) {
        match token.as_bytes()[0] {
            b'"' => out.push_str(&wire::to_string(&wire::from_str::<String>(token).unwrap())),
            b'-' | b'0'..=b'9' if token.contains(['.', 'e', 'E']) => {
                let number: f64 = token.parse().unwrap();
                match number.is_finite() {
                    true => out.push_str(&wire::to_string(&number)),
                    false => out.push_str(token),
                }
            }
            _ => out.push_str(token),
        }
    }
    out
}

/// The strings, numbers and other characters of a text of JSON.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match rest.chars().next()? {
            '"' => end_of_string(rest),
            '-' | '0'..='9' => rest
                .find(|c: char| !matches!(c, '-' | '+' | '.' | 'e' | 'E' | '0'..='9'))
                .unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

/// A text that says the same in unusual ways, with other fractions and some more keys.
fn odd(text: &str, rng: &mut Rng) -> String {
    let mut out = String::new();
    let mut tokens = tokens(text).peekable();
    while let Some(token) = tokens.next() {
        match token.as_bytes()[0] {
            b'"' if rng.u8(..4) == 0 => {
                // A key stays what it is: below another one, an object would be of any type, and the
                // objects of JavaScript begin with the keys that are integers.
                let is_key = tokens.peek() == Some(&":");
                escape(token, is_key, &mut out, rng);
            }
            b'-' | b'0'..=b'9' if token.contains(['.', 'e']) && rng.bool() => {
                out.push_str(rng.choice(FRACTIONS).copied().unwrap_or(token));
            }
            b'{' if rng.u8(..12) == 0 => {
                let value = rng.choice(ANYTHING).copied().unwrap_or("null");
                let comma = if tokens.peek() == Some(&"}") { "" } else { "," };
                let key = rng.choice(["later", "\\u0000\\ud83d\\ude00", "0later", "\u{ffff}"]);
                let key = key.unwrap_or_default();
                let _ = write!(out, "{{\"{key}\":{value}{comma}");
            }
            _ => out.push_str(token),
        }
    }
    out
}

/// Writes a string with escapes where none is needed; with half a surrogate pair at times, unless it
/// has to stay whole.
fn escape(token: &str, is_whole: bool, out: &mut String, rng: &mut Rng) {
    let mut is_escaped = false;
    for c in token.chars() {
        let is_plain = !is_escaped && !matches!(c, '"' | '\\');
        is_escaped = c == '\\' && !is_escaped;
        if !is_plain {
            out.push(c);
            continue;
        }
        match rng.u8(..6) {
            0 => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            1 if !is_whole && rng.u8(..16) == 0 => out.push_str("\\udc01"),
            _ => out.push(c),
        }
    }
}

/// A frame with the name of another event, if it says a name.
fn of_a_later_event(model: &Model, text: &str) -> String {
    let mut names = model
        .events()
        .iter()
        .map(|event| format!("\"{}\"", event.name));
    match names.find(|name| text.contains(name.as_str())) {
        Some(name) => {
            let later = format!("{}.later\"", name.trim_end_matches('"'));
            text.replacen(&name, &later, 1)
        }
        None => text.to_owned(),
    }
}
