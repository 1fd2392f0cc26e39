//! Schemas in a directory, and the built-in one.

use std::path::{Path, PathBuf};

use tdproto_schema::{Code, Diagnostic, Schema, SourceMap, compile, embedded};
use walkdir::{DirEntry, WalkDir};

use super::names::{EXAMPLES_FOLDER, is_hidden, topic_of};
use super::text::read_text;
use super::walk::{is_stray, walk_error};
use crate::banner::has_banner;
use crate::paths::display;

/// The result of reading a schema.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The files that could be read.
    pub sources: SourceMap,
    /// Every file and directory that was looked at, for build systems to watch.
    pub watched: Vec<PathBuf>,
    /// The diagnostics of files that could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Compiles the files; the diagnostics of reading come first.
    #[must_use]
    pub fn compile(&self) -> (Schema, Vec<Diagnostic>) {
        let (schema, found) = compile(&self.sources);
        (
            schema,
            self.diagnostics.iter().cloned().chain(found).collect(),
        )
    }
}

/// Returns the built-in schema.
#[must_use]
pub fn built_in() -> Loaded {
    Loaded {
        sources: embedded::sources(),
        ..Loaded::default()
    }
}

/// Reads every `.toml` file of a directory and of the folders in it, or one file.
///
/// Files come in the order of their names, on every file system. Folders called `examples` are left
/// out. So are names that start with a dot, since editors give such names to their own files. Links
/// are followed; one that leads to nothing is an error only if it has the name of a schema file.
#[must_use]
pub fn load(path: &Path) -> Loaded {
    let mut loaded = Loaded::default();
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) => take(&mut loaded, path, &entry),
            Err(error) if is_stray(path, &error, ".toml") => {}
            Err(error) => loaded.diagnostics.push(walk_error(path, &error)),
        }
    }
    if loaded.sources.files().is_empty() && loaded.diagnostics.is_empty() {
        let message = format!("no .toml files in {}", display(path));
        let found = Diagnostic::error(Code::SchemaEmpty, message);
        let help = format!(
            "`tdproto init {}` writes a small schema to start from",
            display(path)
        );
        loaded.diagnostics.push(found.help(help));
    }
    loaded
}

fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0
        || !(is_hidden(&name) || entry.file_type().is_dir() && name == EXAMPLES_FOLDER)
}

fn take(loaded: &mut Loaded, root: &Path, entry: &DirEntry) {
    if entry.file_type().is_dir() {
        loaded.watched.push(entry.path().to_owned());
    } else if entry.depth() == 0
        || entry
            .path()
            .extension()
            .is_some_and(|found| found == "toml")
    {
        loaded.watched.push(entry.path().to_owned());
        match read_text(entry.path()) {
            // Generated files among the schema, such as a Cargo.toml, are not part of it.
            Ok(text) if has_banner(&text) => {}
            Ok(text) => {
                loaded
                    .sources
                    .add_topic(display(entry.path()), topic(root, entry.path()), text);
            }
            Err(found) => loaded.diagnostics.push(*found),
        }
    }
}

/// Returns the topic of a file: its path below the directory without its ending, parts joined by
/// `_`.
fn topic(root: &Path, path: &Path) -> String {
    let below = path
        .strip_prefix(root)
        .ok()
        .filter(|below| below.components().next().is_some());
    let below = below.unwrap_or_else(|| path.file_name().map_or(path, Path::new));
    let parts = below.components();
    let parts: Vec<_> = parts
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    topic_of(parts.iter().map(AsRef::as_ref))
}
