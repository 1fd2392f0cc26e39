//! Paths as people read them.

use std::path::Path;

/// A path as people read it, with `/` between its parts.
pub(crate) fn display(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
