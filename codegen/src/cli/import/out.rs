//! The files that an import writes, into a new directory or into one that it wrote before.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use tdproto_schema::{Code, Diagnostic};

use crate::config::FILE_NAME;
use crate::files::{unwritable, write_atomically};
use crate::import::update::{Conflict, Counts, RECORD, Texts, record, update};
use crate::load::read_text;
use crate::paths::display;

/// The files to write.
#[derive(Debug)]
pub(super) struct Written {
    /// Every file of the schema.
    pub(super) files: Texts,
    /// The files that are there already.
    present: Texts,
    record: String,
    updated: Option<(Counts, Vec<Conflict>)>,
}

impl Written {
    /// What an update changed, if it was one.
    pub(super) fn updated(&self) -> Option<(Counts, &[Conflict])> {
        let (counts, conflicts) = self.updated.as_ref()?;
        Some((*counts, conflicts))
    }
}

/// The files of an import, together with those that are there.
pub(super) fn written(out: &Path, imported: Texts) -> Result<Written, Box<Diagnostic>> {
    let present = present(out)?;
    let record = record(&imported);
    let path = out.join(RECORD);
    if present.is_empty() {
        return Ok(Written {
            files: imported,
            present,
            record,
            updated: None,
        });
    }
    if !path.exists() {
        let message = format!("{} has a schema that was not imported", display(out));
        let help = format!("import into another directory; {RECORD} is in one that was imported");
        return Err(Box::new(
            Diagnostic::error(Code::OutputForeign, message).help(help),
        ));
    }
    let last = read_text(&path)?;
    let updated = update(&present, &last, &imported).map_err(|reason| {
        let message = format!("{} cannot be updated: {reason}", display(out));
        Box::new(Diagnostic::error(Code::ImportInput, message))
    })?;
    Ok(Written {
        files: updated.files,
        present,
        record,
        updated: Some((updated.counts, updated.conflicts)),
    })
}

/// The schema files in a directory, which need not exist.
fn present(out: &Path) -> Result<Texts, Box<Diagnostic>> {
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => {
            let message = format!("cannot list {}: {error}", display(out));
            return Err(Box::new(Diagnostic::error(Code::FileUnreadable, message)));
        }
    };
    let mut present = BTreeMap::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_schema = name.ends_with(".toml") && name != FILE_NAME && !name.starts_with('.');
        if is_schema && path.is_file() {
            present.insert(name, read_text(&path)?);
        }
    }
    Ok(present)
}

/// Writes the files that changed, and the record of the import.
pub(super) fn write(out: &Path, written: &Written) -> Result<(), Box<Diagnostic>> {
    for (name, text) in &written.files {
        let path = out.join(name);
        if written.present.get(name) == Some(text) {
            continue;
        }
        let outcome = match text.trim().is_empty() {
            true if written.present.contains_key(name) => fs::remove_file(&path),
            true => Ok(()),
            false => write_atomically(&path, text),
        };
        outcome.map_err(|error| Box::new(unwritable(&path, &error)))?;
    }
    let path = out.join(RECORD);
    write_atomically(&path, &written.record).map_err(|error| Box::new(unwritable(&path, &error)))
}

/// Writes the files that are not there yet.
pub(super) fn write_new(out: &Path, files: &Texts) -> Result<(), Box<Diagnostic>> {
    for (name, text) in files {
        let path = out.join(name);
        if !path.exists() {
            write_atomically(&path, text).map_err(|error| Box::new(unwritable(&path, &error)))?;
        }
    }
    Ok(())
}

/// What changed, in words.
pub(super) fn summary(written: &Written) -> String {
    match written.updated() {
        None => format!("{} files written", written.files.len()),
        Some((counts, _)) => format!(
            "{} values added, {} changed, {} removed; {} changed by hand stay",
            counts.added, counts.changed, counts.removed, counts.kept
        ),
    }
}

/// The parts that a person and the description changed.
pub(super) fn conflicts(written: &Written) -> Vec<Diagnostic> {
    let conflicts = written
        .updated()
        .map_or(&[][..], |(_, conflicts)| conflicts);
    let found = conflicts.iter().map(|conflict| {
        let value = |value: &Option<String>| match value {
            Some(value) => format!("`{value}`"),
            None => "gone".to_owned(),
        };
        let path = conflict.path.join(".");
        let message = format!(
            "{path} is {} in the files, and {} in the description",
            value(&conflict.ours),
            value(&conflict.theirs)
        );
        Diagnostic::warning(Code::ImportChanged, message).help("the files keep theirs")
    });
    found.collect()
}
