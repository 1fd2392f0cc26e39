//! The methods that read entities.

use tdproto_schema::model::{Presence, TypeId};

use super::literal::string;
use super::members::Member;
use super::scope::Scope;
use crate::text::Writer;
use crate::views::View;

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

/// Writes the methods that read an entity.
pub(super) fn write(
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
