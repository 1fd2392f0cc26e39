//! The rule `deprecated-without-since`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that a deprecation names its version. The time since then decides when the part can go.
pub(super) const RULE: LintRule = LintRule {
    id: "deprecated-without-since",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "A deprecation names its version.",
    explanation: "\
The version shows clients how long they have had to change, and shows the maintainer when the part
can go: `deprecated = { since = \"1.30\", note = \"use uploads instead\" }`. `tdproto lint --against OLD
--fix` writes the present version for deprecations that the older schema lacks.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for part in context.parts() {
        let deprecated = part.docs.deprecated.as_ref();
        if deprecated.is_some_and(|deprecated| deprecated.since.is_none()) {
            let message = format!("deprecated {part} has no `since`");
            let finding = context.finding(part.subject(), message);
            found.push(
                finding
                    .at(part.span, "deprecated without `since`")
                    .help("write `deprecated = { since = \"…\", note = \"…\" }`"),
            );
        }
    }
}
