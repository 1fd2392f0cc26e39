//! Declared types.

use serde_json::{Value, json};
use tdproto_schema::decl::WireValue;
use tdproto_schema::model::{
    Access, Docs, Entity, Enum, EnumBase, EnumValue, Field, Openness, Presence, TypeDef, TypeId,
    TypeKind,
};

use super::types::{self, View, typed};
use super::{Object, set};
use crate::lang::{Input, entity_notes, field_notes, lifecycle_notes};
use crate::options::UnknownFields;
use crate::views::input_fields;

/// The definition of a declared type.
pub(super) fn define(input: &Input<'_>, id: TypeId, view: View) -> Object {
    let def = input.model.ty(id);
    let mut schema = match view {
        View::Whole | View::Client => documented(&def.docs, entity_notes(input.model, def)),
        View::Input => {
            let whole = input.names.ty(id);
            let mut schema = Object::new();
            let text =
                format!("`{whole}` as a client sends it: without what only the server sets.");
            set(&mut schema, "description", text);
            deprecation(&mut schema, &def.docs);
            schema
        }
    };
    match &def.kind {
        TypeKind::Entity(entity) => object(&mut schema, input, def, entity, view),
        TypeKind::Enum(found) => enumeration(&mut schema, def, found),
        TypeKind::Scalar(base) => schema.extend(types::of_scalar(*base)),
        TypeKind::Alias(target) => schema.extend(types::of(input, target, view)),
    }
    schema
}

/// A schema that so far holds only what the docs and the notes say.
pub(super) fn documented(docs: &Docs, notes: Vec<String>) -> Object {
    let mut schema = Object::new();
    let mut blocks: Vec<String> = Vec::new();
    let text = docs.text.trim();
    if !text.is_empty() {
        blocks.push(text.to_owned());
    }
    if !notes.is_empty() {
        blocks.push(notes.join(" "));
    }
    if let Some(deprecated) = &docs.deprecated {
        let since = deprecated.since.as_ref();
        let since = since.map(|since| format!(" since {since}"));
        let note = Some(deprecated.note.as_str()).filter(|note| !note.is_empty());
        let note = note.map(|note| format!(": {}", note.trim_end_matches('.')));
        blocks.push(format!(
            "Deprecated{}{}.",
            since.unwrap_or_default(),
            note.unwrap_or_default()
        ));
    }
    if !blocks.is_empty() {
        set(&mut schema, "description", blocks.join("\n\n"));
    }
    deprecation(&mut schema, docs);
    schema
}

fn deprecation(schema: &mut Object, docs: &Docs) {
    if docs.deprecated.is_some() {
        set(schema, "deprecated", true);
    }
}

fn object(schema: &mut Object, input: &Input<'_>, def: &TypeDef, entity: &Entity, view: View) {
    let fields: Vec<&Field> = match view {
        View::Whole => entity.fields.iter().collect(),
        View::Input | View::Client => input_fields(entity).map(|(_, field)| field).collect(),
    };
    set(schema, "type", "object");
    let mut properties = Object::new();
    let mut required = Vec::new();
    for field in fields {
        let notes = field_notes(entity, field, def.docs.since.as_deref());
        let mut property = documented(&field.docs, notes);
        property.extend(value(input, field, view));
        match field.access {
            Access::ReadOnly => set(&mut property, "readOnly", true),
            Access::ReadWrite => {}
        }
        set(&mut properties, &field.name, property);
        if !field.presence.may_be_absent() {
            required.push(Value::from(field.name.as_str()));
        }
    }
    if !properties.is_empty() {
        set(schema, "properties", properties);
    }
    if !required.is_empty() {
        set(schema, "required", required);
    }
    closed(schema, input);
}

/// Keys that the schema does not know are wrong, unless the user asked to keep them.
pub(super) fn closed(schema: &mut Object, input: &Input<'_>) {
    match input.options.unknown_fields {
        UnknownFields::Ignore | UnknownFields::Deny => set(schema, "additionalProperties", false),
        UnknownFields::Keep => {}
    }
}

/// A field's value in the four states of presence; whether the key may be missing is for
/// `required` to say.
fn value(input: &Input<'_>, field: &Field, view: View) -> Object {
    match field.presence {
        Presence::Required | Presence::OmitEmpty => types::of(input, &field.ty, view),
        Presence::Nullable | Presence::OmitNull => types::nullable(input, &field.ty, view),
    }
}

/// One constant a value, so that each can have docs; an open enum takes others as well.
fn enumeration(schema: &mut Object, def: &TypeDef, found: &Enum) {
    let base = match found.base {
        EnumBase::Text => typed("string"),
        EnumBase::Int => types::of_scalar(found.base.scalar()),
    };
    let since = def.docs.since.as_deref();
    let values = found.values.iter();
    let mut branches: Vec<Value> = values.map(|value| constant(value, since).into()).collect();
    schema.extend(base.clone());
    match found.openness {
        Openness::Open if branches.is_empty() => {}
        Openness::Open => {
            let mut others = Object::new();
            let text = "Other values, known to later versions.";
            set(&mut others, "description", text);
            others.extend(typed(match found.base {
                EnumBase::Text => "string",
                EnumBase::Int => "integer",
            }));
            branches.push(others.into());
            set(schema, "anyOf", branches);
        }
        Openness::Closed => set(schema, "oneOf", branches),
    }
}

fn constant(value: &EnumValue, owner_since: Option<&str>) -> Object {
    let mut branch = Object::new();
    let constant = match &value.value {
        WireValue::Text(text) => json!(text),
        WireValue::Int(number) => {
            // A number is no name, so the name comes along.
            set(&mut branch, "title", value.name.as_str());
            json!(number)
        }
    };
    set(&mut branch, "const", constant);
    branch.extend(documented(
        &value.docs,
        lifecycle_notes(&value.docs, owner_since),
    ));
    branch
}
