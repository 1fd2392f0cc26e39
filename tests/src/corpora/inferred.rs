//! A schema that `tdproto infer` makes of the documented frames of the built-in protocol, from what is
//! written to what its generated types take.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use tdproto_codegen::load;
use tdproto_codegen::validate::{Side, Validator};
use tdproto_schema::Schema;

use crate::consumers::{self, tdproto};
use crate::{root, rustc};

/// The folder of the schema, and of what is generated from it.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corpora/inferred")
}

/// The documented frames. One of them names no event, which `deviations.toml` records.
fn frames() -> Vec<Value> {
    let mut files: Vec<_> = fs::read_dir(root().join("schema/protocol/examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == "json"))
        .collect();
    files.sort();
    let frames = files.iter().map(|path| fs::read_to_string(path).unwrap());
    let frames = frames.map(|text| serde_json::from_str::<Value>(&text).unwrap());
    frames
        .filter(|frame| frame.get("event").is_some())
        .collect()
}

/// The inferred schema.
fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let _ = fs::remove_dir_all(folder());
        fs::create_dir_all(folder()).unwrap();
        let capture = folder().join("traffic.ndjson");
        let lines = frames().into_iter().map(|frame| format!("{frame}\n"));
        fs::write(&capture, lines.collect::<String>()).unwrap();
        let out = folder().join("schema");
        let [capture, out] = [&capture, &out].map(|path| path.to_str().unwrap());
        tdproto(&["infer", capture, "--out", out, "--name", "inferred"]);
        tdproto(&["check", "--no-generated", "--schema", out]);
        tdproto(&["fmt", "--check", out]);
        let (schema, diagnostics) = load::load(Path::new(out)).compile();
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        schema
    })
}

#[test]
fn every_frame_follows_the_schema() {
    let validator = Validator::new(&schema().model);
    let frames = frames();
    assert_eq!(frames.len(), 41);
    for frame in frames {
        let side = match frame["event"].as_str().unwrap().starts_with("client.") {
            true => Side::Client,
            false => Side::Server,
        };
        let text = frame.to_string();
        assert_eq!(validator.frame_from(side, &text), [], "{text}");
    }
    assert_eq!(schema().model.events().len(), 41);
}

/// Nothing is new in the frames that a schema is made of.
#[test]
fn an_update_by_the_same_frames_changes_nothing() {
    schema();
    let (capture, out) = (folder().join("traffic.ndjson"), folder().join("schema"));
    let [capture, out] = [&capture, &out].map(|path| path.to_str().unwrap());
    let said = tdproto(&["infer", capture, "--out", out, "--update"]);
    assert!(said.contains("nothing is new"), "{said}");
}

#[test]
fn typescript_compiles() {
    consumers::compiles_as_typescript(schema(), &folder().join("typescript"));
}

/// The generated crate compiles, and its types know every frame.
#[test]
fn rust_takes_every_frame() {
    let folder = folder().join("rust");
    consumers::compiles_as_rust(schema(), &folder);
    let main = r#"
        use inferred::{ClientEvent, Decoded, ServerEvent};
        fn main() {
            let text = std::fs::read_to_string("../traffic.ndjson").unwrap();
            let mut known = 0;
            for line in text.lines() {
                let client = matches!(ClientEvent::decode(line.as_bytes()), Decoded::Known(_));
                let server = matches!(ServerEvent::decode(line.as_bytes()), Decoded::Known(_));
                assert!(client != server, "{line}");
                known += 1;
            }
            println!("{known}");
        }
    "#;
    rustc::write(&folder.join("main.rs"), main);
    let lib = [
        "--crate-type",
        "rlib",
        "--crate-name",
        "inferred",
        "src/lib.rs",
    ];
    let bin = ["--extern", "inferred=libinferred.rlib", "main.rs"];
    for args in [&lib[..], &bin] {
        let mut command = Command::new("rustc");
        command
            .args(["--edition", "2024", "-A", "warnings"])
            .args(args);
        let output = command.current_dir(&folder).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }
    let output = Command::new(folder.join("main"))
        .current_dir(&folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "41",
        "{said}"
    );
}
