//! Keywords of the documents that `tdproto generate asyncapi` and `tdproto generate openapi` write, and
//! those of others that say the same.

use serde_json::{Map, Value};

/// The keywords that are no losses: import reads them, or they repeat what other keywords say.
const KEYWORDS: [&str; 19] = [
    "x-client-events",
    "x-closed",
    "x-comment",
    "x-deprecated",
    "x-direction",
    "x-experimental",
    "x-frame",
    "x-generated",
    "x-ms-enum",
    "x-name",
    "x-others",
    "x-readOnly",
    "x-servers",
    "x-since",
    "x-unevaluatedProperties",
    "x-unversioned",
    "x-url",
    "x-variant",
    "x-view-of",
];

/// Returns true if a keyword is one of them.
pub(super) fn is_own(keyword: &str) -> bool {
    KEYWORDS.contains(&keyword)
}

/// Returns true if a schema stands for the variants of a union that later versions add.
pub(super) fn is_others(schema: &Value) -> bool {
    schema.get("x-others") == Some(&Value::Bool(true))
}

/// The name of the type of which a schema is what clients send.
pub(super) fn view_of(schema: &Value) -> Option<&str> {
    schema.get("x-view-of")?.as_str()
}

/// Returns true if a component is no type of its own: a variant of a union, or a view of a type.
pub(super) fn is_no_type(schema: &Value) -> bool {
    schema.get("x-variant") == Some(&Value::Bool(true)) || view_of(schema).is_some()
}

/// Returns true if only the server sets a property.
pub(super) fn is_readonly(schema: &Map<String, Value>) -> bool {
    let is_set = |key| schema.get(key) == Some(&Value::Bool(true));
    is_set("readOnly") || is_set("x-readOnly")
}

/// True if a schema says that there are no values or variants but those listed, false if it says that
/// there may be: by `x-closed`, or by `modelAsString` of Azure's `x-ms-enum`.
pub(super) fn closed(schema: &Map<String, Value>) -> Option<bool> {
    let is_text = || schema.get("x-ms-enum")?.get("modelAsString")?.as_bool();
    let own = schema.get("x-closed").and_then(Value::as_bool);
    own.or_else(|| is_text().map(|is_text| !is_text))
}
