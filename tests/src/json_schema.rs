//! The JSON Schema that is generated, judged by an independent validator: Ajv in its strict mode.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};
use tdproto_codegen::lang::json_schema::JsonSchema;
use tdproto_codegen::lang::typescript::TypeScript;
use tdproto_codegen::load::built_in_examples;
use tdproto_codegen::validate::Validator;
use tdproto_codegen::{Backend, Options, UnknownFields, examples, generate, sample};
use tdproto_schema::{Model, Schema, embedded};

use crate::mutants::mutants;
use crate::{fixtures, npm};

const SCRIPT: &str = "json-schema/verdicts.mjs";
/// How many mutants of one example are tried.
const MUTANTS: usize = 120;

/// Writes the schemas of a protocol; gives their paths.
pub(crate) fn write(schema: &Schema, folder: &Path, options: &Options) -> Vec<PathBuf> {
    let (generated, diagnostics) = generate(schema, &JsonSchema, options);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let files = generated.files.into_iter().map(|file| {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, file.text).unwrap();
        path
    });
    files.collect()
}

/// The start of the ids of a protocol's schemas, up to the part.
pub(crate) fn urn(schema: &Schema) -> String {
    let (generated, _) = generate(schema, &JsonSchema, &Options::default());
    let mut files = generated.files.iter();
    let id = files.find_map(|file| {
        let file: Value = serde_json::from_str(&file.text).ok()?;
        Some(file["$id"].as_str()?.strip_suffix(":schema")?.to_owned())
    });
    id.expect("a bundle of all frames")
}

/// Why Ajv refuses a value: its first error.
#[derive(Debug, Deserialize)]
pub(crate) struct Refusal {
    /// The place, as a JSON pointer; `None`: the text is no JSON.
    pub(crate) path: Option<String>,
    /// In its words.
    #[allow(dead_code, reason = "shown when a test fails")]
    message: String,
}

/// What Ajv says of each case.
pub(crate) fn verdicts(
    folder: &Path,
    schemas: &[PathBuf],
    cases: Vec<Value>,
) -> Vec<Option<Refusal>> {
    let count = cases.len();
    let task = folder.join("task.json");
    let text = json!({ "schemas": schemas, "cases": cases }).to_string();
    fs::write(&task, text).unwrap();
    let output = npm::run(SCRIPT, &[task.to_str().unwrap()], folder);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let verdicts: Vec<Option<Refusal>> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdicts.len(), count);
    verdicts
}

fn case(schema: &str, value: &Value) -> Value {
    json!({ "schema": schema, "value": value })
}

#[test]
fn every_schema_compiles_strictly() {
    for policy in [UnknownFields::Ignore, UnknownFields::Keep] {
        let options = Options::with(|options| options.unknown_fields = policy);
        for (name, schema) in fixtures::all() {
            let folder = tempfile::tempdir().unwrap();
            let schemas = write(&schema, folder.path(), &options);
            assert!(schemas.len() >= 2, "{name}");
            verdicts(folder.path(), &schemas, Vec::new());
        }
    }
}

/// The ids of the schemas that a frame is to be accepted by: that of its event, the bundle, and
/// what clients may send if it is from a client.
fn ids(model: &Model, event: &str) -> Vec<String> {
    let protocol = &model.protocol.name;
    let mut ids = vec![
        format!("urn:{protocol}:event:{event}"),
        format!("urn:{protocol}:schema"),
    ];
    if event.starts_with("client.") {
        ids.push(format!("urn:{protocol}:client"));
    }
    ids
}

