//! Replaces files in one step, so that no reader ever sees half of one.

use std::path::Path;
use std::{fs, io};

use super::is_absent;
use super::temporary::{Temporary, folder_of};

/// Replaces a file in one step, or makes it and the folders that lead to it.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        fs::create_dir_all(folder)?;
    }
    let place = match path.is_symlink() {
        true => fs::canonicalize(path)?,
        false => path.to_owned(),
    };
    stage(&place, text)?.persist(&place)
}

/// Writes the new text of a file beside it, with the mode of the file.
pub(super) fn stage(place: &Path, text: &str) -> io::Result<Temporary> {
    let permissions = match fs::metadata(place) {
        Ok(found) => Some(found.permissions()),
        Err(error) if is_absent(&error) => None,
        Err(error) => return Err(error),
    };
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(read_only());
    }
    Temporary::beside(place, text, permissions)
}

/// The error of a file that must not be written.
pub(super) fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only")
}
