//! What every converted protocol goes through: the commands that judge a schema, and the compilers of
//! what is generated from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tdproto_codegen::lang::json_schema::JsonSchema;
use tdproto_codegen::lang::rust::Rust;
use tdproto_codegen::lang::typescript::TypeScript;
use tdproto_codegen::validate::{Side, Validator};
use tdproto_codegen::{Backend, Options, generate, sample};
use tdproto_schema::Schema;
use tdproto_schema::model::Event;

use crate::in_process::{self, Ran};
use crate::{npm, rustc};

/// Runs the command in this process, which must succeed; what it prints.
pub(crate) fn tdproto(args: &[&str]) -> String {
    let (code, text) = run(args);
    assert_eq!(code, 0, "tdproto {}\n{text}", args.join(" "));
    text
}

/// Runs the command in this process; the exit code, and what it prints.
pub(crate) fn run(args: &[&str]) -> (u8, String) {
    let Ran { code, out, err } = in_process::tdproto(args);
    (code, out + &err)
}

/// The schema is valid, canonical, and follows the conventions that the configuration names.
pub(crate) fn judged(schema: &Path, config: &Path) {
    let [schema, config] = [schema, config].map(|path| path.to_str().unwrap());
    tdproto(&[
        "check",
        "--no-generated",
        "--schema",
        schema,
        "--config",
        config,
    ]);
    tdproto(&["fmt", "--check", schema]);
    tdproto(&[
        "lint",
        "--schema",
        schema,
        "--config",
        config,
        "--fail-on",
        "info",
    ]);
}

/// What `breaking` says of a schema and an older release: each rule with the number of its findings.
pub(crate) fn breaking(before: &Path, now: &Path) -> Vec<(String, usize)> {
    let [before, now] = [before, now].map(|path| path.to_str().unwrap());
    let args = ["breaking", "--schema", now, "--against", before];
    let report = tdproto(&[&args[..], &["--fail-on", "never", "--format", "json"]].concat());
    let report: Value = serde_json::from_str(&report).unwrap_or_else(|_| panic!("{report}"));
    let mut counts = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap().to_owned();
        *counts.entry(rule).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// The crate passes the checks of the compiler and of rustdoc, and is formatted as rustfmt would.
pub(crate) fn compiles_as_rust(schema: &Schema, folder: &Path) {
    write(schema, &Rust, folder);
    // An empty configuration, so that one found on the machine changes nothing.
    rustc::write(&folder.join("rustfmt.toml"), "");
    let name = &schema.model.protocol.name;
    let args = ["--crate-name", name, "-A", "unexpected_cfgs"];
    passed(&rustc::rustc(folder, "src/lib.rs", &args));
    let rustdoc = [&args[..], &["-D", "warnings", "-o", "doc"]].concat();
    for (program, args) in [("rustfmt", &["--check"][..]), ("rustdoc", &rustdoc)] {
        let mut command = Command::new(program);
        command.args(["--edition", "2024"]).args(args);
        let output = command.arg("src/lib.rs").current_dir(folder).output();
        passed(
            &output.unwrap_or_else(|error| panic!("{program} is needed for this test: {error}")),
        );
    }
}

/// The npm package passes the checks of the compiler.
pub(crate) fn compiles_as_typescript(schema: &Schema, folder: &Path) {
    write(schema, &TypeScript, folder);
    let tsc = "node_modules/typescript/bin/tsc";
    passed(&npm::run(
        tsc,
        &["--noEmit", "--noUnusedLocals", "--pretty", "false"],
        folder,
    ));
}

/// Every sample follows the schema, of requests with each kind of reply. How many there are.
pub(crate) fn samples_are_valid(schema: &Schema) -> usize {
    let validator = Validator::new(&schema.model);
    let mut count = 0;
    for (id, event) in schema.model.events_with_ids() {
        for seed in 0..2 {
            for Sample { side, frame, .. } in samples(&validator, schema, event, seed) {
                let text = frame.to_string();
                let deviations = validator.frame_of(id, side, &text);
                assert!(
                    deviations.is_empty(),
                    "{}: {text}: {deviations:?}",
                    event.name
                );
                count += 1;
            }
        }
    }
    count
}

/// The bundle compiles in Ajv's strict mode, and takes every sample.
pub(crate) fn samples_follow_the_bundle(schema: &Schema, folder: &Path) {
    write(schema, &JsonSchema, folder);
    let name = &schema.model.protocol.name;
    let bundle = folder.join(format!("{name}.schema.json"));
    let text: Value = serde_json::from_str(&fs::read_to_string(&bundle).unwrap()).unwrap();
    let bundle_id = text["$id"].as_str().unwrap();
    let (validator, mut cases) = (Validator::new(&schema.model), Vec::new());
    for event in schema.model.events() {
        for Sample {
            definition, frame, ..
        } in samples(&validator, schema, event, 0)
        {
            // The bundle judges events; the body of a reply is a definition of its request.
            let id = match definition == event.name {
                true => bundle_id.to_owned(),
                false => format!("{bundle_id}#/$defs/{}", definition.replace('/', "~1")),
            };
            cases.push(json!({ "schema": id, "value": frame }));
        }
    }
    let task = folder.join("task.json");
    let text = json!({ "schemas": [bundle], "cases": cases }).to_string();
    fs::write(&task, text).unwrap();
    let script = "json-schema/verdicts.mjs";
    let output = npm::run(script, &[task.to_str().unwrap()], folder);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let verdicts: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdicts.len(), cases.len());
    for (case, verdict) in cases.iter().zip(verdicts) {
        assert!(verdict.is_null(), "{verdict} of {case}");
    }
}

/// A frame that is made up.
struct Sample {
    side: Side,
    /// The definition that it follows.
    definition: String,
    frame: Value,
}

/// The frame of an event, and one of each kind that answers it.
fn samples(validator: &Validator<'_>, schema: &Schema, event: &Event, seed: u64) -> Vec<Sample> {
    let frames = sample::frames(&schema.model, event, seed);
    let frames = frames.into_iter().enumerate();
    let samples = frames.map(|(at, frame)| {
        let sender = match at {
            0 => event.sender,
            _ => event.sender.opposite(),
        };
        let side = Side::of_sender(sender);
        let kind = validator.frame_kind(side, &frame.to_string());
        let is_drawn = !schema.model.frames().is_empty();
        assert!(kind.is_some() || !is_drawn, "{frame} is of no kind");
        let definition = match kind.filter(|kind| kind.replies.is_some()) {
            None => event.name.clone(),
            Some(kind) => format!("{}.{}", event.name, kind.name),
        };
        Sample {
            side,
            definition,
            frame,
        }
    });
    samples.collect()
}

fn write(schema: &Schema, backend: &dyn Backend, folder: &Path) {
    let (generated, diagnostics) = generate(schema, backend, &Options::default());
    let mut errors = diagnostics.iter().filter(|found| found.is_error());
    assert!(errors.next().is_none(), "{diagnostics:#?}");
    for file in generated.files {
        rustc::write(&folder.join(file.path), &file.text);
    }
}

pub(crate) fn passed(output: &Output) {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&text)
    );
}
