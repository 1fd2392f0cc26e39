//! Reads schemas in git from the objects of a commit, without touching the work tree.
//!
//! Reading takes two processes for a schema of any size: `git ls-tree` lists, `git cat-file
//! --batch` gives the texts.

mod failed;
mod name;
mod program;
mod refs;
mod safe;
mod search;

use tdproto_schema::{Code, Diagnostic, SourceMap};

use crate::banner::has_banner;
#[cfg(feature = "cli")]
use crate::config::Date;
use crate::load::examples::{Example, Examples, is_example};
use crate::load::names::{EXAMPLES_FOLDER, RECORD, is_hidden, topic_of};
use crate::load::text::{MAX_FILE_BYTES, MAX_MODEL_BYTES, too_large, utf8};
use program::{Blob, Entry, Kind};
use refs::absent;

pub use name::GitSource;
pub(crate) use name::without_ref;
#[cfg(feature = "cli")]
pub(super) use refs::is_unborn;
#[cfg(feature = "cli")]
pub(super) use search::{Held, all as held};

/// The content of a ref.
pub(super) enum RefContent {
    /// Schema files, and the diagnostics of those that could not be read.
    Files(SourceMap, Vec<Diagnostic>),
    /// A `model.json`: its path as shown, and its text.
    Model(String, String),
    /// No schema yet, as the diagnostic says.
    Nothing(Box<Diagnostic>),
}

/// Reads the content that a source names.
pub(super) fn read(source: &GitSource) -> Result<RefContent, Diagnostic> {
    source.check_place()?;
    let Some(path) = source.path() else {
        return search::read(source);
    };
    let entries = match list(source, path) {
        Err(_) if source.may_be_new() && refs::is_unborn(source) => Vec::new(),
        listed => listed?,
    };
    if let [entry] = entries.as_slice()
        && entry.path == path
        && path.ends_with(".json")
    {
        let (shown, text) = texts(source, vec![entry.clone()], MAX_MODEL_BYTES)?.remove(0);
        return text
            .map(|text| RefContent::Model(shown, text))
            .map_err(|f| *f);
    }
    let wanted: Vec<_> = entries
        .into_iter()
        .filter(|entry| entry.path == path || is_wanted(entry, below(&entry.path, path)))
        .collect();
    if wanted.is_empty() {
        let found = absent(source.rev(), path, source.may_be_new());
        return match source.may_be_new() {
            true => Ok(RefContent::Nothing(Box::new(found))),
            false => Err(found),
        };
    }
    files(source, path, wanted)
}

/// Reads the documented examples that a source has.
pub(super) fn examples(source: &GitSource) -> Examples {
    let mut examples = Examples::default();
    match read_examples(source, &mut examples) {
        Ok(()) => {}
        Err(found) => examples.diagnostics.push(found),
    }
    examples
}

fn read_examples(source: &GitSource, examples: &mut Examples) -> Result<(), Diagnostic> {
    source.check_place()?;
    let path = match source.path() {
        Some(path) => path.to_owned(),
        None => search::find(source)?,
    };
    if path.ends_with(".json") || path.ends_with(".toml") {
        return Ok(());
    }
    let folder = join(&path, EXAMPLES_FOLDER);
    let wanted = |entry: &Entry| {
        let name = below(&entry.path, &folder);
        !name.contains('/') && (name == RECORD || is_example(name))
    };
    let entries = list(source, &folder)?.into_iter().filter(wanted).collect();
    for (shown, text) in texts(source, entries, MAX_FILE_BYTES)? {
        let text = match text {
            Ok(text) => text,
            Err(found) => {
                examples.diagnostics.push(*found);
                continue;
            }
        };
        let name = shown.rsplit('/').next().unwrap_or_default().to_owned();
        let example = Example {
            name,
            path: shown,
            text,
            on_disk: false,
        };
        if example.name == RECORD {
            examples.record = Some(example);
        } else {
            examples.files.push(example);
        }
    }
    Ok(())
}

/// Lists the entries below a path of the ref. If the ref is missing, the error helps to get it.
fn list(source: &GitSource, path: &str) -> Result<Vec<Entry>, Diagnostic> {
    program::list(source.dir(), source.rev(), path).map_err(|failed| refs::explain(source, &failed))
}

/// Returns the day of a commit, as its committer had it.
#[cfg(feature = "cli")]
pub(super) fn date(source: &GitSource) -> Option<Date> {
    let arguments = ["log", "-1", "--format=%cs", source.rev(), "--"];
    let output = program::output(source.dir(), &arguments).ok()?;
    Date::parse(String::from_utf8(output).ok()?.trim())
}

