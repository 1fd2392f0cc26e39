//! Unions in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::direction::DirectionFile;
use super::docs::{DocsFile, is_false};
use super::parts::WireValueFile;

/// A value of one of several variants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct UnionFile {
    /// Its name.
    pub(super) name: String,
    /// The topic it belongs to.
    pub(super) topic: String,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
    /// The side that sends it outside events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) direction: Option<DirectionFile>,
    /// The part of a value by which a receiver knows its variant; absent: the value of the tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) form: Option<FormFile>,
    /// The key of the object whose value names the variant; absent in other forms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) tag: Option<String>,
    /// The key beside the tag that holds the value of a variant; absent: its members are beside the
    /// tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<String>,
    /// True if the values of the tag are integers, not texts.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) int: bool,
    /// True if other variants are possible and kept.
    pub(super) open: bool,
    /// The variants.
    pub(super) variants: Vec<VariantFile>,
}

/// The part of a value by which a receiver knows its variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum FormFile {
    /// The keys of the object.
    Key,
    /// The kind of JSON.
    Kind,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct VariantFile {
    /// Its short name.
    pub(super) name: String,
    /// The value of the tag, or the key; absent: the variant has no tag and no key, or is known by its
    /// kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<WireValueFile>,
    /// The type: of the object besides the tag, of the content, or of the whole value; absent: there
    /// is only the tag.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) ty: Option<String>,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
}
