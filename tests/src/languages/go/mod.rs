//! Go: the generated module, compiled by the Go toolchain.

mod bot;
mod driver;
mod module;
mod snippets;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tdproto_codegen::lang::go::Go;
use tdproto_codegen::{Options, UnknownFields, generate};

use crate::packages;
use crate::payloads::cases::{Case, cases};
use crate::payloads::report::{Report, judged, outcomes};
use crate::root;
use crate::travel;
use crate::{hostile_schema, own_keys};
use driver::folder;
use module::{
    GO, PROGRAM, go, is_formatted, judge, module, online, options_of, run, write_module,
    write_package,
};

pub(crate) use module::changed;

/// The module of all cases, and of those whose packages keep or refuse unknown keys, with its program.
fn built() -> &'static Path {
    static DONE: OnceLock<PathBuf> = OnceLock::new();
    DONE.get_or_init(|| {
        let top = module("vectors");
        let others = travel::keeping().iter().chain(own_keys::packages());
        let cases: Vec<&Case> = cases().iter().chain(others).collect();
        write_module(&cases, &top);
        snippets::write(&top);
        go(&top, &["build", "-o", PROGRAM, "."]);
        top
    })
}

/// The outcomes of vectors of the cases that all languages have; `None`: Go is not here.
pub(crate) fn lines(cases: &[Case]) -> Option<String> {
    GO.is_here().then(|| judge(built(), cases))
}

/// Go reads the same vectors as all other languages.
#[test]
fn agreement() {
    if !GO.is_here() {
        return;
    }
    let (cases, top) = (cases(), built());
    for case in cases {
        is_formatted(&top.join(folder(case)));
    }
    go(top, &["vet", "./..."]);
    // The examples run.
    let built_in = format!("./{}", folder(&cases[0]));
    go(top, &["test", &built_in]);
    let lines = judge(top, cases);
    let mut report = Report::new(&["go"]);
    for (case, outcomes) in cases.iter().zip(outcomes(cases, &lines)) {
        report.add("go", case, judged(case, outcomes));
    }
    report.finish(cases);
}

/// Packages that keep unknown keys, and those that refuse them, compile; the former write them back.
#[test]
fn unknown_keys_are_kept_or_refused() {
    if !GO.is_here() {
        return;
    }
    let top = module("keys");
    fs::write(top.join("go.mod"), "module vectors\n\ngo 1.25\n").unwrap();
    // Those with a construct each.
    let with = [
        "generated",
        "odd_frames",
        "presence",
        "union_forms",
        "unions",
        "values",
    ];
    for (how, unknown_fields) in [("keep", UnknownFields::Keep), ("deny", UnknownFields::Deny)] {
        for case in cases().iter().filter(|case| with.contains(&&*case.name)) {
            let name = format!("{how}_{}", case.name);
            let package = top.join(&name);
            packages::write(
                &case.schema,
                &Go,
                &options_of(&name, unknown_fields),
                &package,
            );
            fs::remove_file(package.join("go.mod")).unwrap();
            is_formatted(&package);
        }
    }
    let keys = root().join("tests/conformance/go/keys_test.go");
    fs::copy(keys, top.join("keys_test.go")).unwrap();
    go(&top, &["build", "./..."]);
    go(&top, &["test", "."]);
}

/// `Check` reports every place where a constraint does not hold, and no other.
#[test]
fn constraints_are_checked() {
    if !GO.is_here() {
        return;
    }
    let top = module("constraints");
    fs::write(top.join("go.mod"), "module vectors\n\ngo 1.25\n").unwrap();
    let case = cases().iter().find(|case| case.name == "bounds").unwrap();
    write_package(case, &top, &folder(case));
    let test = root().join("tests/conformance/go/constraints_test.go");
    fs::copy(test, top.join("constraints_test.go")).unwrap();
    go(&top, &["test", "."]);
}

/// The linter that the packages pass, of a version that the tests name.
const STATICCHECK: &str = "honnef.co/go/tools/cmd/staticcheck@v0.8.2";

/// Linters have nothing to say of generated packages.
#[test]
fn staticcheck_reports_nothing() {
    if !GO.is_here() {
        return;
    }
    let tools = root().join("target/go-tools");
    fs::create_dir_all(&tools).unwrap();
    if !tools.join("staticcheck").is_file() {
        let mut command = Command::new("go");
        command.env("GOBIN", &tools);
        run(&mut command, &tools, &["install", STATICCHECK]);
    }
    let top = module("staticcheck");
    fs::write(top.join("go.mod"), "module vectors\n\ngo 1.25\n").unwrap();
    for case in cases() {
        write_package(case, &top, &folder(case));
    }
    run(
        &mut Command::new(tools.join("staticcheck")),
        &top,
        &["./..."],
    );
}

/// Texts in every place of a schema reach neither code nor the names of files, and what comes of them
/// compiles.
#[test]
fn hostile_texts_compile() {
    if !GO.is_here() {
        return;
    }
    let top = module("hostile");
    for (folder, unknown_fields) in [
        ("ignore", UnknownFields::Ignore),
        ("keep", UnknownFields::Keep),
    ] {
        let options = Options::with(|options| options.unknown_fields = unknown_fields);
        let (generated, found) = generate(&hostile_schema::schema(), &Go, &options);
        let errors: Vec<_> = found.iter().filter(|found| found.is_error()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        for file in generated.files {
            let path = top.join(folder).join(file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file.text).unwrap();
        }
        let folder = top.join(folder);
        is_formatted(&folder);
        go(&folder, &["vet", "."]);
        go(&folder, &["test", "."]);
    }
}
