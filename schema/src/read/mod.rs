//! Reads a schema file into declarations.
//!
//! The parsed tree is walked by hand, since serde would stop at the first error and lose spans.

pub(crate) mod conflict;
mod constraints;
#[doc(hidden)]
pub mod cursor;
mod flags;
mod removed;
mod structure;
mod types;
mod unions;
mod wire_values;

use cursor::{Cursor, Table};
use toml::de::{DeTable, DeValue};

use crate::decl::{DocsDecl, EventDecl, ParamsDecl, Spanned};
use crate::model::{Deprecated, Direction, Sender};
use crate::{Code, Decls, Diagnostic, FileId, SourceMap, keys};

/// Reads one file of the map.
///
/// A file that is not valid TOML gives [`Code::TomlSyntax`], or [`Code::MergeConflict`], and all
/// declarations that could be saved. Nothing else is reported about it, since it would mostly be
/// untrue.
#[must_use]
pub fn read(sources: &SourceMap, file: FileId) -> (Decls, Vec<Diagnostic>) {
    let Some(source) = sources.get(file) else {
        return (Decls::default(), Vec::new());
    };
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    // A conflict within a text of several lines is valid TOML.
    let errors = match conflict::conflict(file, &source.text) {
        Some(conflict) => vec![conflict],
        None => cursor::syntax_errors(file, &source.text, &errors),
    };
    let mut cursor = Cursor::new(file, &source.topic, &source.text);
    let decls = read_file(&mut cursor, &cursor::root(&table));
    let diagnostics = cursor.finish();
    if errors.is_empty() {
        return (decls, diagnostics);
    }
    (decls, errors)
}

fn read_file(cursor: &mut Cursor<'_>, root: &Table<'_>) -> Decls {
    cursor.check_keys(root, keys::FILE, "at the top of a schema file");
    let mut decls = Decls::default();
    if let Some(table) = cursor.table(root, "protocol") {
        decls.protocols.push(structure::protocol(cursor, &table));
    }
    if let Some(table) = cursor.table(root, "topic") {
        let topic = structure::topic(cursor, &table);
        cursor.cover(&topic.docs);
        decls.topics.push(topic);
    }
    for (kind, read) in types::KINDS {
        let Some(group) = cursor.table(root, kind) else {
            continue;
        };
        for (key, value) in group.entries() {
            let name = cursor.type_name(key);
            if let (Some(name), Some(table)) = (name, cursor.as_table(key.get_ref(), value)) {
                let decl = read(cursor, name, &table);
                decls
                    .removed
                    .extend(removed::of_type(cursor, &decl, &table));
                decls.types.push(decl);
            }
        }
    }
    decls.removed.extend(removed::of_file(cursor, root));
    if let Some(group) = cursor.table(root, "event") {
        for (key, value) in group.entries() {
            let name = cursor.event_name(key);
            if let (Some(name), Some(table)) = (name, cursor.as_table(key.get_ref(), value)) {
                decls.events.extend(event(cursor, name, &table));
            }
        }
    }
    decls
}

fn event(cursor: &mut Cursor<'_>, name: Spanned<String>, table: &Table<'_>) -> Option<EventDecl> {
    if cursor.unquoted_event(&name, table) {
        return None;
    }
    cursor.check_keys(table, keys::EVENT, "of an event");
    let params = params(cursor, table);
    let code_name = cursor.identifier(table, "name");
    let docs = declared_docs(cursor, table);
    let sender = sender_of_event(cursor, &name, table)?;
    Some(EventDecl {
        name,
        topic: cursor.topic().to_owned(),
        sender,
        params,
        code_name,
        docs,
    })
}

/// The params of an event: a type alone, or a table that says when they are there.
fn params(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Option<ParamsDecl> {
    let value = table.get("params")?;
    match value.get_ref() {
        DeValue::String(_) => Some(ParamsDecl {
            ty: cursor.as_type("params", value)?,
            optional: false,
            nullable: false,
        }),
        DeValue::Table(_) => {
            let long = cursor.as_table("params", value)?;
            cursor.check_keys(&long, keys::PARAMS, "of params");
            let owner = Spanned::new("params".to_owned(), cursor.span(value.span()));
            Some(ParamsDecl {
                ty: types::required_type(cursor, &owner, &long, keys::PARAMS),
                optional: cursor.flag(&long, "optional", false),
                nullable: cursor.flag(&long, "nullable", false),
            })
        }
        DeValue::Boolean(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_) => {
            let expected = "a type such as \"list<string>\", or a table with `type`";
            cursor.wrong_kind("params", expected, value);
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

fn no_direction(found: &Spanned<String>) -> Diagnostic {
    let message = format!("`{}` is not a direction", found.value);
    Diagnostic::error(Code::ValueInvalid, message)
}

/// The side that sends something, if the table says so.
fn direction(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Option<Direction> {
    let found = cursor.text(table, "direction")?;
    match found.value.as_str() {
        "client" => Some(Direction::ClientToServer),
        "server" => Some(Direction::ServerToClient),
        _ => {
            let label = "expected \"client\" or \"server\"";
            let help = "write the side that sends it; without a direction, either may";
            cursor.push(no_direction(&found).at(found.span, label).help(help));
            None
        }
    }
}

/// The keys that describe a declaration: `doc`, `since`, `deprecated`, `experimental`.
fn docs(cursor: &mut Cursor<'_>, table: &Table<'_>) -> DocsDecl {
    DocsDecl {
        doc: cursor.text(table, "doc").map(|found| found.value),
        since: cursor.version(table, "since"),
        deprecated: deprecated(cursor, table),
        experimental: cursor.flag(table, "experimental", false),
    }
}

/// The docs of a type or an event. A key of its lifecycle that is not there is that of the topic.
fn declared_docs(cursor: &mut Cursor<'_>, table: &Table<'_>) -> DocsDecl {
    let own = docs(cursor, table);
    let topic = cursor.covering();
    DocsDecl {
        doc: own.doc,
        since: own.since.or_else(|| topic.since.clone()),
        deprecated: match table.has("deprecated") {
            true => own.deprecated,
            false => topic.deprecated.clone(),
        },
        experimental: match table.has("experimental") {
            true => own.experimental,
            false => topic.experimental,
        },
    }
}

fn deprecated(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Option<Deprecated> {
    let value = table.get("deprecated")?;
    if let Some(yes) = value.get_ref().as_bool() {
        return yes.then(Deprecated::default);
    }
    if let Some(note) = value.get_ref().as_str() {
        return Some(Deprecated {
            note: note.to_owned(),
            since: None,
        });
    }
    if value.get_ref().is_table() {
        let long = cursor.as_table("deprecated", value)?;
        cursor.check_keys(&long, keys::DEPRECATED, "of a deprecation");
        let note = cursor
            .text(&long, "note")
            .map(|found| found.value)
            .unwrap_or_default();
        return Some(Deprecated {
            note,
            since: cursor.version(&long, "since"),
        });
    }
    cursor.wrong_kind(
        "deprecated",
        "a text, `true` or `{ since = …, note = … }`",
        value,
    );
    None
}
