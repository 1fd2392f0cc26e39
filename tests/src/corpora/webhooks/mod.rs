//! GitHub's webhooks, from the JSON Schema in the npm package `@octokit/webhooks-schemas`; their
//! examples are in `@octokit/webhooks-examples`.

mod readers;

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::{Value, json};
use tdproto_codegen::import::{Document, Documents, Imported, Lost, Options, json_schema};
use tdproto_codegen::load;
use tdproto_codegen::payloads::{Of, Vector};
use tdproto_codegen::schema_text::{self, Comments};
use tdproto_codegen::validate::{Rule, Side, Validator};
use tdproto_schema::model::Direction;
use tdproto_schema::{Schema, SourceMap, read};

use crate::readers::Frame;
use crate::{consumers, npm, root, vectors};

/// The folder of the imported schema, and of what is generated from it.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corpora/webhooks")
}

/// The description.
const DESCRIPTION: &str = "@octokit/webhooks-schemas/schema.json";

/// The same of an older release.
const BEFORE: &str = "webhooks-schemas-before/schema.json";

/// A file of one of the packages.
fn package_file(path: &str) -> String {
    npm::install();
    let path = npm::folder().join("node_modules").join(path);
    fs::read_to_string(path).unwrap()
}

fn imported(description: &str) -> (Documents, Imported) {
    let value = serde_json::from_str(&package_file(description)).unwrap();
    let path = "schema.json".to_owned();
    let documents = Documents::new(vec![Document { path, value }]);
    let frame = root().join("tests/corpora/webhooks/frame.toml");
    let mut sources = SourceMap::default();
    let file = sources.add("protocol.toml", fs::read_to_string(frame).unwrap());
    let (frame, diagnostics) = read(&sources, file);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let events = ["{*}_event", "{*}$event"];
    let options = Options {
        events: events.map(|pattern| pattern.parse().unwrap()).into(),
        frame: Some(frame),
        // It speaks of TypeScript alone.
        ignore: vec!["tsAdditionalProperties".to_owned()],
        ..Options::default()
    };
    let imported = json_schema(&documents, &options);
    (documents, imported)
}

/// The imported schema. It lies in `schema` below the folder.
pub(crate) fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let _ = fs::remove_dir_all(folder());
        written(DESCRIPTION, "schema")
    })
}

/// Imports a description into a folder.
fn written(description: &str, name: &str) -> Schema {
    let folder = folder().join(name);
    fs::create_dir_all(&folder).unwrap();
    let files = schema_text::write(&imported(description).1.decls, &Comments::default());
    for (name, text) in files.unwrap() {
        fs::write(folder.join(name), text).unwrap();
    }
    let (schema, diagnostics) = load::load(&folder).compile();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    schema
}

/// Some of the vectors, which take a while to make.
pub(crate) fn vectors() -> &'static [Vector] {
    static VECTORS: OnceLock<Vec<Vector>> = OnceLock::new();
    VECTORS.get_or_init(|| vectors::some(&schema().model))
}

/// A frame that the maintainers of the protocol recorded or made.
#[derive(Debug)]
struct Example {
    event: String,
    text: String,
    /// True if it follows the description, as a validator of JSON Schema says.
    follows: bool,
}

/// Every example, those of older versions of the protocol, too.
fn examples() -> Vec<Example> {
    #[derive(Deserialize)]
    struct Group {
        name: String,
        examples: Vec<Value>,
    }
    let groups = package_file("@octokit/webhooks-examples/api.github.com/index.json");
    let groups: Vec<Group> = serde_json::from_str(&groups).unwrap();
    let whole: Value = serde_json::from_str(&package_file(DESCRIPTION)).unwrap();
    let examples = groups.into_iter().flat_map(|Group { name, examples }| {
        let description = description(&whole, &name);
        let examples = examples.into_iter();
        let examples = examples.map(move |example| Example {
            event: name.clone(),
            text: example.to_string(),
            follows: description.is_valid(&example),
        });
        examples.collect::<Vec<_>>()
    });
    examples.collect()
}

