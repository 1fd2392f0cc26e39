//! The names of schemas in git.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use tdproto_schema::{Code, Diagnostic};

use crate::load::places::{is_top, normal};
use crate::paths::display;

/// The place of a schema in a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// Any place where the ref has one.
    Any,
    /// The path from the top of the repository.
    Path(String),
    /// A place outside of the repository, so that no commit holds it.
    Outside,
}

/// A schema in a commit: a ref, and the path of the schema in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitSource {
    /// A ref, or any other name that git takes for a commit: `v1.2`, `main`, `HEAD~3`.
    rev: String,
    /// The path as it was written.
    written: Option<String>,
    place: Place,
    /// A directory of the repository, if not the one that this program runs in.
    dir: PathBuf,
    /// True if the compared schema has this path, so that older commits may lack it.
    compared: bool,
}

impl GitSource {
    /// Returns the source of a name: `REF` or `REF:PATH`.
    pub(crate) fn parse(name: &str) -> Result<Self, String> {
        let (rev, path) = split(name);
        if rev.is_empty() {
            return Err("`git:` needs a ref: git:REF or git:REF:PATH".to_owned());
        }
        if rev.starts_with('-') || rev.chars().any(char::is_control) {
            return Err(format!("`{}` is not a git ref", rev.escape_debug()));
        }
        let from_here = |path: &str| {
            let parts: Vec<_> = path.split('/').take(1).collect();
            matches!(parts.as_slice(), ["." | ".."])
        };
        let here = PathBuf::from(".");
        let (dir, place) = match path {
            None => (here, Place::Any),
            Some(path) if from_here(path) => seen_from_here(Path::new(path)),
            Some(path) => (here, from_top(Path::new(path))),
        };
        Ok(Self {
            rev: rev.to_owned(),
            written: path.map(str::to_owned),
            place,
            dir,
            compared: false,
        })
    }

    /// Completes the source from a schema on disk that it is compared with.
    pub(crate) fn beside_path(self, other: &Path) -> Self {
        let (dir, path) = located(other);
        self.compared_with(&dir, path.as_deref())
    }

    /// Completes the source from another schema in git that it is compared with.
    pub(crate) fn beside(self, other: &Self) -> Self {
        self.compared_with(&other.dir, other.path())
    }

    fn compared_with(mut self, dir: &Path, path: Option<&str>) -> Self {
        match (&self.place, path) {
            (Place::Any, Some(path)) => {
                self.place = Place::Path(path.to_owned());
                self.dir = dir.to_owned();
            }
            (Place::Any, None) => self.dir = dir.to_owned(),
            (Place::Path(_) | Place::Outside, _) if self.dir == Path::new(".") => {
                self.dir = dir.to_owned();
            }
            (Place::Path(_) | Place::Outside, _) => {}
        }
        self.compared = self.path().is_some() && self.path() == path;
        self
    }

    /// Returns the source of another path in the same ref.
    #[cfg(feature = "cli")]
    pub(in crate::load) fn at(&self, path: &str) -> Self {
        Self {
            written: Some(path.to_owned()),
            place: Place::Path(path.to_owned()),
            compared: false,
            ..self.clone()
        }
    }

    /// The ref.
    #[must_use]
    pub fn rev(&self) -> &str {
        &self.rev
    }

    /// The path from the top of the repository; `None` if the ref is searched for the schema.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.place {
            Place::Path(path) => Some(path),
            Place::Any | Place::Outside => None,
        }
    }

    /// Reports a path that leaves the repository.
    pub(super) fn check_place(&self) -> Result<(), Diagnostic> {
        match (&self.place, &self.written) {
            (Place::Any | Place::Path(_), _) | (Place::Outside, None) => Ok(()),
            (Place::Outside, Some(path)) => {
                let message = format!(
                    "cannot read `git:{self}`: `{}` is not a path in the repository",
                    path.escape_debug()
                );
                let help = "a path starts at the top of the repository and stays below it";
                Err(Diagnostic::error(Code::GitPath, message).help(help))
            }
        }
    }

    /// A directory of the repository.
    pub(in crate::load) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns true if the ref may lack the path without a mistake: it is that of the compared
    /// schema.
    pub(super) fn may_be_new(&self) -> bool {
        self.compared
    }
}

/// Shows the argument as it was written, without `git:`.
impl fmt::Display for GitSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rev)?;
        match &self.written {
            Some(path) => write!(f, ":{path}"),
            None => Ok(()),
        }
    }
}

/// Returns the path of a file that is shown as `REF:PATH`, and the whole path of any other file.
pub(crate) fn without_ref(shown: &str) -> &str {
    split(shown).1.unwrap_or(shown)
}

/// Splits a name into the ref and the path. The colon between them is the first one outside of
/// braces, since dates have colons, too: `main@{12:00}`.
fn split(name: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    for (at, found) in name.char_indices() {
        match found {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => return (&name[..at], Some(&name[at + 1..])),
            _ => {}
        }
    }
    (name, None)
}

/// Returns the place of a path that counts from the top of a repository.
fn from_top(path: &Path) -> Place {
    let mut depth = 0_usize;
    for part in path.components() {
        let left = match part {
            Component::Normal(_) => depth.checked_add(1),
            Component::CurDir => Some(depth),
            Component::ParentDir => depth.checked_sub(1),
            Component::RootDir | Component::Prefix(_) => None,
        };
        match left {
            Some(left) => depth = left,
            None => return Place::Outside,
        }
    }
    Place::Path(normal(path))
}

/// Returns the directory and the place of a path that counts from the current directory. A
/// repository around that directory is not left; one below it may be entered.
fn seen_from_here(path: &Path) -> (PathBuf, Place) {
    let (dir, place) = located(path);
    let here = Path::new(".").canonicalize().unwrap_or_default();
    let top = |dir: &Path| dir.ancestors().find(|dir| is_top(dir)).map(Path::to_owned);
    let is_inside = match (top(&here), top(&dir)) {
        (Some(here), Some(there)) => there.starts_with(here),
        (None, Some(_)) => true,
        (_, None) => false,
    };
    match place.filter(|_| is_inside) {
        Some(path) => (dir, Place::Path(path)),
        None => (PathBuf::from("."), Place::Outside),
    }
}

/// Returns the directory to run git in for a path on disk, and the path from the top of its
/// repository. The path is `None` if there is no repository. It may be gone from the disk.
fn located(path: &Path) -> (PathBuf, Option<String>) {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let absolute: PathBuf = Path::new("/").join(normal(&absolute));
    let ancestors = absolute.ancestors();
    let mut existing = ancestors.skip_while(|path| !path.is_dir());
    let there = existing.next().unwrap_or(Path::new("/")).to_owned();
    let rest = absolute.strip_prefix(&there).unwrap_or(Path::new(""));
    let dir = there.canonicalize().unwrap_or(there);
    let top = dir.ancestors().find(|dir| is_top(dir));
    let path = top.and_then(|top| dir.strip_prefix(top).ok());
    let path = path.map(|below| display(&below.join(rest)).trim_end_matches('/').to_owned());
    (dir, path)
}
