//! Frames of real protocols: each is of the kind that `frames.json` names, and follows the schema.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tdproto_codegen::sample;
use tdproto_codegen::validate::{Side, Validator};
use tdproto_codegen::{Options, UnknownFields};
use tdproto_schema::json::{from_json, to_json};

use crate::recorded::{Recorded, frames};
use crate::{fixtures, json_schema};

#[test]
fn frames_are_of_their_kinds_and_follow_the_schema() {
    let mut count = 0;
    for (protocol, schema) in fixtures::protocols() {
        let validator = Validator::new(&schema.model);
        for frame in frames(&protocol) {
            let Recorded { side, kind, text } = &frame;
            let found = validator.frame_kind(*side, text).map(|found| &found.name);
            assert_eq!(found, kind.as_ref(), "{protocol}: {text}");
            let deviations = validator.frame_from(*side, text);
            assert_eq!(
                deviations.is_empty(),
                kind.is_some(),
                "{protocol}: {text}: {deviations:?}"
            );
            count += 1;
        }
    }
    assert!(count > 40, "{count} frames");
}

/// The bundle of what clients send judges their frames, the other one those of the server.
#[test]
fn json_schema_takes_the_frames_of_a_kind() {
    for policy in [UnknownFields::Ignore, UnknownFields::Keep] {
        let options = Options::with(|options| options.unknown_fields = policy);
        for (protocol, schema) in fixtures::protocols() {
            let folder = tempfile::tempdir().unwrap();
            let schemas = json_schema::write(&schema, folder.path(), &options);
            let frames = frames(&protocol);
            let cases = frames.iter().map(|frame| {
                let frame_of = frame.side == Side::Client;
                let id = id_of(&schemas, frame_of);
                json!({ "schema": id, "text": frame.text })
            });
            let cases = cases.collect();
            let verdicts = json_schema::verdicts(folder.path(), &schemas, cases);
            for (frame, verdict) in frames.iter().zip(verdicts) {
                let text = &frame.text;
                assert_eq!(
                    verdict.is_none(),
                    frame.kind.is_some(),
                    "{text}: {verdict:?}"
                );
            }
        }
    }
}

/// The `$id` of the bundle of what clients send, or of the whole one.
fn id_of(schemas: &[PathBuf], of_client: bool) -> String {
    let is_meant = |path: &&PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_event = path.parent().unwrap().ends_with("events");
        !is_event && name.ends_with(".client.schema.json") == of_client
    };
    let path = schemas.iter().find(is_meant).unwrap();
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    schema["$id"].as_str().unwrap().to_owned()
}

#[test]
fn samples_are_of_their_kinds_and_follow_the_schema() {
    for (protocol, schema) in fixtures::protocols() {
        let validator = Validator::new(&schema.model);
        for (id, event) in schema.model.events_with_ids() {
            let samples = (0..8).flat_map(|seed| {
                let frames = sample::frames(&schema.model, event, seed);
                frames.into_iter().enumerate()
            });
            for (at, frame) in samples {
                // The event comes first, and then its replies, which go the other way.
                let sender = match at {
                    0 => event.sender,
                    _ => event.sender.opposite(),
                };
                let (side, text) = (Side::of_sender(sender), frame.to_string());
                let kind = validator.frame_kind(side, &text);
                let is_reply = kind.map(|kind| kind.replies.is_some());
                assert_eq!(is_reply, Some(at > 0), "{protocol}: {text}");
                let deviations = validator.frame_of(id, side, &text);
                assert!(deviations.is_empty(), "{protocol}: {text}: {deviations:?}");
            }
        }
    }
}

#[test]
fn a_model_file_keeps_drawn_frames() {
    for (protocol, schema) in fixtures::protocols() {
        let text = to_json(&schema.model, "");
        let read = from_json(&text);
        assert_eq!(read.as_ref(), Ok(&schema.model), "{protocol}");
    }
}
