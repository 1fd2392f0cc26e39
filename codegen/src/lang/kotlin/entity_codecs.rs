//! The objects that read and write entities. Those of large entities do so in parts: the JVM never
//! compiles a method of more than 8,000 bytes, which then is many times slower.

use std::collections::BTreeSet;
use std::ops::Range;

use tdproto_schema::model::{Entity, TypeId};

use super::checks::Checks;
use super::entities::members;
use super::literal::string;
use super::members::Member;
use super::scope::Scope;
use super::size::{code_size, parts};
use super::unions::tags_of;
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

/// The class that holds the fields of an entity while they are read in parts.
const DRAFT: &str = "Draft";

/// An entity whose codec is written.
struct Written<'w, 'a> {
    id: TypeId,
    /// The name of the class.
    name: String,
    members: &'w [Member<'a>],
    /// The parts that methods read and write; one if a single method does.
    parts: Vec<Range<usize>>,
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
    let codec = scope.codec(id, view);
    let members = members(scope, id, entity, view);
    let model = scope.input().model;
    let sizes: Vec<usize> = members
        .iter()
        .map(|member| code_size(model, member.ty))
        .collect();
    let parts = parts(&sizes);
    if parts.len() > 1 {
        scope.nest_only([DRAFT.to_owned()]);
    }
    let written = Written {
        id,
        name: scope.named(id, view),
        members: &members,
        parts,
    };
    let base = scope.wire("WireCodec");
    w.blank();
    w.block(
        format!("internal object {codec} : {base}<{}> {{", written.name),
        "}",
        |w| {
            keys(w, scope, &members);
            match written.parts.len() {
                1 => read(w, scope, &written),
                _ => read_in_parts(w, scope, &written),
            }
            write(w, scope, &written);
            empty(w, scope, view, &written);
            checks.codec(w, scope, id, view);
            if written.parts.len() > 1 {
                draft(w, scope, &written);
            }
        },
    );
    scope.leave();
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

/// The name of the variable of a member that is read.
fn variable(at: usize) -> String {
    format!("v{at}")
}

/// Writes the function that reads an entity whose members are variables.
fn read(w: &mut Writer, scope: &mut Scope<'_>, written: &Written<'_, '_>) {
    let open = begin(scope, written);
    w.blank();
    w.block(open, "}", |w| {
        start(w, scope, written);
        for (at, member) in written.members.iter().enumerate() {
            if let Some(variable) = member.variable(scope, &variable(at)) {
                w.line(variable);
            }
        }
        each_key(w, scope, |w, scope| {
            arms(w, scope, written.members, 0..written.members.len());
        });
        made(w, scope, written, "return");
    });
}

/// The start of the function that reads an entity.
fn begin(scope: &mut Scope<'_>, written: &Written<'_, '_>) -> String {
    let reader = scope.wire("WireReader");
    format!("override fun read(r: {reader}): {} {{", written.name)
}

/// Returns true if what a read entity lacks is reported at the start of its object.
fn needs_start(scope: &mut Scope<'_>, written: &Written<'_, '_>) -> bool {
    let mut members = written.members.iter();
    members.any(|member| member.needs_start(scope))
}

fn start(w: &mut Writer, scope: &mut Scope<'_>, written: &Written<'_, '_>) {
    if scope.package.unknown() != UnknownFields::Ignore {
        w.line("val outer = r.takeOuter()");
    }
    w.line(match needs_start(scope, written) {
        true => "val start = r.beginObject()",
        false => "r.beginObject()",
    });
}

/// The type of the map of keys that the schema does not have.
fn kept_type(scope: &mut Scope<'_>) -> String {
    let map = scope.foreign("kotlin.collections.LinkedHashMap");
    let (text, json) = (scope.built_in("kotlin.String"), scope.json("JsonElement"));
    format!("{map}<{text}, {json}>?")
}

/// Writes the loop over the keys of an object; `arms` reads the values of those that are known.
fn each_key(w: &mut Writer, scope: &mut Scope<'_>, arms: impl FnOnce(&mut Writer, &mut Scope<'_>)) {
    let ends = scope.wire("WireKeys");
    let unknown = scope.package.unknown();
    if unknown == UnknownFields::Keep {
        w.line(format!("var kept: {} = null", kept_type(scope)));
    }
    w.line(format!("var at = {ends}.NONE"));
    w.block("while (true) {", "}", |w| {
        w.line("at = r.key(keys, at)");
        w.block("when (at) {", "}", |w| {
            arms(w, scope);
            w.line(format!("{ends}.END -> break"));
            w.line(match unknown {
                UnknownFields::Ignore => "else -> r.skip()",
                UnknownFields::Deny => "else -> r.deny(outer)",
                UnknownFields::Keep => "else -> kept = r.keep(outer, kept)",
            });
        });
    });
}

/// Writes a line for each member of a part, which reads its value.
fn arms(w: &mut Writer, scope: &mut Scope<'_>, members: &[Member<'_>], part: Range<usize>) {
    for at in part {
        let read = members[at].read(scope, &variable(at));
        w.line(format!("{at} -> {read}"));
    }
}

