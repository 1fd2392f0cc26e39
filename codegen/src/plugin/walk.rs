//! The search for constructs: every part of a model is taken apart by name, so that a new part
//! cannot be forgotten.

use std::collections::BTreeMap;

use tdproto_schema::model::{
    Access, Bounds, Constraints, Entity, Enum, EnumBase, Event, Field, FrameKind, JsonScalar,
    Params, Presence, Scalar, Sender, Tag, Type, TypeDef, TypeKind, Union, UnionForm, Variant,
};
use tdproto_schema::{Model, Schema, Span};

use super::features::{Feature, FirstUse};

/// A part of the model, and its place.
#[derive(Clone, Copy)]
struct At<'p> {
    part: &'p str,
    span: Span,
}

/// The constructs that a model uses, each with its first place.
///
/// ```
/// use tdproto_codegen::plugin::{Feature, features_of};
///
/// let (schema, _) = tdproto_schema::embedded::compiled();
/// assert!(features_of(&schema).contains_key(&Feature::InputViews));
/// ```
#[must_use]
pub fn features_of(schema: &Schema) -> BTreeMap<Feature, FirstUse> {
    let (model, origins) = (&schema.model, &schema.origins);
    let mut walk = Walk {
        model,
        used: BTreeMap::new(),
    };
    for (id, def) in model.types_with_ids() {
        let span = origins.type_name(id);
        walk.definition(
            def,
            At {
                part: &def.name,
                span,
            },
        );
        for (index, field) in def.fields().iter().enumerate() {
            let span = origins.field_name(id, index);
            walk.field(&def.name, field, span);
        }
        for (index, variant) in def.variants().iter().enumerate() {
            let span = origins.variant_name(id, index);
            walk.variant(def, variant, span);
        }
    }
    for (id, kind) in model.frames_with_ids() {
        let origin = origins.frame(id);
        walk.frame(kind, origin.map_or(Span::NONE, |origin| origin.name));
        for (index, field) in kind.fields.iter().enumerate() {
            let span = origin.and_then(|origin| origin.fields.get(index));
            walk.field(
                &kind.name,
                field,
                span.map_or(Span::NONE, |field| field.name),
            );
        }
    }
    for (id, event) in model.events_with_ids() {
        walk.event(event, origins.event_name(id));
    }
    let protocol = At {
        part: "protocol",
        span: origins.protocol(),
    };
    if model.protocol.allow_empty {
        walk.uses(Feature::EmptyDatetimes, protocol);
    }
    for name in &model.protocol.envelope.confirms {
        let span = model.event_id(name).map(|id| origins.event_name(id));
        let span = span.unwrap_or(Span::NONE);
        walk.uses(Feature::Confirms, At { part: name, span });
    }
    walk.used
}

struct Walk<'a> {
    model: &'a Model,
    used: BTreeMap<Feature, FirstUse>,
}

