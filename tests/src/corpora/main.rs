//! Protocols that others maintain, converted from their machine-readable descriptions: the language
//! can say all that they say, and every consumer takes a schema of that size.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod acp;
mod asyncapi;
mod cdp;
mod consumers;
mod counts;
mod dap;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../fixtures.rs"]
mod fixtures;
mod import_mutants;
mod import_updates;
mod imported;
#[path = "../in_process.rs"]
mod in_process;
mod inferred;
mod languages;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../npm.rs"]
mod npm;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../languages/packages.rs"]
mod packages;
#[allow(dead_code, reason = "other tests use the rest")]
mod payloads;
mod readers;
#[path = "../recorded.rs"]
mod recorded;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../rustc.rs"]
mod rustc;
mod schema_files;
mod schema_text;
#[path = "../languages/toolchain.rs"]
mod toolchain;
mod vectors;
mod webhooks;

use std::path::{Path, PathBuf};

/// The top of the repository.
fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let top = tests.parent();
    top.expect("tests/ lies in the repository").to_owned()
}
