//! The rule `example-invalid`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;
use crate::report::subject::of_example;

/// The rule that examples conform to the schema. A wrong example teaches invalid frames.
pub(super) const RULE: LintRule = LintRule {
    id: "example-invalid",
    level: Level::Standard,
    severity: Severity::Error,
    about: "A documented example conforms to the schema, except for recorded deviations.",
    explanation: "\
The example and the schema disagree, or the example no longer has a recorded deviation. Fix one of
them, or record the deviation with `tdproto check --record-deviations`.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for diagnostic in &context.checked.diagnostics {
        let subject = of_example(&diagnostic.message);
        found.push(Finding {
            labels: diagnostic.labels.clone(),
            help: diagnostic.help.clone(),
            ..context.finding(subject, &diagnostic.message)
        });
    }
}
