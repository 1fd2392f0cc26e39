//! Payload vectors of protocols at their full size, a part of them that is spread over all.

use std::ops::ControlFlow;

use serde_json::Value;
use tdproto_codegen::payloads::{Budget, Decoded, Of, Vector, each_within, pointer};
use tdproto_codegen::validate::{Rule, Side, Validator};
use tdproto_codegen::views::View;
use tdproto_schema::{Model, Schema};

/// Some of the vectors of a model.
pub(crate) fn some(model: &Model) -> Vec<Vector> {
    let budget = Budget {
        limit: Some(4_000),
        bytes: Some(30_000_000),
    };
    let mut vectors = Vec::new();
    let _ = each_within(model, 0, &[], budget, &mut |vector| {
        vectors.push(vector);
        ControlFlow::Continue(())
    });
    vectors
}

/// The validator reports what the vectors expect, at the same places.
pub(crate) fn validator_agrees(schema: &Schema, vectors: &[Vector]) {
    let model = &schema.model;
    let validator = Validator::new(model);
    let mut wrong = Vec::new();
    for vector in vectors {
        let side = Side::of(vector.from);
        let event = vector.event.as_ref().and_then(|name| {
            let mut events = model.events_with_ids();
            events.find_map(|(id, event)| (event.name == *name).then_some(id))
        });
        let found = match &vector.of {
            Of::Frame => match event {
                Some(event) => validator.frame_of(event, side, &vector.text),
                None => validator.frame_from(side, &vector.text),
            },
            Of::Type(name) => {
                let id = model.find_type(name).unwrap();
                validator.of_type(id, View::of(vector.from), &vector.text)
            }
        };
        let is_json = found.iter().all(|found| found.rule != Rule::NotJson);
        let mut found: Vec<_> = found
            .iter()
            .map(|found| (pointer(&found.path.0), found.rule.name().to_owned()))
            .collect();
        found.sort();
        let expected = vector.strict.as_ref().map(|expected| {
            let places = expected.iter();
            let places = places.map(|wrong| (wrong.path.clone(), wrong.rule.name().to_owned()));
            let mut places: Vec<_> = places.collect();
            places.sort();
            places
        });
        if is_json.then_some(found.clone()) != expected {
            wrong.push(format!("{}: {expected:?}, found {found:?}", vector.id));
        }
    }
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(vectors.len() > 1_000, "{} vectors", vectors.len());
}

/// Compares what a language made of frames, a line each: `known TEXT`, `unknown NAME` or
/// `malformed PLACE`.
pub(crate) fn compare<'a>(
    language: &str,
    frames: &[&Vector],
    lines: impl Iterator<Item = &'a str>,
) {
    let lines: Vec<_> = lines.collect();
    assert_eq!(lines.len(), frames.len(), "{language}");
    let mut wrong = Vec::new();
    for (vector, line) in frames.iter().zip(lines) {
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        let json = |text: &str| serde_json::from_str::<Value>(text).ok();
        let is_right = match &vector.lenient {
            Decoded::Known(text) => {
                // What `serde_json` does not read, such as half a surrogate pair, is the same text.
                let both = json(text).zip(json(rest));
                let is_equal = text == rest || both.is_some_and(|(a, b)| is_same(&a, &b));
                kind == "known" && is_equal
            }
            Decoded::Unknown(name) => kind == "unknown" && name == rest,
            Decoded::Malformed(Some(place)) => kind == "malformed" && place == rest,
            Decoded::Malformed(None) => kind == "malformed",
        };
        if !is_right {
            let expected = format!("{:?}", vector.lenient);
            wrong.push(format!("{}: {expected:.300}, found {line:.300}", vector.id));
        }
    }
    let count = wrong.len();
    wrong.truncate(20);
    assert_eq!(count, 0, "{language}: {}", wrong.join("\n"));
}

/// Returns true if two values are the same, whatever the notation of their numbers: a `number` that
/// is 15 is written as `15.0`.
pub(crate) fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let mut members = a.iter();
            a.len() == b.len() && members.all(|(key, a)| b.get(key).is_some_and(|b| is_same(a, b)))
        }
        (a, b) => a == b,
    }
}
