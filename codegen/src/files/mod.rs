//! Generated files on disk: written only if changed, each in one step; compared as whole trees. All
//! writing of files by the generator is here.

#[cfg(feature = "cli")]
mod languages;
mod output;
mod replace;
#[cfg(feature = "cli")]
mod single;
mod temporary;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use tdproto_schema::{Code, Diagnostic};
use walkdir::{DirEntry, WalkDir};

use crate::banner::{has_banner, owner};
use crate::below::{Below, once};
use crate::generate::Generated;
use crate::paths::display;
use crate::text_form::{self, TextForm};
#[cfg(feature = "cli")]
pub(crate) use languages::targets_in;
pub use output::{update, write};
#[cfg(feature = "cli")]
pub(crate) use single::{append, write_all, write_each, write_one, write_or_remove};
pub(crate) use temporary::is_temporary;

/// The folders that builds make beside generated code. They are never looked into.
const BUILD_FOLDERS: &[&str] = &["node_modules", "target", "dist"];

/// The state of a file on disk, compared with the generated one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// A file that equals the generated one.
    Same,
    /// A file that differs from the generated one.
    Changed {
        /// The text on disk, with LF line ends.
        old: String,
        /// The written form on disk, such as its line ends, which stays.
        form: TextForm,
    },
    /// A file that is not on disk.
    Missing,
    /// A file on disk with our banner that the schema no longer generates.
    Orphaned {
        /// The text on disk.
        old: String,
    },
    /// A file on disk that was not generated from this schema.
    Foreign {
        /// The protocol that the file was generated for; `None` if it is no generated file.
        owner: Option<String>,
    },
}

/// A path of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path on disk.
    pub path: PathBuf,
    /// The state of the file at the path.
    pub state: State,
    /// The generated text; empty for orphans.
    pub new: String,
}

/// The comparison of the whole output with the disk.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// The entries of each language in the order given, sorted by path.
    pub languages: Vec<(Cow<'static, str>, Vec<Entry>)>,
    /// The diagnostics of paths that could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// Temporary files, of runs that are at work or were killed.
    temporaries: Vec<PathBuf>,
}

impl Comparison {
    /// Returns every entry of every language.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.languages.iter().flat_map(|(_, entries)| entries)
    }

    /// Returns true if all files on disk equal the generated ones.
    ///
    /// ```
    /// use tdproto_codegen::files::compare;
    /// use std::path::Path;
    ///
    /// let nothing = compare(Path::new("no/such/folder"), Vec::new(), &[]);
    /// assert!(nothing.is_clean());
    /// ```
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.diagnostics.is_empty() && self.entries().all(|entry| entry.state == State::Same)
    }
}

