//! Payload vectors of real protocols: what generated Rust makes of them.

#[allow(dead_code, reason = "of checkers, whose tests are in the other binary")]
#[path = "outcome.rs"]
pub(crate) mod outcome;
#[macro_use]
#[path = "rust_driver.rs"]
mod rust_driver;

use std::collections::BTreeMap;
use std::path::Path;

use tdproto_codegen::load;
use tdproto_codegen::payloads::{Vector, vectors};

use outcome::Outcome;

/// What reads a text by the types of a module.
type Read = fn(&Vector) -> Outcome;

include!(concat!(env!("OUT_DIR"), "/protocol_drivers.rs"));

/// The seed of the vectors.
const SEED: u64 = 0;

/// The number of differences that are shown.
const SHOWN: usize = 40;

#[test]
fn rust_agrees_with_the_vectors_of_protocols() {
    let mut differing: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut count = 0;
    for (protocol, read) in READS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols");
        let schema = load::load(&folder.join(protocol)).compile().0;
        for vector in vectors(&schema.model, SEED) {
            count += 1;
            let found = outcome::lenient(&vector, &read(&vector));
            let is_known = is_known(&vector);
            let difference = match (found, is_known) {
                (Ok(()), false) | (Err(_), true) => continue,
                (Ok(()), true) => "agrees, though it is known to differ".to_owned(),
                (Err(text), false) => text,
            };
            let variant = vector.id.rsplit('/').next().unwrap_or_default();
            let group = format!("{protocol}: {}/{variant}", vector.class);
            let first = || format!("{}: {difference}\n    of {}", vector.id, vector.text);
            differing.entry(group).or_insert_with(|| (0, first())).0 += 1;
        }
    }
    let all: usize = differing.values().map(|(count, _)| count).sum();
    let differing = differing.iter().take(SHOWN);
    let differing: Vec<String> = differing
        .map(|(group, (count, first))| format!("{count} × {group}, such as\n  {first}"))
        .collect();
    assert!(
        differing.is_empty(),
        "{all} of {count}:\n{}",
        differing.join("\n")
    );
    assert!(count > 15_000, "{count} vectors");
}

/// Differences that are known: none.
fn is_known(_vector: &Vector) -> bool {
    false
}
