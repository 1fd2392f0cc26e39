//! The Chrome DevTools Protocol, from its npm package `devtools-protocol`.

mod binaries;
mod convert;
mod counted;
mod roles;
mod source;
mod written_back;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tdproto_codegen::load;
use tdproto_codegen::payloads::Vector;
use tdproto_codegen::validate::Validator;
use tdproto_schema::Schema;

use crate::recorded::{Recorded, frames};
use crate::{consumers, npm, readers, root, vectors};

/// The folder of the converted schema, and of what is generated from it.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corpora/cdp")
}

/// The converted schema. It lies in `schema` below the folder.
pub(crate) fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let _ = fs::remove_dir_all(folder());
        written(&package("devtools-protocol"), "schema")
    })
}

/// Converts the description in a package into a folder.
fn written(package: &Path, name: &str) -> Schema {
    let (files, binaries) = (description(package), binaries::binaries(package));
    let folder = folder().join(name);
    convert::schema(&files, &binaries).write(&folder);
    let (schema, diagnostics) = load::load(&folder).compile();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    schema
}

/// The folder of an npm package.
fn package(name: &str) -> PathBuf {
    npm::install();
    npm::folder().join("node_modules").join(name)
}

/// The description of the protocol: the domains of the browser, and those of JavaScript.
fn description<T: DeserializeOwned>(package: &Path) -> Vec<T> {
    let files = ["browser_protocol.json", "js_protocol.json"];
    let read = |name| fs::read_to_string(package.join("json").join(name)).unwrap();
    let files = files.map(|name| serde_json::from_str(&read(name)).unwrap());
    files.into()
}

/// What the conversion would lose is missing in the description that is written back.
#[test]
fn the_description_is_written_back_from_the_model() {
    let written = written_back::domains(&schema().model);
    let mut expected = BTreeMap::new();
    for file in description::<Value>(&package("devtools-protocol")) {
        for mut domain in file["domains"].as_array().unwrap().clone() {
            make_plain(&mut domain);
            expected.insert(domain["domain"].as_str().unwrap().to_owned(), domain);
        }
    }
    let names = |domains: &BTreeMap<String, Value>| domains.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&expected));
    for (name, domain) in &expected {
        let (of_model, expected) = (parts(&written[name]), parts(domain));
        assert_eq!(names(&of_model), names(&expected), "{name}");
        for (part, expected) in &expected {
            assert_eq!(&of_model[part], expected, "{name}: {part}");
        }
    }
}

/// The parts of a domain by their keys and names. A model has an order of its own.
fn parts(domain: &Value) -> BTreeMap<String, Value> {
    let mut parts = BTreeMap::new();
    for (key, value) in domain.as_object().unwrap() {
        if !["types", "commands", "events"].contains(&key.as_str()) {
            parts.insert(key.clone(), value.clone());
            continue;
        }
        for part in value.as_array().unwrap() {
            let name = part.get("id").or(part.get("name")).unwrap();
            let former = parts.insert(format!("{key} {name}"), part.clone());
            assert_eq!(former, None, "{key} {name}");
        }
    }
    parts
}

/// Makes a domain say what it says once: what a domain is, its parts are; descriptions have no spaces
/// around them.
fn make_plain(domain: &mut Value) {
    for flag in ["experimental", "deprecated"] {
        if domain[flag] != true {
            continue;
        }
        for key in ["types", "commands", "events"] {
            let parts = domain.get_mut(key).and_then(Value::as_array_mut);
            for part in parts.into_iter().flatten() {
                part[flag] = json!(true);
            }
        }
    }
    let own = format!("{}.", domain["domain"].as_str().unwrap());
    make_plain_within(domain, &own);
}

/// `own` begins references to the domain itself, which need it not.
fn make_plain_within(value: &mut Value, own: &str) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(text)) = object.get_mut("description") {
                *text = text.trim().to_owned();
            }
            if let Some(Value::String(reference)) = object.get_mut("$ref") {
                *reference = reference.trim_start_matches(own).to_owned();
            }
            object.retain(|key, value| key != "description" || value != "");
            let values = object.values_mut();
            values.for_each(|value| make_plain_within(value, own));
        }
        Value::Array(items) => {
            items
                .iter_mut()
                .for_each(|item| make_plain_within(item, own));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_part_is_counted_on_both_sides() {
    let package = package("devtools-protocol");
    let binaries = binaries::binaries(&package).len();
    let expected = counted::in_description(&description(&package), binaries);
    assert_eq!(counted::in_model(&schema().model), expected);
    assert_eq!(expected.of("entities"), 1357);
    assert_eq!(expected.of("commands") + expected.of("events"), 909);
}

#[test]
fn check_fmt_and_lint_accept_the_schema() {
    schema();
    let config = root().join("tests/corpora/cdp/tdproto.toml");
    consumers::judged(&folder().join("schema"), &config);
}

#[test]
fn recorded_frames_are_accepted() {
    let validator = Validator::new(&schema().model);
    for Recorded { side, kind, text } in frames("cdp") {
        let found = validator.frame_kind(side, &text);
        assert_eq!(found.map(|found| &found.name), kind.as_ref(), "{text}");
        assert_eq!(validator.frame_from(side, &text), [], "{text}");
    }
}

#[test]
fn what_changed_since_an_older_release_is_judged() {
    schema();
    written(&package("devtools-protocol-before"), "before");
    let found = consumers::breaking(&folder().join("before"), &folder().join("schema"));
    let expected = [
        ("deprecation-added", 1),
        ("enum-value-added", 8),
        ("enum-value-removed", 8),
        ("event-added", 18),
        ("event-removed", 1),
        ("field-added", 19),
        ("field-became-optional", 2),
        ("field-removed", 1),
        ("removed-without-deprecation", 10),
    ];
    let expected = expected.map(|(rule, count)| (rule.to_owned(), count));
    assert_eq!(found, expected);
}

/// Some of the vectors, which take a while to make.
pub(crate) fn vectors() -> &'static [Vector] {
    static VECTORS: OnceLock<Vec<Vector>> = OnceLock::new();
    VECTORS.get_or_init(|| vectors::some(&schema().model))
}

#[test]
fn the_validator_agrees_with_the_vectors() {
    vectors::validator_agrees(schema(), vectors());
}

#[test]
fn samples_are_valid() {
    let count = consumers::samples_are_valid(schema());
    assert_eq!(
        count,
        2 * (909 + 2 * 677),
        "a frame an event, and two replies a command"
    );
}

#[test]
fn the_bundle_compiles_strictly_and_takes_samples() {
    consumers::samples_follow_the_bundle(schema(), &folder().join("json-schema"));
}

#[test]
fn typescript_compiles_and_agrees_with_the_vectors() {
    consumers::compiles_as_typescript(schema(), &folder().join("typescript"));
    readers::typescript_agrees("cdp", schema(), vectors());
}

#[test]
fn rust_compiles() {
    consumers::compiles_as_rust(schema(), &folder().join("rust"));
}

/// The whole crate is compiled to code, which takes a minute.
#[test]
#[ignore = "takes a minute"]
fn rust_agrees_with_the_vectors() {
    let folder = folder().join("rust-reading");
    consumers::compiles_as_rust(schema(), &folder);
    readers::rust_agrees(&folder, vectors());
}
