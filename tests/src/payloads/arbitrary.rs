//! Arbitrary values: what is written of a value is read as the same value, and goes through
//! TypeScript without a byte of difference.

use tdproto_codegen::payloads::{Vector, arbitrary};

use super::{BUILT_IN, Case, Outcome, outcome, rust, typescript};
use crate::fixtures;

/// How many values of the built-in protocol are tried, and of each fixture; and from which seed.
const VALUES: usize = 10_000;
const FIXTURE_VALUES: usize = 1_000;
const SEED: u64 = 1;

/// A case of arbitrary values in place of vectors.
fn case(name: &str, schema: tdproto_schema::Schema, count: usize) -> Case {
    let vectors = arbitrary(&schema.model, SEED, count);
    Case::of(name, schema, vectors)
}

/// What Rust writes of a value. What was written was read again, and the values compared.
fn written(read: rust::Read, vector: &Vector) -> String {
    let outcome = read(vector);
    if let Err(text) = outcome::lenient(vector, &outcome) {
        panic!("{}: {text}\n{}", vector.id, vector.text);
    }
    match outcome {
        Outcome::Known { written, .. } => written,
        Outcome::Unknown(_)
        | Outcome::Malformed(_)
        | Outcome::Unstable(_)
        | Outcome::OfKind(..) => {
            panic!("{}: {outcome:?}\n{}", vector.id, vector.text)
        }
    }
}

/// Replaces the text of each vector by what Rust writes of it.
fn rewritten(case: &Case) -> Case {
    let read = rust::of_module(&case.name);
    let rewrite = |vector: &Vector| {
        assert_eq!(vector.strict.as_deref(), Some(&[][..]), "{}", vector.id);
        Vector {
            text: written(read, vector),
            ..vector.clone()
        }
    };
    case.with(case.vectors.iter().map(rewrite).collect())
}

#[test]
fn values_go_through_rust_and_typescript_unchanged() {
    let mut cases = vec![case(
        BUILT_IN,
        tdproto_schema::embedded::compiled().0,
        VALUES,
    )];
    for (name, schema) in fixtures::all() {
        cases.push(case(&name, schema, FIXTURE_VALUES));
    }
    let cases: Vec<Case> = cases.iter().map(rewritten).collect();
    let outcomes = typescript::outcomes(&cases);
    let mut compared = 0;
    for (case, outcomes) in cases.iter().zip(outcomes) {
        let read = rust::of_module(&case.name);
        for (vector, outcome) in case.vectors.iter().zip(outcomes) {
            let Some(Outcome::Known { written: text, .. }) = outcome else {
                panic!("{}: {outcome:?}\n{}", vector.id, vector.text);
            };
            let back = Vector {
                text,
                ..vector.clone()
            };
            assert_eq!(written(read, &back), vector.text, "{}", vector.id);
            compared += 1;
        }
    }
    assert!(compared >= VALUES, "{compared}");
}

#[test]
fn derived_types_keep_every_value() {
    let case = case(BUILT_IN, tdproto_schema::embedded::compiled().0, VALUES);
    let (generated, derived) = (rust::of_module(BUILT_IN), rust::of_module("derived"));
    for vector in &case.vectors {
        assert_eq!(written(derived, vector), written(generated, vector));
    }
}
