//! The documented examples: what they deviate in, and that the generated Rust types take them all.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};
use tdproto::wire::{Event, Frame};
use tdproto::{ClientEvent, Decoded, ServerEvent};
use tdproto_codegen::examples::{self, deviations};
use tdproto_codegen::load::{Example, built_in_examples};
use tdproto_codegen::validate::Rule;
use tdproto_schema::{SourceMap, embedded};

use crate::root;

#[test]
fn deviations_are_as_many_as_were_ever_counted() {
    let model = embedded::compiled().0.model;
    let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
    for example in &built_in_examples().files {
        for deviation in deviations(&model, example).unwrap() {
            *counts.entry(deviation.rule).or_default() += 1;
        }
    }
    let expected = [
        (Rule::MissingKey, 283),
        (Rule::UnexpectedNull, 35),
        (Rule::UnknownKey, 10),
        (Rule::NoEnvelope, 1),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn the_record_is_what_the_command_writes() {
    let model = embedded::compiled().0.model;
    let text = examples::record(&model, &built_in_examples(), &mut SourceMap::default());
    let path = root().join("schema/protocol/examples/deviations.toml");
    assert_eq!(
        fs::read_to_string(path).unwrap(),
        text.unwrap().unwrap(),
        "run: cargo tdproto check --schema schema/protocol --record-deviations"
    );
}

/// The frame of an example, placeholders filled in: a value of the type they stand for.
pub(crate) fn frame(example: &Example) -> Value {
    let mut frame = serde_json::from_str(&example.text).unwrap();
    fill(&mut frame);
    // One was recorded without its envelope.
    if example.event() == "server.uisettings" {
        frame = json!({ "event": example.event(), "params": frame });
    }
    frame
}

fn fill(value: &mut Value) {
    match value {
        Value::String(text) if text == "BOOL" => *value = json!(true),
        Value::String(text) if text == "INT" => *value = json!(7),
        Value::Array(items) => items.iter_mut().for_each(fill),
        Value::Object(entries) => entries.values_mut().for_each(fill),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A frame decoded by the generated types and encoded again.
fn round_trip<E: for<'de> Event<'de>>(text: &str) -> String {
    match Frame::<E>::decode(text.as_bytes()) {
        Decoded::Known(frame) => frame.encode(),
        Decoded::Unknown { name, .. } => panic!("{name} is not an event of its direction"),
        Decoded::Malformed { error, .. } => panic!("{error}: {text}"),
    }
}

#[test]
fn every_example_is_decoded_and_encoded_by_generated_rust() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/snapshots/examples"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let examples = built_in_examples().files;
    assert_eq!(examples.len(), 42);
    for example in &examples {
        let frame = frame(example).to_string();
        let round = match example.event().starts_with("client.") {
            true => round_trip::<ClientEvent>,
            false => round_trip::<ServerEvent>,
        };
        let encoded = round(&frame);
        assert_eq!(round(&encoded), encoded, "{}", example.name);
        let value: Value = serde_json::from_str(&encoded).unwrap();
        settings.bind(|| insta::assert_snapshot!(example.event().as_ref(), format!("{value:#}")));
    }
}

/// One example is the params alone; its event is known from the name of its file.
#[test]
fn params_without_an_envelope_are_read_by_the_name_of_their_event() {
    let example = built_in_examples();
    let example = example
        .files
        .iter()
        .find(|e| e.event() == "server.uisettings");
    let text = example.unwrap().text.as_bytes();
    assert!(matches!(
        ServerEvent::decode(text),
        Decoded::Malformed { name: None, .. }
    ));
    let decoded = Frame::<ServerEvent>::decode_params("server.uisettings", text);
    let frame = decoded.known().unwrap();
    assert_eq!(frame.event.name(), "server.uisettings");
}
