//! Payload vectors: one truth that every language is held to.

mod arbitrary;
mod checkers;
mod derived;
mod differences;
mod drawn;
mod frame_mutants;
mod mutants;
mod outcome;
#[macro_use]
mod rust_driver;
mod rust;
mod table;
mod typescript;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use tdproto_codegen::payloads::{Class, Vector, Wrong, vectors};
use tdproto_codegen::validate::Rule;
use tdproto_schema::{Schema, embedded};

use crate::fixtures;
use differences::Differences;
use outcome::{Outcome, Verdict};
use table::Table;

/// The seed of the vectors.
const SEED: u64 = 0;

/// What the case of the built-in protocol is called.
const BUILT_IN: &str = "generated";

/// A schema with its vectors.
pub(crate) struct Case {
    name: String,
    schema: Schema,
    vectors: Vec<Vector>,
}

impl Case {
    fn new(name: &str, schema: Schema) -> Self {
        Self {
            name: name.to_owned(),
            vectors: vectors(&schema.model, SEED),
            schema,
        }
    }

    fn built_in() -> Self {
        Self::new(BUILT_IN, embedded::compiled().0)
    }

    /// The name of a vector among those of all cases.
    fn id(&self, vector: &Vector) -> String {
        format!("{}/{}", self.name, vector.id)
    }
}

/// The built-in protocol, every fixture, and the protocols that draw their frames.
fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let fixtures = fixtures::all().into_iter().chain(fixtures::protocols());
        let fixtures = fixtures.map(|(name, schema)| Case::new(&name, schema));
        std::iter::once(Case::built_in()).chain(fixtures).collect()
    })
}

/// What one language made of the vectors of a case: nothing, or in what way it differs.
type Checked = Vec<Option<Result<(), String>>>;

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

fn typescript(cases: &[Case]) -> Vec<Checked> {
    let outcomes = typescript::outcomes(cases).into_iter();
    let checker = |(case, outcomes): (&Case, Vec<Option<Outcome>>)| {
        assert_eq!(outcomes.len(), case.vectors.len(), "{}", case.name);
        let pairs = case.vectors.iter().zip(outcomes);
        pairs
            .map(|(vector, outcome)| Some(outcome::lenient(vector, &outcome?)))
            .collect()
    };
    cases.iter().zip(outcomes).map(checker).collect()
}

/// Every language reads the same vectors, and the table says how many it agrees with. What differs
/// is known, with a reason; what was known to differ and does not any more is found, too.
///
/// Run with `--nocapture` to see the table.
#[test]
#[allow(clippy::print_stdout, reason = "the table is what one wants to see")]
fn agreement() {
    let cases = cases();
    let mut differences = Differences::read();
    let mut table = Table::default();
    let mut add = |language: &'static str, case: &Case, checked: Checked| {
        for (vector, checked) in case.vectors.iter().zip(checked) {
            let Some(result) = checked else { continue };
            let known = differences.check(language, &case.id(vector), vector, result);
            table.add(language, vector.class, known);
        }
    };
    for (case, checked) in cases.iter().zip(typescript(cases)) {
        add("typescript", case, checked);
    }
    for case in cases {
        // Rust of protocols is compiled by a test of its own.
        if case.schema.model.frames().is_empty() {
            add("rust", case, rust(case, &case.name));
        }
        if case.name == BUILT_IN {
            add("rust derives", case, rust(case, "derived"));
        } else if let Some(derived) = rust::derived(&case.name) {
            add("rust derives", case, rust(case, &derived));
        }
        add("ajv", case, json_schema(case, checkers::ajv(case)));
        let verdicts = checkers::jsonschema(case);
        add("jsonschema", case, json_schema(case, verdicts));
        add("validate", case, strict(case, checkers::validate(case)));
        add("lenient", case, checkers::lenient(case));
    }
    let vectors: usize = cases.iter().map(|case| case.vectors.len()).sum();
    println!(
        "{table}\n{vectors} vectors of {} schemas, seed {SEED}",
        cases.len()
    );
    println!("{differences}");
    assert!(vectors >= 60_000, "{vectors} vectors");
    differences.finish();
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