#[test]
fn repaired_examples_and_samples_are_accepted_and_mutants_checked_as_by_the_checker() {
    let folder = tempfile::tempdir().unwrap();
    let schema = embedded::compiled().0;
    let schemas = write(&schema, folder.path(), &Options::default());
    let checker = Validator::new(&schema.model);
    let (mut cases, mut expected) = (Vec::new(), Vec::new());
    let examples = built_in_examples().files;
    assert_eq!(examples.len(), 42);
    for example in &examples {
        let frame = examples::repaired(&schema.model, example).unwrap();
        assert_eq!(checker.frame(&frame.to_string()), [], "{}", example.name);
        let ids = ids(&schema.model, &example.event());
        for id in &ids {
            cases.push(case(id, &frame));
            expected.push(true);
        }
        let mut rejected = 0;
        for mutant in mutants(&frame, MUTANTS) {
            let accepted = checker.frame(&mutant.to_string()).is_empty();
            rejected += usize::from(!accepted);
            for id in &ids {
                cases.push(case(id, &mutant));
                expected.push(accepted);
            }
        }
        assert!(
            rejected >= 4,
            "{}: too few mutants were rejected",
            example.name
        );
    }
    for event in schema.model.events() {
        let frame = sample::frame(&schema.model, event, 0);
        assert_eq!(checker.frame(&frame.to_string()), [], "{}", event.name);
        for id in ids(&schema.model, &event.name) {
            cases.push(case(&id, &frame));
            expected.push(true);
        }
    }
    let verdicts = verdicts(folder.path(), &schemas, cases.clone());
    for ((case, accepted), verdict) in cases.iter().zip(expected).zip(verdicts) {
        assert_eq!(verdict.is_none(), accepted, "{verdict:?} of {case}");
    }
}

#[test]
fn what_only_the_server_sets_is_refused_from_clients() {
    let folder = tempfile::tempdir().unwrap();
    let schema = fixtures::one("input_views");
    let schemas = write(&schema, folder.path(), &Options::default());
    let whole = json!({
        "event": "server.chat.updated",
        "params": { "id": "c", "title": "t", "last": [{ "num": 1, "text": "x" }], "tags": [] },
    });
    let mut sent = whole.clone();
    sent["event"] = json!("client.chat.updated");
    let mut allowed = sent.clone();
    allowed["params"] = json!({ "title": "t", "last": [{ "text": "x" }], "tags": [] });
    let mut nested = allowed.clone();
    nested["params"]["last"][0]["num"] = json!(1);
    let bundle = "urn:protocol:schema";
    let client = "urn:protocol:client";
    let event = "urn:protocol:event:client.chat.updated";
    let cases = [
        (bundle, &whole, true),
        (bundle, &allowed, true),
        (bundle, &sent, false),
        (bundle, &nested, false),
        (client, &whole, false),
        (client, &allowed, true),
        (client, &sent, false),
        (client, &nested, false),
        (event, &allowed, true),
        (event, &nested, false),
    ];
    let verdicts = verdicts(
        folder.path(),
        &schemas,
        cases.iter().map(|(id, value, _)| case(id, value)).collect(),
    );
    for ((id, value, accepted), verdict) in cases.iter().zip(verdicts) {
        assert_eq!(verdict.is_none(), *accepted, "{id}: {verdict:?} of {value}");
    }
}

#[test]
fn unknown_keys_are_accepted_where_they_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options::with(|options| options.unknown_fields = UnknownFields::Keep);
    let schemas = write(&fixtures::one("presence"), folder.path(), &options);
    let definition = "urn:protocol:schema#/$defs/Part";
    let cases = vec![
        case(definition, &json!({ "size": 65535, "new": 1 })),
        case(definition, &json!({ "size": 65536 })),
        case(definition, &json!({})),
    ];
    let verdicts = verdicts(folder.path(), &schemas, cases);
    let accepted: Vec<bool> = verdicts.iter().map(Option::is_none).collect();
    assert_eq!(accepted, [true, false, false]);
}

/// The npm package holds the bundle, so that a definition has one name in both.
#[test]
fn the_bundle_of_the_npm_package_is_the_one_of_json_schema() {
    let record = "[entity.Record.fields]\nid = { type = \"string\", readonly = true }\n\
                  [event.\"client.record\"]\ndirection = \"client\"\nparams = \"Record\"\n";
    let reserved = ("reserved".to_owned(), fixtures::compiled(record).0);
    for (case, schema) in fixtures::all().into_iter().chain([reserved]) {
        let text = |backend: &dyn Backend, path: &str| {
            let (generated, found) = generate(&schema, backend, &Options::default());
            assert!(
                found.iter().all(|found| !found.is_error()),
                "{case}: {found:?}"
            );
            let mut files = generated.files.into_iter();
            files.find(|file| file.path == path).unwrap().text
        };
        let bundle = text(&JsonSchema, "protocol.schema.json");
        assert_eq!(text(&TypeScript, "schema.json"), bundle, "{case}");
        if case == "reserved" {
            for name in ["\"Record\": {", "\"RecordInput\": {"] {
                assert!(bundle.contains(name), "{bundle}");
            }
        }
    }
}
