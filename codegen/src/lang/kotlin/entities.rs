//! Entities: data classes, and the objects that read and write them.

use tdproto_schema::model::{Entity, TypeId};

use super::checks::Checks;
use super::companion::{companion, serializable};
use super::defaults::defaults;
use super::docs::Doc;
use super::members::Member;
use super::scope::Scope;
use crate::lang::{bounds_note, default_note, entity_notes, field_notes, input_note};
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

/// The members of an entity in a view.
pub(super) fn members<'a>(
    scope: &Scope<'a>,
    id: TypeId,
    entity: &'a Entity,
    view: View,
) -> Vec<Member<'a>> {
    let names = scope.input().names;
    view.fields(entity)
        .map(|(at, field)| Member::of(field, names.field(id, at), view))
        .collect()
}

/// Writes the class of an entity in a view.
pub(super) fn class(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: TypeId,
    entity: &Entity,
    view: View,
    checks: &Checks,
) {
    let model = scope.input().model;
    let (def, name) = (model.ty(id), scope.named(id, view));
    let doc = match view {
        View::Whole => Doc::of(&def.docs, &entity_notes(scope.input(), id)),
        View::Input => {
            let note = input_note(&format!("[{}]", scope.named(id, View::Whole)));
            Doc::of(
                &tdproto_schema::model::Docs {
                    deprecated: def.docs.deprecated.clone(),
                    ..Default::default()
                },
                &[],
            )
            .safe(note)
        }
    };
    doc.or(&format!("The entity `{}` of the schema.", def.name))
        .write(w);
    serializable(w, scope, &name);
    let members = members(scope, id, entity, view);
    let keeps = scope.package.unknown() == UnknownFields::Keep;
    let has_members = keeps || members.iter().any(|member| member.is_there(scope));
    if !has_members {
        w.block(format!("public data object {name} {{"), "}", |w| {
            functions(w, scope, id, view, checks);
            companion(w, scope, id, view, false);
        });
        return;
    }
    scope.nest_only(["Companion", "Defaults", "Serializer"].map(str::to_owned));
    w.line(format!("public data class {name}("));
    w.indented(|w| parameters(w, scope, (id, entity), view, &members));
    w.block(") {", "}", |w| {
        functions(w, scope, id, view, checks);
        companion(w, scope, id, view, true);
        defaults(w, scope, id, entity, view);
    });
    scope.leave();
}

/// Writes the parameters of the constructor of an entity, which are its members.
fn parameters(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    (id, entity): (TypeId, &Entity),
    view: View,
    members: &[Member<'_>],
) {
    let model = scope.input().model;
    let def = model.ty(id);
    let fields = view.fields(entity).map(|(_, field)| field);
    for (member, field) in members.iter().zip(fields) {
        if !member.is_there(scope) {
            continue;
        }
        let mut notes = field_notes(entity, field, def.docs.since.as_deref());
        notes.extend(bounds_note(model, field));
        notes.extend(default_note(field));
        Doc::of(&field.docs, &notes).write(w);
        let ty = member.ty(scope);
        let default = member.default(scope);
        let default = default.map(|text| format!(" = {text}")).unwrap_or_default();
        w.line(format!("public val {}: {ty}{default},", member.ident));
    }
    if scope.package.unknown() == UnknownFields::Keep {
        w.line("/** Keys that the schema does not have, with their values. */");
        w.line(format!("{} = emptyMap(),", unknown_keys(scope)));
    }
}

/// The member that keeps unknown keys.
fn unknown_keys(scope: &mut Scope<'_>) -> String {
    let (map, text) = (
        scope.built_in("kotlin.collections.Map"),
        scope.built_in("kotlin.String"),
    );
    format!(
        "public val unknownKeys: {map}<{text}, {}>",
        scope.json("JsonElement")
    )
}

fn functions(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, view: View, checks: &Checks) {
    let codec = scope.codec(id, view);
    let encode = scope.wire("encode");
    w.line("/** The value as JSON. */");
    w.line(format!(
        "public fun encode(): {} = {codec}.{encode}(this)",
        scope.built_in("kotlin.String")
    ));
    checks.function(w, scope, id, view);
}

/// Writes the function that makes an entity the one that a client sends.
pub(super) fn conversion(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, entity: &Entity) {
    let (whole, input) = (scope.named(id, View::Whole), scope.named(id, View::Input));
    let members = members(scope, id, entity, View::Input);
    let mut values = Vec::new();
    for member in &members {
        if member.is_there(scope) {
            let value = member.convert(scope, &member.ident);
            values.push(format!("{} = {value},", member.ident));
        }
    }
    if scope.package.unknown() == UnknownFields::Keep {
        values.push("unknownKeys = unknownKeys,".to_owned());
    }
    w.blank();
    w.line("/** The same as a client sends it: without what only the server sets. */");
    let open = format!("public fun {whole}.toInput(): {input} =");
    match values.is_empty() {
        true => w.line(format!("{open} {input}")),
        false => w.block(format!("{open} {input}("), ")", |w| w.lines(values)),
    }
}
