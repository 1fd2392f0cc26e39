//! Conditional fields: the form of an entity while a sibling has one of its values.

use tdproto_schema::model::{Entity, TypeId, When};

use super::conditions::conditions;
use super::docs::{Doc, code};
use super::literal::{key, string};
use super::naming;
use super::types::Scope;
use crate::text::Writer;
use crate::views::View;

/// Writes `ChatOf<"task">` and its guard, if fields of the entity depend on a sibling.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, entity: &Entity) {
    let Some((position, fields)) = conditions(entity) else {
        return;
    };
    let whole = scope.named(id, View::Whole);
    let name = naming::narrowed(whole);
    let sibling = &entity.fields[position];
    let ty = scope.ty(&sibling.ty, View::Whole);
    let narrowed = scope.built_in("Narrowed");
    let link = code(&sibling.name);
    // The parameter must not hide the types that it is used with.
    let names = ["Kind", "Value", "Which"];
    let free = |name: &&str| *name != whole && *name != ty;
    let kind = names.into_iter().find(free).unwrap_or("Kind");
    w.blank();
    Doc::default()
        .safe(format!(
            "{{@link {whole}}} while {link} is `{kind}`: without the fields that have no meaning then."
        ))
        .write(w);
    w.block(
        format!("export type {name}<{kind} extends {ty}> = {narrowed}<"),
        ">;",
        |w| {
            w.line(format!("{whole},"));
            w.line(format!("{},", string(&sibling.name)));
            w.line(format!("{kind},"));
            w.block("{", "}", |w| {
                for (field, when) in fields {
                    w.line(format!("{}: {};", key(&field.name), union(when)));
                }
            });
        },
    );
    guard(w, &name, (whole, &sibling.name), (kind, &ty));
}

/// The function that tests if an entity is of a kind.
fn guard(w: &mut Writer, name: &str, (whole, sibling): (&str, &str), (kind, ty): (&str, &str)) {
    let text = format!(
        "Returns true if {} of a {{@link {whole}}} has this value.",
        code(sibling)
    );
    w.blank();
    Doc::default().safe(text).write(w);
    let open = format!(
        "export function {}<{kind} extends {ty}>(",
        naming::guard(name)
    );
    let close = format!("): value is {whole} & {name}<{kind}> {{");
    w.block(open, close, |w| {
        w.line(format!("value: {whole},"));
        w.line(format!("kind: {kind},"));
    });
    let member = key(sibling);
    let member = match member.starts_with('"') {
        true => format!("[{member}]"),
        false => format!(".{member}"),
    };
    w.indented(|w| w.line(format!("return value{member} === kind;")));
    w.line("}");
}

/// The values of a condition; only enums of texts can be one.
fn union(when: &When) -> String {
    let values: Vec<_> = when.values.iter().map(|value| string(value)).collect();
    values.join(" | ")
}
