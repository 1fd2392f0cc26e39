//! Reads a schema file into declarations.
//!
//! The parsed tree is walked by hand, since serde would stop at the first error and lose spans.

pub(crate) mod conflict;
mod constraints;
#[doc(hidden)]
pub mod cursor;
mod events;
mod flags;
mod frames;
mod removed;
mod structure;
mod types;
mod unions;
mod wire_values;

use cursor::{Cursor, Table};
use toml::de::DeTable;

use crate::decl::{DocsDecl, Spanned};
use crate::model::{Deprecated, Direction};
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
            let of_text = match kind {
                "scalar" => Some("base"),
                "alias" => Some("type"),
                _ => None,
            };
            let table = cursor.part(key.get_ref(), value, [of_text, None, None]);
            if let (Some(name), Some(table)) = (name, table) {
                let decl = read(cursor, name, &table);
                decls
                    .removed
                    .extend(removed::of_type(cursor, &decl, &table));
                decls.types.push(decl);
            }
        }
    }
    if let Some(group) = cursor.table(root, "frame") {
        for (key, value) in group.entries() {
            let name = cursor.code_name(key);
            if let (Some(name), Some(table)) = (name, cursor.as_table(key.get_ref(), value)) {
                decls.frames.push(frames::frame(cursor, name, &table));
            }
        }
    }
    decls.removed.extend(removed::of_file(cursor, root));
    if let Some(group) = cursor.table(root, "event") {
        for (key, value) in group.entries() {
            let name = cursor.event_name(key);
            if let (Some(name), Some(table)) = (name, cursor.as_table(key.get_ref(), value)) {
                decls.events.extend(events::event(cursor, name, &table));
            }
        }
    }
    decls
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
