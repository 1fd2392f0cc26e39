//! The parts of a schema that have descriptions, each once, where it is declared.

use std::fmt;

use tdproto_schema::model::{Docs, EnumValue, Field, FrameId, FrameKind, TypeDef, TypeId};
use tdproto_schema::{Origins, Schema, Span};

/// A field where it is declared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnField<'a> {
    /// The entity.
    pub(crate) id: TypeId,
    /// The declaration of the entity.
    pub(crate) owner: &'a TypeDef,
    /// The field's position in the entity.
    pub(crate) index: usize,
    /// The field.
    pub(crate) field: &'a Field,
}

impl OwnField<'_> {
    /// The name in findings: `Message.text`.
    #[must_use]
    pub(crate) fn subject(&self) -> String {
        format!("{}.{}", self.owner.name, self.field.name)
    }
}

/// A value of an enum.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnValue<'a> {
    /// The enum.
    pub(crate) id: TypeId,
    /// The declaration of the enum.
    pub(crate) owner: &'a TypeDef,
    /// The value's position in the enum.
    pub(crate) index: usize,
    /// The value.
    pub(crate) value: &'a EnumValue,
}

impl OwnValue<'_> {
    /// The name in findings: `ChatType.task`.
    #[must_use]
    pub(crate) fn subject(&self) -> String {
        format!("{}.{}", self.owner.name, self.value.name)
    }
}

/// A type, field, value, variant, kind of frame or event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedPart<'a> {
    /// The noun for such a part: `field`.
    pub(crate) what: &'static str,
    /// The type it is in, if it is in one.
    pub(crate) owner: Option<&'a str>,
    /// The part's name.
    pub(crate) name: &'a str,
    /// The docs and lifecycle.
    pub(crate) docs: &'a Docs,
    /// The place of the part's name.
    pub(crate) span: Span,
}

impl NamedPart<'_> {
    /// The name in findings: `Message`, `Message.text`, `server.online`.
    #[must_use]
    pub(crate) fn subject(&self) -> String {
        match self.owner {
            Some(owner) => format!("{owner}.{}", self.name),
            None => self.name.to_owned(),
        }
    }
}

impl<'a> NamedPart<'a> {
    /// The keys that lead to it in its file.
    #[must_use]
    pub(crate) fn path(&self) -> Vec<&'a str> {
        match (self.what, self.owner) {
            ("field", Some(owner)) => vec!["entity", owner, "fields", self.name],
            (FRAME_FIELD, Some(owner)) => vec!["frame", owner, "fields", self.name],
            ("variant", Some(owner)) => vec!["union", owner, "variants", self.name],
            (_, Some(owner)) => vec!["enum", owner, "values", self.name],
            (kind, None) => vec![kind, self.name],
        }
    }
}

impl fmt::Display for NamedPart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.what, self.subject())
    }
}

/// Returns every field once, where it is declared; included ones belong to their own entity.
pub(super) fn own_fields(schema: &Schema) -> impl Iterator<Item = OwnField<'_>> {
    schema.model.types_with_ids().flat_map(|(id, owner)| {
        let fields = owner.fields().iter().enumerate();
        let own = fields.filter(|(_, field)| field.included_from.is_none());
        own.map(move |(index, field)| OwnField {
            id,
            owner,
            index,
            field,
        })
    })
}

/// Returns every value of every enum.
pub(super) fn values(schema: &Schema) -> impl Iterator<Item = OwnValue<'_>> {
    schema.model.types_with_ids().flat_map(|(id, owner)| {
        let values = owner.values().iter().enumerate();
        values.map(move |(index, value)| OwnValue {
            id,
            owner,
            index,
            value,
        })
    })
}

/// Returns every part.
pub(super) fn parts(schema: &Schema) -> impl Iterator<Item = NamedPart<'_>> {
    let (model, origins) = (&schema.model, &schema.origins);
    let types = model.types_with_ids().map(|(id, def)| NamedPart {
        what: def.kind.name(),
        owner: None,
        name: &def.name,
        docs: &def.docs,
        span: origins.type_name(id),
    });
    let fields = own_fields(schema).map(|own| NamedPart {
        what: "field",
        owner: Some(&own.owner.name),
        name: &own.field.name,
        docs: &own.field.docs,
        span: origins.field_name(own.id, own.index),
    });
    let values = values(schema).map(|own| NamedPart {
        what: "value",
        owner: Some(&own.owner.name),
        name: &own.value.name,
        docs: &own.value.docs,
        span: origins.value_name(own.id, own.index),
    });
    let variants = model.types_with_ids().flat_map(move |(id, owner)| {
        let variants = owner.variants().iter().enumerate();
        variants.map(move |(index, variant)| NamedPart {
            what: "variant",
            owner: Some(owner.name.as_str()),
            name: &variant.name,
            docs: &variant.docs,
            span: origins.variant_name(id, index),
        })
    });
    let frames = model
        .frames_with_ids()
        .flat_map(move |(id, kind)| frame_parts(origins, id, kind));
    let events = model.events_with_ids().map(|(id, event)| NamedPart {
        what: "event",
        owner: None,
        name: &event.name,
        docs: &event.docs,
        span: origins.event(id).map_or(Span::NONE, |origin| origin.name),
    });
    types
        .chain(fields)
        .chain(values)
        .chain(variants)
        .chain(frames)
        .chain(events)
}

/// The noun for a kind of frame.
pub(super) const FRAME: &str = "frame";

/// The noun for a field of a kind of frame.
pub(super) const FRAME_FIELD: &str = "frame field";

/// Returns a kind of frame and its own fields.
fn frame_parts<'a>(
    origins: &Origins,
    id: FrameId,
    kind: &'a FrameKind,
) -> impl Iterator<Item = NamedPart<'a>> {
    let origin = origins.frame(id);
    let fields = kind.fields.iter().enumerate();
    let fields = fields.filter(|(_, field)| field.included_from.is_none());
    let fields = fields.map(move |(at, field)| NamedPart {
        what: FRAME_FIELD,
        owner: Some(kind.name.as_str()),
        name: &field.name,
        docs: &field.docs,
        span: origin
            .and_then(|origin| origin.fields.get(at))
            .map_or(Span::NONE, |field| field.name),
    });
    let fields: Vec<_> = fields.collect();
    let own = NamedPart {
        what: FRAME,
        owner: None,
        name: &kind.name,
        docs: &kind.docs,
        span: origin.map_or(Span::NONE, |origin| origin.name),
    };
    std::iter::once(own).chain(fields)
}
