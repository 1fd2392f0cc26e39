//! Keywords of the documents that `tdproto generate asyncapi` and `tdproto generate openapi` write, and
//! those of others that say the same.

use serde_json::{Map, Value};

/// The kind of values that a keyword has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Bool,
    Text,
    Array,
    Object,
    /// A boolean, or an object that says more.
    BoolOrObject,
}

/// The keywords that are no losses: import reads them, or they repeat what other keywords say.
const KEYWORDS: [(&str, Of); 19] = [
    ("x-client-events", Of::Object),
    ("x-closed", Of::Bool),
    ("x-comment", Of::Text),
    ("x-deprecated", Of::BoolOrObject),
    ("x-direction", Of::Text),
    ("x-experimental", Of::Bool),
    ("x-frame", Of::Text),
    ("x-generated", Of::Text),
    ("x-ms-enum", Of::Object),
    ("x-name", Of::Text),
    ("x-others", Of::Bool),
    ("x-readOnly", Of::Bool),
    ("x-servers", Of::Array),
    ("x-since", Of::Text),
    ("x-unevaluatedProperties", Of::BoolOrObject),
    ("x-unversioned", Of::Bool),
    ("x-url", Of::Text),
    ("x-variant", Of::Bool),
    ("x-view-of", Of::Text),
];

/// Returns true if a keyword is one of them. With a value of another kind, it means something else.
pub(super) fn is_own(keyword: &str, value: &Value) -> bool {
    let mut own = KEYWORDS.iter().filter(|(name, _)| *name == keyword);
    own.any(|(_, of)| match of {
        Of::Bool => value.is_boolean(),
        Of::Text => value.is_string(),
        Of::Array => value.is_array(),
        Of::Object => value.is_object(),
        Of::BoolOrObject => value.is_boolean() || value.is_object(),
    })
}

/// Returns true if a keyword says that something is deprecated: `true`, or an object that says since
/// when.
pub(super) fn is_deprecated(value: Option<&Value>) -> bool {
    value.is_some_and(|value| *value == Value::Bool(true) || value.is_object())
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
