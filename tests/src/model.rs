//! `model.json` and the JSON Schema of the file format.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use tdproto_codegen::{config, lang, rules};
use tdproto_schema::{embedded, format, json, keys};

use crate::{fixtures, root};

#[test]
fn round_trips_exactly() {
    let mut models: Vec<_> = fixtures::all()
        .into_iter()
        .map(|(_, schema)| schema.model)
        .collect();
    models.push(embedded::compiled().0.model);
    for model in models {
        let text = json::to_json(&model, "a comment");
        let again = json::from_json(&text).unwrap_or_else(|found| panic!("{found:#?}"));
        assert_eq!(again, model);
        assert_eq!(json::to_json(&again, "a comment"), text);
    }
}

/// The keys an object of the file format may have, by the name of its definition.
fn properties(schema: &Value, definition: Option<&str>) -> BTreeSet<String> {
    let object = definition.map_or(schema, |name| &schema["$defs"][name]);
    let properties = object["properties"]
        .as_object()
        .unwrap_or_else(|| panic!("no {definition:?}"));
    properties.keys().cloned().collect()
}

#[test]
fn the_file_formats_schema_has_the_keys_that_the_reader_takes() {
    let schema = format::json_schema();
    for (definition, keys) in [
        (None, keys::FILE),
        (Some("Protocol"), keys::PROTOCOL),
        (Some("Envelope"), keys::ENVELOPE),
        (Some("Server"), keys::SERVER),
        (Some("Topic"), keys::TOPIC),
        (Some("Entity"), keys::ENTITY),
        (Some("Field"), keys::FIELD),
        (Some("Enum"), keys::ENUM),
        (Some("EnumValue"), keys::ENUM_VALUE),
        (Some("ScalarTable"), keys::SCALAR),
        (Some("Prefix"), keys::PREFIX),
        (Some("Alias"), keys::ALIAS),
        (Some("Event"), keys::EVENT),
        (Some("DeprecatedTable"), keys::DEPRECATED),
        (Some("Removed"), keys::REMOVED),
        (Some("Tombstone"), keys::TOMBSTONE),
        (Some("ValueTombstone"), keys::VALUE_TOMBSTONE),
    ] {
        let keys: BTreeSet<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(properties(&schema, definition), keys, "{definition:?}");
    }
}

#[test]
fn the_checked_in_schema_of_the_file_format_is_up_to_date() {
    let text = fs::read_to_string(root().join("schema/schema.json")).unwrap();
    let expected = format!("{:#}\n", format::json_schema());
    assert!(
        text == expected,
        "run: tdproto model --file-format > schema/schema.json"
    );
}

#[test]
fn the_configurations_schema_has_the_keys_that_the_reader_takes() {
    let schema = config::format::json_schema(&rules::known());
    let [lint, breaking, generate] =
        ["lint", "breaking", "generate"].map(|key| &schema["properties"][key]);
    for (object, keys) in [
        (&schema, config::keys::FILE),
        (lint, config::keys::LINT),
        (breaking, config::keys::BREAKING),
        (&breaking["properties"]["version"], config::keys::VERSION),
        (generate, &config::keys::generate()),
        (
            &lint["properties"]["except"]["items"],
            config::keys::EXCEPTION,
        ),
        (
            &breaking["properties"]["accept"]["items"],
            config::keys::EXCEPTION,
        ),
    ] {
        let keys: BTreeSet<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(properties(object, None), keys);
    }
    for language in lang::REGISTRY {
        let keys = config::keys::of_language(*language).into_iter();
        let object = &generate["properties"][language.name()];
        assert_eq!(properties(object, None), keys.map(str::to_owned).collect());
    }
}

#[test]
fn the_checked_in_schema_of_the_configuration_is_up_to_date() {
    let text = fs::read_to_string(root().join("schema/tdproto.schema.json")).unwrap();
    let expected = format!("{:#}\n", config::format::json_schema(&rules::known()));
    assert!(
        text == expected,
        "run: tdproto model --config-format > schema/tdproto.schema.json"
    );
}
