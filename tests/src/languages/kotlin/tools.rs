//! The compiler and what else the tests need, from Maven Central, pinned in
//! `tests/conformance/kotlin/tools/pom.xml`.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The folder of what the tests install and build.
pub(crate) fn folder() -> PathBuf {
    crate::root().join("target/kotlin")
}

/// A file below the folder of Kotlin's tests.
pub(crate) fn conformance(path: &str) -> PathBuf {
    crate::root().join("tests/conformance/kotlin").join(path)
}

/// The files of a folder with an ending, at any depth.
pub(crate) fn files_of(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_str().is_some_and(|path| path.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The JARs that a Maven project names, installed on first use.
fn installed(project: &str) -> Vec<PathBuf> {
    let pom = conformance(&format!("{project}/pom.xml"));
    let (wanted, to) = (fs::read(&pom).unwrap(), folder().join(project));
    let stamp = to.join(".installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return files_of(&to, ".jar");
    }
    let mut maven = Command::new("mvn");
    maven.args(["-q", "-B", "dependency:copy-dependencies", "-f"]);
    maven
        .arg(&pom)
        .arg(format!("-DoutputDirectory={}", to.display()));
    succeeds(&maven.output().unwrap());
    fs::write(stamp, wanted).unwrap();
    files_of(&to, ".jar")
}

/// The JARs of the compiler and the libraries.
fn jars() -> &'static [PathBuf] {
    static JARS: OnceLock<Vec<PathBuf>> = OnceLock::new();
    JARS.get_or_init(|| installed("tools"))
}

/// Runs the linter on packages in a folder.
pub(super) fn lint(sources: &Path, packages: &[&str]) {
    let jars = installed("ktlint");
    let jars: Vec<&str> = jars.iter().map(|jar| jar.to_str().unwrap()).collect();
    let mut java = Command::new("java");
    java.args([
        "-Xmx3g",
        "-cp",
        &jars.join(":"),
        "com.pinterest.ktlint.Main",
        "--relative",
    ]);
    let of = |package: &&str| format!("{package}/src/main/kotlin/**/*.kt");
    java.args(packages.iter().map(of));
    java.current_dir(sources);
    succeeds(&java.output().unwrap());
}

/// The JARs whose names start with one of these.
fn class_path(starts: &[&str]) -> String {
    let is_wanted = |jar: &&PathBuf| {
        let name = jar.file_name().unwrap().to_str().unwrap();
        starts.iter().any(|start| name.starts_with(start))
    };
    let wanted: Vec<&str> = jars()
        .iter()
        .filter(is_wanted)
        .map(|jar| jar.to_str().unwrap())
        .collect();
    wanted.join(":")
}

const COMPILER: &[&str] = &[
    "kotlin-compiler-embeddable",
    "kotlin-stdlib",
    "kotlin-script-runtime",
    "kotlin-reflect",
    "kotlin-daemon-embeddable",
    "annotations",
    "kotlinx-coroutines-core-jvm",
];
const LIBRARIES: &[&str] = &[
    "kotlin-stdlib",
    "kotlinx-serialization-core-jvm",
    "kotlinx-serialization-json-jvm",
];

pub(super) fn succeeds(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{told}{said}");
    told
}

/// Compiles sources, with classes that are there, into a folder, unless they were compiled there before. Warnings are errors.
pub(super) fn compile(sources: &[&Path], to: &Path, with: &[&Path], options: &[&str]) {
    let mut hasher = DefaultHasher::new();
    options.hash(&mut hasher);
    let files: Vec<PathBuf> = sources
        .iter()
        .flat_map(|folder| files_of(folder, ".kt"))
        .collect();
    for file in &files {
        (file, fs::read(file).unwrap()).hash(&mut hasher);
    }
    let (stamp, hash) = (to.join(".compiled"), hasher.finish().to_string());
    if fs::read_to_string(&stamp).is_ok_and(|compiled| compiled == hash) {
        return;
    }
    if to.exists() {
        fs::remove_dir_all(to).unwrap();
    }
    let mut java = Command::new("java");
    java.args([
        "-Xmx6g",
        "-Xss16m",
        "-XX:+UseParallelGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:ReservedCodeCacheSize=400m",
        "-cp",
    ])
    .arg(class_path(COMPILER))
    .arg("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler")
    .args(["-no-stdlib", "-no-reflect", "-jvm-target", "17", "-cp"])
    .arg(libraries(with))
    .args(options)
    .arg("-d")
    .arg(to)
    .args(sources);
    succeeds(&java.output().unwrap());
    fs::write(stamp, hash).unwrap();
}

/// Runs a class, and returns what it writes.
pub(super) fn run(classes: &[&Path], main: &str, arguments: &[String]) -> String {
    let mut java = command(classes, main);
    succeeds(&java.args(arguments).output().unwrap())
}

/// The command that runs a class.
pub(super) fn command(classes: &[&Path], main: &str) -> Command {
    let mut java = Command::new("java");
    java.args(["-Xmx2g", "-cp", &libraries(classes), main]);
    java
}

/// The class path of the libraries and folders of classes.
fn libraries(classes: &[&Path]) -> String {
    let folders = classes.iter().map(|path| path.to_str().unwrap().to_owned());
    let all: Vec<String> = folders.chain([class_path(LIBRARIES)]).collect();
    all.join(":")
}
