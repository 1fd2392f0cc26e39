//! The rule `default-on-required`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that only fields that may be missing have a default: of others, it says nothing.
pub(super) const RULE: LintRule = LintRule {
    id: "default-on-required",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "A field with a default may be missing.",
    explanation: "\
`default` documents what it means that a field is not there. A field that is always there never has
it. Remove the default, or let senders leave the field out with `optional` or `omitempty`.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for field in context.own_fields() {
        if field.field.default.is_none() || field.field.presence.may_be_absent() {
            continue;
        }
        let subject = field.subject();
        let message = format!("`{subject}` has a default, but is always there");
        let finding = context.finding(subject, message);
        found.push(
            finding
                .at(context.field_span(&field), "never missing")
                .help("remove `default`, or add `optional` or `omitempty`"),
        );
    }
}
