//! The Debug Adapter Protocol, from the declarations in its npm package `@vscode/debugprotocol`.

mod convert;
mod source;
mod written_back;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use source::{Declaration, Type};
use tdproto_codegen::load;
use tdproto_codegen::payloads::Vector;
use tdproto_codegen::validate::Validator;
use tdproto_schema::Schema;

use crate::recorded::{Recorded, frames};
use crate::{consumers, npm, readers, root, vectors};

/// The folder of the converted schema, and of what is generated from it.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corpora/dap")
}

/// The converted schema. It lies in `schema` below the folder.
pub(crate) fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let _ = fs::remove_dir_all(folder());
        convert::schema(&declarations()).write(&folder().join("schema"));
        let (schema, diagnostics) = load::load(&folder().join("schema")).compile();
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        schema
    })
}

/// The declarations of the package.
fn declarations() -> Vec<Declaration> {
    let file = "node_modules/@vscode/debugprotocol/lib/debugProtocol.d.ts";
    let output = npm::run("typescript/interfaces.mjs", &[file], &npm::folder());
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What the conversion would lose is missing in the declarations that are written back.
#[test]
fn the_declarations_are_written_back_from_the_model() {
    let mut declarations = declarations();
    declarations.retain(|found| !convert::FRAME_NAMES.contains(&found.name.as_str()));
    let restart = declarations
        .iter_mut()
        .find(|found| found.name == "RestartArguments");
    // Nothing in a frame tells the two apart, and the second has no property that the first lacks.
    let arguments = &mut restart.unwrap().members[0].r#type;
    let two = ["LaunchRequestArguments", "AttachRequestArguments"].map(Type::named);
    let types = two.to_vec();
    assert_eq!(*arguments, Type::Union { types });
    *arguments = Type::named("LaunchRequestArguments");
    let by_name = |list: Vec<Declaration>| {
        let list = list.into_iter();
        list.map(|found| (found.name.clone(), found))
            .collect::<BTreeMap<_, _>>()
    };
    let written = by_name(written_back::declarations(&schema().model));
    let expected = by_name(declarations);
    for (name, declaration) in &expected {
        assert_eq!(written.get(name), Some(declaration), "{name}");
    }
    assert_eq!(written.len(), expected.len());
    let events = schema().model.events();
    let requests = events.iter().filter(|event| event.reply.is_some()).count();
    assert_eq!((requests, events.len() - requests), (45, 17));
}

#[test]
fn check_fmt_and_lint_accept_the_schema() {
    schema();
    let config = root().join("tests/corpora/dap/tdproto.toml");
    consumers::judged(&folder().join("schema"), &config);
}

#[test]
fn recorded_frames_are_accepted() {
    let validator = Validator::new(&schema().model);
    for Recorded { side, kind, text } in frames("dap") {
        // The one feature of the drawn schema stands for those of the whole protocol.
        let text = text.replace("supportsX", "supportsCancelRequest");
        let found = validator.frame_kind(side, &text);
        assert_eq!(found.map(|found| &found.name), kind.as_ref(), "{text}");
        assert_eq!(validator.frame_from(side, &text), [], "{text}");
    }
}

/// Some of the vectors, which take a while to make.
pub(crate) fn vectors() -> &'static [Vector] {
    static VECTORS: OnceLock<Vec<Vector>> = OnceLock::new();
    VECTORS.get_or_init(|| vectors::some(&schema().model))
}

#[test]
fn the_validator_agrees_with_the_vectors() {
    vectors::validator_agrees(schema(), vectors());
}

#[test]
fn samples_are_valid() {
    consumers::samples_are_valid(schema());
}

#[test]
fn the_bundle_compiles_strictly_and_takes_samples() {
    consumers::samples_follow_the_bundle(schema(), &folder().join("json-schema"));
}

#[test]
fn typescript_compiles_and_agrees_with_the_vectors() {
    consumers::compiles_as_typescript(schema(), &folder().join("typescript"));
    readers::typescript_agrees("dap", schema(), vectors());
}

#[test]
fn rust_compiles_and_agrees_with_the_vectors() {
    let folder = folder().join("rust");
    consumers::compiles_as_rust(schema(), &folder);
    readers::rust_agrees(&folder, vectors());
}
