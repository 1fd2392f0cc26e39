//! Declared types.

use tdproto_schema::decl::WireValue;
use tdproto_schema::model::{
    Deprecated, Docs, Entity, Enum, EnumBase, EnumValue, Field, Openness, Presence, TypeDef,
    TypeId, TypeKind,
};

use super::docs::{Doc, code, one_line};
use super::naming::{key, string};
use super::types::{Scope, View, WIDTH};
use crate::lang::{entity_notes, field_notes, lifecycle_notes};
use crate::text::Writer;
use crate::views::input_fields;

/// A declared type, and its input view where that is another type.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId) {
    let def = scope.input.model.ty(id);
    let name = scope.input.names.ty(id);
    w.blank();
    match &def.kind {
        TypeKind::Entity(entity) => {
            let notes = entity_notes(scope.input.model, def);
            doc(&def.docs, notes).write(w);
            interface(w, scope, (name, View::Whole), def, entity);
        }
        TypeKind::Enum(found) => enumeration(w, name, def, found),
        TypeKind::Scalar(base) => {
            doc(&def.docs, lifecycle_notes(&def.docs, None)).write(w);
            let base = scope.scalar(*base);
            w.line(format!("export type {name} = {base};"));
        }
        TypeKind::Alias(target) => {
            doc(&def.docs, lifecycle_notes(&def.docs, None)).write(w);
            let target = scope.ty(target, View::Whole);
            w.line(format!("export type {name} = {target};"));
        }
    }
    if scope.input.views.differs(id) {
        w.blank();
        input_view(w, scope, id, def);
    }
}

/// The docs of a part with the notes on it, deprecation included.
pub(super) fn doc(docs: &Docs, notes: Vec<String>) -> Doc {
    Doc::new(&docs.text)
        .notes(&notes)
        .deprecated(docs.deprecated.as_ref())
}

fn input_view(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, def: &TypeDef) {
    let whole = scope.input.names.ty(id);
    let name = scope.input.names.input(id);
    let text =
        format!("{{@link {whole}}} as a client sends it: without what only the server sets.");
    Doc::default()
        .safe(text)
        .deprecated(def.docs.deprecated.as_ref())
        .write(w);
    match &def.kind {
        TypeKind::Entity(entity) => interface(w, scope, (name, View::Input), def, entity),
        TypeKind::Alias(target) => {
            let target = scope.ty(target, View::Input);
            w.line(format!("export type {name} = {target};"));
        }
        // Their values are the same for everybody.
        TypeKind::Enum(_) | TypeKind::Scalar(_) => {}
    }
}

fn interface(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    (name, view): (&str, View),
    def: &TypeDef,
    entity: &Entity,
) {
    let fields: Vec<&Field> = match view {
        View::Whole => entity.fields.iter().collect(),
        View::Input => input_fields(entity).map(|(_, field)| field).collect(),
    };
    if fields.is_empty() {
        w.line(format!("export interface {name} {{}}"));
        return;
    }
    w.block(format!("export interface {name} {{"), "}", |w| {
        for field in fields {
            let notes = field_notes(entity, field, def.docs.since.as_deref());
            doc(&field.docs, notes).write(w);
            w.line(member(scope, field, view));
        }
    });
}

/// The four states of presence; the table in the protocol's description of the wire.
fn member(scope: &mut Scope<'_>, field: &Field, view: View) -> String {
    let key = key(&field.name);
    let ty = scope.ty(&field.ty, view);
    match field.presence {
        Presence::Required => format!("{key}: {ty};"),
        Presence::Nullable => format!("{key}: {ty} | null;"),
        Presence::OmitEmpty => format!("{key}?: {ty};"),
        Presence::OmitNull => format!("{key}?: {ty} | null;"),
    }
}

fn enumeration(w: &mut Writer, name: &str, def: &TypeDef, found: &Enum) {
    let since = def.docs.since.as_deref();
    let values: Vec<_> = found
        .values
        .iter()
        .map(|value| value_note(value, since))
        .collect();
    let tail = match (found.openness, found.base) {
        (Openness::Open, EnumBase::Text) => Some("(string & {})"),
        (Openness::Open, EnumBase::Int) => Some("(number & {})"),
        (Openness::Closed, EnumBase::Text | EnumBase::Int) => None,
    };
    let mut docs = Doc::new(&def.docs.text).safe(values.join("\n"));
    if tail.is_some() && !values.is_empty() {
        docs = docs.safe("Open: there may be other values, known to later versions.".to_owned());
    }
    docs.notes(&lifecycle_notes(&def.docs, None))
        .deprecated(def.docs.deprecated.as_ref())
        .write(w);

    let literals = found.values.iter().map(|value| literal(&value.value));
    let members: Vec<_> = literals.chain(tail.map(str::to_owned)).collect();
    let line = format!("export type {name} = {};", members.join(" | "));
    if line.chars().count() <= WIDTH {
        w.line(line);
        return;
    }
    w.line(format!("export type {name} ="));
    w.indented(|w| {
        let (last, others) = members
            .split_last()
            .map_or(("", &[][..]), |(l, o)| (l.as_str(), o));
        w.lines(others.iter().map(|member| format!("| {member}")));
        w.line(format!("| {last};"));
    });
}

fn literal(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => string(text),
        WireValue::Int(number) => number.to_string(),
    }
}

/// The line of a list that tells about one value. A number is no name, so the name comes along.
fn value_note(value: &EnumValue, owner_since: Option<&str>) -> String {
    let mut note = format!("- {}", code(&literal(&value.value)));
    match &value.value {
        WireValue::Text(_) => {}
        WireValue::Int(_) => note.push_str(&format!(" ({})", one_line(&value.name))),
    }
    let mut texts = vec![one_line(&value.docs.text)];
    texts.extend(lifecycle_notes(&value.docs, owner_since));
    if let Some(deprecated) = &value.docs.deprecated {
        texts.push(deprecation_note(deprecated));
    }
    texts.retain(|text| !text.is_empty());
    if !texts.is_empty() {
        note.push_str(": ");
        note.push_str(&texts.join(" "));
    }
    note
}

/// A union's members have no comments of their own that an editor could strike through.
fn deprecation_note(deprecated: &Deprecated) -> String {
    let since = deprecated
        .since
        .as_ref()
        .map(|since| format!(" since {}", one_line(since)));
    let note = one_line(&deprecated.note);
    let note = if note.is_empty() {
        note
    } else {
        format!(": {}", note.trim_end_matches('.'))
    };
    format!("Deprecated{}{note}.", since.unwrap_or_default())
}
