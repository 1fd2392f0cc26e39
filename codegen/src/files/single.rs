//! Files of the command other than generated ones: reports, schema files, records.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tdproto_schema::Diagnostic;

use super::replace::{replace, stage};
use super::temporary::{Temporary, folder_of, in_folder, sweep};
use super::{is_absent, unwritable};
use crate::text_form::TextForm;

/// The number of files that are held open at once. Those beyond are not locked: if another run
/// sweeps one, the write fails and nothing has changed.
const MAX_OPEN: usize = 256;

/// Writes a file beside its place and moves it there. It keeps its mode, and a link stays a link. A
/// place that is no plain file, such as a pipe, is written to directly.
///
/// # Errors
/// Those of the operating system; a file that is read-only is not replaced.
pub(crate) fn write_atomically(path: &Path, text: &str) -> io::Result<()> {
    if is_stream(path) {
        return match fs::write(path, text) {
            // The reader has all it wanted.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            done => done,
        };
    }
    sweep(&in_folder(folder_of(path)));
    replace(path, text)
}

/// The same, with the diagnostic of a file that cannot be written.
///
/// # Errors
/// The refusal of the operating system.
pub(crate) fn write_one(path: &Path, text: &str) -> Result<(), Box<Diagnostic>> {
    write_atomically(path, text).map_err(|error| Box::new(unwritable(path, &error)))
}

/// Writes several files: those that exist all or none, as [`write_all`], and then the new ones.
///
/// # Errors
/// The refusal of the operating system.
pub(crate) fn write_each(files: &[(PathBuf, &str)]) -> Result<(), Box<Diagnostic>> {
    let files = files.iter().map(|(path, text)| (path.as_path(), *text));
    let (old, new): (Vec<_>, Vec<_>) = files.partition(|(path, _)| path.exists());
    write_all(&old)?;
    new.into_iter()
        .try_for_each(|(path, text)| write_one(path, text))
}

/// Returns true if a path leads to something that cannot be replaced. That is a pipe, a device, an
/// open file of this process, or a link to a file that does not exist yet.
fn is_stream(path: &Path) -> bool {
    let special = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"];
    let is_special = special.iter().any(|top| path.starts_with(top));
    match fs::metadata(path) {
        Ok(found) => !found.is_file() || is_special,
        Err(_) => path.is_symlink(),
    }
}

/// Writes several files that exist, all or none: each beside its place first, then all are moved.
/// If one cannot be moved, those before it get back their old text. Links stay links, and line ends
/// stay those of the file.
///
/// # Errors
/// The refusal of the operating system; every file then has its old text.
pub(crate) fn write_all(files: &[(&Path, &str)]) -> Result<(), Box<Diagnostic>> {
    let folders: BTreeSet<_> = files.iter().map(|(path, _)| folder_of(path)).collect();
    for folder in folders {
        sweep(&in_folder(folder));
    }
    let mut staged: Vec<Staged> = Vec::new();
    for (path, text) in files {
        let mut file =
            Staged::new(path, text).map_err(|error| Box::new(unwritable(path, &error)))?;
        if staged.len() >= MAX_OPEN {
            file.new.close();
        }
        staged.push(file);
    }
    let mut placed = Vec::new();
    for Staged { place, old, new } in staged {
        if let Err(error) = new.persist(&place) {
            // The first error is the one to report; nothing better can be done about these.
            for (place, old) in &placed {
                let _: io::Result<()> = fs::write(place, old);
            }
            return Err(Box::new(unwritable(&place, &error)));
        }
        placed.push((place, old));
    }
    Ok(())
}

/// A file whose new text is written and not yet in its place.
struct Staged {
    place: PathBuf,
    old: Vec<u8>,
    new: Temporary,
}

impl Staged {
    fn new(path: &Path, text: &str) -> io::Result<Self> {
        let place = fs::canonicalize(path)?;
        let old = fs::read(&place)?;
        let new = stage(&place, &TextForm::of(&old).apply(text))?;
        Ok(Self { place, old, new })
    }
}

/// Adds a text to the end of a file, which need not exist.
///
/// # Errors
/// Those of the operating system.
pub(crate) fn append(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)?;
    io::Write::write_all(&mut file, text.as_bytes())
}

/// Writes a text to a file, or removes the file. Returns true if it wrote or removed one. Line ends
/// stay those of the file.
///
/// # Errors
/// Those of the operating system.
pub(crate) fn write_or_remove(path: &Path, text: Option<&str>) -> io::Result<bool> {
    let Some(text) = text else {
        return match fs::remove_file(path) {
            Ok(()) => Ok(true),
            Err(error) if is_absent(&error) => Ok(false),
            Err(error) => Err(error),
        };
    };
    let form = match fs::read(path) {
        Ok(old) => TextForm::of(&old),
        Err(error) if is_absent(&error) => TextForm::default(),
        Err(error) => return Err(error),
    };
    write_atomically(path, &form.apply(text)).map(|()| true)
}
