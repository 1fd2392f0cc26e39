//! Reasons for which git did not answer.

use std::io;
use std::path::PathBuf;

/// Why git did not answer.
pub(super) enum Failed {
    /// It could not be run.
    NotRun(io::Error),
    /// It said no.
    Refused(String),
    /// There is no repository around the directory.
    NoRepository,
    /// A folder could be taken for a bare repository.
    Bare(PathBuf),
}
