//! Every example in every document is checked. The info string of its fence says how:
//!
//! | fence | check |
//! |---|---|
//! | `console in=NAME` | the commands print what is shown, in the scenario NAME |
//! | `sh in=NAME` | the commands succeed in the scenario |
//! | `sh` | each command is a step of `.ci/run` |
//! | `sh unrun=REASON` | not run; packages and tests that it names exist |
//! | `toml edit=FILE in=NAME` | lines that a reader writes into a file of the scenario |
//! | `rust`, `ts`, `toml` with `from=FILE in=NAME` | a part of a file of the scenario |
//! | `rust`, `ts`, `toml`, `yaml` with `from=FILE` | a part of a file of the repository, which other tests run |
//! | `toml schema` | a schema file that compiles |
//! | `toml field` | fields of an entity |
//! | `toml config` | a `tdproto.toml` |
//! | `toml manifest` | a part of a `Cargo.toml` |
//! | `text` | no example |

mod fence;
mod links;
mod run;

use std::fs;
use std::process::Command;

use tdproto_codegen::{config, rules};
use tdproto_schema::{Code, SourceMap};

use crate::{fixtures, root};
use fence::{Fence, fences, read};
pub(crate) use fence::{documents, prose};

#[test]
fn scenarios_run_as_shown() {
    for document in documents() {
        run::document(&document);
    }
}

#[test]
fn snippets_are_true() {
    for document in documents() {
        for fence in fences(&document) {
            snippet(&fence);
        }
    }
}

fn snippet(fence: &Fence) {
    let place = fence.place();
    match fence.form().as_str() {
        // Run by the scenarios.
        "console in" | "sh in" | "toml edit in" | "rust from in" | "ts from in"
        | "toml from in" => {}
        "text" => {}
        "sh unrun" => {
            let reason = fence.get("unrun").unwrap();
            assert!(reason.len() > 5, "{place}: the reason is missing");
            fence.text.lines().for_each(|line| unrun(line, &place));
        }
        "sh" => {
            let steps = fs::read_to_string(root().join(".ci/run")).unwrap();
            for command in fence.text.lines() {
                let step = steps.lines().any(|line| line == format!("step {command}"));
                assert!(step, "{place}: no step of .ci/run is `{command}`");
            }
        }
        "rust from" | "ts from" | "toml from" | "yaml from" => {
            let from = fence.get("from").unwrap();
            run::assert_holds(fence, from, &read(from));
        }
        "toml schema" => {
            let (_, diagnostics) = fixtures::compiled(&fence.text);
            assert!(diagnostics.is_empty(), "{place}: {diagnostics:#?}");
        }
        "toml field" => {
            let text = format!("[entity.Example.fields]\n{}", fence.text);
            let (_, mut diagnostics) = fixtures::compiled(&text);
            // The types are in other files.
            diagnostics.retain(|diagnostic| diagnostic.code != Code::TypeUnresolved);
            assert!(diagnostics.is_empty(), "{place}: {diagnostics:#?}");
        }
        "toml config" => {
            let mut sources = SourceMap::default();
            let file = sources.add("tdproto.toml", fence.text.as_str());
            let (_, diagnostics) = config::read(&sources, file, &rules::known());
            assert!(diagnostics.is_empty(), "{place}: {diagnostics:#?}");
        }
        "toml manifest" => manifest(fence),
        form => panic!("{place}: no check has the form `{form}`"),
    }
}

/// A command that is not run names packages and tests that exist.
fn unrun(line: &str, place: &str) {
    let mut words = line.split_whitespace().skip_while(|word| *word != "cargo");
    if let Some(package) = words.by_ref().skip_while(|word| *word != "-p").nth(1) {
        let known = read("Cargo.lock").contains(&format!("name = \"{package}\"\n"));
        assert!(known, "{place}: there is no package {package}");
        if package == "tdproto-tests" {
            unrun_tests(&words.collect::<Vec<_>>(), place);
        }
    }
}

/// A binary is one of the manifest. A filter is a part of a test's name in this binary.
fn unrun_tests(args: &[&str], place: &str) {
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if *arg == "--test" {
            let name = args.next().expect("`--test` has a name");
            let manifest: toml::Table = toml::from_str(&read("tests/Cargo.toml")).unwrap();
            let mut binaries = manifest["test"].as_array().unwrap().iter();
            let known = binaries.any(|binary| binary["name"].as_str() == Some(name));
            assert!(known, "{place}: no binary of tests is called {name}");
        } else if *arg == "--" {
            break;
        } else if !arg.starts_with('-') {
            let list = Command::new(std::env::current_exe().unwrap())
                .args(["--list", arg])
                .output()
                .unwrap();
            let list = String::from_utf8(list.stdout).unwrap();
            assert!(
                list.contains(": test\n"),
                "{place}: no test is called {arg}"
            );
        }
    }
}

/// Dependencies on the project's crates name the version that a reader gets.
fn manifest(fence: &Fence) {
    let table: toml::Table = toml::from_str(&fence.text).unwrap();
    let current = env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap().0;
    for (_, dependencies) in &table {
        for (name, value) in dependencies.as_table().unwrap() {
            let version = value.get("version").unwrap_or(value).as_str();
            let own = name.starts_with("tdproto");
            assert!(
                !own || version == Some(current),
                "{}: {name}",
                fence.place()
            );
        }
    }
}

/// A setup script that no document names is left over.
#[test]
fn setup_scripts_are_used() {
    let used: Vec<String> = documents()
        .iter()
        .flat_map(|document| fences(document))
        .filter_map(|fence| fence.get("in").map(str::to_owned))
        .collect();
    for entry in fs::read_dir(root().join("tests/documents")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(used.contains(&name), "no document uses {}", path.display());
    }
}

/// A release raises the version in these files, too.
#[test]
fn files_name_the_current_version() {
    let version = env!("CARGO_PKG_VERSION");
    for (file, shown) in [
        (
            "tests/examples/ci-gate/github.yml",
            format!("@v{version}\n"),
        ),
        (
            "tests/examples/ci-gate/gitlab.yml",
            format!("ref: v{version}\n"),
        ),
        (
            "tests/examples/ci-gate/pre-commit.yaml",
            format!("rev: v{version}\n"),
        ),
        (
            ".github/actions/tdproto/action.yml",
            format!("default: \"{version}\"\n"),
        ),
        (
            ".gitlab/tdproto.gitlab-ci.yml",
            format!("TDPROTO_VERSION: \"{version}\"\n"),
        ),
        ("CHANGELOG.md", format!("\n## {version} ")),
    ] {
        assert!(
            read(file).contains(&shown),
            "{file} does not say `{}`",
            shown.trim()
        );
    }
}

#[test]
fn the_readme_is_short() {
    let words = read("README.md").split_whitespace().count();
    assert!(
        words <= 1500,
        "README.md has {words} words; move details to a guide"
    );
}
