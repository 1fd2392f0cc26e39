//! Texts of files: their size and their encoding.

use std::fs;
use std::path::Path;

use tdproto_schema::{Code, Diagnostic};

use crate::paths::display;
use crate::text_form;

/// The largest schema file that is read.
pub(crate) const MAX_FILE_BYTES: u64 = 32 << 20;

/// The largest model.json that is read.
#[cfg(feature = "gate")]
pub(super) const MAX_MODEL_BYTES: u64 = 64 << 20;

/// Reads a text file of at most [`MAX_FILE_BYTES`].
///
/// # Errors
/// A diagnostic if it cannot be read, is too large or not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Box<Diagnostic>> {
    read_text_up_to(path, MAX_FILE_BYTES)
}

pub(super) fn read_text_up_to(path: &Path, limit: u64) -> Result<String, Box<Diagnostic>> {
    let unreadable = |error: std::io::Error| {
        let message = format!("cannot read {}: {error}", display(path));
        Box::new(Diagnostic::error(Code::FileUnreadable, message))
    };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        let message = format!("cannot read {}: not a file", display(path));
        return Err(Box::new(Diagnostic::error(Code::FileUnreadable, message)));
    }
    if metadata.len() > limit {
        return Err(Box::new(too_large(&display(path), metadata.len(), limit)));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    utf8(&display(path), bytes)
}

pub(super) fn too_large(path: &str, bytes: u64, limit: u64) -> Diagnostic {
    let (mebibytes, most) = (bytes.div_ceil(1 << 20), limit >> 20);
    let what = if limit == MAX_FILE_BYTES {
        "schema file"
    } else {
        "model"
    };
    let message = format!("{path} has {mebibytes} MiB; a {what} has {most} MiB at the most");
    let found = Diagnostic::error(Code::FileTooLarge, message);
    if limit == MAX_FILE_BYTES {
        found.help("split the schema by topic: every .toml file is read")
    } else {
        found.help("is it a model.json? `tdproto model` writes one")
    }
}

/// The text of a file that has been read, without the changes that a checkout or an editor makes.
pub(super) fn utf8(path: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let text = String::from_utf8(bytes).map_err(|error| Box::new(not_utf8(path, &error)))?;
    Ok(text_form::plain(text))
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let before = &error.as_bytes()[..at];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    let byte = error.as_bytes().get(at).copied().unwrap_or_default();
    let place = format!("{path}:{line}:{column}");
    let message = format!("{place} is not UTF-8: byte 0x{byte:02x} at offset {at}");
    Diagnostic::error(Code::FileNotUtf8, message).help("save the file as UTF-8")
}
