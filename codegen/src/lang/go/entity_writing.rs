//! The methods that write entities.

use super::literal::{json, string};
use super::members::Member;
use super::scope::Scope;
use super::writing::append;
use crate::text::Writer;
use crate::views::View;

/// Writes the methods that write an entity.
pub(super) fn write(
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
    w.line("// appendMembers appends the members but for tags that were written before, each with a comma.");
    let tags = match members
        .iter()
        .any(|member| member.field.ty.constant().is_some())
    {
        true => "tags",
        false => "_",
    };
    w.block(
        format!("func (x *{name}) appendMembers(b []byte, {tags} string) []byte {{"),
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
        tests.push(format!("!hasTag(tags, {})", string(&field.name)));
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
