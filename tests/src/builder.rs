//! Generation from build scripts.

use std::process::Command;

use tdproto_codegen::{Builder, REGISTRY};

use crate::root;

#[test]
fn options_that_name_nothing_are_errors() {
    let out = tempfile::tempdir().unwrap();
    let error = Builder::new()
        .schema(root().join("tests/fixtures/presence"))
        .out_dir(out.path())
        .rename("Presense", "P")
        .rename("Presence.requird", "r")
        .derive("*", "Hash")
        .type_attribute("Nothing", "#[x]")
        .extern_type("Prt", "crate::Part")
        .generate()
        .unwrap_err();
    insta::assert_snapshot!(error, @r"
    the options have 4 errors

    error[option-unknown]: rename of `Presence.requird`: `Presence` has no field `requird`
     |
     = help: did you mean `required`?

    error[option-unknown]: rename of `Presense`: the schema has no type `Presense`
     |
     = help: did you mean `Presence`?

    error[option-unknown]: attribute of `Nothing`: the schema has no type `Nothing`

    error[option-unknown]: extern type of `Prt`: the schema has no type `Prt`
     |
     = help: did you mean `Part`?
    ");
}

#[test]
fn a_broken_schema_ends_the_build_with_its_diagnostics() {
    let out = tempfile::tempdir().unwrap();
    let schema = root().join("tests/errors/when-unknown-value/misspelled");
    let error = Builder::new()
        .schema(schema)
        .out_dir(out.path())
        .generate()
        .unwrap_err();
    let text = format!("{error:?}");
    assert!(
        text.contains("error[when-unknown-value]") && text.contains("did you mean `task`?"),
        "{text}"
    );
}

#[test]
fn unknown_languages_are_errors() {
    let out = tempfile::tempdir().unwrap();
    let error = Builder::new()
        .language("cobol")
        .out_dir(out.path())
        .generate()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("no language `cobol`; known are "),
        "{error}"
    );
}

#[test]
fn every_language_can_be_built() {
    let out = tempfile::tempdir().unwrap();
    let languages = REGISTRY.iter().map(|backend| backend.name());
    let builder = languages.fold(Builder::new(), |builder, name| builder.language(name));
    builder.out_dir(out.path()).generate().unwrap();
    for backend in REGISTRY {
        assert!(out.path().join(backend.name()).is_dir());
    }
    assert!(
        out.path().join("rust/tdproto.rs").is_file(),
        "one file to include"
    );
}

/// Other people's build scripts compile the library, so it must stay light.
#[test]
fn a_build_dependency_is_light() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "tdproto-codegen",
            "--no-default-features",
        ])
        .args(["--edges", "normal,build", "--prefix", "none", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let names: Vec<_> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(names.contains(&"tdproto-schema"), "{names:?}");
    for heavy in [
        "clap",
        "syn",
        "tokio",
        "jsonschema",
        "serde_derive",
        "schemars",
    ] {
        assert!(
            !names.contains(&heavy),
            "{heavy} is compiled by every build script"
        );
    }
}

#[test]
fn cargo_gets_the_paths_to_watch() {
    let target = std::env::current_exe().unwrap();
    let build = target
        .ancestors()
        .find(|path| path.ends_with("deps"))
        .unwrap()
        .with_file_name("build");
    let outputs = std::fs::read_dir(build).unwrap().filter_map(|entry| {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let output = entry.path().join("output");
        (name.starts_with("tdproto-example-build-script-") && output.is_file()).then_some(output)
    });
    let newest = outputs
        .max_by_key(|path| path.metadata().unwrap().modified().unwrap())
        .unwrap();
    let text = std::fs::read_to_string(newest).unwrap();
    for watched in ["proto", "proto/jobs.toml"] {
        assert!(
            text.contains(&format!("cargo::rerun-if-changed={watched}\n")),
            "{text}"
        );
    }
}

#[test]
fn files_of_another_protocol_stay_unless_it_is_the_old_name() {
    let dir = tempfile::tempdir().unwrap();
    let schema = dir.path().join("proto");
    std::fs::create_dir(&schema).unwrap();
    let builder = |name: &str| {
        let text = format!("[protocol]\nname = \"{name}\"\n\n[entity.Chat]\n");
        std::fs::write(schema.join("chat.toml"), text).unwrap();
        let builder = Builder::new().schema(&schema);
        builder.out_dir(dir.path().join("out"))
    };
    builder("old").generate().unwrap();
    let error = builder("new").generate().unwrap_err().to_string();
    assert!(
        error.starts_with("the output directory has 1 error\n"),
        "{error}"
    );
    assert!(error.contains("`Builder::replace(\"old\")`"), "{error}");
    assert!(!dir.path().join("out/rust/new.rs").exists());
    builder("new").replace("old").generate().unwrap();
    assert!(!dir.path().join("out/rust/old.rs").exists());
    assert!(dir.path().join("out/rust/new.rs").exists());
    builder("new").generate().unwrap();
}
