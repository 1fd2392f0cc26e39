//! Plug-ins: programs in other languages that generate files.
//!
//! A folder of `tests/plugins` is a case: a `tdproto.toml`, and programs or answers beside it. Its
//! file `args` holds the arguments of the command, if they are not those of `generate p`. What comes
//! out and what is written is locked in `output.snap`.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod cases;
mod commands;
mod examples;
#[path = "../in_process.rs"]
mod in_process;
mod messages;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../npm.rs"]
mod npm;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../languages/toolchain.rs"]
mod toolchain;

use std::path::{Path, PathBuf};

use in_process::{Ran, tdproto};
use toolchain::Toolchain;

/// The program that runs the plug-ins in Python.
static PYTHON: Toolchain = Toolchain::new("Python", &["python3", "--version"], (3, 8));

/// The top of the repository.
fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let top = tests.parent();
    top.expect("tests/ lies in the repository").to_owned()
}

/// Writes a file, and the folders above it.
fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(std::fs::copy(&path, target).unwrap()),
        }
    }
}
