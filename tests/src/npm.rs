//! The npm packages the tests need: installed on first use, by the versions pinned in
//! `tests/conformance/package-lock.json`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{fs, io};

use serde_json::Value;

/// The folder of the npm project.
pub(crate) fn folder() -> PathBuf {
    crate::root().join("tests/conformance")
}

/// Runs a program of an installed package, such as `tsc`, through `node`.
///
/// # Panics
/// If npm or node is missing or the packages cannot be installed: a missing tool fails the test.
pub(crate) fn run(script: &str, args: &[&str], dir: &Path) -> Output {
    install();
    let script = folder().join(script);
    output(Command::new("node").arg(script).args(args).current_dir(dir))
}

/// Runs a file of tests with `node --test`, with these variables set.
pub(crate) fn test(file: &str, variables: &[(&str, &Path)]) -> Output {
    install();
    let mut command = Command::new("node");
    command.args(["--test", "--test-reporter=spec"]);
    command.arg(folder().join(file)).current_dir(folder());
    output(command.envs(variables.iter().copied()))
}

/// Packs the npm package in a folder, as it would be published; returns the tarball.
pub(crate) fn pack(folder: &Path) -> PathBuf {
    folder.join(packing(folder, &["--silent"]).trim())
}

/// The paths of the files that would be packed.
pub(crate) fn packed(folder: &Path) -> Vec<String> {
    let report = packing(folder, &["--dry-run", "--json"]);
    let report: Value = serde_json::from_str(&report).expect("npm prints JSON");
    let files = report[0]["files"].as_array().expect("npm lists the files");
    let paths = files.iter().filter_map(|file| file["path"].as_str());
    paths.map(str::to_owned).collect()
}

fn packing(folder: &Path, args: &[&str]) -> String {
    let mut npm = Command::new("npm");
    npm.args(["pack", "--ignore-scripts"]).args(args);
    let output = npm.current_dir(folder).output().unwrap_or_else(|error| {
        panic!("npm (with node 20 or later) is needed for this test: {error}")
    });
    assert!(
        output.status.success(),
        "npm pack failed in {}",
        folder.display()
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Unpacks one package of the registry, given with its version, into a folder: without what it
/// depends on.
pub(crate) fn unpack(package: &str, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let packed = packing(folder, &["--silent", package]);
    let tarball = folder.join(packed.trim());
    let mut tar = Command::new("tar");
    tar.args(["--strip-components=1", "-xzf"]).arg(&tarball);
    let output = tar.current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("tar is needed for this test: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "tar failed: {said}");
}

/// Installs a packed package into a project. It is offline, because the package depends on nothing:
/// whatever npm would have to fetch fails the test.
pub(crate) fn install_tarball(tarball: &Path, project: &Path) {
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--offline",
        "--no-audit",
        "--no-fund",
        "--silent",
    ]);
    let output = npm.arg(tarball).current_dir(project).output();
    let output = output.unwrap_or_else(|error| {
        panic!("npm (with node 20 or later) is needed for this test: {error}")
    });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "npm install failed: {said}");
}

fn output(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| {
        panic!("node (version 20 or later) is needed for this test: {error}")
    })
}

/// Installs the packages, unless they are there from an earlier run with the same lock file.
pub(crate) fn install() {
    static DONE: OnceLock<()> = OnceLock::new();
    DONE.get_or_init(|| install_locked(&folder()).unwrap_or_else(|error| panic!("{error}")));
}

/// Installs the packages of a project of its own below the folder, such as `pages`.
pub(crate) fn install_project(name: &str) {
    install_locked(&folder().join(name)).unwrap_or_else(|error| panic!("{error}"));
}

/// Installs the JavaScript runtimes that npm has. Returns the error where they cannot be had.
pub(crate) fn install_runtimes() -> Result<(), String> {
    install_locked(&folder().join("runtimes"))
}

/// Installs what the lock file of a folder names, unless it is there from an earlier run. Tests that
/// need the same folder wait for each other.
fn install_locked(folder: &Path) -> Result<(), String> {
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _guard = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let lock = fs::read(folder.join("package-lock.json")).expect("the lock file is checked in");
    let stamp = folder.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let output = npm_ci(folder).unwrap_or_else(|error| {
        panic!("npm (with node 20 or later) is needed for this test: {error}")
    });
    if !output.status.success() {
        return Err(format!(
            "npm ci failed in {}:\n{}{}",
            folder.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    fs::write(stamp, lock).expect("node_modules was just made");
    Ok(())
}

fn npm_ci(folder: &Path) -> io::Result<Output> {
    Command::new("npm")
        .args(["ci", "--no-progress"])
        .current_dir(folder)
        .output()
}
