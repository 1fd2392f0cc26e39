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
use tdproto_codegen::payloads::{Decoded, Of, Vector, vectors};

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
    let all = READS.iter().map(|(protocol, read, _)| (*protocol, *read));
    agrees(all, |_| true, outcome::lenient);
}

/// Borrowed texts, and all keys kept: what is read of a frame that follows the schema is the same.
#[test]
fn borrowing_rust_agrees_with_the_vectors_of_protocols() {
    let all = READS.iter().map(|(protocol, _, read)| (*protocol, *read));
    let is_frame = |vector: &Vector| vector.of == Of::Frame;
    agrees(all, is_frame, |vector, found| {
        let follows = vector.strict.as_ref().is_some_and(Vec::is_empty);
        match (&vector.lenient, found) {
            (Decoded::Known(_), Outcome::OfKind(kind, found)) if !follows => {
                let is_same =
                    Some(kind) == vector.kind.as_ref() && matches!(**found, Outcome::Known { .. });
                is_same.then_some(()).ok_or_else(|| format!("{found:?}"))
            }
            _ => outcome::lenient(vector, found),
        }
    });
}

/// Compares what is read with vectors.
fn agrees(
    readers: impl Iterator<Item = (&'static str, Read)>,
    is_wanted: fn(&Vector) -> bool,
    verdict: fn(&Vector, &Outcome) -> Result<(), String>,
) {
    let mut differing: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut count = 0;
    for (protocol, read) in readers {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("protocols");
        let schema = load::load(&folder.join(protocol)).compile().0;
        for vector in vectors(&schema.model, SEED).into_iter().filter(is_wanted) {
            count += 1;
            let found = verdict(&vector, &read(&vector));
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
