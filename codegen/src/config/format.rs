//! The JSON Schema of the configuration file, for editors: `#:schema` at its top.

use serde_json::{Map, Value, json};
use tdproto_schema::Severity;

use super::choices::Choice;
use super::{Category, FailOn, KnownRule, KnownRules, Level, NameCase, RuleOption, VersionPart};
use crate::lang::{self, Backend};
use crate::options::{DocumentFormat, EventSchemas, Int64, RustLayout, UnknownFields};

/// The JSON Schema of `tdproto.toml` that may name these rules.
#[must_use]
pub fn json_schema(rules: &KnownRules) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The configuration of a protocol's project: tdproto.toml",
        "type": "object",
        "properties": { "lint": lint(rules), "breaking": breaking(), "generate": generate(), "plugin": plugins() },
        "additionalProperties": false,
    })
}

fn lint(rules: &KnownRules) -> Value {
    let rules = rules.lint.iter().filter(|rule| !rule.is_fixed);
    let rules: Map<_, _> = rules
        .map(|rule| (rule.id.to_owned(), self::rule(rule)))
        .collect();
    let ids = rules.keys().cloned().collect::<Vec<_>>();
    json!({
        "description": "The level, rules and exceptions of `tdproto lint`.",
        "type": "object",
        "properties": {
            "level": choice::<Level>("The rules that run: those of this level and of the ones before it; default: standard."),
            "rules": {
                "description": "The settings of single rules: off, a severity, or a table of options.",
                "type": "object",
                "properties": rules,
                "additionalProperties": false,
            },
            "except": exceptions("Accepted findings.", json!({ "enum": ids })),
        },
        "additionalProperties": false,
    })
}

fn rule(rule: &KnownRule) -> Value {
    let words = ["off"]
        .into_iter()
        .chain(Severity::ALL.iter().map(|severity| severity.name()));
    let setting = json!({ "enum": words.collect::<Vec<_>>(), "default": rule.severity.name() });
    let mut properties = Map::new();
    properties.insert("severity".to_owned(), setting.clone());
    for option in rule.options {
        properties.insert(option.name().to_owned(), self::option(*option));
    }
    json!({
        "description": format!("{} {}", rule.about, rule.explanation.replace('\n', " ")),
        "anyOf": [
            setting,
            { "type": "object", "properties": properties, "additionalProperties": false },
        ],
    })
}

fn option(option: RuleOption) -> Value {
    match option {
        RuleOption::Allow => texts("Names that the rule accepts."),
        RuleOption::Case => choice::<NameCase>("The case of names; default: that of the rule."),
        RuleOption::Recorded => json!({
            "description": "The share in percent that it holds; `tdproto lint --fix` raises it.",
            "type": "number",
            "minimum": 0,
            "maximum": 100,
        }),
    }
}

fn breaking() -> Value {
    json!({
        "description": "The category, severity, version bumps and exceptions of `tdproto breaking`.",
        "type": "object",
        "properties": {
            "category": choice::<Category>("The promise to consumers; default: json."),
            "fail-on": choice::<FailOn>("The lowest severity that fails the run; default: error."),
            "version": {
                "description": "The version bump that each kind of change needs.",
                "type": "object",
                "properties": {
                    "check": {
                        "description": "Check the version even without --check-version.",
                        "type": "boolean",
                        "default": false,
                    },
                    "breaking": choice::<VersionPart>("For a change that breaks clients or servers; default: major."),
                    "compatible": choice::<VersionPart>("For a change that breaks nobody; default: minor."),
                    "docs": choice::<VersionPart>("For a change of descriptions only; default: patch."),
                },
                "additionalProperties": false,
            },
            "accept": exceptions("Accepted breaking changes.", json!({ "type": "string", "minLength": 1 })),
        },
        "additionalProperties": false,
    })
}

fn generate() -> Value {
    let mut generate = json!({
        "description": "The directory of generated code, and the options of each language.",
        "type": "object",
        "properties": {
            "out": text("The directory that gets a folder for each language, relative to this file; generated if not set."),
            "languages": {
                "description": "The languages and plug-ins to generate. Default: those that the directory holds, or else all languages that are stable.",
                "type": "array",
                "items": {
                    "anyOf": [
                        { "enum": lang::names() },
                        { "description": "The name of a plug-in.", "type": "string", "pattern": PLUGIN_NAME },
                    ],
                },
                "uniqueItems": true,
            },
            "unknown-fields": choice::<UnknownFields>("The treatment of received keys that the schema does not have; default: ignore."),
            "rename": by_name("Names in code, by the name of a type (Message) or of a field (Message.text).", json!({ "type": "string" })),
        },
        "additionalProperties": false,
    });
    for backend in lang::REGISTRY {
        generate["properties"][backend.name()] = language(*backend);
    }
    generate
}

/// The form of the names of plug-ins.
const PLUGIN_NAME: &str = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";

