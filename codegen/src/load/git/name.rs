//! The names of schemas in git.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::load::places::normal;
use crate::load::{display, is_top};

/// A schema in a commit: a ref, and where the schema lies in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitSource {
    /// A ref, or whatever else git takes for a commit: `v1.2`, `main`, `HEAD~3`.
    rev: String,
    /// The path as it was written.
    written: Option<String>,
    /// The path from the top of the repository; `None`: to be searched.
    path: Option<String>,
    /// Where git is run, if not where this program does.
    dir: PathBuf,
    /// Whether the schema that is compared lies there, so that it may be absent from older commits.
    compared: bool,
}

impl GitSource {
    /// The source of a name: `REF` or `REF:PATH`.
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
        let mut source = Self {
            rev: rev.to_owned(),
            written: path.map(str::to_owned),
            path: path.map(|path| normal(Path::new(path))),
            dir: PathBuf::from("."),
            compared: false,
        };
        if let Some(path) = path.filter(|path| from_here(path)) {
            (source.dir, source.path) = located(Path::new(path));
        }
        Ok(source)
    }

    /// The same, compared with a schema on disk.
    pub(crate) fn beside_path(self, other: &Path) -> Self {
        let (dir, path) = located(other);
        self.compared_with(&dir, path.as_deref())
    }

    /// The same, compared with another schema in git.
    pub(crate) fn beside(self, other: &Self) -> Self {
        self.compared_with(&other.dir, other.path.as_deref())
    }

    fn compared_with(mut self, dir: &Path, path: Option<&str>) -> Self {
        if self.path.is_none() {
            self.path = path.map(str::to_owned);
            self.dir = dir.to_owned();
        } else if self.dir == Path::new(".") {
            self.dir = dir.to_owned();
        }
        self.compared = self.path.is_some() && self.path.as_deref() == path;
        self
    }

    /// Another path in the same ref.
    pub(super) fn at(&self, path: &str) -> Self {
        Self {
            written: Some(path.to_owned()),
            path: Some(path.to_owned()),
            compared: false,
            ..self.clone()
        }
    }

    /// The ref.
    #[must_use]
    pub fn rev(&self) -> &str {
        &self.rev
    }

    /// The path from the top of the repository; `None`: the ref is searched for the schema.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Where git is run.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether it is no mistake if the ref lacks the path: it is that of the schema compared.
    pub(super) fn may_be_new(&self) -> bool {
        self.compared
    }
}

/// As the argument was written, without `git:`.
impl fmt::Display for GitSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rev)?;
        match &self.written {
            Some(path) => write!(f, ":{path}"),
            None => Ok(()),
        }
    }
}

/// The path of a file that is shown as `REF:PATH`; of any other file, the whole path.
pub(crate) fn without_ref(shown: &str) -> &str {
    split(shown).1.unwrap_or(shown)
}

/// The ref and the path: the colon between them is the first that stands in no braces, for dates
/// have colons, too: `main@{12:00}`.
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

/// The directory to run git in for a path on disk, and the path from the top of its repository;
/// `None` if there is no repository. The path itself may be gone from the disk.
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
