//! Looks for the schema of a ref, if no path is named.

use std::collections::BTreeSet;

#[cfg(feature = "cli")]
use tdproto_schema::model::Protocol;
use tdproto_schema::{Code, Diagnostic};
#[cfg(feature = "cli")]
use toml::de::DeTable;

use super::name::GitSource;
use super::program::{self, Blob, Entry};
use super::refs::absent;
use super::{MISSING, RefContent, below, files, is_schema_file, list, unreadable};
use crate::load::text::MAX_FILE_BYTES;

/// The first lines of tables of schema files.
const TABLES: &[&str] = &[
    "[protocol]",
    "[entity.",
    "[event.",
    "[enum.",
    "[scalar.",
    "[alias.",
];

/// The number of directories that are named if there are several.
const MAX_NAMED: usize = 5;

/// Reads the one schema that the ref holds.
pub(super) fn read(source: &GitSource) -> Result<RefContent, Diagnostic> {
    let (root, entries) = candidates(source)?;
    files(source, &root, entries)
}

/// Returns the directory of the one schema that the ref holds.
pub(super) fn find(source: &GitSource) -> Result<String, Diagnostic> {
    candidates(source).map(|(root, _)| root)
}

/// A schema somewhere in a ref.
#[cfg(feature = "cli")]
pub(in crate::load) struct Held {
    /// The schema's directory.
    pub(in crate::load) root: String,
    /// The name of the schema's protocol.
    pub(in crate::load) protocol: String,
    /// The schema's files.
    pub(in crate::load) files: Vec<String>,
}

/// Returns every schema that the ref holds.
#[cfg(feature = "cli")]
pub(in crate::load) fn all(source: &GitSource) -> Result<Vec<Held>, Diagnostic> {
    let (_, declaring) = declaring(source)?;
    let held = roots(&declaring).into_iter().map(|root| {
        let parts = declaring.iter().filter(|(path, _)| is_inside(path, root));
        let name = parts.clone().find_map(|(_, text)| protocol_name(text));
        Held {
            root: root.to_owned(),
            protocol: name.unwrap_or_else(|| Protocol::default().name),
            files: parts.map(|(path, _)| path.clone()).collect(),
        }
    });
    Ok(held.collect())
}

/// The path and the text of a file that has a table of a schema.
type Declaring = (String, String);

/// Lists every file that may be one of a schema, and the paths and texts of those that are.
fn declaring(source: &GitSource) -> Result<(Vec<Entry>, Vec<Declaring>), Diagnostic> {
    let mut entries = list(source, "")?;
    entries.retain(|entry| entry.is_file() && is_schema_file(&entry.path));
    let blobs = program::blobs(source.dir(), source.rev(), &entries, MAX_FILE_BYTES)
        .map_err(|failed| super::refs::explain(source, &failed))?;
    let mut texts = Vec::new();
    for (entry, blob) in entries.iter().zip(blobs) {
        if let Blob::Missing = blob {
            let shown = format!("{}:{}", source.rev(), entry.path);
            return Err(unreadable(&shown, MISSING));
        }
        texts.extend(declares(blob).map(|text| (entry.path.clone(), text)));
    }
    Ok((entries, texts))
}

/// The directories of schemas: those of the files, without directories inside of others.
fn roots(declaring: &[Declaring]) -> Vec<&str> {
    let folders: BTreeSet<&str> = declaring.iter().map(|(path, _)| folder(path)).collect();
    let outermost = folders
        .iter()
        .filter(|path| !folders.iter().any(|other| is_inside(path, other)));
    outermost.copied().collect()
}

/// The name of the protocol, if a file sets it.
#[cfg(feature = "cli")]
fn protocol_name(text: &str) -> Option<String> {
    let (table, _) = DeTable::parse_recoverable(text);
    let protocol = table.get_ref().get("protocol")?;
    let name = protocol.get_ref().as_table()?.get("name")?;
    name.get_ref().as_str().map(str::to_owned)
}

fn candidates(source: &GitSource) -> Result<(String, Vec<Entry>), Diagnostic> {
    let (mut entries, declaring) = declaring(source)?;
    match roots(&declaring).as_slice() {
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

/// The text, if it has a table of a schema file.
fn declares(blob: Blob) -> Option<String> {
    let text = match blob {
        Blob::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Blob::TooLarge(_) | Blob::Dangling | Blob::Missing | Blob::Unreadable(_) => return None,
    };
    let has_table = |line: &str| TABLES.iter().any(|table| line.starts_with(table));
    text.lines().any(has_table).then_some(text)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns true if a path is below another one.
fn is_inside(path: &str, folder: &str) -> bool {
    match folder {
        "" => !path.is_empty(),
        _ => path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/')),
    }
}
