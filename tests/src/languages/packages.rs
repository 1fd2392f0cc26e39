//! The generated packages of all cases, and the vectors beside them.

use std::fs;
use std::path::{Path, PathBuf};

use tdproto_codegen::payloads::Vector;
use tdproto_codegen::{Backend, Options, generate};
use tdproto_schema::Schema;

use crate::payloads::cases::Case;

/// Writes the package of a schema into a folder.
pub(crate) fn write(schema: &Schema, backend: &dyn Backend, options: &Options, folder: &Path) {
    let (generated, diagnostics) = generate(schema, backend, options);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    for file in generated.files {
        let path = folder.join(file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
}

/// Writes the vectors of a case below a folder, a line each; returns the file.
pub(crate) fn write_vectors(case: &Case, folder: &Path) -> PathBuf {
    let file = folder.join(format!("{}.ndjson", case.name));
    let lines = case.vectors.iter().map(|vector| vector.to_line() + "\n");
    fs::write(&file, lines.collect::<String>()).unwrap();
    file
}

/// The vectors of a case say what a driver needs: the text, and what it is of.
#[test]
fn vectors_are_written_a_line_each() {
    let folder = tempfile::tempdir().unwrap();
    for case in crate::payloads::cases::cases() {
        let file = write_vectors(case, folder.path());
        let text = fs::read_to_string(file).unwrap();
        let read: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let ids = case.vectors.iter().map(|vector: &Vector| &vector.id);
        assert!(ids.eq(read.iter().map(|line| line["id"].as_str().unwrap())));
    }
}
