//! The files that an import writes, into a new directory or into one that it wrote before.

use std::fs;
use std::path::{Path, PathBuf};

use tdproto_schema::{Code, Diagnostic};

use crate::config::FILE_NAME;
use crate::files::{unwritable, write_each, write_one};
use crate::import::update::{Conflict, Counts, RECORD, Texts, record, update};
use crate::load::{load, read_text};
use crate::paths::display;
use crate::text::counted;

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

/// The schema files below a directory, which need not exist, by their paths in it.
fn present(out: &Path) -> Result<Texts, Box<Diagnostic>> {
    if !out.exists() {
        return Ok(Texts::new());
    }
    let loaded = load(out);
    let mut found = loaded.diagnostics.into_iter();
    if let Some(found) = found.find(|found| found.code != Code::SchemaEmpty) {
        return Err(Box::new(found));
    }
    let top = display(out);
    let files = loaded.sources.files().iter();
    let files = files.map(|file| {
        let path = Path::new(&file.path);
        let name = path.strip_prefix(&top).unwrap_or(path);
        (display(name), file.text.clone())
    });
    Ok(files.filter(|(name, _)| name != FILE_NAME).collect())
}

/// Writes the files that changed, and the record of the import.
pub(super) fn write(out: &Path, written: &Written) -> Result<(), Box<Diagnostic>> {
    let files = written.files.iter();
    let changed = files.filter(|(name, text)| written.present.get(*name) != Some(*text));
    let (empty, filled): (Vec<_>, Vec<_>) = changed.partition(|(_, text)| text.trim().is_empty());
    write_each(&below(out, filled))?;
    for (name, _) in empty {
        let path = out.join(name);
        if written.present.contains_key(name) {
            fs::remove_file(&path).map_err(|error| Box::new(unwritable(&path, &error)))?;
        }
    }
    write_one(&out.join(RECORD), &written.record)
}

/// Writes the files that are not there yet.
pub(super) fn write_new(out: &Path, files: &Texts) -> Result<(), Box<Diagnostic>> {
    let mut files = below(out, files);
    files.retain(|(path, _)| !path.exists());
    write_each(&files)
}

/// Files by their paths, from those below a directory.
fn below<'t>(
    out: &Path,
    files: impl IntoIterator<Item = (&'t String, &'t String)>,
) -> Vec<(PathBuf, &'t str)> {
    let files = files.into_iter();
    files
        .map(|(name, text)| (out.join(name), text.as_str()))
        .collect()
}

/// What changed, in words.
pub(super) fn summary(written: &Written) -> String {
    match written.updated() {
        None => format!("{} written", counted(written.files.len(), "file")),
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
