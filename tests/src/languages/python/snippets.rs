//! The code in Python that a reference shows, beside the packages that it imports.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use super::environment::{program, succeed};
use super::module::{named, scripts};
use crate::snippets::{Shown, schemas};

/// The code of all schemas.
fn shown() -> &'static Shown {
    static DONE: OnceLock<Shown> = OnceLock::new();
    DONE.get_or_init(|| Shown::new(schemas(), "python", named))
}

/// Writes a module for each snippet beside the packages of all cases.
pub(super) fn write(source: &Path) {
    let folder = source.join("snippets");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("__init__.py"), "").unwrap();
    for (_, _, snippets) in &shown().cases {
        for (number, snippet) in snippets {
            fs::write(folder.join(format!("s{number}.py")), &snippet.text).unwrap();
        }
    }
}

/// Runs the modules: each finds its frame, and sends frames that the schema takes.
pub(super) fn run(folder: &Path) {
    shown().check_uses(false);
    let frames = folder.join("frames.ndjson");
    fs::write(&frames, shown().inputs()).unwrap();
    let script = scripts().join("snippets.py");
    let source = folder.join("src");
    let printed = succeed(&program("python"), &[&script, &source, &frames], folder);
    shown().check(&printed);
}
