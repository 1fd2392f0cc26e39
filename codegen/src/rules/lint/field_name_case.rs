//! The rule `field-name-case`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::config::NameCase;
use crate::naming::Case;
use crate::report::Finding;

/// The rule on the case of keys. With one convention, nobody has to look up a spelling.
pub(super) const RULE: LintRule = LintRule {
    id: "field-name-case",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "The key of a field is `snake_case`, or of the case that is set.",
    explanation: "\
Keys go over the wire unchanged, so a key of another convention stays forever. It is cheap to fix
only before the first release. List old keys as exceptions: `field-name-case = { allow =
[\"mediaURL\"] }`. Protocols that others made may have another case: `case = \"camelCase\"`.",
    options: &[RuleOption::Allow, RuleOption::Case],
    check: Check::Schema(check),
};

/// The fewest keys of another case that look like a convention.
const CONVENTION: usize = 3;

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let (case, word) = context.case(NameCase::Snake);
    let (start, mut camel) = (found.len(), 0);
    for field in context.own_fields() {
        let name = &field.field.name;
        if case.is(name) || context.allows(name) {
            continue;
        }
        camel += usize::from(Case::LowerCamel.is(name));
        let message = format!("key `{name}` is not {word}");
        let finding = context.finding(field.subject(), message);
        let label = format!("would be `{}`", case.apply(name));
        found.push(finding.at(context.field_span(&field), label));
    }
    let wrong = found.len() - start;
    if camel >= CONVENTION && 2 * camel > wrong {
        let first = found.remove(start);
        let help = "if the protocol has `camelCase` keys, write `field-name-case = { case = \
                    \"camelCase\" }` under `[lint.rules]` in `tdproto.toml`";
        found.insert(start, first.help(help));
    }
}
