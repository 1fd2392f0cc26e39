//! The code in Go that a reference shows: compiled, formatted, and run.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use tdproto_codegen::lang::go::Go;
use tdproto_codegen::{Options, UnknownFields};

use super::module::{GO, go, is_formatted, options_of};
use crate::packages;
use crate::snippets::{About, Case, OWN, Shown, Snippet, own, schemas};

/// The code of the schemas of all cases, whose packages are in one module.
fn shown() -> &'static Shown {
    static DONE: OnceLock<Shown> = OnceLock::new();
    DONE.get_or_init(|| Shown::new(schemas(), "go", options))
}

/// The options of the package of a schema.
fn options(name: &str) -> Options {
    options_of(&format!("case_{name}"), UnknownFields::Ignore)
}

/// The text of a snippet as a file, and the name of its function.
fn file(snippet: &Snippet, number: usize, package: &str) -> (String, String) {
    let name = format!("Snippet{number}");
    let (imports, function) = snippet.text.split_once("\nfunc ").unwrap();
    let (_, function) = function.split_once('(').unwrap();
    let text = format!("package {package}\n\n{imports}\nfunc {name}({function}");
    (text, name)
}

/// The statement that runs a snippet.
fn call(snippet: &Snippet, function: &str, number: usize) -> String {
    let frame = format!("frames[{number}]");
    match snippet.about {
        About::Send => format!("fmt.Println(string({function}()))"),
        About::Answer => format!("fmt.Println(string({function}({frame})))"),
        About::Reply => format!("{function}(nil, {frame})"),
        About::Receive | About::Ask => format!("{function}({frame})"),
    }
}

/// Writes the snippets into the module of all cases: a package for each case, and a program.
pub(super) fn write(top: &Path) {
    let package = top.join(format!("case_{OWN}"));
    packages::write(&own(), &Go, &options(OWN), &package);
    fs::remove_file(package.join("go.mod")).unwrap();
    let (mut imports, mut calls) = (String::new(), String::new());
    for case in &shown().cases {
        let Case { name, snippets, .. } = case;
        if snippets.is_empty() {
            continue;
        }
        let uses = format!("uses{}", name.replace('_', ""));
        fs::create_dir(top.join(&uses)).unwrap();
        for (number, snippet) in snippets {
            let (text, function) = file(snippet, *number, &uses);
            fs::write(top.join(&uses).join(format!("u{number}.go")), text).unwrap();
            let call = call(snippet, &format!("{uses}.{function}"), *number);
            let _ = writeln!(calls, "\tfmt.Println(\"\\n===\", {number})\n\t{call}");
        }
        let _ = writeln!(imports, "\t\"vectors/{uses}\"");
    }
    let main = MAIN.replace("IMPORTS", &imports).replace("CALLS", &calls);
    fs::create_dir(top.join("snippets")).unwrap();
    fs::write(top.join("snippets/main.go"), main).unwrap();
}

const MAIN: &str = r#"package main

import (
	"bytes"
	"fmt"
	"os"

IMPORTS)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	frames := bytes.Split(text, []byte("\n"))
CALLS}
"#;

/// The code of each event finds its frame, and sends frames that the schema takes.
#[test]
fn the_code_of_events_works() {
    if !GO.is_here() {
        return;
    }
    shown().check_uses(false);
    let top = super::built();
    for entry in fs::read_dir(top).unwrap() {
        let path = entry.unwrap().path();
        if path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("uses"))
        {
            is_formatted(&path);
        }
    }
    go(top, &["build", "-o", "snippets/run", "./snippets"]);
    let frames = top.join("frames.ndjson");
    fs::write(&frames, shown().inputs()).unwrap();
    let output = Command::new(top.join("snippets/run")).arg(frames).output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    shown().check(&String::from_utf8(output.stdout).unwrap());
}
