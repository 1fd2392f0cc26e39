//! What languages made of vectors, against what the vectors expect.

use serde_json::Value;

use super::cases::{Case, SEED};
use super::differences::Differences;
use super::outcome::{self, Outcome};
use super::table::Table;

/// What one language made of the vectors of a case: nothing, or in what way it differs.
pub(crate) type Checked = Vec<Option<Result<(), String>>>;

/// The judgement of what a language made of the vectors of a case; `None`: it has nothing that
/// reads such a text.
pub(crate) fn judged(case: &Case, outcomes: Vec<Option<Outcome>>) -> Checked {
    assert_eq!(outcomes.len(), case.vectors.len(), "{}", case.name);
    let pairs = case.vectors.iter().zip(outcomes);
    pairs
        .map(|(vector, outcome)| Some(outcome::lenient(vector, &outcome?)))
        .collect()
}

/// The outcomes that a driver wrote, a line a vector, for one case after the other.
pub(crate) fn outcomes(cases: &[Case], lines: &str) -> Vec<Vec<Option<Outcome>>> {
    let mut lines = lines.lines().map(outcome);
    let found = cases
        .iter()
        .map(|case| lines.by_ref().take(case.vectors.len()).collect())
        .collect();
    assert_eq!(lines.next(), None, "a line too many");
    found
}

/// An outcome as drivers write it: `null`, or an object with `known` and maybe `sent`, `unknown`,
/// `threw`, or `malformed`, which may be null; with `kind` for a frame that the schema draws.
pub(crate) fn outcome(line: &str) -> Option<Outcome> {
    let value: Value = serde_json::from_str(line).unwrap();
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    if let Some(kind) = text("kind") {
        let mut inner = value.clone();
        inner["kind"].take();
        let inner = outcome(&inner.to_string())?;
        return Some(Outcome::OfKind(kind, Box::new(inner)));
    }
    if value.is_null() {
        None
    } else if let Some(written) = text("known") {
        let sent = text("sent");
        Some(Outcome::Known { written, sent })
    } else if let Some(kept) = text("unknown") {
        Some(Outcome::Unknown(kept))
    } else if let Some(thrown) = text("threw") {
        Some(Outcome::Unstable(thrown))
    } else {
        Some(Outcome::Malformed(text("malformed")))
    }
}

/// The table of agreement in the making.
pub(crate) struct Report {
    differences: Differences,
    table: Table,
}

impl Report {
    /// A report of these languages, which are the columns of its table.
    pub(crate) fn new(columns: &'static [&'static str]) -> Self {
        Self {
            differences: Differences::read(columns),
            table: Table::new(columns),
        }
    }

    /// Adds what a language made of a case.
    pub(crate) fn add(&mut self, language: &'static str, case: &Case, checked: Checked) {
        for (vector, checked) in case.vectors.iter().zip(checked) {
            let Some(result) = checked else { continue };
            let id = case.id(vector);
            let known = self.differences.check(language, &id, vector, result);
            self.table.add(language, vector.class, known);
        }
    }

    /// Shows the table of some cases, and fails if anything differs without a reason.
    #[allow(clippy::print_stdout, reason = "the table is what one wants to see")]
    pub(crate) fn show(self) {
        println!("{}\n{}", self.table, self.differences);
        self.differences.finish();
    }

    /// Shows the table, and fails if anything differs without a reason.
    #[allow(clippy::print_stdout, reason = "the table is what one wants to see")]
    pub(crate) fn finish(self, cases: &[Case]) {
        let vectors: usize = cases.iter().map(|case| case.vectors.len()).sum();
        println!(
            "{}\n{vectors} vectors of {} schemas, seed {SEED}",
            self.table,
            cases.len()
        );
        println!("{}", self.differences);
        assert!(vectors >= 60_000, "{vectors} vectors");
        self.differences.finish();
    }
}