/// Compares generated files with those below `out`. Files of the protocols in `replaced` count as
/// files of this schema: it was renamed.
#[must_use]
pub fn compare(out: &Path, generated: Vec<Generated>, replaced: &[String]) -> Comparison {
    let mut comparison = Comparison::default();
    let owners = Owners::new(&generated, replaced);
    let (mut below, mut outside) = (Below::new(out), Vec::new());
    for language in generated {
        let folder = out.join(language.folder.as_ref());
        let mut entries = BTreeMap::new();
        for file in language.files {
            let path = match below.place(&language.folder, &file.path) {
                Ok(path) => path,
                Err(found) => {
                    outside.push(found);
                    continue;
                }
            };
            let state = match state(&path, &file.text, &owners) {
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
        if language.folder.is_empty() {
            comparison.temporaries.extend(temporary::in_folder(out));
        } else {
            orphans(&folder, &owners, &mut entries, &mut comparison);
        }
        comparison
            .languages
            .push((language.language, entries.into_values().collect()));
    }
    comparison.diagnostics.extend(once(outside));
    comparison
}

/// The protocols whose files may be replaced.
struct Owners<'a> {
    names: BTreeSet<String>,
    replaced: &'a [String],
}

impl<'a> Owners<'a> {
    /// Reads the protocol from the banners of the new files, in the spelling of each format.
    fn new(generated: &[Generated], replaced: &'a [String]) -> Self {
        let files = generated.iter().flat_map(|language| &language.files);
        let names = files.filter_map(|file| owner(&file.text));
        Self {
            names: names.map(str::to_owned).collect(),
            replaced,
        }
    }

    /// Returns the state of a generated file of another protocol. A banner without a name was
    /// written by an old version, for any protocol.
    fn foreign(&self, text: &str) -> Option<State> {
        let owner = owner(text)?;
        let is_ours = self.names.contains(owner) || self.replaced.iter().any(|name| name == owner);
        (!is_ours).then(|| State::Foreign {
            owner: Some(owner.to_owned()),
        })
    }
}

fn state(path: &Path, new: &str, owners: &Owners<'_>) -> io::Result<State> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        // A link that leads nowhere is not from the generator.
        Err(error) if is_absent(&error) && path.is_symlink() => {
            return Ok(State::Foreign { owner: None });
        }
        Err(error) if is_absent(&error) => return Ok(State::Missing),
        Err(error) => return Err(error),
    };
    // Reading a pipe would wait for ever.
    if !found.is_file() {
        return Ok(State::Foreign { owner: None });
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if is_absent(&error) => return Ok(State::Missing),
        Err(error) => return Err(error),
    };
    if bytes == new.as_bytes() {
        return Ok(State::Same);
    }
    let form = TextForm::of(&bytes);
    let old = text_form::plain(String::from_utf8_lossy(&bytes).into_owned());
    // A checkout may have other line ends; that is no difference.
    if old == new {
        return Ok(State::Same);
    }
    if !has_banner(&old) {
        return Ok(State::Foreign { owner: None });
    }
    let foreign = owners.foreign(&old);
    Ok(foreign.unwrap_or(State::Changed { old, form }))
}

/// Returns true if there is nothing at a path. A file in the place of a folder is reported when
/// writing fails.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Adds the generated files in a folder that the schema does not generate.
fn orphans(
    folder: &Path,
    owners: &Owners<'_>,
    entries: &mut BTreeMap<PathBuf, Entry>,
    comparison: &mut Comparison,
) {
    if !folder.is_dir() {
        return;
    }
    for visited in WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_searched)
    {
        let path = match visited {
            Ok(visited) if visited.file_type().is_file() => visited.into_path(),
            Ok(_) => continue,
            // Another run has replaced or deleted it meanwhile.
            Err(error) if error.io_error().is_some_and(is_absent) => continue,
            Err(error) => {
                let message = format!("cannot read {}: {error}", display(folder));
                let diagnostic = Diagnostic::error(Code::FileUnreadable, message);
                comparison.diagnostics.push(diagnostic);
                continue;
            }
        };
        if is_temporary(&path) {
            comparison.temporaries.push(path);
            continue;
        }
        if entries.contains_key(&path) {
            continue;
        }
        // A file that is not text, or cannot be read, is not generated.
        let Ok(old) = fs::read_to_string(&path) else {
            continue;
        };
        if has_banner(&old) {
            let state = owners.foreign(&old).unwrap_or_else(|| State::Orphaned {
                old: text_form::plain(old),
            });
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
    entry.depth() == 0 || !(entry.file_type().is_dir() && is_skipped(&name))
}

/// Returns true if folders of this name are never looked into.
pub(crate) fn is_skipped(folder: &str) -> bool {
    folder.starts_with('.') || BUILD_FOLDERS.contains(&folder)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::FileUnreadable,
        format!("cannot read {}: {error}", display(path)),
    )
}

/// The diagnostic of a file that the operating system would not write.
#[must_use]
pub fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::OutputUnwritable,
        format!("cannot write {}: {error}", display(path)),
    )
}
