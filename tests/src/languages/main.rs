//! Languages whose toolchain may be missing. Where it is, their tests hold them to the same vectors
//! as all others; where it is not, one line says so. With `CI` set, it has to be there.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

#[path = "../bot_server.rs"]
mod bot_server;
mod drawn_bots;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../fixtures.rs"]
mod fixtures;
mod go;
#[allow(dead_code, reason = "each language uses what it needs")]
#[path = "../hostile_schema.rs"]
mod hostile_schema;
mod kotlin;
mod mutants;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../npm.rs"]
mod npm;
mod own_keys;
#[allow(dead_code, reason = "each language uses what it needs")]
mod packages;
#[allow(dead_code, reason = "other tests use the rest")]
mod payloads;
mod python;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../recorded.rs"]
mod recorded;
#[macro_use]
#[path = "../payloads/rust_driver.rs"]
mod rust_driver;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../snippets.rs"]
mod snippets;
#[allow(dead_code, reason = "each language uses what it needs")]
mod toolchain;
mod travel;
mod vectors;

use std::path::{Path, PathBuf};

/// The top of the repository.
fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let top = tests.parent();
    top.expect("tests/ lies in the repository").to_owned()
}
