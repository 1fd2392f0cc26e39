//! Ranges in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Bounds, Number};

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
