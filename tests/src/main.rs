//! The tests of the whole workspace. Tests are data: fixtures and expected output lie in the
//! folders beside `src/`.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod agreement;
mod architecture;
mod borrowed;
mod bot;
mod bot_server;
mod breaking;
mod builder;
mod ci;
mod command;
mod constraints;
mod decoders;
mod derived;
mod derived_schemas;
mod diff;
mod documented;
mod documents;
mod errors;
mod examples;
mod features_of_rust;
mod fixtures;
mod following;
mod formatting;
mod frames;
mod generate_options;
mod growth;
mod hostile;
mod hostile_examples;
mod hostile_git;
mod hostile_names;
mod hostile_schema;
mod hostile_texts;
mod in_process;
mod infer;
mod json_schema;
mod lint;
mod model;
mod mutants;
mod nesting_of_rust;
#[allow(dead_code, reason = "other binaries use the rest")]
mod npm;
mod odd_frames;
mod options_of_rust;
mod output;
mod packages;
mod payloads;
mod promise;
mod protocols;
#[allow(dead_code, clippy::print_stdout, clippy::print_stderr)]
mod readme_of_rust;
mod recorded;
mod reports;
mod runtimes;
mod rust;
mod rustc;
mod scalars;
mod schema_sources;
mod scratch;
mod snapshots;
mod snippets;
mod snippets_of_rust;
mod snippets_of_typescript;
mod structure;
mod texts_of_rust;
mod typescript;
mod typescript_frames;
mod typescript_package;
mod union_kinds;
mod unions;
mod validate;
mod writing;

use std::path::{Path, PathBuf};

/// The top of the repository.
fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("tests/ lies in the repository")
        .to_owned()
}
