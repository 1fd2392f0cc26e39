//! The rule `doc-coverage`.

use tdproto_schema::{Schema, Severity};

use super::parts;
use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::report::Finding;

/// The rule that the share of described parts only grows.
pub(super) const RULE: LintRule = LintRule {
    id: "doc-coverage",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "The share of described parts does not fall below the recorded share.",
    explanation: "\
This rule is a ratchet for schemas whose descriptions are incomplete. It counts types, fields,
values and events that have a `doc`. `tdproto lint --fix` records their share in tdproto.toml, in
percent, as `doc-coverage = { recorded = 81.25 }`. From then on the share may only grow. Only an
edit by hand lowers the recorded share.",
    options: &[RuleOption::Recorded],
    check: Check::Schema(check),
};

/// The number of described parts, and the number of all parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The number of parts with a `doc`.
    pub described: usize,
    /// The number of all parts.
    pub parts: usize,
}

impl Coverage {
    /// Counts the parts of a schema.
    #[must_use]
    pub fn of(schema: &Schema) -> Self {
        let mut coverage = Self::default();
        for part in parts::parts(schema) {
            coverage.parts += 1;
            coverage.described += usize::from(!part.docs.text.trim().is_empty());
        }
        coverage
    }

    /// The share in hundredths of a percent, rounded down, so that it is never too high.
    #[must_use]
    pub fn share(self) -> u32 {
        let share = (self.described * 10_000).checked_div(self.parts);
        share.map_or(10_000, |share| u32::try_from(share).unwrap_or(10_000))
    }
}

/// A share in percent, as it is written in the configuration.
pub(crate) fn percent(share: u32) -> String {
    format!("{}.{:02}", share / 100, share % 100)
}

/// A share in hundredths of a percent, from the percent in the configuration.
pub(crate) fn hundredths(percent: f64) -> u32 {
    // The value is between 0 and 10,000, as the reader of the configuration makes sure.
    (percent * 100.0).round() as u32
}

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let options = context.options();
    let Some(recorded) = options.and_then(|options| options.recorded.as_ref()) else {
        return;
    };
    let coverage = Coverage::of(context.schema);
    let (share, least) = (coverage.share(), hundredths(recorded.value));
    let of = format!("{} of {} parts", coverage.described, coverage.parts);
    if share < least {
        let message = format!(
            "{} % is described, less than recorded: {of}",
            percent(share)
        );
        let finding = context
            .finding("doc", message)
            .at(recorded.span, "was reached before");
        found.push(
            finding.help("describe what was added; `tdproto lint --rule doc-missing` lists it"),
        );
    } else if share > least {
        let message = format!(
            "{} % is described, more than is recorded: {of}",
            percent(share)
        );
        let finding = context
            .finding("doc", message)
            .at(recorded.span, "can be raised");
        found.push(Finding {
            severity: Severity::Info,
            ..finding.help("`tdproto lint --fix` records it, so that it stays")
        });
    }
}
