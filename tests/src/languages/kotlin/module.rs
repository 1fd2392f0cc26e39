//! The Kotlin packages of some cases, compiled in one run of the compiler, and the program that judges
//! vectors by them.

use std::fs;
use std::path::Path;

use tdproto_codegen::lang::kotlin::Kotlin;
use tdproto_codegen::{Options, PackageOptions};

use super::dispatch;
use super::tools::{self, conformance, folder};
use crate::packages;
use crate::payloads::cases::Case;
use crate::toolchain::Toolchain;

/// The compiler comes from Maven Central, and both need a JDK.
pub(crate) static JAVA: Toolchain = Toolchain::new("Kotlin", &["java", "-version"], (17, 0));
pub(crate) static MAVEN: Toolchain = Toolchain::new("Kotlin", &["mvn", "-v"], (3, 8));

pub(crate) fn is_here() -> bool {
    JAVA.is_here() && MAVEN.is_here()
}

/// The Kotlin package of a case.
pub(crate) fn package(case: &Case) -> String {
    format!("cases.{}", case.name.replace('_', ""))
}

pub(crate) fn options(package: &str) -> Options {
    Options::with(|options| {
        let mut facts = PackageOptions::default();
        facts.name = Some(package.to_owned());
        options.packages.insert("kotlin".to_owned(), facts);
    })
}

/// Writes the packages of the cases with a driver.
pub(crate) fn write(cases: &[&Case], sources: &Path) {
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

/// The outcomes of the vectors of some cases, a line each.
pub(crate) fn outcomes_of<'a>(classes: &Path, cases: impl IntoIterator<Item = &'a Case>) -> String {
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

/// The outcomes of the vectors of changed schemas, a line each; `None`: Kotlin is not here.
pub(crate) fn changed(cases: &[Case]) -> Option<String> {
    is_here().then(|| {
        let (sources, classes) = (folder().join("mutants"), folder().join("mutant-classes"));
        write(&cases.iter().collect::<Vec<_>>(), &sources);
        tools::compile(&[&sources], &classes, &[], &["-nowarn"]);
        outcomes_of(&classes, cases)
    })
}
