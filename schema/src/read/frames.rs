//! Kinds of frames.

use toml::de::DeValue;

use super::cursor::{Cursor, Key, Table, Value, integer};
use super::types::frame_fields;
use super::{declared_docs, no_direction};
use crate::decl::{FrameDecl, PartDecl, Spanned};
use crate::model::{Constant, Sender};
use crate::{Code, Diagnostic, keys};

/// The content of `[frame.NAME]`.
pub(super) fn frame(
    cursor: &mut Cursor<'_>,
    name: Spanned<String>,
    table: &Table<'_>,
) -> FrameDecl {
    cursor.check_keys(table, keys::FRAME, "of a kind of frame");
    let shape = match table.get("shape") {
        Some(value) => shape(cursor, value),
        None => {
            let example = "shape = { method = \"$event\", params = \"$params\" }";
            cursor.missing(&name, (table, keys::FRAME), "shape", example);
            None
        }
    };
    let includes = table.get("includes");
    let includes = includes.map(|value| cursor.texts("includes", value, false));
    FrameDecl {
        topic: cursor.topic().to_owned(),
        sender: sender(cursor, table),
        replies: cursor.text(table, "replies"),
        shape,
        includes: includes.unwrap_or_default(),
        fields: frame_fields(cursor, table),
        docs: declared_docs(cursor, table),
        name,
    }
}

fn sender(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Option<Spanned<Sender>> {
    let found = cursor.text(table, "direction")?;
    let sender = Sender::from_name(&found.value);
    if sender.is_none() {
        let label = "expected \"client\", \"server\" or \"both\"";
        let help = "write the side that sends it; without a direction, both do";
        cursor.push(no_direction(&found).at(found.span, label).help(help));
    }
    sender.map(|sender| Spanned::new(sender, found.span))
}

fn shape(cursor: &mut Cursor<'_>, value: Value<'_>) -> Option<PartDecl> {
    match value.get_ref() {
        DeValue::Table(_) | DeValue::Array(_) => part(cursor, "shape", value),
        DeValue::String(_)
        | DeValue::Boolean(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Datetime(_) => {
            let expected = "a table or a list, as the frame is an object or an array";
            cursor.wrong_kind("shape", expected, value);
            None
        }
    }
}

fn part(cursor: &mut Cursor<'_>, key: &str, value: Value<'_>) -> Option<PartDecl> {
    let span = cursor.span(value.span());
    match value.get_ref() {
        DeValue::Table(_) => {
            let table = cursor.as_table(key, value)?;
            let members = table.entries().into_iter();
            let members = members.filter_map(|(key, value)| member(cursor, key, value));
            Some(PartDecl::Object(members.collect(), span))
        }
        DeValue::Array(items) => {
            let items = items.iter().filter_map(|item| part(cursor, key, item));
            Some(PartDecl::Array(items.collect(), span))
        }
        DeValue::String(_) => Some(PartDecl::Text(cursor.as_text(key, value)?)),
        DeValue::Boolean(is_true) => Some(PartDecl::Constant(Spanned::new(
            Constant::Bool(*is_true),
            span,
        ))),
        DeValue::Integer(_) => match integer(value).and_then(Constant::int) {
            Some(constant) => Some(PartDecl::Constant(Spanned::new(constant, span))),
            None => {
                let message = "a constant of a frame is beyond ±(2^53 - 1)";
                let found = Diagnostic::error(Code::ValueInvalid, message);
                cursor.push(found.at(span, "JavaScript would round it"));
                None
            }
        },
        DeValue::Float(_) | DeValue::Datetime(_) => {
            let expected = "a text, an integer, a boolean, a table or a list";
            cursor.wrong_kind(key, expected, value);
            None
        }
    }
}

fn member(
    cursor: &mut Cursor<'_>,
    key: Key<'_>,
    value: Value<'_>,
) -> Option<(Spanned<String>, PartDecl)> {
    let name = cursor.wire_key(key)?;
    Some((name, part(cursor, key.get_ref(), value)?))
}
