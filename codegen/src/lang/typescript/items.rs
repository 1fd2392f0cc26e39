//! Declared types.

use tdproto_schema::model::{Entity, Field, Presence, TypeDef, TypeId, TypeKind};

use super::docs::Doc;
use super::literal::key;
use super::types::{Scope, or_null};
use super::{conditional, defaults, enums, scalars, tables, unions};
use crate::lang::{bounds_note, default_note, entity_notes, field_notes, input_note, type_notes};
use crate::text::Writer;
use crate::views::View;

/// A declared type, and its input view where that is a type of its own.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId) {
    let def = scope.input.model.ty(id);
    let name = scope.input.names.ty(id);
    w.blank();
    match &def.kind {
        TypeKind::Entity(entity) => {
            let notes = entity_notes(&scope.input, id);
            Doc::of(&def.docs, &notes).write(w);
            let is_sent = !scope.input.views.differs(id);
            interface(w, scope, (name, View::Whole, is_sent), def, entity);
        }
        TypeKind::Enum(found) => {
            enums::write(w, &scope.input, id, found);
            enums::values(w, name, found);
        }
        TypeKind::Union(found) => unions::write(w, scope, (name, View::Whole), id, found),
        TypeKind::Scalar(base) => scalars::write(w, scope, id, *base),
        TypeKind::Alias(target) => {
            Doc::of(&def.docs, &type_notes(&scope.input, id)).write(w);
            let target = scope.ty(target, View::Whole);
            w.line(format!("export type {name} = {target};"));
        }
    }
    if scope.input.views.differs(id) {
        w.blank();
        input_view(w, scope, id, def);
    }
    match &def.kind {
        TypeKind::Entity(entity) => {
            conditional::write(w, scope, id, entity);
            tables::entity(w, scope, id, entity);
            defaults::entity(w, scope, id, entity);
        }
        TypeKind::Union(union) => unions::table(w, scope, id, union),
        TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
    }
}

fn input_view(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, def: &TypeDef) {
    let whole = scope.input.names.ty(id);
    let name = scope.input.names.input(id);
    let text = input_note(&format!("{{@link {whole}}}"));
    Doc::default()
        .safe(text)
        .deprecated(def.docs.deprecated.as_ref())
        .write(w);
    match &def.kind {
        TypeKind::Entity(entity) => {
            interface(w, scope, (name, View::Input, true), def, entity);
        }
        TypeKind::Union(found) => unions::write(w, scope, (name, View::Input), id, found),
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
    (name, view, is_sent): (&str, View, bool),
    def: &TypeDef,
    entity: &Entity,
) {
    let fields: Vec<&Field> = view.fields(entity).map(|(_, field)| field).collect();
    if fields.is_empty() {
        w.line(format!("export interface {name} {{}}"));
        return;
    }
    w.block(format!("export interface {name} {{"), "}", |w| {
        for field in fields {
            let mut notes = field_notes(entity, field, def.docs.since.as_deref());
            notes.extend(bounds_note(scope.input.model, field));
            notes.extend(default_note(field));
            Doc::of(&field.docs, &notes).write(w);
            w.line(member(scope, field, view, is_sent));
        }
    });
}

/// The states of presence; the table in the protocol's description of the wire. A member that
/// may be missing may also be `undefined` in what a client sends, for users who set
/// `exactOptionalPropertyTypes`.
pub(super) fn member(scope: &mut Scope<'_>, field: &Field, view: View, is_sent: bool) -> String {
    let key = key(&field.name);
    let ty = scope.ty(&field.ty, view);
    let or_undefined = match is_sent && ty != "unknown" {
        true => " | undefined",
        false => "",
    };
    match field.presence {
        Presence::Required => format!("{key}: {ty};"),
        Presence::Nullable => format!("{key}: {};", or_null(ty)),
        Presence::OmitEmpty | Presence::Optional => format!("{key}?: {ty}{or_undefined};"),
        Presence::OmitNull | Presence::Patch => {
            format!("{key}?: {}{or_undefined};", or_null(ty))
        }
    }
}