/// Writes the expression that makes the entity of its variables, after what is before it.
fn made(w: &mut Writer, scope: &mut Scope<'_>, written: &Written<'_, '_>, before: &str) {
    let mut values = Vec::new();
    for (at, member) in written.members.iter().enumerate() {
        if member.is_there(scope) {
            values.push(member.value(scope, &variable(at)));
        }
    }
    if scope.package.unknown() == UnknownFields::Keep {
        values.push("kept ?: emptyMap()".to_owned());
    }
    let name = &written.name;
    match values.is_empty() {
        true => w.line(format!("{before} {name}")),
        false => w.block(format!("{before} {name}("), ")", |w| {
            w.lines(values.iter().map(|value| format!("{value},")));
        }),
    }
}

/// Writes the function that reads an entity by the methods of its draft.
fn read_in_parts(w: &mut Writer, scope: &mut Scope<'_>, written: &Written<'_, '_>) {
    let open = begin(scope, written);
    let mut arguments = vec!["r"];
    if needs_start(scope, written) {
        arguments.push("start");
    }
    if scope.package.unknown() == UnknownFields::Keep {
        arguments.push("kept");
    }
    w.blank();
    w.block(open, "}", |w| {
        start(w, scope, written);
        w.line(format!("val draft = {DRAFT}()"));
        each_key(w, scope, |w, _| {
            for (at, part) in written.parts.iter().enumerate() {
                let (first, last) = (part.start, part.end - 1);
                w.line(format!("in {first}..{last} -> draft.read{at}(r, at)"));
            }
        });
        w.line(format!("return draft.made({})", arguments.join(", ")));
    });
}

/// Writes the class that holds the members while they are read.
fn draft(w: &mut Writer, scope: &mut Scope<'_>, written: &Written<'_, '_>) {
    let (reader, int) = (scope.wire("WireReader"), scope.built_in("kotlin.Int"));
    let mut parameters = vec![format!("r: {reader}")];
    if needs_start(scope, written) {
        parameters.push(format!("start: {int}"));
    }
    if scope.package.unknown() == UnknownFields::Keep {
        parameters.push(format!("kept: {}", kept_type(scope)));
    }
    w.blank();
    w.line("/** The members as far as they are read: the JVM compiles no method that reads them all. */");
    w.block(format!("private class {DRAFT} {{"), "}", |w| {
        for (at, member) in written.members.iter().enumerate() {
            if let Some(variable) = member.variable(scope, &variable(at)) {
                w.line(format!("private {variable}"));
            }
        }
        for (at, part) in written.parts.iter().enumerate() {
            w.blank();
            w.block(
                format!("fun read{at}(r: {reader}, at: {int}) {{"),
                "}",
                |w| {
                    w.block("when (at) {", "}", |w| {
                        arms(w, scope, written.members, part.clone());
                    });
                },
            );
        }
        w.blank();
        let parameters = parameters.join(", ");
        let head = format!("fun made({parameters}): {} =", written.name);
        made(w, scope, written, &head);
    });
}

fn write(w: &mut Writer, scope: &mut Scope<'_>, written: &Written<'_, '_>) {
    let writer = scope.wire("WireWriter");
    let text = scope.built_in("kotlin.String");
    let own = format!("w: {writer}, value: {}", written.name);
    w.blank();
    let none = scope.wire("NO_TAGS");
    w.block(format!("override fun write({own}) {{"), "}", |w| {
        w.line(format!("w.obj {{ members(w, value, {none}) }}"));
    });
    w.blank();
    w.line("/** The members for an object that is around, but for the tags that it has. */");
    let tags = tags_of(scope.input().model, written.id);
    let array = scope.built_in("kotlin.Array");
    let parameters = format!("{own}, tags: {array}<{text}>");
    let whole = 0..written.members.len();
    w.block(format!("fun members({parameters}) {{"), "}", |w| {
        match written.parts.len() {
            1 => write_part(w, scope, written.members, whole, &tags),
            count => w.lines((0..count).map(|at| format!("members{at}(w, value, tags)"))),
        }
        if scope.package.unknown() == UnknownFields::Keep {
            w.line("w.members(value.unknownKeys)");
        }
    });
    if written.parts.len() > 1 {
        for (at, part) in written.parts.iter().enumerate() {
            w.blank();
            let open = format!("private fun members{at}({parameters}) {{");
            w.block(open, "}", |w| {
                write_part(w, scope, written.members, part.clone(), &tags);
            });
        }
    }
}

/// Writes the statements that write the members of a part.
fn write_part(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    members: &[Member<'_>],
    part: Range<usize>,
    tags: &BTreeSet<&str>,
) {
    for member in &members[part] {
        match tags.contains(member.key) {
            true => {
                let open = format!("if ({} !in tags) {{", string(member.key));
                w.block(open, "}", |w| member.write(w, scope, "value"));
            }
            false => member.write(w, scope, "value"),
        }
    }
}

fn empty(w: &mut Writer, scope: &mut Scope<'_>, view: View, written: &Written<'_, '_>) {
    if scope.package.never.is(written.id, view) {
        return;
    }
    let mut values = Vec::new();
    for member in written.members {
        if let Some(value) = member.empty(scope) {
            values.push(format!("{} = {value},", member.ident));
        }
    }
    let keeps = scope.package.unknown() == UnknownFields::Keep;
    let is_object = !keeps && !written.members.iter().any(|member| member.is_there(scope));
    w.blank();
    w.line("/** What is read where nothing is sent. */");
    let name = &written.name;
    let open = format!("fun empty(): {name} =");
    match (is_object, values.is_empty()) {
        (true, _) => w.line(format!("{open} {name}")),
        (false, true) => w.line(format!("{open} {name}()")),
        (false, false) => w.block(format!("{open} {name}("), ")", |w| w.lines(values)),
    }
}
