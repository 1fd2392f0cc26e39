//! Do the vectors notice anything in these languages? One fact of a schema is changed at a time, a
//! package is generated from that, and some vector must tell it from the right one. Many packages are
//! compiled at once.

use std::collections::BTreeMap;

use tdproto_schema::embedded;

use crate::payloads::cases::{BUILT_IN, Case, cases};
use crate::payloads::frame_mutations;
use crate::payloads::mutations::{Draw, Fact, Mutant, check_share, count};
use crate::{fixtures, go, kotlin, python};

/// The number of mutants, and of those of the built-in schema and of drawn frames among them. A
/// package of the built-in schema is as large as ten of a fixture.
const MUTANTS: usize = 200;
const BUILT_IN_MUTANTS: usize = 2;
const FRAME_MUTANTS: usize = 40;

/// The number of mutants of each fixture, at most.
const FIXTURE_MUTANTS: usize = 16;

/// The protocols whose frames are changed.
const PROTOCOLS: &[&str] = &["jsonrpc_lsp", "obs", "odd_frames", "phoenix", "socket_io"];

/// The number of packages that are compiled at once.
const BATCH: usize = 40;

/// Mutants, each with the case of the right schema: of each schema as many.
fn mutants() -> Vec<(&'static Case, Mutant)> {
    let case = |name: &str| cases().iter().find(|case| case.name == name).unwrap();
    let mut all = Vec::new();
    let built_in = Draw::new(&embedded::sources()).mutants(Fact::ALL, BUILT_IN_MUTANTS);
    all.extend(built_in.into_iter().map(|mutant| (case(BUILT_IN), mutant)));
    for name in PROTOCOLS {
        let case = case(name);
        let mutants = frame_mutations::mutants(name, &case.schema);
        let each = FRAME_MUTANTS / PROTOCOLS.len();
        let step = (mutants.len() / each).max(1);
        let mutants = mutants.into_iter().step_by(step).take(each);
        all.extend(mutants.map(|mutant| (case, mutant)));
    }
    let names: Vec<String> = fixtures::all().into_iter().map(|(name, _)| name).collect();
    let mut drawn: Vec<_> = names
        .iter()
        .map(|name| {
            let mutants = Draw::new(&fixtures::sources(name)).mutants(Fact::ALL, FIXTURE_MUTANTS);
            (case(name), mutants.into_iter())
        })
        .collect();
    while all.len() < MUTANTS {
        let before = all.len();
        for (case, mutants) in &mut drawn {
            let next = mutants.next().filter(|_| all.len() < MUTANTS);
            all.extend(next.map(|mutant| (*case, mutant)));
        }
        assert!(all.len() > before, "{before} mutants");
    }
    all
}

/// The lines of the outcomes of each case.
fn outcomes(cases: &[Case], lines: &str) -> Vec<Vec<String>> {
    let mut lines = lines.lines().map(str::to_owned);
    let each = cases
        .iter()
        .map(|case| lines.by_ref().take(case.vectors.len()).collect());
    each.collect()
}

/// The outcomes of the vectors of cases, a line each, if a language is here.
type Lines = fn(&[Case]) -> Option<String>;

/// Fails if a language does not notice mutants. `lines` judges cases, and `changed` compiles packages
/// of changed ones for that.
#[allow(clippy::print_stdout, reason = "it takes long")]
fn check(lines: Lines, changed: Lines) {
    let mutants = mutants();
    let right: BTreeMap<&str, &Case> = mutants
        .iter()
        .map(|(case, _)| (&*case.name, *case))
        .collect();
    let right: Vec<Case> = right
        .into_values()
        .map(|case| case.with(case.vectors.clone()))
        .collect();
    let Some(found) = lines(&right) else {
        return;
    };
    let expected = right
        .iter()
        .map(|case| case.name.as_str())
        .zip(outcomes(&right, &found));
    let expected: BTreeMap<&str, Vec<String>> = expected.collect();
    let mut noticed = Vec::new();
    for (at, batch) in mutants.chunks(BATCH).enumerate() {
        let cases = batch.iter().enumerate().map(|(place, (case, mutant))| {
            let name = format!("mutant_{}", at * BATCH + place);
            Case::of(&name, mutant.schema.clone(), case.vectors.clone())
        });
        let cases: Vec<Case> = cases.collect();
        let found = outcomes(&cases, &changed(&cases).unwrap());
        let pairs = batch.iter().zip(found);
        noticed.extend(pairs.map(|((case, _), found)| found != expected[case.name.as_str()]));
        let so_far = noticed.iter().filter(|is_noticed| **is_noticed).count();
        println!("{so_far} of {}", noticed.len());
    }
    let mutants = mutants.iter().map(|(_, mutant)| mutant);
    check_share(count(mutants.zip(noticed)), MUTANTS);
}

/// Run with `--nocapture` to see what was noticed.
#[test]
#[ignore = "takes minutes"]
fn all_of_go() {
    check(go::lines, go::changed);
}

#[test]
#[ignore = "takes minutes"]
fn all_of_python() {
    check(python::lines, python::lines);
}

#[test]
#[ignore = "takes minutes"]
fn all_of_kotlin() {
    check(kotlin::lines, kotlin::changed);
}
