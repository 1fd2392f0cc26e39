//! The rule `event-prefix-direction`.

use tdproto_schema::Severity;
use tdproto_schema::model::{Direction, Event};

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::report::Finding;

/// The rule that the name of an event begins with its sender. A wrong sender in the name misleads
/// readers of a capture.
pub(super) const RULE: LintRule = LintRule {
    id: "event-prefix-direction",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "The name of an event begins with its sender.",
    explanation: "\
If names begin with `client.` or `server.`, the prefix is the sending side, and all names have one.
Readers of captures and logs then see the direction in the name. The rule skips schemas in which no
name has such a prefix.",
    options: &[RuleOption::Allow],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let model = context.model();
    if !model.events().iter().any(|event| sender(event).is_some()) {
        return;
    }
    for (id, event) in model.events_with_ids() {
        let named = sender(event);
        // No prefix is the sender of what both sides send.
        let [direction] = event.sender.directions() else {
            continue;
        };
        let wanted = direction.name();
        if named == Some(*direction) || context.allows(&event.name) {
            continue;
        }
        let message = match named {
            Some(other) => format!(
                "event `{}` is sent by the {wanted}, not by the {}",
                event.name,
                other.name()
            ),
            None => format!(
                "the name of event `{}` does not begin with its sender",
                event.name
            ),
        };
        let label = format!("expected the prefix `{wanted}.`");
        let finding = context.finding(&event.name, message);
        found.push(finding.at(context.event_span(id), label));
    }
}

/// Returns the direction of an event by the sender in its name.
fn sender(event: &Event) -> Option<Direction> {
    let (first, _) = event.name.split_once('.')?;
    [Direction::ClientToServer, Direction::ServerToClient]
        .into_iter()
        .find(|direction| direction.name() == first)
}
