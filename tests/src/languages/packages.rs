//! The generated packages of all cases, and the vectors beside them.

use std::fs;
use std::path::{Path, PathBuf};

use tdproto_codegen::{Backend, Options, generate};
use tdproto_schema::{Diagnostic, Schema};

use crate::payloads::cases::Case;

/// Writes the package of a schema into a folder.
pub(crate) fn write(schema: &Schema, backend: &dyn Backend, options: &Options, folder: &Path) {
    let (generated, diagnostics) = generate(schema, backend, options);
    // A type may get another name, which is a warning.
    assert!(
        !diagnostics.iter().any(Diagnostic::is_error),
        "{diagnostics:#?}"
    );
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
