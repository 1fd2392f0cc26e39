//! Frames of real protocols: each is of the kind that `frames.json` names, and follows the schema.

use std::fs;

use serde_json::Value;
use tdproto_codegen::sample;
use tdproto_codegen::validate::{Side, Validator};
use tdproto_schema::json;

use crate::{fixtures, root};

/// A frame of a protocol: its sender, the kind that it is of, if any, and its text.
pub(crate) struct Recorded {
    pub(crate) side: Side,
    pub(crate) kind: Option<String>,
    pub(crate) text: String,
}

/// The frames of a protocol.
pub(crate) fn frames(protocol: &str) -> Vec<Recorded> {
    let path = root().join(format!("tests/protocols/{protocol}/frames.json"));
    let frames: Vec<(String, Option<String>, Value)> =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let frames = frames.into_iter().map(|(sender, kind, frame)| Recorded {
        side: match sender.as_str() {
            "client" => Side::Client,
            "server" => Side::Server,
            other => panic!("{other} sends nothing"),
        },
        kind,
        text: frame.to_string(),
    });
    frames.collect()
}

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
        let text = json::to_json(&schema.model, "");
        let read = json::from_json(&text);
        assert_eq!(read.as_ref(), Ok(&schema.model), "{protocol}");
    }
}
