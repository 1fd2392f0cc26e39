//! Reasons for which git did not answer.

use std::io;
use std::path::PathBuf;

/// The reason that git did not answer.
pub(super) enum Failed {
    /// Git could not be run.
    NotRun(io::Error),
    /// Git refused, with this message.
    Refused(String),
    /// The directory is in no repository.
    NoRepository,
    /// A folder could be taken for a bare repository.
    Bare(PathBuf),
}
