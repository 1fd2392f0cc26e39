//! Kinds of frames in a `model.json`.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::direction::SenderFile;
use super::docs::{DocsFile, is_false};
use super::event::ParamsFile;
use super::field::FieldFile;
use crate::Span;
use crate::decl::{PartDecl, Spanned};
use crate::model::{Constant, Field, FrameKind, Hole, Member, Part};

/// A kind of frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(expecting = "an object")]
pub(super) struct FrameFile {
    /// Its name.
    pub(super) name: String,
    /// The topic it belongs to.
    pub(super) topic: String,
    /// The sides that send it.
    pub(super) direction: SenderFile,
    /// The kind of frame that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) replies: Option<String>,
    /// The frame with holes, as in a schema file.
    pub(super) shape: ShapeFile,
    /// True if events are integers on the wire, not texts.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) int: bool,
    /// The id that requests and replies share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<ParamsFile>,
    /// The error of a reply, if it is not the event's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<ParamsFile>,
    /// The fields of the frame.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) fields: Vec<FieldFile>,
    /// Docs and lifecycle.
    #[serde(flatten)]
    pub(super) docs: DocsFile,
}

/// A part of a frame. Its members keep their order, in which senders write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ShapeFile {
    Object(Vec<(String, ShapeFile)>),
    Array(Vec<ShapeFile>),
    Text(String),
    Int(i64),
    Bool(bool),
}

impl ShapeFile {
    /// The shape of a kind of frame.
    pub(super) fn of(kind: &FrameKind) -> Self {
        part(&kind.shape, &kind.fields)
    }

    /// The shape as a schema file has it.
    pub(super) fn decl(&self) -> PartDecl {
        match self {
            Self::Object(members) => PartDecl::Object(
                members
                    .iter()
                    .map(|(key, part)| (Spanned::unplaced(key.clone()), part.decl()))
                    .collect(),
                Span::NONE,
            ),
            Self::Array(items) => {
                PartDecl::Array(items.iter().map(Self::decl).collect(), Span::NONE)
            }
            Self::Text(text) => PartDecl::Text(Spanned::unplaced(text.clone())),
            Self::Int(number) => PartDecl::Constant(Spanned::unplaced(Constant::Int(*number))),
            Self::Bool(is_true) => PartDecl::Constant(Spanned::unplaced(Constant::Bool(*is_true))),
        }
    }
}

fn part(found: &Part, fields: &[Field]) -> ShapeFile {
    let text = |hole: &Hole| hole.text(fields);
    match found {
        Part::Object(members) => ShapeFile::Object(
            members
                .iter()
                .map(|member| match member {
                    Member::Key(key, found) => (key.clone(), part(found, fields)),
                    Member::Flat(hole) => ("...".to_owned(), ShapeFile::Text(text(hole))),
                })
                .collect(),
        ),
        Part::Array(items) => {
            ShapeFile::Array(items.iter().map(|item| part(item, fields)).collect())
        }
        Part::Constant(Constant::Text(text)) => ShapeFile::Text(constant_text(text)),
        Part::Constant(Constant::Int(number)) => ShapeFile::Int(*number),
        Part::Constant(Constant::Bool(is_true)) => ShapeFile::Bool(*is_true),
        Part::Null => ShapeFile::Text("$null".to_owned()),
        Part::Hole(hole) => ShapeFile::Text(text(hole)),
        Part::Items(hole) => ShapeFile::Text(format!("...{}", text(hole))),
    }
}

/// The text of a constant text in a shape.
fn constant_text(text: &str) -> String {
    if text.starts_with('$') {
        format!("${text}")
    } else {
        text.to_owned()
    }
}

impl Serialize for ShapeFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, part) in members {
                    map.serialize_entry(key, part)?;
                }
                map.end()
            }
            Self::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Text(text) => serializer.serialize_str(text),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Bool(is_true) => serializer.serialize_bool(*is_true),
        }
    }
}

impl<'de> Deserialize<'de> for ShapeFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = ShapeFile;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a part of a frame: an object, a list, a text, an integer or a boolean")
    }

    fn visit_bool<E>(self, is_true: bool) -> Result<ShapeFile, E> {
        Ok(ShapeFile::Bool(is_true))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<ShapeFile, E> {
        match Constant::int(number) {
            Some(_) => Ok(ShapeFile::Int(number)),
            None => Err(E::custom("an integer of a frame is beyond ±(2^53 - 1)")),
        }
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<ShapeFile, E> {
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn visit_str<E>(self, text: &str) -> Result<ShapeFile, E> {
        Ok(ShapeFile::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<ShapeFile, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(ShapeFile::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ShapeFile, A::Error> {
        let mut members: Vec<(String, ShapeFile)> = Vec::new();
        while let Some((key, part)) = map.next_entry::<String, ShapeFile>()? {
            if members.iter().any(|(known, _)| *known == key) {
                let message = format!("key `{key}` of a shape is there twice");
                return Err(serde::de::Error::custom(message));
            }
            members.push((key, part));
        }
        Ok(ShapeFile::Object(members))
    }
}

impl JsonSchema for ShapeFile {
    fn schema_name() -> Cow<'static, str> {
        "ShapeFile".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let part = generator.subschema_for::<Self>();
        schemars::json_schema!({
            "description": "A part of a frame: JSON, in which a text such as `$event` is a hole.",
            "anyOf": [
                { "type": "object", "additionalProperties": part },
                { "type": "array", "items": part },
                { "type": "string" },
                { "type": "integer" },
                { "type": "boolean" }
            ]
        })
    }
}
