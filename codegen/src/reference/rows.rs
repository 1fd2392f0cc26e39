//! The rows of tables: fields of entities and frames, values of enums, variants of unions, with those
//! that were removed.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Docs, Entity, Field, FrameKind, RemovedPart, Tombstone, Type, TypeDef, TypeId, WireValue,
};

use super::history::Marks;
use super::place::Place;
use super::words::{self, Badge};
use crate::lang::docs::{bounds_note, default_note};

/// A row about a part that has a link.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    /// The place of the part.
    pub(crate) place: Place<'a>,
    /// The name, as in the schema.
    pub(crate) name: &'a str,
    /// The value on the wire, if the part has one of its own.
    pub(crate) value: Option<String>,
    /// The type.
    pub(crate) ty: Option<&'a Type>,
    /// The presence in words; empty if the part has none.
    pub(crate) presence: &'static str,
    /// The lifecycle and the access.
    pub(crate) badges: Vec<Badge<'a>>,
    /// The description, as Markdown.
    pub(crate) doc: &'a str,
    /// Further sentences, as Markdown.
    pub(crate) notes: Vec<String>,
    /// The entity that the field comes from, if the owner includes it.
    pub(crate) from: Option<&'a str>,
}

/// The rows of the fields of an entity or of the variants of a union.
pub(crate) fn members<'a>(model: &'a Model, id: TypeId, marks: &'a Marks) -> Vec<Row<'a>> {
    match model.union(id).is_some() {
        true => variants(model, id, marks),
        false => fields(model, id, marks),
    }
}

/// The rows of the fields of an entity. The places are those of the entity itself.
pub(crate) fn fields<'a>(model: &'a Model, id: TypeId, marks: &'a Marks) -> Vec<Row<'a>> {
    let def = model.ty(id);
    let Some(entity) = def.entity() else {
        return Vec::new();
    };
    let since = def.docs.since.as_deref();
    let rows = entity.fields.iter().map(|field| {
        let place = Place::Member(&def.name, &field.name);
        let mut row = field_row(model, field, place, since);
        row.notes.extend(condition(entity, field));
        marks.add_to(&mut row.badges, place);
        row
    });
    rows.chain(removed_members(model, id, def)).collect()
}

/// The rows of the fields of a kind of frame.
pub(crate) fn frame_fields<'a>(model: &'a Model, kind: &'a FrameKind) -> Vec<Row<'a>> {
    let since = kind.docs.since.as_deref();
    let rows = kind.fields.iter().map(|field| {
        let place = Place::FrameField(&kind.name, &field.name);
        field_row(model, field, place, since)
    });
    rows.collect()
}

fn field_row<'a>(
    model: &'a Model,
    field: &'a Field,
    place: Place<'a>,
    owner_since: Option<&str>,
) -> Row<'a> {
    let mut notes = Vec::new();
    notes.extend(replacement(&field.docs));
    notes.extend(bounds_note(model, field));
    notes.extend(default_note(field));
    notes.extend(words::wide_note(model, &field.ty).map(str::to_owned));
    if field.allow_empty {
        notes.push("An empty text means no date.".to_owned());
    }
    let mut badges: Vec<Badge<'a>> = words::access(field.access).into_iter().collect();
    badges.extend(words::lifecycle(&field.docs, owner_since));
    Row {
        place,
        name: &field.name,
        value: None,
        ty: Some(&field.ty),
        presence: words::presence(field.presence),
        badges,
        doc: &field.docs.text,
        notes,
        from: field.included_from.map(|id| model.ty(id).name.as_str()),
    }
}

/// The replacement of what is deprecated; the badge says the rest.
fn replacement(docs: &Docs) -> Option<String> {
    let note = docs.deprecated.as_ref()?.note.trim();
    (!note.is_empty()).then(|| format!("Deprecated: {}.", note.trim_end_matches('.')))
}

/// Returns true if some fields are set by the server only.
pub(crate) fn has_readonly(rows: &[Row<'_>]) -> bool {
    rows.iter().any(|row| row.badges.contains(&Badge::Readonly))
}

/// The condition of a field as a sentence.
fn condition(entity: &Entity, field: &Field) -> Option<String> {
    let when = field.when.as_ref()?;
    let values = when.values.iter();
    let values: Vec<_> = values
        .map(|value| format!("`{}`", words::code(value)))
        .collect();
    let sibling = words::code(&entity.fields[when.field].name);
    Some(format!(
        "Has a meaning only while `{sibling}` is {}.",
        values.join(" or ")
    ))
}

/// The rows of the values of an enum.
pub(crate) fn values<'a>(model: &'a Model, id: TypeId, marks: &'a Marks) -> Vec<Row<'a>> {
    let def = model.ty(id);
    let since = def.docs.since.as_deref();
    let rows = def.values().iter().map(|value| {
        let place = Place::Member(&def.name, &value.name);
        let mut row = plain_row(place, &value.name, &value.docs.text);
        row.value = Some(words::wire_text(&value.value));
        row.badges = words::lifecycle(&value.docs, since);
        marks.add_to(&mut row.badges, place);
        row.notes.extend(replacement(&value.docs));
        row
    });
    rows.chain(removed_members(model, id, def)).collect()
}

/// The rows of the variants of a union.
pub(crate) fn variants<'a>(model: &'a Model, id: TypeId, marks: &'a Marks) -> Vec<Row<'a>> {
    let def = model.ty(id);
    let since = def.docs.since.as_deref();
    let rows = def.variants().iter().map(|variant| {
        let place = Place::Member(&def.name, &variant.name);
        let mut row = plain_row(place, &variant.name, &variant.docs.text);
        row.value = variant.value.as_ref().map(words::wire_text);
        row.ty = variant.ty.as_ref();
        row.badges = words::lifecycle(&variant.docs, since);
        marks.add_to(&mut row.badges, place);
        row.notes.extend(replacement(&variant.docs));
        row
    });
    rows.chain(removed_members(model, id, def)).collect()
}

fn plain_row<'a>(place: Place<'a>, name: &'a str, doc: &'a str) -> Row<'a> {
    Row {
        place,
        name,
        value: None,
        ty: None,
        presence: "",
        badges: Vec::new(),
        doc,
        notes: Vec::new(),
        from: None,
    }
}

/// The rows of the members that a type once had.
fn removed_members<'a>(model: &'a Model, id: TypeId, def: &'a TypeDef) -> Vec<Row<'a>> {
    let has = |name: &str| {
        def.fields().iter().any(|field| field.name == name)
            || def.values().iter().any(|value| value.name == name)
            || def.variants().iter().any(|variant| variant.name == name)
    };
    let mut rows: Vec<Row<'a>> = Vec::new();
    for stone in &model.removed {
        let (name, value) = match &stone.part {
            RemovedPart::Field { entity, name } if *entity == id => (name, None),
            RemovedPart::Value {
                enumeration,
                name,
                value,
            } if *enumeration == id => (name, Some(value)),
            RemovedPart::Type { .. }
            | RemovedPart::Field { .. }
            | RemovedPart::Value { .. }
            | RemovedPart::Event { .. } => continue,
        };
        if !has(name) && !rows.iter().any(|row| row.name == name) {
            rows.push(removed_row(&def.name, stone, value));
        }
    }
    rows
}

fn removed_row<'a>(owner: &'a str, stone: &'a Tombstone, value: Option<&WireValue>) -> Row<'a> {
    let mut row = plain_row(Place::Member(owner, stone.name()), stone.name(), &stone.doc);
    row.value = value.map(words::wire_text);
    row.badges.push(Badge::Removed(stone.since.as_deref()));
    row
}
