//! The rule `enum-value-case`.

use tdproto_schema::Severity;
use tdproto_schema::model::WireValue;

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::config::NameCase;
use crate::report::Finding;

/// The rule on the case of values' short names. These become names in code; the values on the wire
/// may differ.
pub(super) const RULE: LintRule = LintRule {
    id: "enum-value-case",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "The short name of an enum's value is `snake_case`, or of the case that is set.",
    explanation: "\
The key of a value is its name in code. Every back end converts it from `snake_case` to the
convention of its language. If the value on the wire is spelled differently, write it separately:
`active = { value = \"TARIFF_STATUS_ACTIVE\" }`.",
    options: &[RuleOption::Allow, RuleOption::Case],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let (case, word) = context.case(NameCase::Snake);
    for value in context.values() {
        let name = &value.value.name;
        if case.is(name) || context.allows(name) {
            continue;
        }
        let wanted = case.apply(name);
        let wire = match &value.value.value {
            WireValue::Text(text) => format!("\"{text}\""),
            WireValue::Int(number) => number.to_string(),
        };
        let message = format!("value `{name}` is not {word}");
        let label = format!("its short name would be `{wanted}`");
        let finding = context
            .finding(value.subject(), message)
            .at(context.value_span(&value), label);
        found.push(finding.help(format!(
            "`{wanted} = {{ value = {wire} }}` leaves the wire unchanged"
        )));
    }
}
