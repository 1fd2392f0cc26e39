//! Declared types.

use tdproto_schema::model::{
    Access, Entity, Enum, EnumBase, EnumValue, Field, Openness, Presence, Type, TypeDef, TypeId,
    TypeKind, WireValue,
};

use super::constraints;
use super::documented::{deprecation, documented};
use super::types::{self, View, typed};
use super::unions;
use crate::lang::node::{Node, Object};
use crate::lang::{Input, entity_notes, field_notes, input_note, lifecycle_notes};
use crate::options::UnknownFields;
use crate::sample;

/// The definition of a declared type.
pub(super) fn define<'a>(input: &Input<'a>, id: TypeId, view: View) -> Object<'a> {
    let def = input.model.ty(id);
    let mut schema = head(input, id, view);
    match &def.kind {
        TypeKind::Entity(entity) => {
            object(&mut schema, input, def, entity, view);
            if !types::is_open(input, id) {
                closed(&mut schema, input);
            }
        }
        TypeKind::Union(found) => unions::define(&mut schema, input, def, found, view),
        TypeKind::Enum(found) => enumeration(&mut schema, def, found),
        TypeKind::Scalar(base) => {
            let allow_empty = def.allow_empty || input.model.protocol.allow_empty;
            schema.extend(types::of_scalar(*base, allow_empty));
            constraints::of_scalar(&mut schema, *base, &def.constraints);
        }
        TypeKind::Alias(target) => schema.extend(types::of(input, target, view, false)),
    }
    schema
}

/// The docs of a declared type.
pub(super) fn head<'a>(input: &Input<'a>, id: TypeId, view: View) -> Object<'a> {
    let def = input.model.ty(id);
    match view {
        View::Whole | View::Client => documented(&def.docs, entity_notes(input, id)),
        View::Input => {
            let whole = input.names.ty(id);
            let mut schema = Object::new();
            schema.set("description", input_note(&format!("`{whole}`")));
            deprecation(&mut schema, &def.docs);
            schema
        }
    }
}

fn object<'a>(
    schema: &mut Object<'a>,
    input: &Input<'a>,
    def: &TypeDef,
    entity: &'a Entity,
    view: View,
) {
    schema.set("type", "object");
    let mut properties = Object::new();
    let mut required = Vec::new();
    for (_, field) in view.fields().fields(entity) {
        let notes = field_notes(entity, field, def.docs.since.as_deref());
        let mut property = documented(&field.docs, notes);
        property.extend(value(input, field, view));
        if let Some(default) = &field.default {
            property.set("default", Node::from(sample::default_value(default)));
        }
        match field.access {
            Access::ReadOnly => property.set("readOnly", true),
            Access::ReadWrite => {}
        }
        properties.set(field.name.as_str(), property);
        if !field.presence.may_be_absent() {
            required.push(field.name.as_str());
        }
    }
    if !properties.is_empty() {
        schema.set("properties", properties);
    }
    if !required.is_empty() {
        schema.set("required", required);
    }
}

/// Forbids keys that the schema does not know, unless the user asked to keep them.
pub(super) fn closed(schema: &mut Object<'_>, input: &Input<'_>) {
    match input.options.unknown_fields {
        UnknownFields::Ignore | UnknownFields::Deny => schema.set("additionalProperties", false),
        UnknownFields::Keep => {}
    }
}

/// A field's value in the states of presence; `required` decides if the key may be missing.
fn value<'a>(input: &Input<'a>, field: &Field, view: View) -> Object<'a> {
    let value = (&field.ty, field.allow_empty);
    let mut schema = present(input, value, field.presence, view);
    constraints::of_field(&mut schema, input.model, field);
    schema
}

/// A value of a type that may have empty dates, in the states of presence.
pub(super) fn present<'a>(
    input: &Input<'a>,
    (ty, allow_empty): (&Type, bool),
    presence: Presence,
    view: View,
) -> Object<'a> {
    match presence {
        Presence::Required | Presence::OmitEmpty | Presence::Optional => {
            types::of(input, ty, view, allow_empty)
        }
        Presence::Nullable | Presence::OmitNull | Presence::Patch => {
            types::nullable(input, ty, view, allow_empty)
        }
    }
}

/// Writes one constant for each value, so that each can have docs; an open enum takes others as
/// well.
fn enumeration<'a>(schema: &mut Object<'a>, def: &TypeDef, found: &'a Enum) {
    let base = match found.base {
        EnumBase::Text => typed("string"),
        EnumBase::Int => types::of_scalar(found.base.scalar(), false),
    };
    let since = def.docs.since.as_deref();
    let values = found.values.iter();
    let mut branches: Vec<Object<'a>> = values.map(|value| constant(value, since)).collect();
    schema.extend(base);
    match found.openness {
        Openness::Open if branches.is_empty() => {}
        Openness::Open => {
            let mut others = Object::new();
            let text = "Other values, known to later versions.";
            others.set("description", text);
            others.extend(typed(match found.base {
                EnumBase::Text => "string",
                EnumBase::Int => "integer",
            }));
            branches.push(others);
            schema.set("anyOf", branches);
        }
        Openness::Closed => schema.set("oneOf", branches),
    }
}

fn constant<'a>(value: &'a EnumValue, owner_since: Option<&str>) -> Object<'a> {
    let mut branch = Object::new();
    let constant: Node<'a> = match &value.value {
        WireValue::Text(text) => text.as_str().into(),
        WireValue::Int(number) => {
            // A number is no name, so the name is its title.
            branch.set("title", value.name.as_str());
            i128::from(*number).into()
        }
    };
    branch.set("const", constant);
    branch.extend(documented(
        &value.docs,
        lifecycle_notes(&value.docs, owner_since),
    ));
    branch
}
