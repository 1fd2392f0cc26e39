//! Ranges and defaults in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Bounds, DefaultValue, Number};

/// The range of values: of a number its value, of a text its code points, of bytes, a list or a map
/// the count.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct BoundsFile {
    /// The least that is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    pub(super) min: Option<serde_json::Number>,
    /// The most that is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    pub(super) max: Option<serde_json::Number>,
}

impl From<&Bounds> for BoundsFile {
    fn from(bounds: &Bounds) -> Self {
        Self {
            min: bounds.min.and_then(written),
            max: bounds.max.and_then(written),
        }
    }
}

/// A number as JSON has it.
pub(super) fn written(number: Number) -> Option<serde_json::Number> {
    match number {
        Number::Int(number) => Some(number.into()),
        Number::Float(number) => serde_json::Number::from_f64(number.get()),
    }
}

/// A number of JSON; `None` if it is an integer beyond 64 bits.
pub(super) fn read(number: &serde_json::Number) -> Option<Number> {
    match number.as_i64() {
        Some(number) => Some(Number::Int(number)),
        None if number.is_f64() => number.as_f64().and_then(Number::of),
        None => None,
    }
}

/// A default as JSON has it.
pub(super) fn of_default(default: &DefaultValue) -> serde_json::Value {
    match default {
        DefaultValue::Text(text) => text.as_str().into(),
        DefaultValue::Number(number) => written(*number).into(),
        DefaultValue::Bool(is_true) => (*is_true).into(),
        DefaultValue::EmptyList => serde_json::Value::Array(Vec::new()),
        DefaultValue::EmptyMap => serde_json::Value::Object(serde_json::Map::new()),
    }
}

/// A value of JSON as a default; `None` if no field has it as one.
pub(super) fn default(value: &serde_json::Value) -> Option<DefaultValue> {
    match value {
        serde_json::Value::String(text) => Some(DefaultValue::Text(text.clone())),
        serde_json::Value::Number(number) => read(number).map(DefaultValue::Number),
        serde_json::Value::Bool(is_true) => Some(DefaultValue::Bool(*is_true)),
        serde_json::Value::Array(items) => items.is_empty().then_some(DefaultValue::EmptyList),
        serde_json::Value::Object(entries) => entries.is_empty().then_some(DefaultValue::EmptyMap),
        serde_json::Value::Null => None,
    }
}
