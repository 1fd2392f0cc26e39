//! Presence in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Presence;

/// The presence of a field on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum PresenceFile {
    /// Always there, never null.
    Required,
    /// Always there, null for none.
    Nullable,
    /// Left out when empty, never null.
    OmitEmpty,
    /// Left out when there is none, and may be null.
    OmitNull,
    /// Left out when there is none, never null. Since format 2.
    Optional,
    /// A missing field, null and a value have three meanings. Since format 2.
    Patch,
}

impl From<Presence> for PresenceFile {
    fn from(presence: Presence) -> Self {
        match presence {
            Presence::Required => Self::Required,
            Presence::Nullable => Self::Nullable,
            Presence::OmitEmpty => Self::OmitEmpty,
            Presence::OmitNull => Self::OmitNull,
            Presence::Optional => Self::Optional,
            Presence::Patch => Self::Patch,
        }
    }
}

impl From<PresenceFile> for Presence {
    fn from(presence: PresenceFile) -> Self {
        match presence {
            PresenceFile::Required => Self::Required,
            PresenceFile::Nullable => Self::Nullable,
            PresenceFile::OmitEmpty => Self::OmitEmpty,
            PresenceFile::OmitNull => Self::OmitNull,
            PresenceFile::Optional => Self::Optional,
            PresenceFile::Patch => Self::Patch,
        }
    }
}
