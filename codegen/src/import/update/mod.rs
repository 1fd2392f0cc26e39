//! An import into a directory that has one: what changed in the description is brought over, and
//! what a person changed in the files stays.
//!
//! A third version decides: what the last import said, which is in a file beside the schema. A part
//! that the description did not change stays as the person left it, and one that the person did not
//! change becomes what the description says. Where both changed it, the person's part stays, and is
//! reported.

mod edit;
mod leaves;
mod merge;
mod record;

use std::collections::BTreeMap;

use toml_edit::DocumentMut;

pub use merge::{Conflict, Counts};

use edit::Files;
use leaves::{Leaf, Leaves, leaves};

/// The file that holds what the last import said.
pub const RECORD: &str = ".import.json";

/// The files of a schema by their names.
pub type Texts = BTreeMap<String, String>;

/// The outcome of an update.
#[derive(Debug, Clone)]
pub struct Updated {
    /// The files to write: canonical, or unchanged.
    pub files: Texts,
    /// How many parts changed.
    pub counts: Counts,
    /// The parts that a person and the description changed.
    pub conflicts: Vec<Conflict>,
}

/// The record of an import.
#[must_use]
pub fn record(imported: &Texts) -> String {
    record::text(&all(imported))
}

/// Brings an import into files that there are.
///
/// # Errors
/// The reason that the record of the last import, or a file, cannot be read.
pub fn update(present: &Texts, record: &str, imported: &Texts) -> Result<Updated, String> {
    let base = record::read(record).map_err(|reason| format!("{RECORD}: {reason}"))?;
    let ours = all(present);
    let theirs = all(imported);
    let merged = merge::merge(&base, &ours.0, &theirs.0);
    let mut files = Files::new(present)?;
    for (path, value) in &merged.changes {
        let file = ours
            .file_of(path)
            .or_else(|| theirs.file_of(path))
            .unwrap_or("protocol.toml");
        match value {
            Some(value) => files.set(file, path, value),
            None => files.remove(file, path),
        }
    }
    Ok(Updated {
        files: files.finish(),
        counts: merged.counts,
        conflicts: merged.conflicts,
    })
}

/// The keys of all files. A file that is no TOML has none.
fn all(texts: &Texts) -> Leaves {
    let mut all = Leaves::default();
    for (name, text) in texts {
        if let Ok(document) = text.parse::<DocumentMut>() {
            for (path, value) in leaves(&document) {
                let file = name.clone();
                all.0.insert(path, Leaf { value, file });
            }
        }
    }
    all
}
