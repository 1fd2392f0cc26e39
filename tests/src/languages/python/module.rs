//! The Python packages of some cases, and the program that judges vectors by them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tdproto_codegen::Options;
use tdproto_codegen::lang::python::Python;
use tdproto_schema::Schema;

use super::environment::{PYTHON, program, succeed};
use crate::packages::{write, write_vectors};
use crate::payloads::cases::Case;

/// The folder of the driver and the other scripts.
pub(crate) fn scripts() -> PathBuf {
    crate::root().join("tests/conformance/python")
}

/// Options that name the package.
pub(crate) fn named(name: &str) -> Options {
    Options::with(|options| {
        let package = options.packages.entry("python".to_owned()).or_default();
        package.name = Some(name.to_owned());
    })
}

/// Writes the package of a case, called after it, below a folder; returns where its source is, and
/// what it is imported as.
pub(crate) fn package(case: &Case, folder: &Path) -> (PathBuf, String) {
    let mut options = named(&case.name);
    options.unknown_fields = case.unknown_fields;
    package_of(&case.schema, &options, &folder.join(&case.name))
}

pub(crate) fn package_of(schema: &Schema, options: &Options, folder: &Path) -> (PathBuf, String) {
    write(schema, &Python, options, folder);
    let source = folder.join("src");
    let mut modules = fs::read_dir(&source).unwrap();
    let module = modules.next().unwrap().unwrap().file_name();
    (source, module.into_string().unwrap())
}

/// Writes the packages and the vectors of cases below a folder; returns where they are.
pub(crate) fn write_all(cases: &[Case], folder: &Path) -> Vec<Value> {
    let packages = cases.iter().map(|case| {
        let (source, module) = package(case, folder);
        let vectors = write_vectors(case, folder);
        json!({ "source": source, "module": module, "vectors": vectors })
    });
    packages.collect()
}

/// The outcomes of the vectors of packages, a line each.
pub(crate) fn judge(packages: &[Value], fast: bool, folder: &Path) -> String {
    let task = folder.join("task.json");
    let text = json!({ "packages": packages, "fast": fast }).to_string();
    fs::write(&task, text).unwrap();
    let script = scripts().join("decode.py");
    succeed(&program("python"), &[&script, &task], folder)
}

/// The outcomes of the vectors of cases, a line each; `None`: Python is not here.
pub(crate) fn lines(cases: &[Case]) -> Option<String> {
    PYTHON.is_here().then(|| {
        let folder = tempfile::tempdir().unwrap();
        judge(&write_all(cases, folder.path()), true, folder.path())
    })
}
