//! The frames of real protocols, with the side that sends each and the kind that it is of.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tdproto_codegen::validate::Side;

/// A frame of a protocol: its sender, the kind that it is of, if any, and its text.
pub(crate) struct Recorded {
    pub(crate) side: Side,
    pub(crate) kind: Option<String>,
    pub(crate) text: String,
}

/// The frames of a protocol.
pub(crate) fn frames(protocol: &str) -> Vec<Recorded> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols");
    let path = folder.join(protocol).join("frames.json");
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
