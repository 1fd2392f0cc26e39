//! Texts made of vectors at random: cut, joined, and put into captures of every form.

use fastrand::Rng;
use serde_json::Value;
use tdproto_codegen::payloads::{Of, Vector};

/// Pieces that are put into texts.
const PIECES: &[&str] = &[
    ",",
    ":",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    " ",
    "\n",
    "\u{1e}",
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "1.5",
    "{}",
    "[]",
    "\"\"",
    "\"\\ud83d\"",
    "\\u00e9",
    "9007199254740993",
    "18446744073709551616",
    "\"a\":1,",
    "\"type\":",
    "é",
    "\u{1}",
];

/// A text of the frames among some vectors.
pub(super) fn text(rng: &mut Rng, vectors: &[&Vector]) -> String {
    let count = if rng.u8(..4) == 0 { rng.usize(2..5) } else { 1 };
    let frames: Vec<String> = (0..count).map(|_| frame(rng, vectors)).collect();
    let joined = match rng.u8(..6) {
        0 => format!("[{}]", frames.join(",")),
        1 => frames.join(" "),
        2 => frames.concat(),
        3 => archive(&frames),
        _ => frames.join("\n"),
    };
    match rng.u8(..4) {
        0 => broken(rng, joined, vectors),
        _ => joined,
    }
}

fn frame(rng: &mut Rng, vectors: &[&Vector]) -> String {
    let mut text = picked(rng, vectors).text.clone();
    for _ in 0..rng.usize(..3) {
        text = broken(rng, text, vectors);
    }
    let dir = *rng
        .choice(&["\"in\"", "\"out\"", "\"up\"", "1"])
        .unwrap_or(&"1");
    match rng.u8(..8) {
        0 => format!("{{\"dir\":{dir},\"frame\":{text}}}"),
        1 => format!("{{\"frame\":{text},\"dir\":{dir}}}"),
        2 => format!("{{\"at\":1,\"frame\":{},\"dir\":{dir}}}", Value::from(text)),
        _ => text,
    }
}

/// The messages of an archive.
fn archive(frames: &[String]) -> String {
    let messages = frames.iter().enumerate().map(|(at, frame)| {
        let sender = ["send", "receive"][at % 2];
        format!(
            "{{\"type\":\"{sender}\",\"opcode\":1,\"data\":{}}}",
            Value::from(frame.as_str())
        )
    });
    let messages = messages.collect::<Vec<_>>().join(",");
    format!(
        "{{\"log\":{{\"version\":\"1.2\",\"entries\":[{{\"_webSocketMessages\":[{messages}]}}]}}}}"
    )
}

/// A text with one fault: something is missing, something is there twice, or something else is.
fn broken(rng: &mut Rng, text: String, vectors: &[&Vector]) -> String {
    let (start, end) = range(rng, &text);
    let part = text[start..end].to_owned();
    let new = match rng.u8(..5) {
        0 => String::new(),
        1 => format!("{part}{part}"),
        2 => PIECES[rng.usize(..PIECES.len())].to_owned(),
        3 => format!("{part}{}", PIECES[rng.usize(..PIECES.len())]),
        _ => {
            let other = &picked(rng, vectors).text;
            let (start, end) = range(rng, other);
            other[start..end].to_owned()
        }
    };
    format!("{}{new}{}", &text[..start], &text[end..])
}

fn picked<'v>(rng: &mut Rng, vectors: &[&'v Vector]) -> &'v Vector {
    vectors[rng.usize(..vectors.len())]
}

/// A part of a text: often a whole token or value, since it begins and ends beside marks.
fn range(rng: &mut Rng, text: &str) -> (usize, usize) {
    let is_mark = |c: char| ",:{}[]\"".contains(c);
    let marks: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| is_mark(*c))
        .map(|(at, _)| at)
        .collect();
    if marks.len() < 2 || rng.u8(..3) == 0 {
        let places: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let start = rng.usize(..places.len());
        let end = (start + rng.usize(..4)).min(places.len() - 1);
        return (places[start], places[end]);
    }
    let start = rng.usize(..marks.len());
    let end = (start + rng.usize(..8)).min(marks.len() - 1);
    (
        marks[start] + rng.usize(..2).min(marks[end] - marks[start]),
        marks[end],
    )
}

/// The frames among vectors that are not too long.
pub(super) fn frames(vectors: &[Vector]) -> Vec<&Vector> {
    let vectors = vectors.iter();
    vectors
        .filter(|vector| vector.of == Of::Frame && vector.text.len() < 4000)
        .collect()
}
