//! Rust: a struct an entity, an enum an enum, serde both ways.

use super::{Backend, Input, OutputFile};
use crate::naming::Convention;

mod naming;

/// The Rust back end.
#[derive(Debug)]
pub struct Rust;

impl Backend for Rust {
    fn name(&self) -> &'static str {
        "rust"
    }

    fn about(&self) -> &'static str {
        "types with serde both ways"
    }

    fn convention(&self) -> &'static Convention {
        &naming::CONVENTION
    }

    fn files(&self, _input: &Input<'_>) -> Vec<OutputFile> {
        Vec::new()
    }
}
