//! Values in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A value on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum WireValueFile {
    /// A text.
    Text(String),
    /// An integer.
    Int(i64),
}
