//! Payload vectors: one truth that every language is held to.

mod arbitrary;
mod cases;
mod checkers;
mod derived;
mod differences;
mod drawn;
mod frame_mutants;
mod frame_mutations;
mod mutants;
#[allow(dead_code, reason = "other binaries use the rest")]
mod mutations;
mod outcome;
#[allow(dead_code, reason = "other binaries use the rest")]
mod report;
#[macro_use]
mod rust_driver;
mod rust;
mod table;
mod typescript;

use std::collections::{BTreeMap, BTreeSet};

use tdproto_codegen::payloads::{Class, Vector, Wrong, vectors};
use tdproto_codegen::validate::Rule;

pub(crate) use cases::Case;
use cases::{BUILT_IN, SEED, cases};
use outcome::{Outcome, Verdict};
use report::{Checked, Report, judged};

/// The columns of the table. Languages whose toolchain may be missing are in a binary of their own.
const COLUMNS: &[&str] = &[
    "rust",
    "rust derives",
    "typescript",
    "ajv",
    "jsonschema",
    "validate",
    "lenient",
];

fn rust(case: &Case, module: &str) -> Checked {
    let read = rust::of_module(module);
    let checker = |vector: &Vector| {
        let outcome = read(vector);
        Some(outcome::lenient(vector, &outcome))
    };
    case.vectors.iter().map(checker).collect()
}

fn strict(case: &Case, verdicts: Vec<Verdict>) -> Checked {
    assert_eq!(verdicts.len(), case.vectors.len(), "{}", case.name);
    let pairs = case.vectors.iter().zip(verdicts);
    pairs
        .map(|(vector, verdict)| Some(outcome::strict(vector, &verdict)))
        .collect()
}

/// What a JSON Schema says, but for vectors with deviations that no JSON Schema can state: half a
/// surrogate pair, a repeated key, and the side that sent a frame.
fn json_schema(case: &Case, verdicts: Vec<Verdict>) -> Checked {
    let is_beyond = |wrong: &Wrong| {
        matches!(
            wrong.rule,
            Rule::HalfSurrogatePair | Rule::DuplicateKey | Rule::WrongDirection
        )
    };
    let drawn = drawn::Drawn::new(&case.schema);
    let verdicts = case.vectors.iter().zip(verdicts);
    let verdicts = verdicts.map(|(vector, verdict)| match &drawn {
        Some(drawn) => drawn.verdict(vector, verdict),
        None => verdict,
    });
    let checked = strict(case, verdicts.collect()).into_iter();
    let checked = checked.zip(&case.vectors);
    let is_asked = |vector: &Vector| {
        let mut wrong = vector.strict.iter().flatten();
        // What a key says that comes again is lost where JSON is parsed.
        let is_repeated = vector.class == Class::RepeatedKey;
        !wrong.any(|wrong| is_repeated || is_beyond(wrong))
            && drawn
                .as_ref()
                .is_none_or(|drawn| drawn.is_of_schema(vector))
    };
    checked
        .map(|(checked, vector)| checked.filter(|_| is_asked(vector)))
        .collect()
}

/// Every language reads the same vectors, and the table says how many it agrees with. What differs
/// is known, with a reason; what was known to differ and does not any more is found, too.
///
/// Run with `--nocapture` to see the table.
#[test]
fn agreement() {
    let cases = cases();
    let mut report = Report::new(COLUMNS);
    for (case, outcomes) in cases.iter().zip(typescript::outcomes(cases)) {
        report.add("typescript", case, judged(case, outcomes));
    }
    for case in cases {
        // Rust of protocols is compiled by a test of its own.
        if case.schema.model.frames().is_empty() {
            report.add("rust", case, rust(case, &case.name));
        }
        if case.name == BUILT_IN {
            report.add("rust derives", case, rust(case, "derived"));
        } else if let Some(derived) = rust::derived(&case.name) {
            report.add("rust derives", case, rust(case, &derived));
        }
        report.add("ajv", case, json_schema(case, checkers::ajv(case)));
        let verdicts = checkers::jsonschema(case);
        report.add("jsonschema", case, json_schema(case, verdicts));
        report.add("validate", case, strict(case, checkers::validate(case)));
        report.add("lenient", case, checkers::lenient(case));
    }
    report.finish(cases);
}

#[test]
fn vectors_are_many_and_named_once_and_the_same_every_time() {
    let mut classes: BTreeMap<Class, usize> = BTreeMap::new();
    for case in cases() {
        let ids: BTreeSet<&str> = case.vectors.iter().map(|v| v.id.as_str()).collect();
        assert_eq!(ids.len(), case.vectors.len(), "{}", case.name);
        assert_eq!(case.vectors, vectors(&case.schema.model, SEED));
        for vector in &case.vectors {
            *classes.entry(vector.class).or_default() += 1;
        }
        if case.name == BUILT_IN {
            assert!(ids.len() >= 5000, "{}", ids.len());
            let size: usize = case.vectors.iter().map(|v| v.to_line().len() + 1).sum();
            assert!(size < 40 << 20, "{size}");
        }
    }
    for class in Class::ALL
        .iter()
        .filter(|class| **class != Class::Arbitrary)
    {
        assert!(classes.contains_key(class), "no vector of {class}");
    }
}
