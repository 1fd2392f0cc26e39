//! The request, the JSON Schemas of both messages, and the constructs that a model uses.

use std::collections::BTreeSet;
use std::fs;

use jsonschema::Validator;
use serde_json::{Value, json};
use tdproto_codegen::Options;
use tdproto_codegen::config::Plugin;
use tdproto_codegen::plugin::{Feature, cases, features_of, request, schemas};
use tdproto_schema::decl::Spanned;
use tdproto_schema::{Model, Schema, Span, compile, json as model_json};

use crate::{root, tdproto};

/// The schemas of `tdproto plugin check`.
pub(crate) fn schemas_of_cases() -> Vec<(&'static str, Schema)> {
    let compiled = cases().map(|(name, sources)| {
        let (schema, diagnostics) = compile(&sources);
        assert!(diagnostics.is_empty(), "{name}: {diagnostics:#?}");
        (name, schema)
    });
    compiled.collect()
}

pub(crate) fn plugin(command: &[&str]) -> Plugin {
    let command = command.iter().map(|word| (*word).to_owned()).collect();
    Plugin::new(Spanned::new("p".to_owned(), Span::NONE), command)
}

fn checker(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).unwrap()
}

#[test]
fn requests_are_deterministic_and_follow_their_schema() {
    let checker = checker(&schemas::request());
    for (name, schema) in schemas_of_cases() {
        let mut plugin = plugin(&["p"]);
        plugin
            .options
            .insert("x".to_owned(), json!([1, { "y": null }]));
        let (text, found) = request(&plugin, &schema, &Options::default());
        assert!(found.is_empty(), "{name}: {found:#?}");
        assert_eq!(
            text,
            request(&plugin, &schema, &Options::default()).0,
            "{name}"
        );
        let value: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<_> = checker.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        assert_eq!(value["options"], json!({ "x": [1, { "y": null }] }));
        let banner = value["banner"].as_str().unwrap();
        let model = model_json::to_json(&schema.model, banner);
        assert!(
            text.contains(&model),
            "{name}: the model is not that of model.json"
        );
        names_are_whole(name, &schema.model, &value["names"]);
    }
}

/// Every part that has a name in code has one in the request.
fn names_are_whole(case: &str, model: &Model, names: &Value) {
    for def in model.types() {
        assert!(
            names["types"][&def.name].is_string(),
            "{case}: {}",
            def.name
        );
        for field in def.fields() {
            let name = &names["fields"][&def.name][&field.name];
            assert!(name.is_string(), "{case}: {}.{}", def.name, field.name);
        }
        let values = def.values().iter().map(|value| &value.name);
        for value in values.chain(def.variants().iter().map(|variant| &variant.name)) {
            let name = &names["values"][&def.name][value];
            assert!(name.is_string(), "{case}: {}.{value}", def.name);
        }
    }
    for event in model.events() {
        assert!(
            names["events"][&event.name].is_string(),
            "{case}: {}",
            event.name
        );
    }
    for topic in model.topics() {
        assert!(names["topics"][topic].is_string(), "{case}: {topic}");
    }
}

/// The schemas of `tdproto plugin check` have every construct, so that a plug-in meets each; all but
/// the built-in one show a construct in a place of its own.
#[test]
fn the_cases_have_every_construct() {
    let mut used = BTreeSet::new();
    for (name, schema) in schemas_of_cases() {
        for (feature, first) in features_of(&schema) {
            assert_ne!(first.span, Span::NONE, "{name}: {}", feature.name());
            used.insert(feature);
        }
    }
    let unused: Vec<_> = Feature::ALL.iter().filter(|f| !used.contains(f)).collect();
    assert!(unused.is_empty(), "{unused:?}");
    let (_, plain) = schemas_of_cases().remove(1);
    assert!(features_of(&plain).is_empty());
}

#[test]
fn answers_that_are_taken_follow_their_schema() {
    let checker = checker(&schemas::answer());
    for case in fs::read_dir(root().join("tests/plugins")).unwrap() {
        let case = case.unwrap().path();
        let Ok(text) = fs::read_to_string(case.join("answer.json")) else {
            continue;
        };
        let shown = fs::read_to_string(case.join("output.snap")).unwrap_or_default();
        let Ok(value) = serde_json::from_str(&text) else {
            continue;
        };
        // What depends on the form alone.
        let is_refused = shown.contains("of the answer must be")
            || shown.contains("the answer must be")
            || shown.contains("of the answer is")
            || shown.contains("is of protocol");
        assert_eq!(checker.is_valid(&value), !is_refused, "{}", case.display());
    }
}

#[test]
fn checked_in_schemas_are_up_to_date() {
    for message in ["request", "answer"] {
        let ran = tdproto(["plugin", "schema", message]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let path = format!("schema/plugin-{message}.schema.json");
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let command = format!("tdproto plugin schema {message} > {path}");
        assert!(ran.out == text, "out of date; run: {command}");
    }
}

/// The document names every construct, and both numbers that a plug-in has to know.
#[test]
fn every_construct_is_documented() {
    let text = fs::read_to_string(root().join("codegen/PLUGINS.md")).unwrap();
    for feature in Feature::ALL {
        let row = format!("| `{}` | {} |\n", feature.name(), feature.about());
        assert!(text.contains(&row), "no row: {row}");
    }
}
