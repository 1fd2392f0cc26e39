//! Enums: unions of literals, the values as a list, and a guard.

use tdproto_schema::model::{Enum, EnumBase, EnumValue, Openness, TypeId, WireValue};

use super::docs::{Doc, code, in_line, one_line};
use super::literal::string;
use super::naming;
use super::types::WIDTH;
use crate::lang::{Input, type_notes};
use crate::text::Writer;

/// The list of the values that the schema has, and the guard that tests if a value is one.
pub(super) fn values(w: &mut Writer, name: &str, found: &Enum) {
    let list = naming::values(name);
    let literals: Vec<_> = found
        .values
        .iter()
        .map(|value| literal(&value.value))
        .collect();
    w.blank();
    Doc::default()
        .safe(format!(
            "The values of {{@link {name}}} that the schema has."
        ))
        .write(w);
    let line = format!("export const {list} = [{}] as const;", literals.join(", "));
    if line.chars().count() <= WIDTH {
        w.line(line);
    } else {
        w.block(format!("export const {list} = ["), "] as const;", |w| {
            w.lines(literals.iter().map(|literal| format!("{literal},")));
        });
    }
    w.blank();
    Doc::default()
        .safe(format!(
            "Returns true if a value is one that the schema has for {{@link {name}}}."
        ))
        .write(w);
    let returned = format!("value is (typeof {list})[number]");
    let guard = naming::guard(name);
    let open = format!("export function {guard}(value: unknown): {returned} {{");
    w.block(open, "}", |w| {
        w.line(format!(
            "return ({list} as readonly unknown[]).includes(value);"
        ));
    });
}

/// The union of an enum's values.
pub(super) fn write(w: &mut Writer, input: &Input<'_>, id: TypeId, found: &Enum) {
    let (name, def) = (input.names.ty(id), input.model.ty(id));
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
    docs.notes(&type_notes(input, id))
        .deprecated(def.docs.deprecated.as_ref())
        .write(w);

    let literals = found.values.iter().map(|value| literal(&value.value));
    let members: Vec<_> = literals.chain(tail.map(str::to_owned)).collect();
    alternatives(w, name, &members);
}

/// A type that is one of others.
pub(super) fn alternatives(w: &mut Writer, name: &str, members: &[String]) {
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

/// A value of an enum.
pub(super) fn literal(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => string(text),
        WireValue::Int(number) => number.to_string(),
    }
}

/// The line about one value in a list. A number is no name, so the name follows it.
fn value_note(value: &EnumValue, owner_since: Option<&str>) -> String {
    let mut note = format!("- {}", code(&literal(&value.value)));
    match &value.value {
        WireValue::Text(_) => {}
        WireValue::Int(_) => note.push_str(&format!(" ({})", one_line(&value.name))),
    }
    note + &in_line(&value.docs, owner_since)
}
