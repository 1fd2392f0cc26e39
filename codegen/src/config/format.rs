//! The configuration file as a JSON Schema, for editors: `#:schema` at its top.

use serde_json::{Map, Value, json};
use tdproto_schema::Severity;

use super::choices::Choice;
use super::{Category, FailOn, VersionPart};
use crate::rules::lint::{Level, RULES, Rule, RuleOption};

/// The JSON Schema of `tdproto.toml`.
#[must_use]
pub fn json_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The configuration of a protocol's project: tdproto.toml",
        "type": "object",
        "properties": { "lint": lint(), "breaking": breaking() },
        "additionalProperties": false,
    })
}

fn lint() -> Value {
    let rules = RULES.iter().filter(|rule| !rule.is_fixed());
    let rules: Map<_, _> = rules
        .map(|rule| (rule.id.to_owned(), self::rule(rule)))
        .collect();
    let ids = rules.keys().cloned().collect::<Vec<_>>();
    json!({
        "description": "How `tdproto lint` judges.",
        "type": "object",
        "properties": {
            "level": choice::<Level>("The rules that run: those of this level and of the ones before it; standard if not said."),
            "rules": {
                "description": "What is said about single rules: off, a severity, or a table of options.",
                "type": "object",
                "properties": rules,
                "additionalProperties": false,
            },
            "except": exceptions("What may stay as it is.", json!({ "enum": ids })),
        },
        "additionalProperties": false,
    })
}

fn rule(rule: &Rule) -> Value {
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
        RuleOption::Allow => texts("Names that it lets pass."),
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
        "description": "How `tdproto breaking` judges.",
        "type": "object",
        "properties": {
            "category": choice::<Category>("What is promised to consumers; json if not said."),
            "fail-on": choice::<FailOn>("How bad a finding has to be for the run to fail; error if not said."),
            "version": {
                "description": "How far the schema's version has to move.",
                "type": "object",
                "properties": {
                    "check": {
                        "description": "Whether it is judged without --check-version, too.",
                        "type": "boolean",
                        "default": false,
                    },
                    "breaking": choice::<VersionPart>("For a change that breaks somebody; major if not said."),
                    "compatible": choice::<VersionPart>("For a change that breaks nobody; minor if not said."),
                    "docs": choice::<VersionPart>("For a change of descriptions only; patch if not said."),
                },
                "additionalProperties": false,
            },
            "accept": exceptions("What may break.", json!({ "type": "string", "minLength": 1 })),
        },
        "additionalProperties": false,
    })
}

fn exceptions(about: &str, rule: Value) -> Value {
    let mut described = json!({ "description": "The rule whose findings may stand." });
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
                "at": texts("What the findings are about, such as Message.mediaURL; `*` stands for any number of characters."),
                "reason": { "description": "Why they may stand.", "type": "string", "pattern": "\\S" },
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
