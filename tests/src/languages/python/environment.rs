//! A virtual environment with the tools of Python, by the versions that are pinned.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::toolchain::Toolchain;

/// Python itself.
pub(super) static PYTHON: Toolchain = Toolchain::new("Python", &["python3", "--version"], (3, 10));

/// A program of the environment.
pub(super) fn program(name: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(install);
    let place = if cfg!(windows) { "Scripts" } else { "bin" };
    folder.join(place).join(name)
}

/// Installs the tools below `target/`, unless they are there from an earlier run with the same
/// list.
fn install() -> PathBuf {
    let target = crate::root().join("target");
    let folder = target.join("python");
    let list = crate::root().join("tests/conformance/python/requirements.txt");
    let wanted = fs::read(&list).expect("the list is checked in");
    let stamp = folder.join("installed.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return folder;
    }
    fs::create_dir_all(&target).unwrap();
    let path = folder.to_str().expect("the path is text");
    run(
        Path::new("python3"),
        &["-m", "venv", "--clear", path],
        &target,
    );
    let place = if cfg!(windows) { "Scripts" } else { "bin" };
    let python = folder.join(place).join("python");
    let list = list.to_str().expect("the path is text");
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        list,
    ];
    run(&python, &pip, &target);
    fs::write(stamp, wanted).unwrap();
    folder
}

/// Runs a program, which has to succeed.
pub(super) fn run(program: &Path, arguments: &[&str], folder: &Path) -> String {
    succeed(program, arguments, folder)
}

/// Runs a program, which has to succeed; returns its standard output.
pub(super) fn succeed<A: AsRef<OsStr>>(program: &Path, arguments: &[A], folder: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        // Nothing is written beside the sources, and no cache of another run is used.
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYRIGHT_PYTHON_IGNORE_WARNINGS", "1")
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    assert!(
        output.status.success(),
        "{} failed:\n{}{}",
        program.display(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
