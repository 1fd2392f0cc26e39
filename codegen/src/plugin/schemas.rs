//! The JSON Schemas of requests and answers.

use serde_json::{Map, Value, json};
use tdproto_schema::Severity;

use super::{Feature, PROTOCOL};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The JSON Schema of the request that a plug-in reads from standard input.
#[must_use]
pub fn request() -> Value {
    json!({
        "$schema": DRAFT,
        "title": "The request of tdproto to a plug-in",
        "description": "A plug-in ignores keys that it does not know: later versions may add some.",
        "type": "object",
        "properties": {
            "protocol": protocol(),
            "tdproto": text("The version of tdproto."),
            "plugin": text("The name of the plug-in in tdproto.toml, and of the folder of its files."),
            "banner": text("The text that each file holds in a comment in its first 2,048 bytes."),
            "options": { "description": "`options` of `[plugin.NAME]`.", "type": "object" },
            "features": {
                "description": "The constructs that the model uses.",
                "type": "array",
                "items": feature(),
                "uniqueItems": true,
            },
            "names": names(),
            "views": {
                "description": "The types that differ in what clients send, each with its readonly fields. A type without such fields leads to one that has some.",
                "type": "object",
                "additionalProperties": { "type": "array", "items": { "type": "string" } },
            },
            "model": {
                "description": "The content of model.json. `tdproto model --json-schema` prints its JSON Schema.",
                "type": "object",
                "required": ["format"],
            },
        },
        "required": [
            "protocol", "tdproto", "plugin", "banner", "options", "features", "names", "views", "model",
        ],
    })
}

/// The JSON Schema of the answer that a plug-in writes to standard output.
#[must_use]
pub fn answer() -> Value {
    let severities: Vec<_> = Severity::ALL
        .iter()
        .map(|severity| severity.name())
        .collect();
    json!({
        "$schema": DRAFT,
        "title": "The answer of a plug-in to tdproto",
        "type": "object",
        "properties": {
            "protocol": protocol(),
            "features": {
                "description": "The constructs that the plug-in understands, whether the model uses them or not.",
                "type": "array",
                "items": { "anyOf": [feature(), { "description": "A construct of a later version.", "type": "string" }] },
            },
            "files": {
                "description": "The files. Their order does not matter.",
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "path": text("The path below the folder of the plug-in, with `/` between its parts."),
                        "text": text("The text, with the banner near its top."),
                    },
                    "required": ["path", "text"],
                    "additionalProperties": false,
                },
            },
            "diagnostics": {
                "description": "Findings about the schema. After an error, nothing is written.",
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "severity": { "description": "The severity.", "enum": severities },
                        "message": text("The finding, in one line."),
                        "at": {
                            "description": "The part of the schema that it is about: `Chat`, `Chat.members`, `ChatType.direct`, or the name of an event.",
                            "type": ["string", "null"],
                        },
                        "help": {
                            "description": "The fix, or facts to know: a line, or several.",
                            "anyOf": [
                                { "type": ["string", "null"] },
                                { "type": "array", "items": { "type": "string" } },
                            ],
                        },
                    },
                    "required": ["severity", "message"],
                    "additionalProperties": false,
                },
            },
        },
        "required": ["protocol", "features", "files"],
        "additionalProperties": false,
    })
}

fn protocol() -> Value {
    json!({ "description": "The number of the protocol.", "const": PROTOCOL })
}

fn text(about: &str) -> Value {
    json!({ "description": about, "type": "string" })
}

fn feature() -> Value {
    let names: Vec<_> = Feature::ALL.iter().map(|feature| feature.name()).collect();
    json!({ "enum": names })
}

fn names() -> Value {
    let by_name = |about: &str| {
        json!({
            "description": about,
            "type": "object",
            "additionalProperties": { "type": "string" },
        })
    };
    let by_owner = |about: &str| {
        json!({
            "description": about,
            "type": "object",
            "additionalProperties": { "type": "object", "additionalProperties": { "type": "string" } },
        })
    };
    let properties = [
        ("types", by_name("Types.")),
        (
            "inputs",
            by_name("The input views of the types in `views`."),
        ),
        (
            "fields",
            by_owner("Fields, by the type and the key on the wire."),
        ),
        (
            "values",
            by_owner("Values of enums and variants of unions, by the type and the short name."),
        ),
        ("events", by_name("Events.")),
        ("topics", by_name("Topics.")),
    ];
    let required: Vec<_> = properties.iter().map(|(key, _)| *key).collect();
    let properties: Map<_, _> = properties
        .iter()
        .map(|(key, schema)| ((*key).to_owned(), schema.clone()))
        .collect();
    json!({
        "description": "The names in code, by the names in the schema.",
        "type": "object",
        "properties": properties,
        "required": required,
    })
}
