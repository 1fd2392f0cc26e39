//! Generated files on disk: written only if changed, each in one step; compared as whole trees.
//! All writing of files by the generator is here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tdproto_schema::{Code, Diagnostic, parallel};
use walkdir::{DirEntry, WalkDir};

use crate::generate::Generated;
use crate::lang::BANNER_MARK;
use crate::load::display;

/// How far into a file its banner is looked for.
const BANNER_WITHIN: usize = 2048;

/// Folders that builds make beside generated code: never looked into.
const BUILD_FOLDERS: &[&str] = &["node_modules", "target", "dist"];

/// A file on disk against what the schema gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// As the schema gives it.
    Same,
    /// Different.
    Changed {
        /// What is on disk.
        old: String,
    },
    /// Not on disk.
    Missing,
    /// On disk, with our banner, but the schema no longer gives it.
    Orphaned {
        /// What is on disk.
        old: String,
    },
    /// On disk without our banner: somebody else's.
    Foreign,
}

/// One path of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path on disk.
    pub path: PathBuf,
    /// What is there.
    pub state: State,
    /// What the schema gives; empty for orphans.
    pub new: String,
}

/// The whole output against what is on disk.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// By language, in the order given: the entries sorted by path.
    pub languages: Vec<(&'static str, Vec<Entry>)>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Comparison {
    /// Every entry of every language.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.languages.iter().flat_map(|(_, entries)| entries)
    }

    /// Whether the files on disk are exactly what the schema gives.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.diagnostics.is_empty() && self.entries().all(|entry| entry.state == State::Same)
    }
}

/// Compares generated files with those below `out`.
#[must_use]
pub fn compare(out: &Path, generated: Vec<Generated>) -> Comparison {
    let mut comparison = Comparison::default();
    for language in generated {
        let folder = out.join(language.folder);
        let mut entries = BTreeMap::new();
        for file in language.files {
            let path = folder.join(&file.path);
            let state = match state(&path, &file.text) {
                Ok(state) => state,
                Err(error) => {
                    comparison.diagnostics.push(unreadable(&path, &error));
                    continue;
                }
            };
            entries.insert(
                path.clone(),
                Entry {
                    path,
                    state,
                    new: file.text,
                },
            );
        }
        if !language.folder.is_empty() {
            orphans(&folder, &mut entries, &mut comparison.diagnostics);
        }
        comparison
            .languages
            .push((language.language, entries.into_values().collect()));
    }
    comparison
}

fn state(path: &Path, new: &str) -> io::Result<State> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if is_absent(&error) => return Ok(State::Missing),
        Err(error) => return Err(error),
    };
    if bytes == new.as_bytes() {
        return Ok(State::Same);
    }
    let old = String::from_utf8_lossy(&bytes).into_owned();
    Ok(if has_banner(&old) {
        State::Changed { old }
    } else {
        State::Foreign
    })
}

/// Whether there is nothing at a path. A file where a folder should be is told when writing fails.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Whether a text carries our banner near its top.
#[must_use]
pub fn has_banner(text: &str) -> bool {
    text[..text.floor_char_boundary(BANNER_WITHIN)].contains(BANNER_MARK)
}

fn orphans(
    folder: &Path,
    entries: &mut BTreeMap<PathBuf, Entry>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if !folder.is_dir() {
        return;
    }
    for found in WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_searched)
    {
        let path = match found {
            Ok(found) if found.file_type().is_file() => found.into_path(),
            Ok(_) => continue,
            Err(error) => {
                let message = format!("cannot read {}: {error}", display(folder));
                diagnostics.push(Diagnostic::error(Code::FileUnreadable, message));
                continue;
            }
        };
        if entries.contains_key(&path) {
            continue;
        }
        // A file that is not text, or cannot be read, is not one of ours.
        let Ok(old) = fs::read_to_string(&path) else {
            continue;
        };
        if has_banner(&old) {
            let state = State::Orphaned { old };
            entries.insert(
                path.clone(),
                Entry {
                    path,
                    state,
                    new: String::new(),
                },
            );
        }
    }
}

fn is_searched(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let skipped = name.starts_with('.') || BUILD_FOLDERS.contains(&name.as_ref());
    entry.depth() == 0 || !(entry.file_type().is_dir() && skipped)
}

/// Makes the disk what the comparison says: changed and missing files are written, orphans deleted.
///
/// # Errors
/// Nothing at all is done if a file in the way is not ours. If the operating system refuses a
/// step, the others are still done.
pub fn write(comparison: &Comparison) -> Result<(), Vec<Diagnostic>> {
    let foreign: Vec<_> = comparison
        .entries()
        .filter(|entry| entry.state == State::Foreign)
        .map(|entry| {
            let message = format!("{} is not a generated file", display(&entry.path));
            Diagnostic::error(Code::OutputForeign, message)
                .help("nothing was written; move the file away, or choose another --out")
        })
        .collect();
    if !foreign.is_empty() || !comparison.diagnostics.is_empty() {
        return Err(comparison
            .diagnostics
            .iter()
            .cloned()
            .chain(foreign)
            .collect());
    }
    let changes: Vec<&Entry> = comparison
        .entries()
        .filter(|entry| entry.state != State::Same)
        .collect();
    let done = parallel::map(&changes, |entry| mend(entry));
    let done = changes.iter().zip(done);
    let failed = done.filter_map(|(entry, done)| Some((entry.path.as_path(), done.err()?)));
    match once_a_reason(failed) {
        failed if failed.is_empty() => Ok(()),
        failed => Err(failed),
    }
}