/// The description of an event, as a validator of JSON Schema reads it.
fn description(whole: &Value, event: &str) -> jsonschema::Validator {
    let definitions = &whole["definitions"];
    let names = [format!("{event}_event"), format!("{event}$event")];
    let mut names = names.iter();
    let name = names.find(|name| definitions.get(name).is_some());
    let name = name.unwrap_or_else(|| panic!("no definition of {event}"));
    let schema = json!({
        "$schema": whole["$schema"],
        "definitions": definitions,
        "$ref": format!("#/definitions/{name}"),
    });
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

/// The two places where the description says more than the schema language.
#[test]
fn two_places_become_wider_types() {
    let (documents, imported) = imported(DESCRIPTION);
    let lost = imported.losses.iter().map(|(lost, count, place)| {
        let Lost::Type { became, .. } = lost else {
            panic!("{lost:?}");
        };
        (*became, count, documents.show(place))
    });
    let lost: Vec<_> = lost.collect();
    let url = "schema.json#/definitions/deployment_status$created/properties/deployment_status/properties/environment_url";
    let events = "schema.json#/definitions/webhook-events";
    let expected = [
        // A list of names, or a list with "*" alone; it is in no event.
        ("a list of all their items", 1, events.to_owned()),
        // A URI, or the empty text.
        ("any text", 1, url.to_owned()),
    ];
    assert_eq!(lost, expected);
}

#[test]
fn every_event_and_type_is_there() {
    let model = &schema().model;
    assert_eq!(model.events().len(), 66);
    let entities = model.types().iter().filter(|def| def.entity().is_some());
    assert_eq!(entities.count(), 708);
}

#[test]
fn check_fmt_and_lint_accept_the_schema() {
    schema();
    let config = root().join("tests/corpora/webhooks/tdproto.toml");
    consumers::judged(&folder().join("schema"), &config);
}

/// Examples of times before a field was there follow neither.
#[test]
fn examples_follow_the_schema_as_they_follow_the_description() {
    let schema = schema();
    let validator = Validator::new(&schema.model);
    let (examples, mut differing) = (examples(), Vec::new());
    for Example {
        event,
        text,
        follows,
    } in &examples
    {
        let id = schema.model.event_id(event);
        let id = id.unwrap_or_else(|| panic!("no event {event}"));
        let found = validator.frame_of(id, Side::Server, text);
        if found.is_empty() != *follows {
            differing.push(format!("{event}: {follows} {found:?}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    let count = examples.iter().filter(|example| example.follows).count();
    assert_eq!((count, examples.len()), (276, 329));
}

#[test]
fn what_changed_since_an_older_release_is_judged() {
    schema();
    written(BEFORE, "before");
    let found = consumers::breaking(&folder().join("before"), &folder().join("schema"));
    let expected = [
        ("enum-value-added", 1),
        ("event-added", 3),
        ("field-added", 2),
        ("field-renamed", 1),
        ("type-changed", 1),
        ("type-widened", 1),
    ];
    let expected = expected.map(|(rule, count)| (rule.to_owned(), count));
    assert_eq!(found, expected);
}

#[test]
fn the_validator_agrees_with_the_vectors() {
    vectors::validator_agrees(schema(), vectors());
}

#[test]
fn samples_are_valid() {
    assert_eq!(consumers::samples_are_valid(schema()), 2 * 66);
}

#[test]
fn the_bundle_compiles_strictly_and_takes_samples() {
    consumers::samples_follow_the_bundle(schema(), &folder().join("json-schema"));
}

#[test]
fn typescript_compiles_and_takes_every_example() {
    let folder = folder().join("typescript");
    consumers::compiles_as_typescript(schema(), &folder);
    reads_everything("TypeScript", |frames| readers::typescript(&folder, frames));
}

#[test]
fn rust_compiles_and_takes_every_example() {
    let folder = folder().join("rust");
    consumers::compiles_as_rust(schema(), &folder);
    reads_everything("Rust", |frames| {
        let frames = frames.iter().map(|(event, text)| Frame {
            from: Direction::ServerToClient,
            event: Some(event),
            text,
        });
        crate::readers::rust(&folder, &frames.collect::<Vec<_>>())
    });
}

/// A language takes the examples, and makes of vectors what they expect.
fn reads_everything(language: &str, read: impl FnOnce(&[(&str, &str)]) -> String) {
    let (examples, vectors) = (examples(), vectors());
    let mut frames: Vec<_> = examples
        .iter()
        .map(|example| (example.event.as_str(), example.text.as_str()))
        .collect();
    // A line is a frame; what is no JSON may have line breaks.
    let vectors: Vec<_> = vectors
        .iter()
        .filter(|vector| vector.from == Direction::ServerToClient && !vector.text.contains('\n'))
        .filter(|vector| vector.of == Of::Frame && vector.event.is_some())
        // TypeScript keeps half a surrogate pair, which JSON in UTF-8 cannot have.
        .filter(|vector| {
            let mut wrong = vector.strict.iter().flatten();
            wrong.all(|wrong| wrong.rule != Rule::HalfSurrogatePair)
        })
        .collect();
    frames.extend(vectors.iter().map(|vector| {
        let event = vector.event.as_deref();
        (event.unwrap_or_default(), vector.text.as_str())
    }));
    let lines = read(&frames);
    let mut lines = lines.lines();
    readers::compare(language, &examples, lines.by_ref().take(examples.len()));
    vectors::compare(language, &vectors, lines);
    assert!(vectors.len() > 100, "{} frames", vectors.len());
}