/// Returns true if a commit has a file.
#[cfg(feature = "cli")]
pub(super) fn has(source: &GitSource, file: &str) -> bool {
    let listed = program::list(source.dir(), source.rev(), file);
    listed.is_ok_and(|entries| !entries.is_empty())
}

/// Reads the schema files among the entries below a path.
fn files(source: &GitSource, root: &str, entries: Vec<Entry>) -> Result<RefContent, Diagnostic> {
    let paths: Vec<_> = entries.iter().map(|entry| entry.path.clone()).collect();
    let texts = texts(source, entries, MAX_FILE_BYTES)?;
    let (mut sources, mut found) = (SourceMap::default(), Vec::new());
    for (path, (shown, text)) in paths.into_iter().zip(texts) {
        match text {
            // A link was followed to its target.
            Ok(text) if has_banner(&text) || !is_schema_file(below(&path, root)) => {}
            Ok(text) => {
                sources.add_virtual(shown, topic_of(below(&path, root).split('/')), text);
            }
            Err(wrong) => found.push(*wrong),
        }
    }
    Ok(RefContent::Files(sources, found))
}

type Text = Result<String, Box<Diagnostic>>;

/// Reads the texts of entries, in their order, each with its path as shown. The text of a link to
/// nothing is empty, if its name is not that of a file to read.
fn texts(
    source: &GitSource,
    entries: Vec<Entry>,
    limit: u64,
) -> Result<Vec<(String, Text)>, Diagnostic> {
    let blobs = program::blobs(source.dir(), source.rev(), &entries, limit)
        .map_err(|failed| refs::explain(source, &failed))?;
    let texts = entries.iter().zip(blobs).map(|(entry, blob)| {
        let shown = format!("{}:{}", source.rev(), entry.path);
        let text = match blob {
            Blob::Bytes(bytes) => utf8(&shown, bytes),
            Blob::TooLarge(bytes) => Err(Box::new(too_large(&shown, bytes, limit))),
            Blob::Dangling if !is_text_file(&entry.path) => Ok(String::new()),
            Blob::Dangling => Err(Box::new(unreadable(&shown, DANGLING))),
            Blob::Missing => Err(Box::new(unreadable(&shown, MISSING))),
            Blob::Unreadable(reason) => Err(Box::new(unreadable(&shown, &reason))),
        };
        (shown, text)
    });
    Ok(texts.collect())
}

/// The reason in the diagnostic of a link that leads to nothing.
const DANGLING: &str = "it links to nothing";

/// The reason in the diagnostic of an object that git listed and does not have.
const MISSING: &str = "the object is missing from the repository";

fn unreadable(shown: &str, reason: &str) -> Diagnostic {
    let message = format!("cannot read {shown}: {reason}");
    Diagnostic::error(Code::GitObject, message)
}

/// Returns true if an entry below the schema directory has to be looked at. That is a schema file,
/// or an unreadable entry that may be a directory of them and so is not skipped.
fn is_wanted(entry: &Entry, path: &str) -> bool {
    match entry.kind {
        Kind::File => is_schema_file(path),
        Kind::Link | Kind::Submodule => is_visible(path),
    }
}

/// Returns true if a path is that of a file that holds a text: a schema, an example or a model.
fn is_text_file(path: &str) -> bool {
    path.ends_with(".toml") || path.ends_with(".json")
}

/// Returns true if a path below the schema directory is that of a schema file.
fn is_schema_file(path: &str) -> bool {
    path.ends_with(".toml") && is_visible(path)
}

fn is_visible(path: &str) -> bool {
    let mut parts = path.split('/');
    !parts.any(|part| is_hidden(part) || part == EXAMPLES_FOLDER)
}

/// Returns a path without this folder; the name of the file, if the folder is the path itself.
fn below<'p>(path: &'p str, folder: &str) -> &'p str {
    if folder.is_empty() {
        return path;
    }
    match path.strip_prefix(folder) {
        Some("") | None => path.rsplit('/').next().unwrap_or(path),
        Some(rest) => rest.strip_prefix('/').unwrap_or(rest),
    }
}

fn join(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_owned(),
        _ => format!("{folder}/{name}"),
    }
}

impl Entry {
    /// Returns true if it can hold a text: a file or a link to one.
    fn is_file(&self) -> bool {
        match self.kind {
            Kind::File | Kind::Link => true,
            Kind::Submodule => false,
        }
    }
}
