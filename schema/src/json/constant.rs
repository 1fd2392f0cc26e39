//! Constants in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Constant;

/// The only value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "a constant must be a text, an integer or a boolean"
)]
pub(super) enum ConstantFile {
    /// True or false.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A text.
    Text(String),
}

impl From<&Constant> for ConstantFile {
    fn from(constant: &Constant) -> Self {
        match constant {
            Constant::Text(text) => Self::Text(text.clone()),
            Constant::Int(number) => Self::Int(*number),
            Constant::Bool(is_true) => Self::Bool(*is_true),
        }
    }
}

impl From<ConstantFile> for Constant {
    fn from(constant: ConstantFile) -> Self {
        match constant {
            ConstantFile::Text(text) => Self::Text(text),
            ConstantFile::Int(number) => Self::Int(number),
            ConstantFile::Bool(is_true) => Self::Bool(is_true),
        }
    }
}
