//! The rule `event-name-case`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::naming::Case;
use crate::report::Finding;

/// The rule on the case of event names. With one convention, nobody has to look up a spelling.
pub(super) const RULE: LintRule = LintRule {
    id: "event-name-case",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "The words of an event's name are `snake_case`.",
    explanation: "\
The name of an event consists of words with dots between them: `server.message.updated`. It goes
over the wire unchanged, so a different convention stays forever. List old names as exceptions:
`event-name-case = { allow = [\"server.uiSettings\"] }`.",
    options: &[RuleOption::Allow],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for (id, event) in context.model().events_with_ids() {
        let name = &event.name;
        if name.split('.').all(|word| Case::Snake.is(word)) || context.allows(name) {
            continue;
        }
        let words: Vec<_> = name
            .split('.')
            .map(|word| Case::Snake.apply(word))
            .collect();
        let message = format!("event `{name}` is not snake_case");
        let label = format!("would be `{}`", words.join("."));
        let finding = context.finding(name, message);
        found.push(finding.at(context.event_span(id), label));
    }
}
