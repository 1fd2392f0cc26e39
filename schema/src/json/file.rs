//! The form of `model.json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bounds::BoundsFile;
use super::direction::DirectionFile;
use super::docs::{DocsFile, is_false};
use super::event::EventFile;
use super::field::FieldFile;
use super::frames::FrameFile;
use super::parts::WireValueFile;
use super::unions::UnionFile;

/// The part that is read first, to know if the rest can be understood.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Head {
    pub(super) format: u32,
}

/// The model of a JSON event protocol, resolved. Everything is sorted by name but fields and enum
/// values, which come in the order they were declared in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct ModelFile {
    /// Where the file came from.
    #[serde(rename = "$comment", default)]
    pub(super) comment: String,
    /// The number of this format.
    pub(super) format: u32,
    /// The protocol as a whole.
    pub(super) protocol: ProtocolFile,
    /// Kinds of frames, in the order in which receivers try them; none: all frames are
    /// envelopes. Since format 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) frames: Vec<FrameFile>,
    /// The topics that say something of themselves. Since format 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) topics: Vec<TopicFile>,
    /// Objects with known fields.
    pub(super) entities: Vec<EntityFile>,
    /// Sets of named values.
    pub(super) enums: Vec<EnumFile>,
    /// Values of one of several variants. Since format 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) unions: Vec<UnionFile>,
    /// Built-in scalars with a meaning of their own.
    pub(super) scalars: Vec<ScalarFile>,
    /// Other names of types.
    pub(super) aliases: Vec<AliasFile>,
    /// Events.
    pub(super) events: Vec<EventFile>,
    /// Names that the protocol once had.
    #[serde(default, skip_serializing_if = "RemovedFile::is_empty")]
    pub(super) removed: RemovedFile,
}

/// Names that the protocol once had, so that none comes back with another meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct RemovedFile {
    /// Entities, enums, unions, scalars and aliases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) types: Vec<TombstoneFile>,
    /// Fields of entities that still exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) fields: Vec<FieldTombstoneFile>,
    /// Values of enums that still exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) values: Vec<ValueTombstoneFile>,
    /// Events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) events: Vec<TombstoneFile>,
}

impl RemovedFile {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A removed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct TombstoneFile {
    /// Its name.
    pub(super) name: String,
    /// The first version without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<String>,
    /// The reason for the removal, or the replacement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) doc: String,
}

/// A removed field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct FieldTombstoneFile {
    /// Its entity.
    pub(super) entity: String,
    /// The field.
    #[serde(flatten)]
    pub(super) field: TombstoneFile,
}

/// A removed enum value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct ValueTombstoneFile {
    /// Its enum.
    #[serde(rename = "enum")]
    pub(super) enumeration: String,
    /// The value on the wire.
    pub(super) value: WireValueFile,
    /// The value.
    #[serde(flatten)]
    pub(super) short: TombstoneFile,
}

/// The protocol as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct ProtocolFile {
    /// The name.
    pub(super) name: String,
    /// The name for people. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    /// The description, as Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) doc: String,
    /// The licence, an SPDX expression. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<String>,
    /// The URL of a page about it. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    /// The servers that speak it. Since format 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) servers: Vec<ServerFile>,
    /// True if `""` may mean no date and time.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) allow_empty: bool,
    /// The keys of a frame.
    pub(super) envelope: EnvelopeFile,
    /// Texts that examples hold in place of a value, and the type of that value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) placeholders: BTreeMap<String, String>,
}

/// A server that speaks the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct ServerFile {
    /// Its name.
    pub(super) name: String,
    /// The URL to connect to.
    pub(super) url: String,
    /// The description, as Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) doc: String,
}

/// A topic that says something of itself. Its lifecycle is also that of its declarations, which
/// show it themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct TopicFile {
    /// Its name.
    pub(super) name: String,
    /// The name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
}

/// The keys of a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct EnvelopeFile {
    /// Holds the event's name.
    pub(super) event: String,
    /// Holds the id that the receiver confirms; absent: frames have no ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    /// Holds the event's params.
    pub(super) params: String,
    /// The events that confirm a frame by its id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) confirms: Vec<String>,
}

/// An object with known fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct EntityFile {
    /// Its name.
    pub(super) name: String,
    /// The topic it belongs to.
    pub(super) topic: String,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
    /// The side that sends it outside events. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) direction: Option<DirectionFile>,
    /// The entities whose fields are part of this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) includes: Vec<String>,
    /// All fields, the included ones first.
    pub(super) fields: Vec<FieldFile>,
}

/// A set of named values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct EnumFile {
    /// Its name.
    pub(super) name: String,
    /// The topic it belongs to.
    pub(super) topic: String,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
    /// True if its values are integers, not texts.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) int: bool,
    /// True if other values are possible and kept.
    pub(super) open: bool,
    /// Of a closed enum, the short name of the value that a missing one is; default: the
    /// first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) empty: Option<String>,
    /// The values.
    pub(super) values: Vec<EnumValueFile>,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct EnumValueFile {
    /// Its short name.
    pub(super) name: String,
    /// The value on the wire.
    pub(super) value: WireValueFile,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
}

/// A built-in scalar with a meaning of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct ScalarFile {
    /// Its name.
    pub(super) name: String,
    /// The topic it belongs to.
    pub(super) topic: String,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
    /// The built-in scalar it is on the wire.
    pub(super) base: String,
    /// True if `""` may mean no date and time.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) allow_empty: bool,
    /// The range of its values. Since format 2.
    #[serde(flatten)]
    pub(super) bounds: BoundsFile,
    /// A regular expression, as ECMAScript has them, that matches somewhere in each text. Since
    /// format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<String>,
    /// The format of its texts, by the names of JSON Schema. Since format 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<String>,
    /// The prefixes of its texts, each with its meaning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) prefixes: Vec<PrefixFile>,
}

/// A prefix of some texts of a scalar, with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct PrefixFile {
    /// The beginning.
    pub(super) text: String,
    /// The name of the kind of text in code.
    pub(super) name: String,
    /// The meaning.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) doc: String,
}

/// Another name of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct AliasFile {
    /// Its name.
    pub(super) name: String,
    /// The topic it belongs to.
    pub(super) topic: String,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
    /// The type behind the alias.
    #[serde(rename = "type")]
    pub(super) ty: String,
}
