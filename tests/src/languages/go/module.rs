//! A Go module of the packages of some cases, and the program in it that judges vectors.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tdproto_codegen::lang::go::Go;
use tdproto_codegen::{Options, UnknownFields};

use super::driver::{self, folder};
use crate::packages;
use crate::payloads::cases::Case;
use crate::root;
use crate::toolchain::Toolchain;

pub(crate) static GO: Toolchain = Toolchain::new("Go", &["go", "version"], (1, 25));

/// Runs the Go toolchain in a folder; returns what it says on standard output. Nothing is fetched.
pub(crate) fn go(folder: &Path, arguments: &[&str]) -> String {
    run(Command::new("go").env("GOPROXY", "off"), folder, arguments)
}

/// The same, but modules are fetched that the machine lacks: those that a `go.sum` pins.
pub(crate) fn online(folder: &Path, arguments: &[&str]) -> String {
    run(&mut Command::new("go"), folder, arguments)
}

pub(crate) fn run(command: &mut Command, folder: &Path, arguments: &[&str]) -> String {
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
pub(crate) fn is_formatted(folder: &Path) {
    let changed = run(&mut Command::new("gofmt"), folder, &["-d", "."]);
    assert!(changed.is_empty(), "{changed}");
}

/// Writes the package of a case into a folder of the module of all cases.
pub(crate) fn write_package(case: &Case, top: &Path, name: &str) {
    let package = top.join(name);
    let options = options_of(name, case.unknown_fields);
    packages::write(&case.schema, &Go, &options, &package);
    // It is a part of that module.
    fs::remove_file(package.join("go.mod")).unwrap();
}

/// Writes a module with the packages of cases, and a program that judges vectors by them.
pub(crate) fn write_module(cases: &[&Case], top: &Path) {
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
pub(crate) fn options_of(folder: &str, unknown_fields: UnknownFields) -> Options {
    Options::with(|options| {
        let package = options.packages.entry("go".to_owned()).or_default();
        package.name = Some(format!("vectors/{folder}"));
        options.unknown_fields = unknown_fields;
    })
}

pub(crate) const MAIN: &str = r#"package main

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
pub(crate) fn module(name: &str) -> PathBuf {
    let top = root().join("target/go-tests").join(name);
    let _ = fs::remove_dir_all(&top);
    fs::create_dir_all(&top).unwrap();
    top
}

pub(crate) const PROGRAM: &str = "judge-vectors";

/// The outcomes of the vectors of some cases, a line each.
pub(crate) fn judge<'a>(top: &Path, cases: impl IntoIterator<Item = &'a Case>) -> String {
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
