//! The rule `event-name-case`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::config::NameCase;
use crate::report::Finding;

/// The rule on the case of event names. With one convention, nobody has to look up a spelling.
pub(super) const RULE: LintRule = LintRule {
    id: "event-name-case",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "The words of an event's name are `snake_case`, or of the case that is set.",
    explanation: "\
The name of an event consists of words with dots, `/` or `:` between them: `server.message.updated`. It
goes over the wire unchanged, so a different convention stays forever. List old names as exceptions:
`event-name-case = { allow = [\"server.uiSettings\"] }`. Protocols that others made may have another
case: `case = \"camelCase\"`.",
    options: &[RuleOption::Allow, RuleOption::Case],
    check: Check::Schema(check),
};

/// What is between the words of a name.
const BETWEEN: [char; 3] = ['.', '/', ':'];

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let (case, case_name) = context.case(NameCase::Snake);
    for (id, event) in context.model().events_with_ids() {
        let name = &event.name;
        let wanted: String = name
            .split_inclusive(BETWEEN)
            .map(|part| {
                let word = part.trim_end_matches(BETWEEN);
                case.apply(word) + &part[word.len()..]
            })
            .collect();
        if wanted == *name || context.allows(name) {
            continue;
        }
        let message = format!("event `{name}` is not {case_name}");
        let label = format!("would be `{wanted}`");
        let finding = context.finding(name, message);
        found.push(finding.at(context.event_span(id), label));
    }
}
