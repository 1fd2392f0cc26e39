//! The rule `deprecated-without-replacement`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that a deprecation names a replacement. Readers of a deprecation want to know it.
pub(super) const RULE: LintRule = LintRule {
    id: "deprecated-without-replacement",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "A deprecation names a replacement.",
    explanation: "\
The deprecation note appears in the docs of every language, and in compiler warnings: `deprecated =
\"use uploads instead\"`. If there is no replacement, write `deprecated = \"nothing takes its place\"`.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for part in context.parts() {
        let bare = part.docs.deprecated.as_ref();
        if bare.is_some_and(|deprecated| deprecated.note.trim().is_empty()) {
            let message = format!("deprecated {part} names no replacement");
            let finding = context.finding(part.subject(), message);
            found.push(
                finding
                    .at(part.span, "deprecated without a note")
                    .help("write `deprecated = \"use … instead\"`"),
            );
        }
    }
}
