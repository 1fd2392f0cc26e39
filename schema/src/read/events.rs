//! Events.

use toml::de::DeValue;

use super::cursor::{Cursor, Table, integer};
use super::flags::scalar;
use super::{declared_docs, no_direction, types};
use crate::decl::{EventDecl, ParamsDecl, Spanned};
use crate::model::{Constant, Sender, WireValue};
use crate::{Code, Diagnostic, Span, keys};

pub(super) fn event(
    cursor: &mut Cursor<'_>,
    name: Spanned<String>,
    table: &Table<'_>,
) -> Option<EventDecl> {
    if cursor.unquoted_event(&name, table) {
        return None;
    }
    cursor.check_keys(table, keys::EVENT, "of an event");
    let carried = [
        params(cursor, table, "params"),
        params(cursor, table, "reply"),
    ];
    let error = table
        .get("error")
        .and_then(|value| cursor.as_type("error", value));
    let code_name = cursor.identifier(table, "name");
    let docs = declared_docs(cursor, table);
    let sender = sender_of_event(cursor, &name, table)?;
    let [params, reply] = carried;
    Some(EventDecl {
        topic: cursor.topic().to_owned(),
        sender,
        frame: cursor.text(table, "frame"),
        value: value(cursor, table),
        matches: matches(cursor, table),
        params,
        reply,
        error,
        name,
        code_name,
        docs,
    })
}

/// The name of the event on the wire.
fn value(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Option<Spanned<WireValue>> {
    let value = table.get("value")?;
    match value.get_ref() {
        DeValue::String(_) => {
            let text = cursor.as_text("value", value)?;
            Some(Spanned::new(WireValue::Text(text.value), text.span))
        }
        DeValue::Integer(_) => match integer(value).filter(|found| Constant::int(*found).is_some())
        {
            Some(number) => Some(Spanned::new(
                WireValue::Int(number),
                cursor.span(value.span()),
            )),
            None => {
                let expected = "an integer from -(2^53 - 1) to 2^53 - 1";
                cursor.wrong_kind("value", expected, value);
                None
            }
        },
        DeValue::Boolean(_)
        | DeValue::Float(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => {
            cursor.wrong_kind("value", "a text or an integer", value);
            None
        }
    }
}

/// The values of fields of the frame that distinguish the event from others of its name.
fn matches(
    cursor: &mut Cursor<'_>,
    table: &Table<'_>,
) -> Vec<(Spanned<String>, Spanned<Constant>)> {
    let Some(group) = cursor.table(table, "match") else {
        return Vec::new();
    };
    let mut matches = Vec::new();
    for (key, value) in group.entries() {
        let name = cursor.key(key);
        if let Some(constant) = scalar(cursor, &name.value, value) {
            matches.push((name, Spanned::new(constant, cursor.span(value.span()))));
        }
    }
    matches
}

/// The params of an event, or the result of its reply: a type alone, or a table that says when it
/// is there.
fn params(cursor: &mut Cursor<'_>, table: &Table<'_>, key: &str) -> Option<ParamsDecl> {
    let value = table.get(key)?;
    match value.get_ref() {
        DeValue::String(_) => Some(ParamsDecl {
            ty: cursor.as_type(key, value)?,
            optional: false,
            nullable: false,
            flag: Span::NONE,
        }),
        DeValue::Table(_) => {
            let long = cursor.as_table(key, value)?;
            cursor.check_keys(&long, keys::PARAMS, &format!("of {key}"));
            let owner = Spanned::new(key.to_owned(), cursor.span(value.span()));
            Some(ParamsDecl {
                ty: types::required_type(cursor, &owner, &long, keys::PARAMS),
                optional: cursor.flag(&long, "optional", false),
                nullable: cursor.flag(&long, "nullable", false),
                flag: cursor.first_key(&long, &["optional", "nullable"]),
            })
        }
        DeValue::Boolean(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_) => {
            let expected = "a type such as \"list<string>\", or a table with `type`";
            cursor.wrong_kind(key, expected, value);
            None
        }
    }
}

/// The help of a direction that is missing or no side.
const DIRECTION: &str =
    "write the side that sends it, `direction = \"client\"` or `\"server\"`, or `\"both\"`";

/// The sides that send an event, which has one at least.
fn sender_of_event(
    cursor: &mut Cursor<'_>,
    name: &Spanned<String>,
    table: &Table<'_>,
) -> Option<Sender> {
    if !table.has("direction") {
        if table.misspells("direction", keys::EVENT) {
            return None;
        }
        let message = format!("event `{}` does not say who sends it", name.value);
        let found = Diagnostic::error(Code::EventDirection, message);
        cursor.push(found.at(name.span, "has no `direction`").help(DIRECTION));
        return None;
    }
    let found = cursor.text(table, "direction")?;
    let sender = Sender::from_name(&found.value);
    if sender.is_none() {
        let label = "expected \"client\", \"server\" or \"both\"";
        cursor.push(no_direction(&found).at(found.span, label).help(DIRECTION));
    }
    sender
}
