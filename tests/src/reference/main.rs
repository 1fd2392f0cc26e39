//! What people read and what other tools take: the reference as pages and Markdown, AsyncAPI and
//! OpenAPI documents. They are opened by the programs that their users open them with.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod again;
mod apis;
mod asyncapi;
mod checker;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../fixtures.rs"]
mod fixtures;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../hostile_schema.rs"]
mod hostile_schema;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../in_process.rs"]
mod in_process;
mod markdown;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../mutants.rs"]
mod mutants;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../npm.rs"]
mod npm;
mod openapi;
mod pages;
mod unfolded;
mod yaml;

use std::path::{Path, PathBuf};

/// The top of the repository.
fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let top = tests.parent();
    top.expect("tests/ lies in the repository").to_owned()
}
