//! The generated Rust of the schemas of which values travel: what reads and writes their types, by the
//! names of the cases.

use tdproto_codegen::payloads::Vector;

use crate::payloads::outcome::Outcome;

/// What reads a text by the types of a module.
pub(super) type Read = fn(&Vector) -> Outcome;

// Every module, and `READS`, the list of them.
mod modules {
    #![allow(dead_code, unreachable_pub, missing_docs, clippy::all)]

    use super::Read;

    include!(concat!(env!("OUT_DIR"), "/travel.rs"));
}

pub(super) use modules::READS;
