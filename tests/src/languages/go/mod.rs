//! Go: the generated module, compiled by the Go toolchain.

mod bot;
mod driver;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tdproto_codegen::lang::go::Go;
use tdproto_codegen::{Options, UnknownFields, generate};

use crate::hostile_schema;
use crate::packages;
use crate::payloads::cases::{Case, cases};
use crate::payloads::report::{Report, judged, outcomes};
use crate::root;
use crate::toolchain::Toolchain;
use crate::travel;

static GO: Toolchain = Toolchain::new("Go", &["go", "version"], (1, 25));

/// Runs the Go toolchain in a folder; returns what it says on standard output. Nothing is fetched.
fn go(folder: &Path, arguments: &[&str]) -> String {
    run(Command::new("go").env("GOPROXY", "off"), folder, arguments)
}

/// The same, but modules are fetched that the machine lacks: those that a `go.sum` pins.
fn online(folder: &Path, arguments: &[&str]) -> String {
    run(&mut Command::new("go"), folder, arguments)
}

fn run(command: &mut Command, folder: &Path, arguments: &[&str]) -> String {
    command.env("GOFLAGS", "-mod=mod");
    command.env("GOTOOLCHAIN", "local").env("GOWORK", "off");
    let output = command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{arguments:?}: {said}{out}");
    out
}

/// Fails if gofmt would change a file in a folder.
fn is_formatted(folder: &Path) {
    let changed = run(&mut Command::new("gofmt"), folder, &["-d", "."]);
    assert!(changed.is_empty(), "{changed}");
}

/// The folder of the case's package in the module of all cases.
fn folder(case: &Case) -> String {
    format!("case_{}", case.name)
}

/// Writes the package of a case into a folder of the module of all cases.
fn write_package(case: &Case, top: &Path, name: &str) {
    let package = top.join(name);
    let options = options_of(name, case.unknown_fields);
    packages::write(&case.schema, &Go, &options, &package);
    // It is a part of that module.
    fs::remove_file(package.join("go.mod")).unwrap();
}

/// Writes a module with the packages of cases, and a program that judges vectors by them.
fn write_module(cases: &[&Case], top: &Path) {
    fs::write(top.join("go.mod"), "module vectors\n\ngo 1.25\n").unwrap();
    let judge = root().join("tests/conformance/go/judge/judge.go");
    fs::create_dir(top.join("judge")).unwrap();
    fs::copy(judge, top.join("judge/judge.go")).unwrap();
    let mut main = MAIN.to_owned();
    let (mut imports, mut entries) = (String::new(), String::new());
    for case in cases {
        let name = folder(case);
        write_package(case, top, &name);
        let driver = top.join(format!("driver_{}", case.name));
        fs::create_dir(&driver).unwrap();
        fs::write(driver.join("driver.go"), driver::of(case)).unwrap();
        let _ = writeln!(imports, "\t{name} \"vectors/driver_{}\"", case.name);
        let _ = writeln!(entries, "\t\"{}\": {name}.Read,", case.name);
    }
    main = main
        .replace("IMPORTS", &imports)
        .replace("ENTRIES", &entries);
    fs::write(top.join("main.go"), main).unwrap();
}

/// The options of a package in the module of all cases.
fn options_of(folder: &str, unknown_fields: UnknownFields) -> Options {
    Options::with(|options| {
        let package = options.packages.entry("go".to_owned()).or_default();
        package.name = Some(format!("vectors/{folder}"));
        options.unknown_fields = unknown_fields;
    })
}

const MAIN: &str = r#"package main

import (
	"bufio"
	"encoding/json"
	"os"

	"vectors/judge"
IMPORTS)

var cases = map[string]func(judge.Vector) *judge.Outcome{
ENTRIES}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	write := json.NewEncoder(out)
	for at := 1; at < len(os.Args); at += 2 {
		read := cases[os.Args[at]]
		file, err := os.Open(os.Args[at+1])
		if err != nil {
			panic(err)
		}
		lines := json.NewDecoder(file)
		for lines.More() {
			var vector judge.Vector
			if err := lines.Decode(&vector); err != nil {
				panic(err)
			}
			if err := write.Encode(read(vector)); err != nil {
				panic(err)
			}
		}
	}
}
"#;

/// An empty folder to build a module in, always the same: what Go has compiled of it stays in its cache.
fn module(name: &str) -> PathBuf {
    let top = root().join("target/go-tests").join(name);
    let _ = fs::remove_dir_all(&top);
    fs::create_dir_all(&top).unwrap();
    top
}

/// The module of all cases, and of those whose packages keep unknown keys, with its program.
fn built() -> &'static Path {
    static DONE: OnceLock<PathBuf> = OnceLock::new();
    DONE.get_or_init(|| {
        let top = module("vectors");
        let cases: Vec<&Case> = cases().iter().chain(travel::keeping()).collect();
        write_module(&cases, &top);
        go(&top, &["build", "-o", PROGRAM, "."]);
        top
    })
}

const PROGRAM: &str = "judge-vectors";

/// The outcomes of the vectors of some cases, a line each.
fn judge<'a>(top: &Path, cases: impl IntoIterator<Item = &'a Case>) -> String {
    let vectors = tempfile::tempdir().unwrap();
    let mut program = Command::new(top.join(PROGRAM));
    for case in cases {
        let file = packages::write_vectors(case, vectors.path());
        program.arg(&case.name).arg(file);
    }
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The outcomes of vectors of the cases that all languages have; `None`: Go is not here.
pub(crate) fn lines(cases: &[Case]) -> Option<String> {
    GO.is_here().then(|| judge(built(), cases))
}

/// The outcomes of the vectors of changed schemas, a line each; `None`: Go is not here.
pub(crate) fn changed(cases: &[Case]) -> Option<String> {
    GO.is_here().then(|| {
        let top = module("mutants");
        write_module(&cases.iter().collect::<Vec<_>>(), &top);
        // It runs once: nothing is optimized.
        let quick = ["-gcflags=all=-N -l", "-ldflags=-s -w"];
        go(&top, &["build", quick[0], quick[1], "-o", PROGRAM, "."]);
        judge(&top, cases)
    })
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