impl Walk<'_> {
    /// Keeps the place of a construct, if it is the first.
    fn uses(&mut self, feature: Feature, at: At<'_>) {
        self.used.entry(feature).or_insert_with(|| FirstUse {
            part: at.part.to_owned(),
            span: at.span,
        });
    }

    /// A declared type, but for its fields and variants.
    fn definition(&mut self, def: &TypeDef, at: At<'_>) {
        let TypeDef {
            name: _,
            topic: _,
            kind,
            allow_empty,
            constraints,
            prefixes,
            docs: _,
        } = def;
        if *allow_empty {
            self.uses(Feature::EmptyDatetimes, at);
        }
        if !prefixes.is_empty() {
            self.uses(Feature::Prefixes, at);
        }
        self.constraints(constraints, at);
        match kind {
            TypeKind::Entity(Entity {
                direction: _,
                includes: _,
                fields: _,
            }) => {}
            TypeKind::Enum(Enum {
                base,
                openness: _,
                values: _,
                empty: _,
            }) => match base {
                EnumBase::Text => {}
                EnumBase::Int => self.uses(Feature::IntegerEnums, at),
            },
            TypeKind::Union(Union {
                direction: _,
                form,
                openness: _,
                variants: _,
            }) => match form {
                UnionForm::Tag(Tag {
                    key: _,
                    base: _,
                    content: None,
                }) => self.uses(Feature::UnionTag, at),
                UnionForm::Tag(Tag {
                    key: _,
                    base: _,
                    content: Some(_),
                }) => self.uses(Feature::UnionContent, at),
                UnionForm::Key => self.uses(Feature::UnionKey, at),
                UnionForm::Kind => self.uses(Feature::UnionKind, at),
            },
            TypeKind::Scalar(base) => self.scalar(*base, at),
            TypeKind::Alias(target) => self.ty(target, at),
        }
    }

    fn constraints(&mut self, constraints: &Constraints, at: At<'_>) {
        let Constraints {
            bounds,
            pattern,
            format,
        } = constraints;
        if pattern.is_some() || format.is_some() {
            self.uses(Feature::Constraints, at);
        }
        self.bounds(*bounds, at);
    }

    fn bounds(&mut self, bounds: Bounds, at: At<'_>) {
        let Bounds { min, max } = bounds;
        if min.is_some() || max.is_some() {
            self.uses(Feature::Constraints, at);
        }
    }

    fn variant(&mut self, def: &TypeDef, variant: &Variant, span: Span) {
        let Variant {
            name,
            value,
            ty,
            docs: _,
        } = variant;
        let part = format!("{}.{name}", def.name);
        let at = At { part: &part, span };
        let is_of_objects = def.union().is_some_and(|union| union.form.is_of_objects());
        if value.is_none() && is_of_objects {
            self.uses(Feature::UnionAbsent, at);
        }
        if let Some(ty) = ty {
            self.ty(ty, at);
        }
    }

    fn field(&mut self, owner: &str, field: &Field, span: Span) {
        let Field {
            name,
            code_name: _,
            ty,
            presence,
            allow_empty,
            bounds,
            default,
            access,
            when,
            included_from: _,
            overrides: _,
            docs: _,
        } = field;
        let part = format!("{owner}.{name}");
        let at = At { part: &part, span };
        self.presence(*presence, at);
        self.bounds(*bounds, at);
        let facts = [
            (*allow_empty, Feature::EmptyDatetimes),
            (default.is_some(), Feature::Defaults),
            (when.is_some(), Feature::Conditions),
        ];
        for (_, feature) in facts.into_iter().filter(|(is_used, _)| *is_used) {
            self.uses(feature, at);
        }
        match access {
            Access::ReadWrite => {}
            Access::ReadOnly => self.uses(Feature::InputViews, at),
        }
        self.ty(ty, at);
    }

    fn presence(&mut self, presence: Presence, at: At<'_>) {
        match presence {
            Presence::Required => {}
            Presence::Nullable => self.uses(Feature::Nullable, at),
            Presence::OmitEmpty => self.uses(Feature::OmitEmpty, at),
            Presence::OmitNull => self.uses(Feature::OmitNull, at),
            Presence::Optional => self.uses(Feature::Optional, at),
            Presence::Patch => self.uses(Feature::Patch, at),
        }
    }

    fn ty(&mut self, ty: &Type, at: At<'_>) {
        match ty {
            Type::Scalar(scalar) => self.scalar(*scalar, at),
            Type::Named(_) => {}
            Type::List(item) => self.ty(item, at),
            Type::Map(key, value) => {
                let scalar = self.model.wire_scalar(key);
                match scalar.map(Scalar::json) {
                    Some(JsonScalar::Integer { .. }) => self.uses(Feature::IntegerKeys, at),
                    Some(
                        JsonScalar::Text
                        | JsonScalar::Base64
                        | JsonScalar::Bool
                        | JsonScalar::Number,
                    )
                    | None => {}
                }
                self.ty(key, at);
                self.ty(value, at);
            }
            Type::Tuple(items) => {
                self.uses(Feature::Tuples, at);
                items.iter().for_each(|item| self.ty(item, at));
            }
            Type::Nullable(item) => {
                self.uses(Feature::NullableItems, at);
                self.ty(item, at);
            }
            Type::Constant(_) => self.uses(Feature::Constants, at),
            Type::Null => self.uses(Feature::Nulls, at),
            Type::Any => self.uses(Feature::AnyValues, at),
        }
    }

    fn scalar(&mut self, scalar: Scalar, at: At<'_>) {
        match scalar {
            Scalar::Bytes => self.uses(Feature::Bytes, at),
            Scalar::String
            | Scalar::Bool
            | Scalar::Int
            | Scalar::Int8
            | Scalar::Int16
            | Scalar::Int32
            | Scalar::Int64
            | Scalar::Uint
            | Scalar::Uint8
            | Scalar::Uint16
            | Scalar::Uint32
            | Scalar::Uint64
            | Scalar::Float32
            | Scalar::Float64
            | Scalar::Datetime => {}
        }
    }

    fn event(&mut self, event: &Event, span: Span) {
        let Event {
            name,
            topic: _,
            sender,
            frame: _,
            value,
            matches,
            params,
            reply,
            error,
            code_name: _,
            docs: _,
        } = event;
        let at = At { part: name, span };
        match sender {
            Sender::Client | Sender::Server => {}
            Sender::Both => self.uses(Feature::BothSenders, at),
        }
        let has_entity = self.model.params_entity(event).is_some();
        let facts = [
            (value.is_some(), Feature::EventValues),
            (!matches.is_empty(), Feature::EventMatches),
            (params.is_none(), Feature::NoParams),
            (params.is_some() && !has_entity, Feature::ParamsValues),
            (reply.is_some(), Feature::Requests),
        ];
        for (_, feature) in facts.into_iter().filter(|(is_used, _)| *is_used) {
            self.uses(feature, at);
        }
        for params in [params, reply].into_iter().flatten() {
            self.params(params, at);
        }
        if let Some(error) = error {
            self.ty(error, at);
        }
    }

    fn frame(&mut self, kind: &FrameKind, span: Span) {
        let FrameKind {
            name,
            topic: _,
            sender: _,
            replies: _,
            shape: _,
            event: _,
            id,
            error,
            fields: _,
            docs: _,
        } = kind;
        let at = At { part: name, span };
        self.uses(Feature::Frames, at);
        for params in [id, error].into_iter().flatten() {
            self.params(params, at);
        }
    }

    fn params(&mut self, params: &Params, at: At<'_>) {
        let Params { ty, presence } = params;
        self.presence(*presence, at);
        self.ty(ty, at);
    }
}
