//! Constraints and defaults of a schema file.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::model::TextFormat;

/// A number: an integer or one with a fraction.
pub(super) struct Number;

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// The default of a field.
pub(super) struct DefaultValue;

impl JsonSchema for DefaultValue {
    fn schema_name() -> Cow<'static, str> {
        "DefaultValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string" },
                { "type": "number" },
                { "type": "boolean" },
                { "type": "array", "maxItems": 0 },
                { "type": "object", "maxProperties": 0 },
            ],
        })
    }
}

/// The name of a format.
pub(super) struct Format;

impl JsonSchema for Format {
    fn schema_name() -> Cow<'static, str> {
        "Format".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names = TextFormat::ALL.iter().map(|format| format.name());
        json_schema!({ "type": "string", "enum": names.collect::<Vec<_>>() })
    }
}
