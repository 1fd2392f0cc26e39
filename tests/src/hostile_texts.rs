//! Texts that could leave a comment, a literal or a name, in every place of a schema that takes them:
//! what every back end makes of it compiles.

use std::fs;
use std::path::Path;

use tdproto_codegen::{Options, OutputFile, REGISTRY, RustLayout, UnknownFields, generate, lang};
use tdproto_schema::json::{from_json, to_json};

use crate::hostile_schema::schema;
use crate::npm;
use crate::reports::steers;
use crate::rustc::{errors, rustc, write};
use crate::typescript::TSC;

fn files(language: &str, options: &Options) -> Vec<OutputFile> {
    let backend = lang::find(language).unwrap();
    let (generated, found) = generate(&schema(), backend, options);
    let errors: Vec<_> = found.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{language}: {errors:#?}");
    generated.files
}

fn write_all(folder: &Path, files: &[OutputFile]) {
    for file in files {
        write(&folder.join(&file.path), &file.text);
    }
}

#[test]
fn rust_compiles_as_a_crate_and_included() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &files("rust", &Options::default()));
    let output = rustc(folder.path(), "src/lib.rs", &["--crate-name", "chat"]);
    assert!(output.status.success(), "{}", errors(&output));
    let manifest = fs::read_to_string(folder.path().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("\nversion = \"1.2.0\"\n"), "{manifest}");

    let options = Options::with(|options| {
        options.rust.layout = RustLayout::SingleFile;
        options.rust.borrowed = true;
        options.unknown_fields = UnknownFields::Keep;
    });
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &files("rust", &options));
    // A module called like the protocol and like a topic.
    let user = "pub mod chat { include!(\"chat.rs\"); }\npub use chat::chat as topic;\n";
    write(&folder.path().join("user.rs"), user);
    let output = rustc(folder.path(), "user.rs", &["--crate-name", "chat"]);
    assert!(output.status.success(), "{}", errors(&output));
}

#[test]
fn typescript_compiles_by_its_own_settings() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &files("typescript", &Options::default()));
    let output = npm::run(TSC, &["--pretty", "false"], folder.path());
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
}

#[test]
fn json_schemas_are_valid_and_the_model_is_read_again() {
    let mut count = 0;
    for file in files("json-schema", &Options::default()) {
        let value: Value = serde_json::from_str(&file.text).unwrap();
        let valid = jsonschema::meta::validate(&value);
        assert!(valid.is_ok(), "{}: {:?}", file.path, valid.err());
        count += 1;
    }
    assert_eq!(count, 2 * TEXTS.len() + 2);
    let model = schema().model;
    assert_eq!(from_json(&to_json(&model, "by hand")).unwrap(), model);
}

/// What a reader of the code could take for something else: rustc refuses it in comments, and editors
/// show it turned around.
#[test]
fn no_output_holds_a_character_that_steers() {
    for backend in REGISTRY {
        for file in files(backend.name(), &Options::default()) {
            let is_code = file.path.ends_with(".rs") || file.path.ends_with(".ts");
            let found = file.text.chars().find(|c| steers(*c));
            assert!(!is_code || found.is_none(), "{}: {found:?}", file.path);
        }
    }
}
