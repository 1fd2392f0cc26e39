//! Values travel from Rust through Go, Python, Kotlin and TypeScript back to Rust. Each language reads
//! them as its own types and writes them again: they stay the same to the byte.

mod floats;
mod place;
mod rust;
mod values;

use std::env;
use std::sync::OnceLock;

use fastrand::Rng;
use serde_json::Value;
use tdproto_codegen::UnknownFields;
use tdproto_codegen::payloads::Vector;

use crate::payloads::cases::{Case, cases};
use crate::payloads::typescript;
use crate::toolchain::Toolchain;
use crate::{go, kotlin, python};

/// The number of values, and of those of the built-in protocol among them.
const VALUES: usize = 10_000;
const BUILT_IN_VALUES: usize = 2_500;

/// The variable that sets the seed, and the seed without it.
const SEED_VARIABLE: &str = "TRAVEL_SEED";
const SEED: u64 = 0;

/// The variable that names the languages on the way, without which there are all.
const WAY_VARIABLE: &str = "TRAVEL_WAY";

/// The number of differences that are shown.
const SHOWN: usize = 20;

static NODE: Toolchain = Toolchain::new("TypeScript", &["node", "--version"], (20, 0));

/// A language on the way: its name, and its outcomes of the vectors of cases, a line each.
pub(crate) type Station = (&'static str, fn(&[Case]) -> Option<String>);

pub(crate) const STATIONS: &[Station] = &[
    ("Go", go::lines),
    ("Python", python::lines),
    ("Kotlin", kotlin::lines),
    ("TypeScript", |cases| {
        NODE.is_here().then(|| typescript::lines(cases))
    }),
];

/// The prefix of the names of cases whose packages keep unknown keys.
const KEEPING: &str = "keep_";

/// The cases whose packages keep unknown keys, without vectors.
pub(crate) fn keeping() -> &'static [Case] {
    static KEEP: OnceLock<Vec<Case>> = OnceLock::new();
    KEEP.get_or_init(|| {
        let kept = rust::READS.iter().filter_map(|(name, _)| {
            let plain = name.strip_prefix(KEEPING)?;
            let case = cases().iter().find(|case| case.name == plain)?;
            let mut case = Case::of(name, case.schema.clone(), Vec::new());
            case.unknown_fields = UnknownFields::Keep;
            Some(case)
        });
        kept.collect()
    })
}

/// The cases of which values travel.
fn travelling() -> impl Iterator<Item = (&'static Case, rust::Read)> {
    rust::READS.iter().map(|(name, read)| {
        let mut all = cases().iter().chain(keeping());
        let case = all.find(|case| case.name == *name);
        (case.unwrap_or_else(|| panic!("no case {name}")), *read)
    })
}

/// The values at the start of their way: as Rust writes them.
fn start(seed: u64) -> Vec<Case> {
    let mut rng = Rng::with_seed(seed);
    let others = rust::READS.len() - 1;
    let each = (VALUES - BUILT_IN_VALUES).div_ceil(others);
    let cases = travelling().enumerate().map(|(at, (case, read))| {
        let count = if at == 0 { BUILT_IN_VALUES } else { each };
        case.with(values::values(case, read, count, &mut rng))
    });
    cases.collect()
}

/// The text that a language wrote, by the line of its driver.
fn written(line: &str) -> Result<String, String> {
    let outcome: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
    let text = ["raw", "known", "unknown"].map(|key| outcome[key].as_str());
    let text = text.into_iter().flatten().next();
    text.map(str::to_owned).ok_or_else(|| line.to_owned())
}

/// The difference between what a language wrote and what Rust wrote.
fn difference(case: &Case, vector: &Vector, found: Result<String, String>) -> Option<String> {
    let id = case.id(vector);
    match found {
        Ok(text) if text == vector.text => None,
        Ok(text) => Some(format!("{id}, {}", place::difference(&vector.text, &text))),
        Err(outcome) => Some(format!("{id}: {outcome}\n    of {}", vector.text)),
    }
}

/// The report of what a language changed, if it changed anything.
fn report(language: &str, mut differences: Vec<String>) -> Option<String> {
    let count = differences.len();
    differences.truncate(SHOWN);
    let shown = differences.join("\n  ");
    (count > 0).then(|| format!("{language} changes {count} values:\n  {shown}"))
}

/// Run with `--nocapture` to see how many values there are.
#[test]
#[allow(clippy::print_stdout, reason = "the count is what one wants to see")]
fn values_travel_through_all_languages_unchanged() {
    let seed = env::var(SEED_VARIABLE).map_or(SEED, |seed| seed.parse().unwrap());
    let cases = start(seed);
    let count: usize = cases.iter().map(|case| case.vectors.len()).sum();
    let bytes = cases.iter().flat_map(|case| &case.vectors);
    let bytes: usize = bytes.map(|vector| vector.text.len()).sum();
    println!(
        "{count} values of {} schemas, {bytes} bytes; {SEED_VARIABLE}={seed}",
        cases.len()
    );
    assert!(count >= VALUES, "{count} values");
    let mut changes = Vec::new();
    let way = env::var(WAY_VARIABLE).ok();
    let is_on_way = |language: &str| way.as_ref().is_none_or(|way| way.contains(language));
    for (language, lines) in STATIONS.iter().filter(|(language, _)| is_on_way(language)) {
        let Some(lines) = lines(&cases) else {
            continue;
        };
        // Nothing was changed on the way here, or the change is reported: what comes is what Rust
        // wrote.
        let mut lines = lines.lines();
        let mut differences = Vec::new();
        for case in &cases {
            for vector in &case.vectors {
                let found = written(lines.next().unwrap());
                differences.extend(difference(case, vector, found));
            }
        }
        assert_eq!(lines.next(), None, "a line too many");
        changes.extend(report(language, differences));
    }
    let mut differences = Vec::new();
    for (case, (_, read)) in cases.iter().zip(travelling()) {
        for vector in &case.vectors {
            let found = values::written(&read(vector), vector);
            let found = found.ok_or_else(|| "is read no more".to_owned());
            differences.extend(difference(case, vector, found));
        }
    }
    changes.extend(report("Rust", differences));
    let changes = changes.join("\n");
    assert!(changes.is_empty(), "{SEED_VARIABLE}={seed}: {changes}");
}
