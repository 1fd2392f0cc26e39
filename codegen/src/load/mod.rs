//! Reads schemas: from a directory, from git, and the built-in one. All reading of files by the
//! generator is here.

mod examples;
#[cfg(feature = "gate")]
mod git;
#[cfg(feature = "gate")]
mod places;
#[cfg(feature = "gate")]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use tdproto_schema::{Code, Diagnostic, Schema, SourceMap, compile, embedded};
use walkdir::{DirEntry, WalkDir};

use crate::files::has_banner;
use crate::text_form;

pub use examples::{Example, Examples, built_in_examples, load_examples};
#[cfg(feature = "gate")]
pub use git::GitSource;
#[cfg(feature = "gate")]
pub(crate) use git::{Alike, alike, without_ref};
#[cfg(feature = "gate")]
pub use places::Places;
#[cfg(feature = "gate")]
pub use source::{Reading, SchemaSource};

/// The largest schema file that is read.
pub const MAX_FILE_BYTES: u64 = 8 << 20;

/// The folder of a schema directory that holds documented examples and is not read as schema.
pub const EXAMPLES_FOLDER: &str = "examples";

/// The file beside the examples that records where they deviate from the schema.
pub const RECORD: &str = "deviations.toml";

/// What was read.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The files that could be read.
    pub sources: SourceMap,
    /// Every file and directory that was looked at, for build systems to watch.
    pub watched: Vec<PathBuf>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Compiles what was read; its diagnostics come first.
    #[must_use]
    pub fn compile(&self) -> (Schema, Vec<Diagnostic>) {
        let (schema, found) = compile(&self.sources);
        (
            schema,
            self.diagnostics.iter().cloned().chain(found).collect(),
        )
    }
}

/// The built-in schema.
#[must_use]
pub fn built_in() -> Loaded {
    Loaded {
        sources: embedded::sources(),
        ..Loaded::default()
    }
}

/// Reads every `.toml` file of a directory and of the folders in it, or one file.
///
/// Files come in the order of their names, whatever the file system's. Folders called `examples`
/// and names that start with a dot are left out: editors keep theirs so. Links are followed; one
/// that leads to nothing is an error only if it has the name of a schema file.
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

/// Whether a name is one that editors and systems give to files of their own, such as the lock
/// `.#chat.toml` of Emacs.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// Whether what cannot be read is none of the files that are looked for, which have this ending: a
/// hidden one, or a link of another name that leads to nothing.
fn is_stray(root: &Path, error: &walkdir::Error, ending: &str) -> bool {
    let below = error.path().and_then(|path| path.strip_prefix(root).ok());
    let Some(below) = below.filter(|_| error.depth() > 0) else {
        return false;
    };
    let is_absent = error
        .io_error()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound);
    let mut names = below.components().map(|part| part.as_os_str());
    names.any(|name| is_hidden(&name.to_string_lossy()))
        || is_absent && !below.to_string_lossy().ends_with(ending)
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
            // Generated files that lie among the schema, such as a Cargo.toml, are not part of it.
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

/// The topic of a file: its path below the directory without its ending, parts joined by `_`.
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

/// The topic of a file whose path below the schema directory has these parts.
fn topic_of<'p>(parts: impl Iterator<Item = &'p str>) -> String {
    let topic = parts.collect::<Vec<_>>().join("_");
    match topic.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        Some(_) | None => topic,
    }
}

/// Reads a text file of a bearable size.
///
/// # Errors
/// A diagnostic if it cannot be read, is too large or not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Box<Diagnostic>> {
    read_text_up_to(path, MAX_FILE_BYTES)
}

fn read_text_up_to(path: &Path, limit: u64) -> Result<String, Box<Diagnostic>> {
    let unreadable = |error: std::io::Error| {
        let message = format!("cannot read {}: {error}", display(path));
        Box::new(Diagnostic::error(Code::FileUnreadable, message))
    };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        let message = format!("cannot read {}: not a file", display(path));
        return Err(Box::new(Diagnostic::error(Code::FileUnreadable, message)));
    }
    if metadata.len() > limit {
        return Err(Box::new(too_large(&display(path), metadata.len(), limit)));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    utf8(&display(path), bytes)
}

fn too_large(path: &str, bytes: u64, limit: u64) -> Diagnostic {
    let (mebibytes, most) = (bytes.div_ceil(1 << 20), limit >> 20);
    let what = if limit == MAX_FILE_BYTES {
        "schema file"
    } else {
        "model"
    };
    let message = format!("{path} has {mebibytes} MiB; a {what} has {most} MiB at the most");
    let found = Diagnostic::error(Code::FileTooLarge, message);
    if limit == MAX_FILE_BYTES {
        found.help("split the schema by topic: every .toml file is read")
    } else {
        found.help("is it a model.json? `tdproto model` writes one")
    }
}

/// The text of a file that has been read, without what a checkout or an editor has made of it.
fn utf8(path: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let text = String::from_utf8(bytes).map_err(|error| Box::new(not_utf8(path, &error)))?;
    Ok(text_form::plain(text))
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let before = &error.as_bytes()[..at];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    let byte = error.as_bytes().get(at).copied().unwrap_or_default();
    let place = format!("{path}:{line}:{column}");
    let message = format!("{place} is not UTF-8: byte 0x{byte:02x} at offset {at}");
    Diagnostic::error(Code::FileNotUtf8, message).help("save the file as UTF-8")
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = display(error.path().unwrap_or(root));
    if let Some(ancestor) = error.loop_ancestor() {
        let message = format!("{path} leads back to {}", display(ancestor));
        let found = Diagnostic::error(Code::SymlinkLoop, message);
        return found.help("remove the link, or point it elsewhere");
    }
    let reason = error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string);
    Diagnostic::error(
        Code::FileUnreadable,
        format!("cannot read {path}: {reason}"),
    )
}

/// Whether a directory is the top of a git repository or of a work tree.
fn is_top(dir: &Path) -> bool {
    dir.join(".git").exists()
}

/// The nearest file of this name in the directories above a path. The search ends at the top of a
/// git repository, and at the root.
#[must_use]
pub fn find_above(path: &Path, name: &str) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let here = std::env::current_dir().unwrap_or_default();
    if absolute.is_dir() && is_top(&absolute) {
        return None;
    }
    for dir in absolute.ancestors().skip(1) {
        let file = dir.join(name);
        if file.is_file() {
            let shown = file.strip_prefix(&here).map(Path::to_owned);
            return Some(shown.unwrap_or(file));
        }
        if is_top(dir) {
            return None;
        }
    }
    None
}

/// A path as people read it, with `/` between its parts.
#[must_use]
pub fn display(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
