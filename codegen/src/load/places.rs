//! Paths in the form that the tools around a repository expect.

use std::path::{Component, Path, PathBuf};

use crate::paths::display;

/// The directories of a run: the one that relative paths count from, and the one that shown paths
/// are relative to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    here: PathBuf,
    top: PathBuf,
}

impl Places {
    /// Returns the current directory, and the top of its repository. Without a repository, the
    /// current directory is the top.
    #[must_use]
    pub fn current() -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let top = here.ancestors().find(|dir| is_top(dir));
        Self {
            top: top.unwrap_or(&here).to_owned(),
            here,
        }
    }

    /// Returns these two directories, which need not exist.
    #[must_use]
    pub fn new(here: impl Into<PathBuf>, top: impl Into<PathBuf>) -> Self {
        Self {
            here: here.into(),
            top: top.into(),
        }
    }

    /// Returns the path from the top of the repository, with `/` between its parts. A path outside
    /// of it is returned whole.
    ///
    /// ```
    /// use tdproto_codegen::load::Places;
    ///
    /// let places = Places::new("/home/me/app/src", "/home/me/app");
    /// assert_eq!(places.from_top("../proto/chat.toml"), "proto/chat.toml");
    /// assert_eq!(places.from_top("/etc/chat.toml"), "/etc/chat.toml");
    /// ```
    #[must_use]
    pub fn from_top(&self, path: &str) -> String {
        let whole = normal(&self.here.join(path));
        let top = normal(&self.top);
        let below = match top.as_str() {
            "" => Some(whole.as_str()),
            top => Path::new(&whole)
                .strip_prefix(top)
                .ok()
                .and_then(Path::to_str),
        };
        match below {
            Some("") => ".".to_owned(),
            Some(below) => below.to_owned(),
            None => display(&Path::new("/").join(whole)),
        }
    }

    /// Returns true if a path from the top of the repository leads to a file.
    #[must_use]
    pub(crate) fn has_file(&self, path: &str) -> bool {
        self.top.join(path).is_file()
    }
}

/// Returns true if a directory is the top of a git repository or of a work tree.
pub(crate) fn is_top(dir: &Path) -> bool {
    dir.join(".git").exists()
}

/// Returns the nearest file of this name in the directories above a path. The search ends at the
/// top of a git repository, and at the root.
#[cfg(feature = "cli")]
pub(crate) fn find_above(path: &Path, name: &str) -> Option<PathBuf> {
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

/// Returns a path without `.`, `..` and doubled separators, parts joined by `/`.
pub(crate) fn normal(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => {
                parts.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts.join("/")
}
