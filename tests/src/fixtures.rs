//! The small schemas under `tests/fixtures/`: a folder a case, named by the fact it pins.

use std::fs;
use std::path::Path;

use tdproto_schema::{Diagnostic, Schema, SourceMap, compile};

/// Every case, sorted by name, compiled; a case with errors fails the test that asks for it.
pub(crate) fn all() -> Vec<(String, Schema)> {
    in_folder("tests/fixtures")
}

/// Frames of real protocols, drawn: a folder each, sorted by name, compiled.
pub(crate) fn protocols() -> Vec<(String, Schema)> {
    in_folder("tests/protocols")
}

fn in_folder(folder: &str) -> Vec<(String, Schema)> {
    let folder = crate::root().join(folder);
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            cases.push((name, compile_folder(&path)));
        }
    }
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    cases
}

/// A schema given as the text of its one file.
pub(crate) fn compiled(text: &str) -> (Schema, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    sources.add("test.toml", text);
    compile(&sources)
}

/// One case.
pub(crate) fn one(name: &str) -> Schema {
    compile_folder(&crate::root().join("tests/fixtures").join(name))
}

/// The files of one case.
pub(crate) fn sources(name: &str) -> SourceMap {
    sources_of(&crate::root().join("tests/fixtures").join(name))
}

fn sources_of(folder: &Path) -> SourceMap {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut sources = SourceMap::default();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|found| found == "toml"))
    {
        let name = file.file_name().unwrap().to_str().unwrap();
        sources.add(name, fs::read_to_string(file).unwrap());
    }
    sources
}

fn compile_folder(folder: &Path) -> Schema {
    let (schema, diagnostics) = compile(&sources_of(folder));
    assert!(
        diagnostics.is_empty(),
        "{}: {diagnostics:#?}",
        folder.display()
    );
    schema
}
