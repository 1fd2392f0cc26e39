//! The compiler and what else the tests need, from Maven Central, pinned in
//! `tests/conformance/kotlin/tools/pom.xml`.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use super::{conformance, files_of, folder};

/// The JARs, installed on first use.
fn jars() -> &'static [PathBuf] {
    static JARS: OnceLock<Vec<PathBuf>> = OnceLock::new();
    JARS.get_or_init(|| {
        let (pom, to) = (conformance("tools/pom.xml"), folder().join("tools"));
        let wanted = fs::read(&pom).unwrap();
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
    })
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

/// Compiles sources into a folder, unless they were compiled there before. Warnings are errors.
pub(super) fn compile(sources: &[&Path], to: &Path, options: &[&str]) {
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
    .arg(class_path(LIBRARIES))
    .args(options)
    .arg("-d")
    .arg(to)
    .args(sources);
    succeeds(&java.output().unwrap());
    fs::write(stamp, hash).unwrap();
}

/// Runs a class, and returns what it writes.
pub(super) fn run(classes: &[&Path], main: &str, arguments: &[String]) -> String {
    let folders: Vec<&str> = classes.iter().map(|path| path.to_str().unwrap()).collect();
    let path = format!("{}:{}", folders.join(":"), class_path(LIBRARIES));
    let mut java = Command::new("java");
    java.args(["-Xmx2g", "-cp", &path, main]).args(arguments);
    succeeds(&java.output().unwrap())
}
