//! The captures that a command reads, and its progress.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Read};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::capture::Input;
use crate::paths::display;

/// The word for standard input.
const STDIN: &str = "-";

/// Returns the files to read, or standard input if there are none.
pub(super) fn files(files: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    if !files.is_empty() {
        return Ok(files.to_vec());
    }
    if io::stdin().is_terminal() {
        return Err("name a file to read, or `-` for standard input".to_owned());
    }
    Ok(vec![PathBuf::from(STDIN)])
}

/// Reads a number of things of which there must be one.
pub(super) fn at_least_one(text: &str) -> Result<NonZero<usize>, String> {
    let number: usize = text.parse().map_err(|_| "expected a whole number")?;
    NonZero::new(number).ok_or_else(|| "expected at least 1".to_owned())
}

/// Returns true if the bytes of a file may be long in coming: those of a pipe, a terminal, a
/// socket.
pub(super) fn is_live(path: &Path) -> bool {
    if path == Path::new(STDIN) {
        // Without such a file, standard input may be anything.
        return fs::metadata("/dev/stdin").map_or(true, |found| !found.is_file());
    }
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Opens a capture.
pub(super) fn input(path: &Path, progress: &ProgressBar) -> Input {
    let live = is_live(path);
    if path == Path::new(STDIN) {
        return Input {
            name: "standard input".to_owned(),
            bytes: Ok(Box::new(progress.wrap_read(io::stdin()))),
            live,
        };
    }
    Input {
        name: display(path),
        bytes: match live {
            true => Ok(Box::new(progress.wrap_read(Opening::new(path)))),
            false => open(path)
                .map(|file| -> Box<dyn Read + Send> { Box::new(progress.wrap_read(file)) }),
        },
        live,
    }
}

fn open(path: &Path) -> io::Result<File> {
    if path.is_dir() {
        let text = "it is a directory; name the files in it";
        return Err(io::Error::new(io::ErrorKind::IsADirectory, text));
    }
    File::open(path)
}

/// A file that is opened when it is first read: opening a named pipe waits for a writer.
struct Opening {
    path: PathBuf,
    file: Option<File>,
}

impl Opening {
    fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            file: None,
        }
    }
}

impl Read for Opening {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let file = match self.file.take() {
            Some(file) => file,
            None => File::open(&self.path)?,
        };
        self.file.insert(file).read(buffer)
    }
}

/// Makes a bar that shows the number of bytes that were read; it is hidden unless `visible`.
pub(super) fn progress(files: &[PathBuf], visible: bool) -> ProgressBar {
    let sizes = files
        .iter()
        .map(|path| path.metadata().ok().filter(|found| found.is_file()));
    let total: Option<u64> = sizes.map(|found| found.map(|found| found.len())).sum();
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        ),
        None => (
            ProgressBar::no_length(),
            "{spinner} {bytes}, {bytes_per_sec}",
        ),
    };
    let target = match visible {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    bar.set_draw_target(target);
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
