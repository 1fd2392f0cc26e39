//! What generated code reads and writes again.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::Example;
use crate::readers::output;
use crate::vectors::is_same;
use crate::{consumers, npm, rustc};

/// A script that does by the package what the program of [`crate::readers`] does by the crate.
const SCRIPT: &str = r#"
import { readFileSync } from "node:fs";
import { decodeServerEvent, encodeServerEvent } from "./webhooks.mjs";

const { pointer } = await import(process.argv[2]);
let output = "";
for (const [event, text] of JSON.parse(readFileSync("frames.json", "utf8"))) {
  const found = decodeServerEvent(text, { event });
  const rest = {
    known: () => encodeServerEvent(found.frame),
    unknown: () => found.event,
    malformed: () => pointer(found.path),
  }[found.kind]();
  output += `${found.kind} ${rest}\n`;
}
process.stdout.write(output);
"#;

/// Reads frames by the generated package; a line each.
pub(super) fn typescript(folder: &Path, frames: &[(&str, &str)]) -> String {
    let bundle = [
        "src/index.ts",
        "--bundle",
        "--format=esm",
        "--outfile=webhooks.mjs",
    ];
    let esbuild = npm::folder().join("node_modules/.bin/esbuild");
    let bundled = Command::new(esbuild)
        .args(bundle)
        .current_dir(folder)
        .output();
    consumers::passed(&bundled.unwrap());
    rustc::write(&folder.join("reading.mjs"), SCRIPT);
    fs::write(folder.join("frames.json"), json!(frames).to_string()).unwrap();
    let judge = npm::folder().join("payloads/judge.mjs");
    let mut command = Command::new("node");
    output(command.arg("reading.mjs").arg(judge).current_dir(folder))
}

/// Every example that follows the description comes back as it was, whatever the order of its keys.
/// The others are read, too: what is missing there is empty. Two of them have values of other types
/// than the description says.
pub(super) fn compare<'a>(
    language: &str,
    examples: &[Example],
    written: impl Iterator<Item = &'a str>,
) {
    let written: Vec<_> = written.collect();
    assert_eq!(written.len(), examples.len(), "{language}");
    let (mut wrong, mut malformed) = (Vec::new(), Vec::new());
    for (example, written) in examples.iter().zip(written) {
        let Example { event, text, .. } = example;
        let expected: Value = serde_json::from_str(text).unwrap();
        let written_again = written
            .strip_prefix("known ")
            .map(serde_json::from_str::<Value>);
        match written_again.map(Result::unwrap).ok_or(()) {
            Err(()) if !example.follows => malformed.push(event.as_str()),
            Ok(found) if is_same(&found, &expected) || !example.follows => {}
            Ok(found) => wrong.push(format!("{event}: {}", difference("", &expected, &found))),
            Err(()) => wrong.push(format!("{event}: {written}")),
        }
    }
    let expected = ["code_scanning_alert", "repository_vulnerability_alert"];
    assert_eq!(malformed, expected, "{language}");
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
