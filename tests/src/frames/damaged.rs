//! Frames that are cut short, changed at any place, deep or large do no harm.

use serde_json::{Value, json};
use tdproto::wire::{Event, Frame, Limits};
use tdproto::{ClientEvent, Decoded, ServerEvent};
use tdproto_codegen::load::{Example, built_in_examples};

use super::{decode, error};
use crate::examples::frame;

#[test]
fn every_example_cut_short_at_every_byte_is_malformed() {
    for (event, frame) in example_frames() {
        let text = frame.to_string();
        for end in 0..text.len() {
            let cut = &text.as_bytes()[..end];
            let is_malformed = match event.starts_with("client.") {
                true => matches!(ClientEvent::decode(cut), Decoded::Malformed { .. }),
                false => matches!(ServerEvent::decode(cut), Decoded::Malformed { .. }),
            };
            assert!(is_malformed, "{event}: {end}");
        }
    }
}

/// The documented frames by name of their event, placeholders filled in.
pub(crate) fn example_frames() -> Vec<(String, Value)> {
    let examples = built_in_examples().files;
    let named = |example| (Example::event(example).into_owned(), frame(example));
    examples.iter().map(named).collect()
}

/// A frame with each of its values, or at most so many evenly chosen ones, replaced by a value of
/// each kind.
pub(crate) fn mutants(frame: &Value, at_most: usize, mut each: impl FnMut(&Value)) {
    let kinds = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0.5),
        json!(1e300),
        json!("x"),
        json!([]),
        json!({}),
    ];
    let mut pointers = Vec::new();
    collect(frame, String::new(), &mut pointers);
    let step = pointers.len().div_ceil(at_most);
    let mut mutant = frame.clone();
    for pointer in pointers.iter().step_by(step) {
        let whole = mutant.pointer(pointer).unwrap().clone();
        for kind in &kinds {
            *mutant.pointer_mut(pointer).unwrap() = kind.clone();
            each(&mutant);
        }
        *mutant.pointer_mut(pointer).unwrap() = whole;
    }
}

/// Every value of every documented frame. The largest one has thousands, whose mutants are written
/// and read in part.
#[test]
fn any_value_replaced_by_any_other_does_no_harm() {
    let mut count = 0;
    for (event, frame) in example_frames() {
        let at_most = if event == "server.roster" {
            400
        } else {
            usize::MAX
        };
        mutants(&frame, at_most, |mutant| {
            count += 1;
            let text = mutant.to_string();
            no_harm::<ServerEvent>(&text);
            no_harm::<ClientEvent>(&text);
        });
    }
    assert!(count > 5_000, "{count}");
}

/// What is known comes back the same; nothing else happens.
fn no_harm<E: for<'de> Event<'de> + PartialEq + std::fmt::Debug>(text: &str) {
    if let Decoded::Known(frame) = Frame::<E>::decode(text.as_bytes()) {
        let written = frame.encode();
        assert_eq!(Frame::decode(written.as_bytes()), Decoded::Known(frame));
    }
}

fn collect(value: &Value, at: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, part)| {
            collect(
                part,
                format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")),
                pointers,
            );
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, part)| {
            collect(part, format!("{at}/{index}"), pointers);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    pointers.push(at);
}

#[test]
fn depth_has_a_limit() {
    for levels in [1_000, 100_000] {
        let deep = "[".repeat(levels);
        for text in [
            format!(r#"{{"event":"server.time","new":{deep}"#),
            format!(r#"{{"event":"server.debug","params":{{"x":{deep}"#),
            "{\"params\":".repeat(levels),
            format!(
                r#"{{"event":"server.message.updated","params":{{"messages":[{}"#,
                r#"{"reply_to":"#.repeat(levels)
            ),
        ] {
            let error = error(&text);
            assert!(error.contains("nested more than 127 deep"), "{error}");
        }
    }
}

#[test]
fn frames_of_a_hundred_megabytes() {
    let text = format!(
        r#"{{"event":"server.debug","params":{{"message":"{}"}}}}"#,
        "x".repeat(100_000_000)
    );
    let limits = Limits {
        frame_bytes: text.len(),
        ..Limits::default()
    };
    let decode = |text: &str| ServerEvent::decode_with(text.as_bytes(), limits);
    assert!(decode(&text).known().is_some());
    let Decoded::Malformed { raw, .. } = decode(&text[..text.len() - 1]) else {
        panic!("a frame cut short is malformed")
    };
    assert_eq!(raw.len() + 1, text.len());
}

#[test]
fn ten_million_keys() {
    let keys = r#""k":0,"#.repeat(10_000_000);
    let text = format!(r#"{{"event":"server.time","params":{{{keys}"time":"t"}}}}"#);
    let frame = decode(&text).known().unwrap();
    assert_eq!(
        frame.encode(),
        r#"{"event":"server.time","params":{"time":"t"}}"#
    );
}
