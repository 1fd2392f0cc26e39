//! The rule `doc-missing`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that every part has a description. Users of an undescribed part have to guess.
pub(super) const RULE: LintRule = LintRule {
    id: "doc-missing",
    level: Level::Docs,
    severity: Severity::Warning,
    about: "Every type, field, value, variant, frame and event has a description.",
    explanation: "\
`doc` goes into generated code of every language, into JSON Schema and into the reference. One
sentence that ends with a full stop is enough. For a schema with incomplete descriptions,
`doc-coverage` keeps the share from falling.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for part in context.parts() {
        if part.docs.text.trim().is_empty() {
            let message = format!("{part} has no description");
            let finding = context.finding(part.subject(), message);
            found.push(finding.at(part.span, "has no `doc`"));
        }
    }
}
