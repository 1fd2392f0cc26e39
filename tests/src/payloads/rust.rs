//! Rust, generated and derived: what each module reads and writes, by the names of the types.

use tdproto_codegen::payloads::Vector;

/// The name of the module of a fixture's derived types, if it has one.
pub(crate) fn derived(fixture: &str) -> Option<String> {
    let name = format!("derived_{fixture}");
    READS
        .iter()
        .any(|(known, _)| *known == name)
        .then_some(name)
}

// Every module, and `READS`, the list of them.
include!(concat!(env!("OUT_DIR"), "/drivers.rs"));

/// What reads a text by the types of a module.
pub(crate) type Read = fn(&Vector) -> super::Outcome;

/// What reads a text by the types of this module.
pub(crate) fn of_module(name: &str) -> Read {
    let found = READS.iter().find(|(module, _)| *module == name);
    let (_, read) = found.unwrap_or_else(|| panic!("no module {name}"));
    *read
}
