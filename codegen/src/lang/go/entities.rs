//! Entities: structs, and the methods that read and write them.

use tdproto_schema::model::{Entity, Presence, TypeId};

use super::defaults;
use super::docs::Doc;
use super::layout::{Row, rows};
use super::members::{Member, members};
use super::scope::Scope;
use super::{entity_reading, entity_writing};
use crate::lang::{bounds_note, default_note, entity_notes, field_notes, input_note};
use crate::text::Writer;
use crate::views::View;

/// The name of the member that holds unknown keys.
const UNKNOWN_FIELDS: &str = "UnknownFields";

/// Writes an entity, and its input view where that is a type of its own.
pub(super) fn write(w: &mut Writer, scope: &Scope<'_>, id: TypeId, entity: &Entity) {
    view(w, scope, id, entity, View::Whole);
    defaults::write(w, scope, id, entity);
    if scope.views.differs(id) {
        view(w, scope, id, entity, View::Input);
        conversion(w, scope, id, entity);
    }
}

fn view(w: &mut Writer, scope: &Scope<'_>, id: TypeId, entity: &Entity, view: View) {
    let name = scope.name(id, view);
    let members = members(scope, id, entity, view);
    w.blank();
    docs(scope, id, view).write(w);
    structure(w, scope, (id, name), entity, &members);
    let part = scope.is_part(id);
    w.blank();
    entity_reading::write(w, scope, (id, view), name, &members);
    if scope.has_presets(id, view) {
        w.blank();
        presets(w, scope, view, name, &members);
    }
    w.blank();
    entity_writing::write(w, scope, view, name, &members, part);
    w.blank();
    json_methods(w, name);
}

fn docs(scope: &Scope<'_>, id: TypeId, view: View) -> Doc {
    let def = scope.model().ty(id);
    match view {
        View::Whole => Doc::of(&def.docs, &entity_notes(&scope.input, id)),
        View::Input => {
            let link = format!("[{}]", scope.names.ty(id));
            // A line of a comment must not start with a link.
            let text = input_note(&link);
            Doc::new("")
                .text(&format!("{} is {text}", scope.names.input(id)))
                .deprecated(def.docs.deprecated.as_ref())
        }
    }
}

fn structure(
    w: &mut Writer,
    scope: &Scope<'_>,
    (id, name): (TypeId, &str),
    entity: &Entity,
    members: &[Member<'_>],
) {
    let since = scope.model().ty(id).docs.since.as_deref();
    let mut lines = Vec::new();
    for member in members {
        let Some(ty) = &member.ty else { continue };
        let field = member.field;
        let mut notes = field_notes(entity, field, since);
        notes.extend(bounds_note(scope.model(), field));
        notes.extend(default_note(field));
        if let Some(constant) = field.ty.constant() {
            notes.push(format!("If true, the key is there with {constant}."));
        }
        lines.push(Row {
            comment: Doc::of(&field.docs, &notes).lines(4),
            cells: vec![member.name.to_owned(), ty.clone()],
        });
    }
    if scope.keeps() {
        let comment =
            "// UnknownFields has the keys that the schema does not have, with their values.";
        lines.push(Row {
            comment: vec![comment.to_owned()],
            cells: vec![UNKNOWN_FIELDS.to_owned(), "map[string]RawJSON".to_owned()],
        });
    }
    if lines.is_empty() {
        w.line(format!("type {name} struct{{}}"));
        return;
    }
    w.block(format!("type {name} struct {{"), "}", |w| rows(w, &lines));
}

fn presets(w: &mut Writer, scope: &Scope<'_>, view: View, name: &str, members: &[Member<'_>]) {
    let mut lines = Vec::new();
    for member in members {
        if member.field.presence == Presence::Required && member.ty.is_some() {
            let path = format!("x.{}", member.name);
            scope.preset(&member.field.ty, view, &path, &mut lines);
        }
    }
    w.line("// setDefaults sets the values that missing fields of closed enums have.");
    w.block(format!("func (x *{name}) setDefaults() {{"), "}", |w| {
        w.lines(lines);
    });
}

/// Writes the methods that the standard library calls, of a type with `AppendJSON` and `read`.
pub(super) fn json_methods(w: &mut Writer, name: &str) {
    w.line("// MarshalJSON returns the value as JSON.");
    w.block(
        format!("func (x {name}) MarshalJSON() ([]byte, error) {{"),
        "}",
        |w| w.line("return marshal(&x), nil"),
    );
    w.blank();
    w.line("// UnmarshalJSON reads the value from JSON; an error is a [*DecodeError].");
    w.block(
        format!("func (x *{name}) UnmarshalJSON(data []byte) error {{"),
        "}",
        |w| {
            w.line(format!(
                "return decode(x, data, DefaultLimits(), (*{name}).read)"
            ))
        },
    );
    w.blank();
    w.line("// String returns the value as JSON.");
    w.block(format!("func (x {name}) String() string {{"), "}", |w| {
        w.line("return string(x.AppendJSON(nil))");
    });
}

/// Writes the methods that the standard library calls, of a pointer to a type with `AppendJSON`.
pub(super) fn standard_writers(w: &mut Writer, name: &str) {
    w.line("// MarshalJSON returns the value as JSON.");
    w.block(
        format!("func (x *{name}) MarshalJSON() ([]byte, error) {{"),
        "}",
        |w| w.line("return marshal(x), nil"),
    );
    w.blank();
    w.line("// String returns the value as JSON.");
    w.block(format!("func (x *{name}) String() string {{"), "}", |w| {
        w.line("return string(x.AppendJSON(nil))");
    });
}

/// Writes the method that makes an input view of a whole entity.
fn conversion(w: &mut Writer, scope: &Scope<'_>, id: TypeId, entity: &Entity) {
    let (name, input) = (scope.names.ty(id), scope.names.input(id));
    w.blank();
    w.line("// Input returns the value as a client sends it: without what only the server sets.");
    let members = members(scope, id, entity, View::Input);
    w.block(format!("func (x *{name}) Input() {input} {{"), "}", |w| {
        let mut lines: Vec<String> = Vec::new();
        for member in members.iter().filter(|member| member.ty.is_some()) {
            let field = member.field;
            let path = format!("x.{}", member.name);
            let value = scope.convert_present(&field.ty, field.presence, &path);
            lines.push(format!("v.{} = {value}", member.name));
        }
        if scope.keeps() {
            lines.push("v.UnknownFields = x.UnknownFields".to_owned());
        }
        w.line(format!("var v {input}"));
        w.lines(lines);
        w.line("return v");
    });
}
