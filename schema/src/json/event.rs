//! Events in a `model.json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::constant::ConstantFile;
use super::direction::SenderFile;
use super::docs::DocsFile;
use super::parts::WireValueFile;
use super::presence::PresenceFile;

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct EventFile {
    /// Its name, which is that on the wire unless `value` is.
    pub(super) name: String,
    /// The topic it belongs to.
    pub(super) topic: String,
    /// The sides that send it.
    pub(super) direction: SenderFile,
    /// The kind of frame it travels in. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) frame: Option<String>,
    /// The name on the wire, if it is not its name. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<WireValueFile>,
    /// The values of fields of the frame that distinguish it from others of its name. Since format 2.
    #[serde(default, rename = "match", skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) matches: BTreeMap<String, ConstantFile>,
    /// The value under the frame's params.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) params: Option<ParamsFile>,
    /// The result of the reply; absent: there is no reply. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reply: Option<ParamsFile>,
    /// The error of the reply, if it is not the one of all frames of its kind. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
    /// The name in generated code, if it is not that on the wire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) code_name: Option<String>,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
}

/// The params of an event: a type that is always there, or an object. Since format 2, any type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "params must be a type, or an object with `type` and `presence`"
)]
pub(super) enum ParamsFile {
    /// The type of params that are always there, as in a schema file.
    Always(String),
    /// The type, and the presence of a value of it. Since format 2.
    Other {
        /// The type, as in a schema file.
        #[serde(rename = "type")]
        ty: String,
        /// The presence: `nullable`, `optional` or `patch`.
        presence: PresenceFile,
    },
}
