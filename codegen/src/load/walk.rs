//! Errors of a walk through a directory.

use std::path::Path;

use tdproto_schema::{Code, Diagnostic};

use super::names::is_hidden;
use crate::paths::display;

/// Returns true if an unreadable path is none of the wanted files, which have this ending. That is
/// a hidden one, or a link of another name that leads to nothing.
pub(super) fn is_stray(root: &Path, error: &walkdir::Error, ending: &str) -> bool {
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

pub(super) fn walk_error(root: &Path, error: &walkdir::Error) -> Diagnostic {
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