/// One diagnostic for all files that cannot be written for one reason, at the first of them.
fn once_a_reason<'a>(failed: impl Iterator<Item = (&'a Path, io::Error)>) -> Vec<Diagnostic> {
    let mut reasons: Vec<(io::Error, &Path, usize)> = Vec::new();
    for (path, error) in failed {
        let same = |(known, ..): &&mut (io::Error, &Path, usize)| {
            known.kind() == error.kind() && known.raw_os_error() == error.raw_os_error()
        };
        match reasons.iter_mut().find(same) {
            Some((_, _, more)) => *more += 1,
            None => reasons.push((error, path, 0)),
        }
    }
    let told = reasons.iter().map(|(error, path, more)| {
        let found = unwritable(path, error);
        match more {
            0 => found,
            more => found.help(format!("so it is with {more} more of the files")),
        }
    });
    told.collect()
}

/// Makes one path what it should be.
fn mend(entry: &Entry) -> io::Result<()> {
    match &entry.state {
        State::Same | State::Foreign => Ok(()),
        State::Changed { .. } | State::Missing => write_atomically(&entry.path, &entry.new),
        State::Orphaned { .. } => fs::remove_file(&entry.path),
    }
}

/// Writes a file beside its place and moves it there, so that nobody ever sees half of it. What is
/// no plain file, such as a pipe, is written to as it is.
///
/// # Errors
/// Those of the operating system.
pub fn write_atomically(path: &Path, text: &str) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return fs::write(path, text);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        fs::create_dir_all(folder)?;
    }
    let temporary = temporary(path);
    let done = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    if done.is_err() {
        // The first error is the one to tell; the temporary file may not even exist.
        let _ = fs::remove_file(&temporary);
    }
    done
}

/// Writes several files that exist, all or none: each beside its place first, then all are moved. If
/// one cannot be moved, those before it get back what they held. Links stay links.
///
/// # Errors
/// What the operating system refused; then every file is as it was.
pub fn write_all(files: &[(&Path, &str)]) -> Result<(), Box<Diagnostic>> {
    let mut staged: Vec<Staged> = Vec::new();
    for (path, text) in files {
        match Staged::new(path, text) {
            Ok(file) => staged.push(file),
            Err(error) => {
                staged.iter().for_each(Staged::discard);
                return Err(Box::new(unwritable(path, &error)));
            }
        }
    }
    for (index, file) in staged.iter().enumerate() {
        if let Err(error) = fs::rename(&file.temporary, &file.place) {
            staged[index..].iter().for_each(Staged::discard);
            staged[..index].iter().for_each(Staged::restore);
            return Err(Box::new(unwritable(&file.place, &error)));
        }
    }
    Ok(())
}

/// A file that is written and not yet in its place.
struct Staged {
    place: PathBuf,
    temporary: PathBuf,
    old: Vec<u8>,
}

impl Staged {
    fn new(path: &Path, text: &str) -> io::Result<Self> {
        let place = fs::canonicalize(path)?;
        let old = fs::read(&place)?;
        let temporary = temporary(&place);
        let staged = Self {
            place,
            temporary,
            old,
        };
        let written = fs::write(&staged.temporary, text).and_then(|()| {
            let permissions = fs::metadata(&staged.place)?.permissions();
            // What may not be written is not to be replaced either.
            if permissions.readonly() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            fs::set_permissions(&staged.temporary, permissions)
        });
        match written {
            Ok(()) => Ok(staged),
            Err(error) => {
                staged.discard();
                Err(error)
            }
        }
    }

    // The first error is the one to tell; nothing better can be done about these.
    fn discard(&self) {
        let _ = fs::remove_file(&self.temporary);
    }

    fn restore(&self) {
        let _ = fs::write(&self.place, &self.old);
    }
}

/// The place beside a file that its new text is written to first.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new("."));
    folder.join(format!(".{name}.{}.tmp", std::process::id()))
}

/// Adds a text to the end of a file, which need not be there.
///
/// # Errors
/// Those of the operating system.
pub fn append(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)?;
    io::Write::write_all(&mut file, text.as_bytes())
}

/// Makes a file hold a text, or be gone; says whether anything was there or is.
///
/// # Errors
/// Those of the operating system.
pub fn write_or_remove(path: &Path, text: Option<&str>) -> io::Result<bool> {
    match text {
        Some(text) => write_atomically(path, text).map(|()| true),
        None => match fs::remove_file(path) {
            Ok(()) => Ok(true),
            Err(error) if is_absent(&error) => Ok(false),
            Err(error) => Err(error),
        },
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::FileUnreadable,
        format!("cannot read {}: {error}", display(path)),
    )
}

/// A diagnostic for a file that the operating system would not write.
#[must_use]
pub fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::OutputUnwritable,
        format!("cannot write {}: {error}", display(path)),
    )
}
