//! What is generated of these protocols in languages with toolchains of their own: it compiles, and
//! its readers make of some vectors what they expect.

#[allow(dead_code, reason = "other tests use the rest")]
mod go;
#[allow(dead_code, reason = "other tests use the rest")]
mod kotlin;
#[allow(dead_code, reason = "other tests use the rest")]
mod python;

use tdproto_codegen::payloads::Vector;
use tdproto_schema::Schema;

use crate::payloads::cases::Case;
use crate::payloads::report::{judged, outcomes};
use crate::{acp, cdp, dap, webhooks};

/// A protocol with some of its vectors.
fn case(name: &str, schema: &Schema, vectors: &[Vector]) -> Case {
    Case::of(&format!("corpus_{name}"), schema.clone(), vectors.to_vec())
}

/// The protocols of a run: those whose code compiles soon, and the largest one if there is time.
fn cases(with_largest: bool) -> Vec<Case> {
    let mut cases = vec![
        case("acp", acp::schema(), acp::vectors()),
        case("dap", dap::schema(), dap::vectors()),
        case("webhooks", webhooks::schema(), webhooks::vectors()),
    ];
    if with_largest {
        cases.push(case("cdp", cdp::schema(), cdp::vectors()));
    }
    cases
}

/// Fails if a language reads a vector in another way than it says. `read`: the outcomes, a line each;
/// `None`: the language is not here.
fn agrees(cases: &[Case], read: impl Fn(&[Case]) -> Option<String>) {
    let Some(lines) = read(cases) else {
        return;
    };
    let mut wrong = Vec::new();
    for (case, found) in cases.iter().zip(outcomes(cases, &lines)) {
        let count = found.iter().flatten().count();
        assert!(count > 1_000, "{}: {count} vectors", case.name);
        let judged = judged(case, found).into_iter().zip(&case.vectors);
        wrong.extend(judged.filter_map(|(result, vector)| {
            Some(format!("{}: {}", case.id(vector), result?.err()?))
        }));
    }
    let count = wrong.len();
    wrong.truncate(20);
    assert_eq!(count, 0, "{}", wrong.join("\n"));
}

#[test]
fn go_compiles_and_agrees() {
    agrees(&cases(true), go::module::changed);
}

#[test]
fn python_agrees() {
    agrees(&cases(true), python::module::lines);
}

#[test]
fn kotlin_compiles_and_agrees() {
    agrees(&cases(false), kotlin::module::changed);
}

#[test]
#[ignore = "takes minutes"]
fn kotlin_of_the_largest_compiles_and_agrees() {
    agrees(&cases(true), kotlin::module::changed);
}
