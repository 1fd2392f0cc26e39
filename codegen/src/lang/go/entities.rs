//! Entities: structs, and the methods that read and write them.

use tdproto_schema::model::{Entity, Field, Presence, TypeId};

use super::defaults;
use super::docs::Doc;
use super::layout::{Row, rows};
use super::literal::{json, string};
use super::scope::Scope;
use super::writing::append;
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

/// A field of a view, with its name in Go.
pub(super) struct Member<'a> {
    pub(super) field: &'a Field,
    pub(super) name: &'a str,
    /// The type; `None`: there is no member, since it has one value only.
    pub(super) ty: Option<String>,
}

/// The fields of a view.
pub(super) fn members<'a>(
    scope: &Scope<'a>,
    id: TypeId,
    entity: &'a Entity,
    view: View,
) -> Vec<Member<'a>> {
    let names = scope.input.names;
    let fields = view.fields(entity);
    let members = fields.map(|(at, field)| Member {
        field,
        name: names.field(id, at),
        ty: scope.member(field, view),
    });
    members.collect()
}

fn view(w: &mut Writer, scope: &Scope<'_>, id: TypeId, entity: &Entity, view: View) {
    let name = scope.name(id, view);
    let members = members(scope, id, entity, view);
    w.blank();
    docs(scope, id, view).write(w);
    structure(w, scope, (id, name), entity, &members);
    let part = scope.is_part(id);
    w.blank();
    reading(w, scope, (id, view), name, &members);
    if scope.has_presets(id, view) {
        w.blank();
        presets(w, scope, view, name, &members);
    }
    w.blank();
    writing(w, scope, view, name, &members, part);
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

/// The local variable that says that a field was read.
fn seen(member: &Member<'_>) -> String {
    format!("has{}", member.name)
}

/// The members that must be there, since their types have no empty value.
fn needed<'m, 'a>(scope: &Scope<'_>, view: View, members: &'m [Member<'a>]) -> Vec<&'m Member<'a>> {
    let needed = members.iter().filter(|member| {
        let field = member.field;
        field.presence == Presence::Required && scope.is_never_empty(&field.ty, view)
    });
    needed.collect()
}

/// The members that are entities themselves, which a value of a key that came before may have filled.
fn inline<'m, 'a>(scope: &Scope<'_>, members: &'m [Member<'a>]) -> Vec<&'m Member<'a>> {
    let inline = members.iter().filter(|member| is_inline(scope, member));
    inline.collect()
}

fn is_inline(scope: &Scope<'_>, member: &Member<'_>) -> bool {
    let field = member.field;
    field.presence == Presence::Required && scope.model().entity_of(&field.ty).is_some()
}

fn reading(
    w: &mut Writer,
    scope: &Scope<'_>,
    (id, view): (TypeId, View),
    name: &str,
    members: &[Member<'_>],
) {
    let is_part = scope.is_part(id);
    let preset = |w: &mut Writer| {
        if scope.has_presets(id, view) {
            w.line("x.setDefaults()");
        }
    };
    w.block(
        format!("func (x *{name}) read(r *reader) bool {{"),
        "}",
        |w| {
            if !scope.is_never_empty_type(id, view) {
                w.block("if r.null() {", "}", |w| {
                    w.line(format!("*x = {name}{{}}"));
                    preset(w);
                    w.line("return true");
                });
            }
            if !is_part {
                preset(w);
            }
            w.line("object, ok := r.object()");
            if is_part {
                w.line("return ok && x.readMembers(r, object, nil)");
                return;
            }
            w.block("if !ok {", "}", |w| w.line("return false"));
            body(w, scope, (id, view), members, false);
        },
    );
    if is_part {
        w.blank();
        w.block(
            format!("func (x *{name}) readMembers(r *reader, object mark, tag *hiddenKey) bool {{"),
            "}",
            |w| {
                preset(w);
                body(w, scope, (id, view), members, true);
            },
        );
    }
}

/// Writes the loop over the members of an object.
fn body(
    w: &mut Writer,
    scope: &Scope<'_>,
    (id, view): (TypeId, View),
    members: &[Member<'_>],
    is_part: bool,
) {
    let needed = needed(scope, view, members);
    let mut noted = inline(scope, members);
    noted.extend(needed.iter().copied());
    noted.sort_unstable_by_key(|member| member.name);
    noted.dedup_by_key(|member| member.name);
    for member in &noted {
        w.line(format!("{} := false", seen(member)));
    }
    w.block(
        "for key, more := r.member(); more; key, more = r.member() {",
        "}",
        |w| {
            if is_part {
                w.block("if tag.has(key) {", "}", |w| {
                    w.block("if !tag.take(r, key) {", "}", |w| w.line("return false"));
                    w.line("continue");
                });
            }
            w.line("pos, ok := r.pos, true");
            cases(w, scope, (id, view), members, &noted);
            w.block("if !ok && !r.pass(object, key, pos) {", "}", |w| {
                w.line("return false");
            });
        },
    );
    if needed.is_empty() {
        w.line("return r.ok()");
        return;
    }
    w.line("switch {");
    w.line("case !r.ok():");
    w.indented(|w| w.line("return false"));
    for member in &needed {
        let key = string(&member.field.name);
        w.line(format!("case !{}:", seen(member)));
        w.indented(|w| w.line(format!("return r.missing({key})")));
    }
    w.line("}");
    w.line("return true");
}

fn cases(
    w: &mut Writer,
    scope: &Scope<'_>,
    (id, view): (TypeId, View),
    members: &[Member<'_>],
    noted: &[&Member<'_>],
) {
    let other = match (scope.keeps(), scope.denies()) {
        (true, _) => "ok = r.keep(&x.UnknownFields, key)".to_owned(),
        (_, true) => format!("ok = r.deny({}, key)", string(&scope.model().ty(id).name)),
        (false, false) => "ok = r.skip()".to_owned(),
    };
    if members.is_empty() {
        w.line(other);
        return;
    }
    w.line("switch key {");
    for member in members {
        let field = member.field;
        w.line(format!("case {}:", string(&field.name)));
        w.indented(|w| {
            let path = format!("x.{}", member.name);
            if noted.iter().any(|noted| noted.name == member.name) {
                if let Some(ty) = member.ty.as_ref().filter(|_| is_inline(scope, member)) {
                    w.block(format!("if {} {{", seen(member)), "}", |w| {
                        w.line(format!("{path} = {ty}{{}}"));
                    });
                }
                w.line(format!("{} = true", seen(member)));
            }
            if member.ty.is_some() {
                w.lines(scope.flag(&field.ty, &path));
            }
            let read = scope.read_present(&field.ty, field.presence, view, &path);
            w.line(format!("ok = {read}"));
        });
    }
    w.line("default:");
    w.indented(|w| w.line(other));
    w.line("}");
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

fn writing(
    w: &mut Writer,
    scope: &Scope<'_>,
    view: View,
    name: &str,
    members: &[Member<'_>],
    is_part: bool,
) {
    w.line("// AppendJSON appends the value as JSON.");
    w.block(
        format!("func (x *{name}) AppendJSON(b []byte) []byte {{"),
        "}",
        |w| {
            if is_part {
                w.line(append("{"));
                w.line("b = x.appendMembers(b, \"\")");
                w.line("return closeObject(b)");
                return;
            }
            whole_object(w, scope, view, members);
        },
    );
    if !is_part {
        return;
    }
    w.blank();
    w.line("// appendMembers appends the members but for one that was written before, each with a comma.");
    let tag = match members
        .iter()
        .any(|member| member.field.ty.constant().is_some())
    {
        true => "tag",
        false => "_",
    };
    w.block(
        format!("func (x *{name}) appendMembers(b []byte, {tag} string) []byte {{"),
        "}",
        |w| {
            for member in members {
                loose_member(w, scope, view, member);
            }
            if scope.keeps() {
                w.line("b = appendKept(b, x.UnknownFields)");
            }
            w.line("return b");
        },
    );
}

/// Writes the statements for a member with a comma behind it.
fn loose_member(w: &mut Writer, scope: &Scope<'_>, view: View, member: &Member<'_>) {
    let field = member.field;
    let path = format!("x.{}", member.name);
    let key = json(&field.name);
    let mut tests = Vec::new();
    if field.ty.constant().is_some() {
        tests.push(format!("tag != {}", string(&field.name)));
    }
    tests.extend(scope.is_written(&field.ty, field.presence, &path));
    if tests.iter().any(|test| test == "false") {
        return;
    }
    let write = |w: &mut Writer| {
        w.line(append(&format!("{key}:")));
        scope.write_present(w, &field.ty, field.presence, view, &path);
        w.line(append(","));
    };
    match tests.is_empty() {
        true => write(w),
        false => w.block(format!("if {} {{", tests.join(" && ")), "}", write),
    }
}

/// Writes the statements for an object: keys come with the comma before them once it is certain that
/// there is a member before.
fn whole_object(w: &mut Writer, scope: &Scope<'_>, view: View, members: &[Member<'_>]) {
    let (mut is_certain, mut before) = (false, "{".to_owned());
    let mut is_open = false;
    for member in members {
        let field = member.field;
        let path = format!("x.{}", member.name);
        let key = json(&field.name);
        let test = scope.is_written(&field.ty, field.presence, &path);
        match test {
            Some(test) if test == "false" => {}
            None => {
                // Text that is known is written in one go.
                w.line(append(&format!("{before}{key}:")));
                scope.write_present(w, &field.ty, field.presence, view, &path);
                (is_certain, is_open, before) = (true, true, ",".to_owned());
            }
            Some(test) if is_certain => {
                w.block(format!("if {test} {{"), "}", |w| {
                    w.line(append(&format!(",{key}:")));
                    scope.write_present(w, &field.ty, field.presence, view, &path);
                });
            }
            Some(test) => {
                if !is_open {
                    w.line(append("{"));
                    (is_open, before) = (true, String::new());
                }
                w.block(format!("if {test} {{"), "}", |w| {
                    w.line(append(&format!("{key}:")));
                    scope.write_present(w, &field.ty, field.presence, view, &path);
                    w.line(append(","));
                });
            }
        }
    }
    if !is_open {
        w.line(append("{"));
    }
    if scope.keeps() {
        if is_certain {
            w.line(append(","));
        }
        w.line("b = appendKept(b, x.UnknownFields)");
        w.line("return closeObject(b)");
    } else if is_certain {
        w.line("return append(b, '}')");
    } else {
        w.line("return closeObject(b)");
    }
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
