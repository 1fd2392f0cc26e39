//! Kotlin: the packages of all cases, compiled in one run of the compiler, and a driver that reads
//! the vectors by them.

mod bot;
mod dispatch;
mod drawn;
mod functions;
mod large;
mod methods;
mod module;
mod snippets;
mod tools;
mod wide;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tdproto_codegen::UnknownFields;
use tdproto_codegen::lang::kotlin::Kotlin;

use crate::payloads::cases::{Case, cases};
use crate::payloads::report::{Report, judged, outcomes};
use crate::{fixtures, hostile_schema, own_keys, packages, travel};
use module::{is_here, options, outcomes_of, write};
use tools::{conformance, folder};

pub(crate) use module::changed;

/// What of unknown keys, by the name of the package that does it with a fixture.
const POLICIES: &[(&str, &str, UnknownFields)] = &[
    ("keep.unions", "unions", UnknownFields::Keep),
    ("keep.tuples", "values", UnknownFields::Keep),
    ("keep.frames", "odd_frames", UnknownFields::Keep),
    ("keep.envelope", "params", UnknownFields::Keep),
    ("keep.array", "phoenix", UnknownFields::Keep),
    ("keep.large", LARGE, UnknownFields::Keep),
    ("deny.unions", "unions", UnknownFields::Deny),
    ("deny.tuples", "values", UnknownFields::Deny),
    ("deny.frames", "odd_frames", UnknownFields::Deny),
    ("deny.envelope", "params", UnknownFields::Deny),
    ("deny.array", "phoenix", UnknownFields::Deny),
    ("deny.large", LARGE, UnknownFields::Deny),
];

/// The schema of an entity of many fields, and of many events.
const LARGE: &str = "large";

/// Packages with other options, and of texts made to harm.
fn write_others(sources: &Path) {
    let mut schemas = fixtures::all();
    schemas.extend(fixtures::protocols());
    schemas.push((LARGE.to_owned(), large::schema()));
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
        let others = travel::keeping().iter().chain(own_keys::packages());
        let cases: Vec<&Case> = chosen().into_iter().chain(others).collect();
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

/// The outcomes of vectors of the cases that all languages have; `None`: Kotlin is not here.
pub(crate) fn lines(cases: &[Case]) -> Option<String> {
    is_here().then(|| outcomes_of(&compiled().1, cases))
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

/// The JVM compiles every method, so that large entities and protocols are as fast as small ones.
#[test]
fn kotlin_has_no_method_too_long_for_the_jvm() {
    if is_here() {
        let (_, classes) = compiled();
        let too_long = methods::too_long(classes);
        assert!(too_long.is_empty(), "{too_long:#?}");
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
    "keep.large",
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
