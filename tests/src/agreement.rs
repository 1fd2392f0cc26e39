//! The generated Rust and the generated TypeScript say the same of a frame, and write it the same.

use std::fs;

use fastrand::Rng;
use serde_json::{Value, json};
use tdproto::wire::{Event, Frame};
use tdproto::{ClientEvent, Decoded, ServerEvent};
use tdproto_codegen::load::built_in_examples;
use tdproto_schema::model::Direction;

use crate::examples::frame;
use crate::mutants::mutants;
use crate::{npm, odd_frames, typescript_package};

/// How many mutants of one example are tried.
const MUTANTS: usize = 150;

/// What mutants do not have, but languages are apt to see differently.
const ODD: &[&str] = &[
    "",
    "null",
    "[]",
    "{}",
    r#"{"event":null}"#,
    r#"{"event":""}"#,
    r#"{"event":"server.time","params":[]}"#,
    r#"{"event":"server.time","params":{"time":"\ud83d\ude00\u0000\u2028\/"}}"#,
    r#"{"event":"server.time","params":{"time":1e400}}"#,
    r#"{"event":"server.time","confirm_id":7,"params":{}}"#,
    r#"{"event":"server.time","params":{}} "#,
    r#"{"event":"server.time","params":{},}"#,
    r#"{"event":"server.time","params":{"time":"t"}}{}"#,
    r#"{"event":"server.later","params":7,"confirm_id":"x"}"#,
    r#"{"event":"client.ping"}"#,
    r#"{"event":"server.chat.updated","params":{"chats":[{"gentime":9223372036854775807}]}}"#,
    r#"{"event":"server.chat.updated","params":{"chats":[{"gentime":9223372036854775808}]}}"#,
    r#"{"event":"server.chat.updated","params":{"chats":[{"gentime":-9223372036854775808}]}}"#,
    r#"{"event":"server.chat.updated","params":{"chats":[{"gentime":9007199254740993}]}}"#,
    r#"{"event":"server.chat.updated","params":{"chats":[{"gentime":1626960084072284401},{"gentime":1626960084072284402}]}}"#,
    r#"{"event":"server.chat.updated","params":{"chats":[{"num_members":-1}]}}"#,
    r#"{"event":"server.chat.updated","params":{"chats":[{"num_members":4294967296}]}}"#,
];

#[test]
fn both_languages_say_the_same_of_a_frame() {
    let mut cases = Vec::new();
    for example in &built_in_examples().files {
        let whole = frame(example);
        let is_client = example
            .event()
            .starts_with(Direction::ClientToServer.name());
        for found in [whole.clone()].into_iter().chain(mutants(&whole, MUTANTS)) {
            cases.push(case(is_client, found.to_string()));
        }
    }
    cases.extend(ODD.iter().map(|text| case(false, (*text).to_owned())));
    let kinds = |kind| cases.iter().filter(|case| case["kind"] == kind).count();
    let (known, malformed) = (kinds("known"), kinds("malformed"));
    assert!(known > 800 && malformed > 800, "{known} and {malformed}");

    agree(cases);
}

/// How many generated frames are always tried, and how many by the command of the tests' README.
const SOME_FRAMES: usize = 2_000;
const MANY_FRAMES: usize = 100_000;

#[test]
fn numbers_of_generated_frames_are_those_of_the_text() {
    generated_frames_agree(1, SOME_FRAMES);
}

/// Takes a minute. The variable `SEED` starts from another number.
#[test]
#[ignore = "takes a minute"]
fn numbers_of_many_generated_frames_are_those_of_the_text() {
    let seed = std::env::var("SEED").map_or(2, |seed| seed.parse().unwrap());
    generated_frames_agree(seed, MANY_FRAMES);
}

fn generated_frames_agree(seed: u64, count: usize) {
    const AT_ONCE: usize = 5_000;
    let mut rng = Rng::with_seed(seed);
    let mut known = 0;
    for start in (0..count).step_by(AT_ONCE) {
        let frames = (start..count.min(start + AT_ONCE)).map(|_| odd_frames::frame(&mut rng));
        let cases: Vec<Value> = frames.map(|text| case(false, text)).collect();
        known += cases.iter().filter(|case| case["kind"] == "known").count();
        agree(cases);
    }
    // Neither all nor none are read.
    assert!(known > count / 3 && known < count * 9 / 10, "{known}");
}

/// Fails unless the package says of each case what the case says.
fn agree(cases: Vec<Value>) {
    let folder = tempfile::tempdir().unwrap();
    let task = folder.path().join("cases.json");
    fs::write(&task, Value::from(cases).to_string()).unwrap();
    let package = typescript_package::default_package();
    let args = [package.to_str().unwrap(), task.to_str().unwrap()];
    let output = npm::run("typescript/agreement.mjs", &args, folder.path());
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(
        output.status.success() && said[0].is_empty(),
        "{}",
        said.concat()
    );
}

fn case(is_client: bool, text: String) -> Value {
    let mut case = match is_client {
        true => verdict::<ClientEvent>(&text),
        false => verdict::<ServerEvent>(&text),
    };
    case["client"] = json!(is_client);
    case["text"] = json!(text);
    case
}

fn verdict<E: for<'a> Event<'a>>(text: &str) -> Value {
    match Frame::<E>::decode(text.as_bytes()) {
        Decoded::Known(frame) => json!({ "kind": "known", "encoded": frame.encode() }),
        Decoded::Unknown { .. } => json!({ "kind": "unknown" }),
        Decoded::Malformed { error, .. } => {
            json!({ "kind": "malformed", "error": error.to_string() })
        }
    }
}
