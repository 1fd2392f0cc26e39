//! Fields in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bounds::BoundsFile;
use super::constant::ConstantFile;
use super::docs::{DocsFile, is_false};
use super::presence::PresenceFile;

/// A field of an entity or a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct FieldFile {
    /// The key on the wire.
    pub(super) name: String,
    /// The type, as in a schema file.
    #[serde(rename = "type")]
    pub(super) ty: String,
    /// The only value, which is of the type. Since format 2.
    #[serde(default, rename = "const", skip_serializing_if = "Option::is_none")]
    pub(super) constant: Option<ConstantFile>,
    /// Its presence on the wire.
    pub(super) presence: PresenceFile,
    /// True if only the server may write it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) readonly: bool,
    /// True if `""` may mean no date and time.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) allow_empty: bool,
    /// The range of its values, besides that of its type. Since format 2.
    #[serde(flatten)]
    pub(super) bounds: BoundsFile,
    /// The default, which documents. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<serde_json::Value>,
    /// The condition under which it has a meaning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) when: Option<WhenFile>,
    /// The entity it was included from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) included_from: Option<String>,
    /// The entity whose field of the same key it overrides: one that the owner includes. Since
    /// format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) overrides: Option<String>,
    /// The name in generated code, if it is not that of its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) code_name: Option<String>,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
}

/// The condition of a conditional field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct WhenFile {
    /// The sibling's key.
    pub(super) field: String,
    /// Its values.
    pub(super) values: Vec<String>,
}
