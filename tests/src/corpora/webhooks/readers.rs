//! What generated code reads and writes again.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::Example;
use crate::{consumers, npm, rustc};

/// A program that reads lines of a name, a tab and a frame, and writes the frames again.
const PROGRAM: &str = r#"
use std::io::BufRead as _;

use webhooks::ServerFrame;
use webhooks::wire::{DecodedFrame, Limits, decode_frame_str, encode_frame};

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (name, text) = line.split_once('\t').unwrap();
        match decode_frame_str::<ServerFrame>(text, Some(name), Limits::DEFAULT) {
            DecodedFrame::Known(frame) => println!("{}", encode_frame(&frame)),
            DecodedFrame::Unknown { name, .. } => println!("unknown {name}"),
            DecodedFrame::Malformed { error, .. } => println!("malformed {error}"),
        }
    }
}
"#;

/// Reads every example by generated Rust.
pub(super) fn rust(folder: &Path, examples: &[Example]) {
    rustc::write(&folder.join("reading.rs"), PROGRAM);
    let plain = ["--edition", "2024", "-C", "debuginfo=0", "-A", "warnings"];
    for args in [
        &[
            "--crate-type",
            "rlib",
            "--crate-name",
            "webhooks",
            "src/lib.rs",
        ][..],
        &["--extern", "webhooks=libwebhooks.rlib", "reading.rs"],
    ] {
        let mut command = Command::new("rustc");
        let output = command.args(plain).args(args).current_dir(folder).output();
        consumers::passed(&output.unwrap());
    }
    let lines: Vec<_> = examples
        .iter()
        .map(|example| format!("{}\t{}", example.event, example.text))
        .collect();
    let input = folder.join("examples.tsv");
    fs::write(&input, lines.join("\n")).unwrap();
    let mut command = Command::new(folder.join("reading"));
    let output = command.stdin(fs::File::open(input).unwrap()).output();
    let output = output.unwrap();
    consumers::passed(&output);
    let text = String::from_utf8(output.stdout).unwrap();
    compare("Rust", examples, text.lines());
}

/// A script that reads a list of events and frames by the package, and writes the frames again.
const SCRIPT: &str = r#"
import { readFileSync } from "node:fs";
import { decodeServerEvent, encodeServerEvent } from "./webhooks.mjs";

for (const { event, text } of JSON.parse(readFileSync("examples.json", "utf8"))) {
  const found = decodeServerEvent(text, { event });
  console.log(found.kind === "known" ? encodeServerEvent(found.frame) : JSON.stringify(found));
}
"#;

/// Reads every example by the generated package.
pub(super) fn typescript(folder: &Path, examples: &[Example]) {
    let bundle = [
        "src/index.ts",
        "--bundle",
        "--format=esm",
        "--outfile=webhooks.mjs",
    ];
    let esbuild = npm::folder().join("node_modules/.bin/esbuild");
    let output = Command::new(esbuild)
        .args(bundle)
        .current_dir(folder)
        .output();
    consumers::passed(&output.unwrap());
    rustc::write(&folder.join("reading.mjs"), SCRIPT);
    let task: Vec<_> = examples
        .iter()
        .map(|example| json!({ "event": example.event, "text": example.text }))
        .collect();
    fs::write(folder.join("examples.json"), Value::from(task).to_string()).unwrap();
    let mut command = Command::new("node");
    let output = command
        .arg("reading.mjs")
        .current_dir(folder)
        .output()
        .unwrap();
    consumers::passed(&output);
    let text = String::from_utf8(output.stdout).unwrap();
    compare("TypeScript", examples, text.lines());
}

/// Every example that follows the description comes back as it was, whatever the order of its keys.
/// The others are read, too: what is missing there is empty. One has a list where the description
/// says null.
fn compare<'a>(language: &str, examples: &[Example], written: impl Iterator<Item = &'a str>) {
    let written: Vec<_> = written.collect();
    assert_eq!(written.len(), examples.len(), "{language}");
    let (mut wrong, mut malformed) = (Vec::new(), Vec::new());
    for (example, written) in examples.iter().zip(written) {
        let Example { event, text, .. } = example;
        let expected: Value = serde_json::from_str(text).unwrap();
        let found = serde_json::from_str::<Value>(written);
        let found = found.ok().filter(|found| found.get("reason").is_none());
        match found.ok_or(()) {
            Err(()) if !example.follows => malformed.push(event.as_str()),
            Ok(found) if found == expected || !example.follows => {}
            Ok(found) => wrong.push(format!("{event}: {}", difference("", &expected, &found))),
            Err(()) => wrong.push(format!("{event}: {written}")),
        }
    }
    assert_eq!(malformed, ["code_scanning_alert"], "{language}");
    assert!(wrong.is_empty(), "{language}: {}", wrong.join("\n"));
}

/// The first place where two values differ.
fn difference(at: &str, expected: &Value, found: &Value) -> String {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let at = format!("{at}/{key}");
                match found.get(key) {
                    Some(other) if other == value => {}
                    Some(other) => return difference(&at, value, other),
                    None => return format!("{at} is gone"),
                }
            }
            let mut more = found.keys().filter(|key| !expected.contains_key(*key));
            format!("{at}/{} is new", more.next().map_or("", String::as_str))
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let pairs = expected.iter().zip(found).enumerate();
            let mut differing = pairs.filter(|(_, (a, b))| a != b);
            let first = differing.next();
            first.map_or_else(String::new, |(index, (a, b))| {
                difference(&format!("{at}/{index}"), a, b)
            })
        }
        _ => format!("{at}: {expected} became {found}"),
    }
}
