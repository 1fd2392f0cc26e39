//! The code in Rust that a reference shows: compiled with the generated crates, and run.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use tdproto_codegen::lang::rust::Rust;
use tdproto_codegen::{Options, PackageOptions, generate};
use tdproto_schema::{Model, Schema};

use crate::rustc::{Modules, errors, write};
use crate::snippets::{About, Case, Shown, Snippet, schemas};

/// The fixtures whose code is run, with that of all protocols: they have every construct.
const RUN: &[&str] = &[
    "both_ways",
    "input_views",
    "params",
    "presence",
    "union_kinds",
    "unions",
    "values",
];

/// The name of the crate of a schema.
fn options(name: &str) -> Options {
    Options::with(|options| {
        let mut facts = PackageOptions::default();
        facts.name = Some(format!("case-{name}"));
        options.packages.insert("rust".to_owned(), facts);
    })
}

/// The snippets of a crate as a module each.
fn modules(name: &str, model: &Model, snippets: &[(usize, Snippet)]) -> String {
    let modules = snippets.iter().map(|(number, snippet)| {
        // What is not used, and the like, is a fault of the code.
        let lints = match snippet.is_deprecated(model) {
            true => "#[forbid(unused)]",
            false => "#[forbid(unused, deprecated)]",
        };
        let text = snippet.text.replace("\nfn ", "\npub fn ");
        format!("{lints}\npub mod snippet{number} {{\nuse crate::case_{name};\n{text}}}\n")
    });
    modules.collect()
}

/// The crate of all packages, with their snippets.
fn all(shown: &Shown, folder: &Path) -> Modules {
    let mut all = Modules::new(folder);
    for case in &shown.cases {
        let Case {
            name,
            schema,
            snippets,
        } = case;
        let (generated, _) = generate(schema, &Rust, &options(name));
        let modules = modules(name, &schema.model, snippets);
        all.add(&format!("case_{name}"), &generated.files, &modules);
    }
    all
}

/// The code of each event compiles without a warning.
#[test]
fn code_of_events_compiles() {
    let folder = tempfile::tempdir().unwrap();
    let shown = Shown::new(schemas(), "rust", options);
    shown.check_uses(false);
    let output = all(&shown, folder.path()).compile(&[]);
    assert!(output.status.success(), "{}", errors(&output));
}

/// The code of each event is formatted as rustfmt would.
#[test]
fn code_of_events_is_formatted_as_rustfmt_would() {
    let folder = tempfile::tempdir().unwrap();
    let shown = Shown::new(schemas(), "rust", options);
    // No configuration above the folder counts.
    write(&folder.path().join("rustfmt.toml"), "");
    let mut files = Vec::new();
    for (number, snippet) in shown.cases.iter().flat_map(|case| &case.snippets) {
        let file = format!("snippet{number}.rs");
        write(&folder.path().join(&file), &snippet.text);
        files.push(file);
    }
    let mut rustfmt = Command::new("rustfmt");
    let rustfmt = rustfmt.args(["--check", "--edition", "2024"]).args(files);
    let output = rustfmt.current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
}

/// The statement that runs a snippet.
fn call(name: &str, number: usize, about: About) -> String {
    let module = format!("generated::case_{name}::snippet{number}");
    let text = format!("frames[{number}].as_bytes()");
    match about {
        About::Send => format!("println!(\"{{}}\", {module}::send());"),
        About::Answer => {
            format!("println!(\"{{}}\", {module}::answer({text}).unwrap_or_default());")
        }
        About::Receive | About::Reply | About::Ask => format!("{module}::receive({text});"),
    }
}

/// The code of each event finds its frame, and sends frames that the schema takes.
#[test]
fn code_of_events_works() {
    let folder = tempfile::tempdir().unwrap();
    let is_run =
        |name: &str, schema: &Schema| !schema.model.frames().is_empty() || RUN.contains(&name);
    let mut run = schemas();
    run.retain(|(name, schema)| is_run(name, schema));
    let shown = Shown::new(run, "rust", options);
    let link = ["--emit", "link", "-C", "debuginfo=0", "-C", "opt-level=0"];
    let output = all(&shown, folder.path()).compile(&link);
    assert!(output.status.success(), "{}", errors(&output));
    let mut calls = String::new();
    for case in &shown.cases {
        let Case { name, snippets, .. } = case;
        for (number, snippet) in snippets {
            let call = call(name, *number, snippet.about);
            let _ = writeln!(calls, "    println!(\"\\n=== {number}\");\n    {call}");
        }
    }
    let main = format!(
        "fn main() {{\n    let frames = std::fs::read_to_string(\"frames\").unwrap();\n    \
         let frames: Vec<&str> = frames.lines().collect();\n{calls}}}\n"
    );
    write(&folder.path().join("run.rs"), &main);
    write(&folder.path().join("frames"), &shown.inputs());
    let mut rustc = Command::new("rustc");
    let rustc = rustc.args(["--edition", "2024", "-L", ".", "--extern", "generated"]);
    let output = rustc
        .arg("run.rs")
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", errors(&output));
    let output = Command::new(folder.path().join("run"))
        .current_dir(folder.path())
        .output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    shown.check(&String::from_utf8(output.stdout).unwrap());
}