/// The tables of plug-ins, by their names.
fn plugins() -> Value {
    let names = [
        ("types", "Types"),
        ("fields", "Fields"),
        ("values", "Values of enums, and variants of unions"),
        ("events", "Events"),
        ("topics", "Topics"),
    ];
    let mut cases: Map<_, _> = names
        .into_iter()
        .map(|(key, about)| {
            let about = format!("{about}; default: as in the schema.");
            (key.to_owned(), choice::<NameCase>(&about))
        })
        .collect();
    cases.insert(
        "reserved".to_owned(),
        json!({
            "description": "Words that get `_` behind them where a name would be one of them.",
            "type": "array",
            "items": { "type": "string" },
        }),
    );
    json!({
        "description": "Programs that generate files, by the names of their folders. tdproto starts them.",
        "type": "object",
        "propertyNames": { "pattern": PLUGIN_NAME },
        "additionalProperties": {
            "type": "object",
            "properties": {
                "command": {
                    "description": "The program, then its arguments. It is started without a shell, in the directory of this file.",
                    "type": "array",
                    "items": { "type": "string" },
                    "minItems": 1,
                },
                "options": {
                    "description": "The options of the plug-in, which it is given as JSON.",
                    "type": "object",
                },
                "timeout": {
                    "description": "The seconds that a run may take.",
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 86_400,
                    "default": 60,
                },
                "names": {
                    "description": "The cases of names in code.",
                    "type": "object",
                    "properties": cases,
                    "additionalProperties": false,
                },
            },
            "required": ["command"],
            "additionalProperties": false,
        },
    })
}

/// The table of a language: its options, after those of every package.
fn language(backend: &dyn Backend) -> Value {
    let own = match backend.name() {
        "rust" => rust(),
        "typescript" => json!({
            "int64": choice::<Int64>("The type of 64-bit integers; default: bigint."),
        }),
        "json-schema" => json!({
            "event-schemas": choice::<EventSchemas>("The place of the definitions that the schema of a single event needs: its own file, the bundle, or no such files; default: standalone."),
        }),
        "asyncapi" | "openapi" => json!({
            "format": choice::<DocumentFormat>("The form of the document; default: json."),
        }),
        "html" => html(),
        _ => json!({}),
    };
    let (about, mut properties) = match backend.package_names() {
        Some(names) => (names.about, package()),
        None => (about_output(backend.name()), Map::new()),
    };
    if let Value::Object(own) = own {
        properties.extend(own);
    }
    json!({
        "description": about,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// An output that is no package.
fn about_output(name: &str) -> &'static str {
    match name {
        "html" => "The reference as pages.",
        "markdown" => "The reference as Markdown.",
        "asyncapi" => "The AsyncAPI document.",
        "openapi" => "The OpenAPI document.",
        _ => "JSON Schema.",
    }
}

fn html() -> Value {
    let schemas = "The folder with the JSON Schema, to which events link: a URL, or a path from the start page.";
    let url = "The URL at which the reference is published; the feed of changes needs it.";
    json!({
        "single-file": flag("Write one page that needs no other file."),
        "title": text("The title; that of the protocol if not set."),
        "json-schema": text(schemas),
        "url": text(url),
        "history": texts("The versions on record, the oldest first, such as git:v1.2."),
    })
}

fn rust() -> Value {
    let paths = "Existing Rust types in place of generated ones, by the name in the schema.";
    let attributes = "Attributes above Rust types, by the name in the schema; `*` is every type.";
    let derive = "Traits to derive for Rust types, by the name in the schema; `*` is every type.";
    json!({
        "layout": choice::<RustLayout>("A crate, or one file to include; default: crate."),
        "serde": flag("Implement serde's traits in a single file; in a crate they are a feature."),
        "derive-macros": flag("Use the derives of tdproto-macros in a single file."),
        "borrowed": flag("Let types borrow their texts from the frame."),
        "extern-types": by_name(paths, json!({ "type": "string" })),
        "attributes": by_name(attributes, texts("One attribute, or several.")),
        "derive": by_name(derive, texts("One path, or several.")),
    })
}

/// The options of every package.
fn package() -> Map<String, Value> {
    let mut properties = Map::new();
    for (key, about) in [
        (
            "package",
            "The name of the package; the protocol's if not set.",
        ),
        (
            "version",
            "The version of the package, a semantic version; the protocol's if not set.",
        ),
        ("license", "The licence of the package, an SPDX expression."),
        (
            "repository",
            "The URL of the repository that the package comes from.",
        ),
    ] {
        properties.insert(key.to_owned(), text(about));
    }
    let keywords = json!({
        "description": "The words by which people find the package in its registry.",
        "type": "array",
        "items": { "type": "string", "pattern": "^[0-9A-Za-z][0-9A-Za-z_+-]{0,19}$" },
    });
    properties.insert("keywords".to_owned(), keywords);
    properties
}

fn text(about: &str) -> Value {
    json!({ "description": about, "type": "string", "minLength": 1 })
}

fn flag(about: &str) -> Value {
    json!({ "description": about, "type": "boolean", "default": false })
}

fn by_name(about: &str, value: Value) -> Value {
    json!({ "description": about, "type": "object", "additionalProperties": value })
}

fn exceptions(about: &str, rule: Value) -> Value {
    let mut described = json!({ "description": "The rule whose findings are accepted." });
    if let (Some(described), Value::Object(rule)) = (described.as_object_mut(), rule) {
        described.extend(rule);
    }
    json!({
        "description": about,
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "rule": described,
                "at": texts("The subjects of the findings, such as Message.mediaURL; `*` stands for any number of characters."),
                "reason": { "description": "The reason for accepting them.", "type": "string", "pattern": "\\S" },
                "expires": {
                    "description": "The day from which they may no longer, such as 2027-01-31.",
                    "type": "string",
                    "format": "date",
                },
            },
            "required": ["rule", "at", "reason"],
            "additionalProperties": false,
        },
    })
}

fn choice<T: Choice>(about: &str) -> Value {
    let words: Vec<_> = T::CHOICES.iter().map(|choice| choice.word()).collect();
    json!({ "description": about, "enum": words })
}

fn texts(about: &str) -> Value {
    json!({
        "description": about,
        "anyOf": [
            { "type": "string" },
            { "type": "array", "items": { "type": "string" } },
        ],
    })
}
