//! The rule `value-same-as-name`.

use tdproto_schema::Severity;
use tdproto_schema::model::WireValue;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule against a `value` that repeats the name of its event.
pub(super) const RULE: LintRule = LintRule {
    id: "value-same-as-name",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "The `value` of an event differs from its name.",
    explanation: "\
An event without `value` has its own name on the wire. A `value` that repeats the name says nothing,
and has to be changed along with it. Remove it.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for (id, event) in context.model().events_with_ids() {
        let is_same = match &event.value {
            Some(WireValue::Text(text)) => *text == event.name,
            Some(WireValue::Int(_)) | None => false,
        };
        if is_same {
            let message = format!("`value` of event `{}` is its name", event.name);
            let finding = context.finding(&event.name, message);
            let finding = finding.at(context.event_span(id), "has this name on the wire anyway");
            found.push(finding.help("remove `value`"));
        }
    }
}
