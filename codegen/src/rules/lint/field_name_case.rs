//! The rule `field-name-case`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::naming::Case;
use crate::report::Finding;

/// The rule on the case of keys. With one convention, nobody has to look up a spelling.
pub(super) const RULE: LintRule = LintRule {
    id: "field-name-case",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "The key of a field is `snake_case`.",
    explanation: "\
Keys go over the wire unchanged, so a key of another convention stays forever. It is cheap to fix
only before the first release. List old keys as exceptions: `field-name-case = { allow =
[\"mediaURL\"] }`.",
    options: &[RuleOption::Allow],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for field in context.own_fields() {
        let name = &field.field.name;
        if Case::Snake.is(name) || context.allows(name) {
            continue;
        }
        let message = format!("key `{name}` is not snake_case");
        let finding = context.finding(field.subject(), message);
        let label = format!("would be `{}`", Case::Snake.apply(name));
        found.push(finding.at(context.field_span(&field), label));
    }
}
