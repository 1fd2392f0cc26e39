//! Docs and lifecycle in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Description and lifecycle.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct DocsFile {
    /// The description, as Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) doc: String,
    /// The first version that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<String>,
    /// Present if it is deprecated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) deprecated: Option<DeprecatedFile>,
    /// True if it may change or go without notice.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) experimental: bool,
}

/// A deprecation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct DeprecatedFile {
    /// The replacement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
    /// The version it was deprecated in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<String>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}
