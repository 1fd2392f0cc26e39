//! Kotlin: the packages of all cases, compiled in one run of the compiler, and a driver that reads
//! the vectors by them.

mod bot;
mod dispatch;
mod drawn;
mod functions;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tdproto_codegen::lang::kotlin::Kotlin;
use tdproto_codegen::{Options, PackageOptions, UnknownFields};

use crate::payloads::cases::{Case, cases};
use crate::payloads::report::{Report, judged, outcomes};
use crate::toolchain::Toolchain;
use crate::{fixtures, hostile_schema, packages, travel};

/// The compiler comes from Maven Central, and both need a JDK.
static JAVA: Toolchain = Toolchain::new("Kotlin", &["java", "-version"], (17, 0));
static MAVEN: Toolchain = Toolchain::new("Kotlin", &["mvn", "-v"], (3, 8));

fn is_here() -> bool {
    JAVA.is_here() && MAVEN.is_here()
}

/// The Kotlin package of a case.
fn package(case: &Case) -> String {
    format!("cases.{}", case.name.replace('_', ""))
}

fn options(package: &str) -> Options {
    Options::with(|options| {
        let mut facts = PackageOptions::default();
        facts.name = Some(package.to_owned());
        options.packages.insert("kotlin".to_owned(), facts);
    })
}

/// The folder of what the tests install and build.
fn folder() -> PathBuf {
    crate::root().join("target/kotlin")
}

/// What of unknown keys, by the name of the package that does it with a fixture.
const POLICIES: &[(&str, &str, UnknownFields)] = &[
    ("keep.unions", "unions", UnknownFields::Keep),
    ("keep.tuples", "values", UnknownFields::Keep),
    ("keep.frames", "odd_frames", UnknownFields::Keep),
    ("deny.unions", "unions", UnknownFields::Deny),
    ("deny.tuples", "values", UnknownFields::Deny),
    ("deny.frames", "odd_frames", UnknownFields::Deny),
];

/// Writes the packages of the cases with a driver.
fn write(cases: &[&Case], sources: &Path) {
    if sources.exists() {
        fs::remove_dir_all(sources).unwrap();
    }
    let driver = conformance("driver");
    let template = fs::read_to_string(driver.join("Dispatch.kt")).unwrap();
    let mut subjects = String::from(
        "package tdproto.tests\n\ninternal val subjects: Map<String, Subject> =\n    mapOf(\n",
    );
    for case in cases {
        let package = package(case);
        let to = sources.join(&case.name);
        let mut options = options(&package);
        options.unknown_fields = case.unknown_fields;
        packages::write(&case.schema, &Kotlin, &options, &to);
        let text = dispatch::file(&case.schema, &package, &template);
        fs::write(to.join("Dispatch.kt"), text).unwrap();
        subjects.push_str(&format!(
            "        \"{}\" to {package}.Dispatch,\n",
            case.name
        ));
    }
    subjects.push_str("    )\n");
    fs::write(sources.join("Subjects.kt"), subjects).unwrap();
    fs::copy(driver.join("Driver.kt"), sources.join("Driver.kt")).unwrap();
}

/// Packages with other options, and of texts made to harm.
fn write_others(sources: &Path) {
    let mut schemas = fixtures::all();
    schemas.extend(fixtures::protocols());
    for (package, fixture, unknown) in POLICIES {
        let (_, schema) = schemas.iter().find(|(name, _)| name == fixture).unwrap();
        let mut options = options(package);
        options.unknown_fields = *unknown;
        packages::write(schema, &Kotlin, &options, &sources.join(package));
    }
    let hostile = hostile_schema::schema();
    packages::write(
        &hostile,
        &Kotlin,
        &options("hostile"),
        &sources.join("hostile"),
    );
    fs::copy(
        conformance("driver/Policies.kt"),
        sources.join("Policies.kt"),
    )
    .unwrap();
}

/// The cases that a run is for: all, or those that a variable names.
fn chosen() -> Vec<&'static Case> {
    let names = std::env::var("KOTLIN_CASES").ok();
    let names: Option<Vec<&str>> = names.as_deref().map(|names| names.split(',').collect());
    let is_chosen = |case: &&Case| {
        let names = names.as_ref();
        names.is_none_or(|names| names.contains(&case.name.as_str()))
    };
    cases().iter().filter(is_chosen).collect()
}

/// The sources and the classes of all packages, compiled once, without a warning.
fn compiled() -> &'static (PathBuf, PathBuf) {
    static DONE: OnceLock<(PathBuf, PathBuf)> = OnceLock::new();
    DONE.get_or_init(|| {
        let (sources, classes) = (folder().join("sources"), folder().join("classes"));
        let cases: Vec<&Case> = chosen().into_iter().chain(travel::keeping()).collect();
        write(&cases, &sources);
        if std::env::var_os("KOTLIN_CASES").is_none() {
            write_others(&sources);
        }
        tools::compile(
            &[&sources],
            &classes,
            &[],
            &["-Xexplicit-api=strict", "-Werror"],
        );
        (sources, classes)
    })
}

