//! What a language made of a vector, and whether that is what the vector expects.

use serde_json::Value;
use tdproto_codegen::payloads::{Decoded, Vector};

/// What a receiver made of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was read, and written again.
    Known {
        /// What was written.
        written: String,
        /// Of an entity that a server sends: what a client would send of it.
        sent: Option<String>,
    },
    /// It was kept though it is not known: the name of an event, the value of an enum.
    Unknown(String),
    /// It was refused: the place as a JSON pointer, if the text is JSON.
    Malformed(Option<String>),
    /// What was read, written and read again is something else.
    Unstable(String),
    /// Something that is a frame of this kind, of a schema that draws frames.
    OfKind(String, Box<Outcome>),
}

/// What a checker said of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The text is no JSON.
    NoJson,
    /// Every deviation: the place as a JSON pointer and the name of the rule, sorted.
    All(Vec<(String, String)>),
    /// Whether there is any; the place of one.
    First(Option<String>),
    /// There is one, at no place in particular.
    Refused,
}

/// Whether a receiver did what the vector expects; if not, what it did.
pub(crate) fn lenient(vector: &Vector, outcome: &Outcome) -> Result<(), String> {
    let (kind, outcome) = match outcome {
        Outcome::OfKind(kind, outcome) => (Some(kind), &**outcome),
        outcome @ (Outcome::Known { .. }
        | Outcome::Unknown(_)
        | Outcome::Malformed(_)
        | Outcome::Unstable(_)) => (None, outcome),
    };
    if kind != vector.kind.as_ref() && vector.lenient != Decoded::Malformed(None) {
        return Err(format!("expected kind {:?}, got {kind:?}", vector.kind));
    }
    let right = match (&vector.lenient, outcome) {
        (Decoded::Known(text), Outcome::Known { written, sent }) => {
            normal(text) == normal(written)
                && vector.sent.as_deref().map(normal) == sent.as_deref().map(normal)
        }
        (Decoded::Unknown(text), Outcome::Unknown(kept)) => normal(text) == normal(kept),
        (Decoded::Malformed(None), Outcome::Malformed(_)) => true,
        (Decoded::Malformed(expected), Outcome::Malformed(found)) => expected == found,
        (Decoded::Known(_) | Decoded::Unknown(_) | Decoded::Malformed(_), _) => false,
    };
    let Vector { lenient, sent, .. } = vector;
    right.then_some(()).ok_or_else(|| match (lenient, outcome) {
        (Decoded::Known(text), Outcome::Known { written, .. })
            if normal(text) != normal(written) =>
        {
            first_difference(&normal(text), &normal(written))
        }
        _ => format!("expected {lenient:?}, sent {sent:?}; got {outcome:?}"),
    })
}

/// The rest of two texts from a little before the place where they differ.
fn first_difference(expected: &str, found: &str) -> String {
    let pairs = expected.chars().zip(found.chars());
    let same = pairs.take_while(|(a, b)| a == b).count();
    let rest = |text: &str| {
        let rest = text.chars().skip(same.saturating_sub(40));
        rest.take(120).collect::<String>()
    };
    format!("expected …{}; got …{}", rest(expected), rest(found))
}

/// The same of a checker.
pub(crate) fn strict(vector: &Vector, verdict: &Verdict) -> Result<(), String> {
    let right = match (&vector.strict, verdict) {
        (None, Verdict::NoJson) => true,
        (Some(expected), Verdict::All(found)) => expected
            .iter()
            .map(|wrong| (wrong.path.as_str(), wrong.rule.name()))
            .eq(found
                .iter()
                .map(|(path, rule)| (path.as_str(), rule.as_str()))),
        (Some(expected), Verdict::First(None)) => expected.is_empty(),
        (Some(expected), Verdict::Refused) => !expected.is_empty(),
        (Some(expected), Verdict::First(Some(path))) => {
            expected.iter().any(|wrong| wrong.path == *path)
        }
        (None, Verdict::All(_) | Verdict::First(_) | Verdict::Refused)
        | (Some(_), Verdict::NoJson) => false,
    };
    right
        .then_some(())
        .ok_or_else(|| format!("expected {:?}; got {verdict:?}", vector.strict))
}

/// A JSON text with its numbers and strings spelled in one way, and no white space: texts that
/// mean the same, with their keys in the same order, become the same. So do half a surrogate pair
/// and U+FFFD: that is what a language reads that cannot hold it.
pub(crate) fn normal(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '"' => end_of_string(rest),
            '-' | '0'..='9' => rest
                .find(|c: char| !matches!(c, '-' | '+' | '.' | 'e' | 'E' | '0'..='9'))
                .unwrap_or(rest.len()),
            _ => c.len_utf8(),
        };
        let (token, after) = rest.split_at(end);
        match c {
            '"' => out.push_str(&string(token)),
            '-' | '0'..='9' => out.push_str(&number(token)),
            ' ' | '\n' | '\r' | '\t' => {}
            _ => out.push_str(token),
        }
        rest = after;
    }
    out
}

fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

fn string(token: &str) -> String {
    let text = tdproto_wire::from_str::<String>(token);
    text.map_or_else(|_| token.to_owned(), |text| Value::from(text).to_string())
}

/// An integer by its digits, another number by the double next to it.
fn number(token: &str) -> String {
    match (token.parse::<i128>(), token.parse::<f64>()) {
        (Ok(integer), _) => integer.to_string(),
        (Err(_), Ok(0.0)) => "0".to_owned(),
        (Err(_), Ok(float)) if float.fract() == 0.0 && float.abs() < 1e21 => float.to_string(),
        (Err(_), Ok(float)) => format!("{float:e}"),
        (Err(_), Err(_)) => token.to_owned(),
    }
}

#[test]
fn texts_that_mean_the_same_are_the_same() {
    assert_eq!(
        normal(r#"{ "a\u0062\"" : [1.0, -0, 1E2, 0.50, 1.5e300, 3.0769698e18] }"#),
        normal(r#"{"ab\"":[1,0,100,5e-1,15E299,3076969800000000000]}"#)
    );
    assert_ne!(normal("9007199254740993"), normal("9007199254740992"));
    assert_ne!(normal(r#"{"a":1,"b":2}"#), normal(r#"{"b":2,"a":1}"#));
}
