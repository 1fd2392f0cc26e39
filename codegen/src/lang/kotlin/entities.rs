//! Entities: data classes, and the objects that read and write them.

use tdproto_schema::model::{Entity, TypeId};

use super::checks::Checks;
use super::companion::{companion, serializable};
use super::defaults::defaults;
use super::docs::Doc;
use super::literal::string;
use super::members::Member;
use super::scope::Scope;
use super::unions::tags_of;
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

/// Writes the object that reads and writes an entity in a view.
pub(super) fn codec(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: TypeId,
    entity: &Entity,
    view: View,
    checks: &Checks,
) {
    let (name, codec) = (scope.named(id, view), scope.codec(id, view));
    let members = members(scope, id, entity, view);
    let base = scope.wire("WireCodec");
    w.blank();
    w.block(
        format!("internal object {codec} : {base}<{name}> {{"),
        "}",
        |w| {
            keys(w, scope, &members);
            read(w, scope, &name, &members);
            write(w, scope, id, &name, &members);
            empty(w, scope, id, view, &name, &members);
            checks.codec(w, scope, id, view);
        },
    );
}

fn keys(w: &mut Writer, scope: &mut Scope<'_>, members: &[Member<'_>]) {
    let keys = scope.wire("WireKeys");
    if members.is_empty() {
        w.line(format!("private val keys = {keys}()"));
        return;
    }
    w.block(format!("private val keys = {keys}("), ")", |w| {
        w.lines(
            members
                .iter()
                .map(|member| format!("{},", string(member.key))),
        );
    });
}

fn read(w: &mut Writer, scope: &mut Scope<'_>, name: &str, members: &[Member<'_>]) {
    let (reader, ends) = (scope.wire("WireReader"), scope.wire("WireKeys"));
    let unknown = scope.package.unknown();
    let needs_start = members.iter().any(|member| member.needs_start(scope));
    w.blank();
    w.block(
        format!("override fun read(r: {reader}): {name} {{"),
        "}",
        |w| {
            if unknown != UnknownFields::Ignore {
                w.line("val outer = r.takeOuter()");
            }
            w.line(match needs_start {
                true => "val start = r.beginObject()",
                false => "r.beginObject()",
            });
            for (at, member) in members.iter().enumerate() {
                if let Some(variable) = member.variable(scope, &format!("v{at}")) {
                    w.line(variable);
                }
            }
            if unknown == UnknownFields::Keep {
                let map = scope.foreign("kotlin.collections.LinkedHashMap");
                let (text, json) = (scope.built_in("kotlin.String"), scope.json("JsonElement"));
                w.line(format!("var kept: {map}<{text}, {json}>? = null"));
            }
            w.line(format!("var at = {ends}.NONE"));
            w.block("while (true) {", "}", |w| {
                w.line("at = r.key(keys, at)");
                w.block("when (at) {", "}", |w| {
                    for (at, member) in members.iter().enumerate() {
                        let read = member.read(scope, &format!("v{at}"));
                        w.line(format!("{at} -> {read}"));
                    }
                    w.line(format!("{ends}.END -> break"));
                    w.line(match unknown {
                        UnknownFields::Ignore => "else -> r.skip()",
                        UnknownFields::Deny => "else -> r.deny(outer)",
                        UnknownFields::Keep => "else -> kept = r.keep(outer, kept)",
                    });
                });
            });
            let mut values = Vec::new();
            for (at, member) in members.iter().enumerate() {
                if member.is_there(scope) {
                    values.push(member.value(scope, &format!("v{at}")));
                }
            }
            if unknown == UnknownFields::Keep {
                values.push("kept ?: emptyMap()".to_owned());
            }
            match values.is_empty() {
                true => w.line(format!("return {name}")),
                false => w.block(format!("return {name}("), ")", |w| {
                    w.lines(values.iter().map(|value| format!("{value},")));
                }),
            }
        },
    );
}

fn write(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, name: &str, members: &[Member<'_>]) {
    let writer = scope.wire("WireWriter");
    let text = scope.built_in("kotlin.String");
    let own = format!("w: {writer}, value: {name}");
    w.blank();
    let none = scope.wire("NO_TAGS");
    w.block(format!("override fun write({own}) {{"), "}", |w| {
        w.line(format!("w.obj {{ members(w, value, {none}) }}"));
    });
    w.blank();
    w.line("/** The members for an object that is around, but for the tags that it has. */");
    let tags = tags_of(scope.input().model, id);
    let array = scope.built_in("kotlin.Array");
    w.block(
        format!("fun members({own}, tags: {array}<{text}>) {{"),
        "}",
        |w| {
            for member in members {
                match tags.contains(member.key) {
                    true => {
                        let open = format!("if ({} !in tags) {{", string(member.key));
                        w.block(open, "}", |w| member.write(w, scope, "value"));
                    }
                    false => member.write(w, scope, "value"),
                }
            }
            if scope.package.unknown() == UnknownFields::Keep {
                w.line("w.members(value.unknownKeys)");
            }
        },
    );
}

fn empty(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: TypeId,
    view: View,
    name: &str,
    members: &[Member<'_>],
) {
    if scope.package.never.is(id, view) {
        return;
    }
    let mut values = Vec::new();
    for member in members {
        if let Some(value) = member.empty(scope) {
            values.push(format!("{} = {value},", member.ident));
        }
    }
    let is_object = scope.package.unknown() != UnknownFields::Keep
        && !members.iter().any(|member| member.is_there(scope));
    w.blank();
    w.line("/** What is read where nothing is sent. */");
    let open = format!("fun empty(): {name} =");
    match (is_object, values.is_empty()) {
        (true, _) => w.line(format!("{open} {name}")),
        (false, true) => w.line(format!("{open} {name}()")),
        (false, false) => w.block(format!("{open} {name}("), ")", |w| w.lines(values)),
    }
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