/// The outcomes of the vectors of some cases, a line each.
fn outcomes_of<'a>(classes: &Path, cases: impl IntoIterator<Item = &'a Case>) -> String {
    let vectors = tempfile::tempdir().unwrap();
    let arguments: Vec<String> = cases
        .into_iter()
        .map(|case| {
            let file = packages::write_vectors(case, vectors.path());
            format!("{}={}", case.name, file.display())
        })
        .collect();
    tools::run(&[classes], "tdproto.tests.DriverKt", &arguments)
}

/// The outcomes of vectors of the cases that all languages have; `None`: Kotlin is not here.
pub(crate) fn lines(cases: &[Case]) -> Option<String> {
    is_here().then(|| outcomes_of(&compiled().1, cases))
}

/// The outcomes of the vectors of changed schemas, a line each; `None`: Kotlin is not here.
pub(crate) fn changed(cases: &[Case]) -> Option<String> {
    is_here().then(|| {
        let (sources, classes) = (folder().join("mutants"), folder().join("mutant-classes"));
        write(&cases.iter().collect::<Vec<_>>(), &sources);
        tools::compile(&[&sources], &classes, &[], &["-nowarn"]);
        outcomes_of(&classes, cases)
    })
}

/// Every vector of every case is read, written and read again as it says.
#[test]
fn kotlin_agrees() {
    if !is_here() {
        return;
    }
    let cases = chosen();
    let (_, classes) = compiled();
    let lines = outcomes_of(classes, cases.iter().copied());
    judge(&cases, &lines);
}

/// Unknown keys are kept or refused where the options say so.
#[test]
fn kotlin_keeps_or_refuses_unknown_keys() {
    if is_here() && std::env::var_os("KOTLIN_CASES").is_none() {
        let (_, classes) = compiled();
        tools::run(&[classes], "tdproto.tests.PoliciesKt", &[]);
    }
}

/// The packages that the linter looks at: between them, they have every construct.
const LINTED: &[&str] = &[
    "generated",
    "both_ways",
    "bounds",
    "constants",
    "input_views",
    "keep.frames",
    "keep.tuples",
    "keywords",
    "odd_frames",
    "presence",
    "socket_io",
    "union_kinds",
    "unions",
    "values",
];

/// The linter finds nothing.
#[test]
fn kotlin_is_clean() {
    if is_here() {
        let (sources, _) = compiled();
        tools::lint(sources, LINTED);
    }
}

/// Maven builds the package, with its licence.
#[test]
fn kotlin_builds_with_maven() {
    if !is_here() {
        return;
    }
    let project = tempfile::tempdir().unwrap();
    let mut options = options("org.example.presence");
    let facts = options.packages.get_mut("kotlin").unwrap();
    facts.license = Some("MIT".to_owned());
    packages::write(
        &fixtures::one("presence"),
        &Kotlin,
        &options,
        project.path(),
    );
    fs::write(project.path().join("LICENSE"), "The licence.").unwrap();
    let mut maven = Command::new("mvn");
    let output = maven
        .args(["-q", "-B", "package"])
        .current_dir(project.path());
    tools::succeeds(&output.output().unwrap());
    let jar = fs::read(project.path().join("target/presence-0.0.0.jar")).unwrap();
    let has = |name: &str| jar.windows(name.len()).any(|part| part == name.as_bytes());
    assert!(has("META-INF/LICENSE") && has("org/example/presence/wire/Patch.class"));
}

fn judge(cases: &[&Case], lines: &str) {
    let mut report = Report::new(&["Kotlin"]);
    let mut rest = lines;
    for case in cases {
        let end = rest
            .match_indices('\n')
            .nth(case.vectors.len() - 1)
            .map_or(rest.len(), |(at, _)| at + 1);
        let (own, others) = rest.split_at(end);
        rest = others;
        let found = outcomes(std::slice::from_ref(*case), own).remove(0);
        report.add("Kotlin", case, judged(case, found));
    }
    assert_eq!(rest, "", "a line too many");
    let all: Vec<usize> = cases.iter().map(|case| case.vectors.len()).collect();
    if all.len() == crate::payloads::cases::cases().len() {
        report.finish(crate::payloads::cases::cases());
    } else {
        report.show();
    }
}

/// A file below the folder of Kotlin's tests.
fn conformance(path: &str) -> PathBuf {
    crate::root().join("tests/conformance/kotlin").join(path)
}

/// The files of a folder with an ending, at any depth.
fn files_of(folder: &Path, ending: &str) -> Vec<PathBuf> {
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
