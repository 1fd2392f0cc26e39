//! Files that are written beside their place and then moved there. The run that writes one locks
//! it, so that any other run can detect the files that a killed run has left.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{fs, process};

const PREFIX: &str = ".tdproto-";
const SUFFIX: &str = ".tmp";

/// The number of names that are tried; only files of killed runs of the same number are in the way.
const ATTEMPTS: usize = 10_000;

/// A file that is not yet in its place; it is deleted unless it gets there.
pub(super) struct Temporary {
    path: PathBuf,
    /// The open file; the lock is held until it is closed.
    file: Option<File>,
    is_placed: bool,
}

impl Temporary {
    /// Makes a new file in the folder of `place`, with the text and the permissions.
    pub(super) fn beside(
        place: &Path,
        text: &str,
        permissions: Option<Permissions>,
    ) -> io::Result<Self> {
        let (path, mut file) = create(folder_of(place))?;
        let written = file.write_all(text.as_bytes());
        let temporary = Self {
            path,
            file: Some(file),
            is_placed: false,
        };
        written?;
        if let (Some(permissions), Some(file)) = (permissions, &temporary.file) {
            file.set_permissions(permissions)?;
        }
        Ok(temporary)
    }

    /// Closes the file, which gives up its lock: a process may have few files open.
    #[cfg(feature = "cli")]
    pub(super) fn close(&mut self) {
        self.file = None;
    }

    /// Moves the file to its place. The lock is held until it is there.
    pub(super) fn persist(mut self, place: &Path) -> io::Result<()> {
        fs::rename(&self.path, place)?;
        self.is_placed = true;
        Ok(())
    }
}

/// Makes a new file, locked.
fn create(folder: &Path) -> io::Result<(PathBuf, File)> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    for _ in 0..ATTEMPTS {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{PREFIX}{}-{number}{SUFFIX}", process::id()));
        let file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        // Between the two steps another run may have taken the file for a stale one.
        let is_swept = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
        if !is_swept && path.exists() {
            return Ok((path, file));
        }
    }
    Err(io::Error::other("no name is free for a temporary file"))
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_placed {
            // The error that led here is reported; the next run sweeps what is left.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Returns the folder of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        Some(_) | None => Path::new("."),
    }
}

/// Returns true if a path has the name of a temporary file.
pub(crate) fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// Returns the temporary files right in a folder, sorted.
pub(super) fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let mut paths: Vec<_> = paths.filter(|path| is_temporary(path)).collect();
    paths.sort();
    paths
}

/// Deletes the temporary files whose run has ended: no process holds their lock.
pub(super) fn sweep(temporaries: &[PathBuf]) {
    for path in temporaries {
        let is_file = path.symlink_metadata().is_ok_and(|found| found.is_file());
        let Some(file) = is_file
            .then(|| OpenOptions::new().write(true).open(path).ok())
            .flatten()
        else {
            continue;
        };
        if file.try_lock().is_ok() {
            // It is in no run's way if it cannot be deleted.
            let _ = fs::remove_file(path);
        }
    }
}
