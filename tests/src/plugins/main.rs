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
mod messages;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../npm.rs"]
mod npm;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../languages/toolchain.rs"]
mod toolchain;

use std::path::{Path, PathBuf};

use tdproto_codegen::Io;
use tdproto_codegen::render::Style;
use toolchain::Toolchain;

/// The program that runs the plug-ins in Python.
static PYTHON: Toolchain = Toolchain::new("Python", &["python3", "--version"], (3, 8));

/// The top of the repository.
fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let top = tests.parent();
    top.expect("tests/ lies in the repository").to_owned()
}

/// What a run of the command gave: its exit code and both streams.
struct Ran {
    code: u8,
    out: String,
    err: String,
}

/// Runs the command in this process.
fn tdproto<S: AsRef<str>>(args: &[S]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io {
        out: &mut out,
        err: &mut err,
        out_style: Style::Plain,
        style: Style::Plain,
        width: Some(100),
        progress: false,
        signals: false,
    };
    let args = args.iter().map(|arg| arg.as_ref().to_owned());
    let code = tdproto_codegen::run(["tdproto".to_owned()].into_iter().chain(args), &mut io);
    Ran {
        code: code.code(),
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
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
