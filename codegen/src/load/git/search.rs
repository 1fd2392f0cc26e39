//! Looks for the schema of a ref, if no path is named.

use std::collections::BTreeSet;

use tdproto_schema::{Code, Diagnostic};

use super::program::{self, Blob, Entry};
use super::{Found, GitSource, MAX_FILE_BYTES, below, files, is_schema_file, list};
use crate::load::source::absent;

/// What the tables of schema files start with.
const TABLES: &[&str] = &[
    "[protocol]",
    "[entity.",
    "[event.",
    "[enum.",
    "[scalar.",
    "[alias.",
];

/// How many directories are named if there are several.
const MAX_NAMED: usize = 5;

/// Reads the one schema that the ref holds.
pub(super) fn read(source: &GitSource) -> Result<Found, Diagnostic> {
    let (root, entries) = candidates(source)?;
    files(source, &root, entries)
}

/// The directory of the one schema that the ref holds.
pub(super) fn find(source: &GitSource) -> Result<String, Diagnostic> {
    candidates(source).map(|(root, _)| root)
}

fn candidates(source: &GitSource) -> Result<(String, Vec<Entry>), Diagnostic> {
    let mut entries = list(source, "")?;
    entries.retain(|entry| entry.is_file() && is_schema_file(&entry.path));
    let blobs = program::blobs(source.dir(), source.rev(), &entries, MAX_FILE_BYTES)
        .map_err(|failed| super::refs::explain(source, &failed))?;
    let with_tables = entries.iter().zip(blobs);
    let with_tables = with_tables.filter(|(_, blob)| declares(blob));
    let folders: BTreeSet<&str> = with_tables.map(|(entry, _)| folder(&entry.path)).collect();
    let roots: Vec<&str> = folders
        .iter()
        .filter(|path| !folders.iter().any(|other| is_inside(path, other)))
        .copied()
        .collect();
    match roots.as_slice() {
        [] => Err(absent(source.rev(), "at all", false)),
        [root] => {
            let root = (*root).to_owned();
            let is_part = |entry: &Entry| {
                is_inside(&entry.path, &root) && is_schema_file(below(&entry.path, &root))
            };
            entries.retain(is_part);
            Ok((root, entries))
        }
        several => {
            let message = format!("{} holds {} schemas", source.rev(), several.len());
            let found = Diagnostic::error(Code::SchemaAmbiguous, message);
            let named = several.iter().take(MAX_NAMED);
            let named = named.map(|root| format!("git:{}:{root}", source.rev()));
            let rest = several.len().saturating_sub(MAX_NAMED);
            let found = named.fold(found, Diagnostic::help);
            Err(match rest {
                0 => found,
                rest => found.help(format!("… and {rest} more")),
            })
        }
    }
}

/// Whether a text has a table of a schema file.
fn declares(blob: &Blob) -> bool {
    match blob {
        Blob::Bytes(bytes) => String::from_utf8_lossy(bytes)
            .lines()
            .any(|line| TABLES.iter().any(|table| line.starts_with(table))),
        Blob::TooLarge(_) | Blob::Unreadable(_) => false,
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a path lies below another one.
fn is_inside(path: &str, folder: &str) -> bool {
    match folder {
        "" => !path.is_empty(),
        _ => path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/')),
    }
}
