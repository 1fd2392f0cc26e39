//! Do the vectors notice changed facts of drawn frames?

use tdproto_codegen::payloads::vectors;

use super::frame_mutations::mutants;
use super::mutants::count_noticed;
use super::mutations::{Mutant, check_share};
use super::{Case, SEED};
use crate::fixtures;

/// Of the mutants of each protocol, how many of those that run with all tests: one in so many.
const SLICE: usize = 12;

/// One mutant in so many of each protocol.
fn check(step: usize) {
    let (mut noticed, mut count) = (0, 0);
    for (name, schema) in fixtures::protocols() {
        let mutants = mutants(&name, &schema);
        let mutants: Vec<Mutant> = mutants.into_iter().step_by(step).collect();
        let vectors = vectors(&schema.model, SEED);
        let case = Case::of(&name, schema, vectors);
        noticed += count_noticed(&case, &mutants);
        count += mutants.len();
    }
    check_share(noticed, count);
}

#[test]
fn some() {
    check(SLICE);
}

/// The whole check, which takes longer than the other tests.
#[test]
#[ignore = "takes minutes"]
fn all() {
    check(1);
}
