//! The rule `readonly-in-client-event`.

use tdproto_schema::Severity;
use tdproto_schema::model::{Access, Direction};

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule against readonly fields in entities that only clients send. Only the server sets such a
/// field, so that it is never there.
pub(super) const RULE: LintRule = LintRule {
    id: "readonly-in-client-event",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "Entities that only clients send have no readonly fields.",
    explanation: "\
Only the server sets a readonly field; it does not exist in the data that clients send. If only
client events use the entity, nobody ever sets the field. Drop `readonly`, remove the field, or add
the server event that carries it. The rule skips entities
that no event uses and that have no `direction`.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let by_client = context.reached_by(Direction::ClientToServer);
    let by_server = context.reached_by(Direction::ServerToClient);
    for (id, owner, entity) in context.entities() {
        // Included fields count: the entity that is sent matters.
        if !by_client[id.index()] || by_server[id.index()] {
            continue;
        }
        for (index, field) in entity.fields.iter().enumerate() {
            if field.access == Access::ReadOnly {
                let subject = format!("{}.{}", owner.name, field.name);
                let message = format!("`{subject}` is readonly, and only clients send it");
                let span = context.origins().field_name(id, index);
                let finding = context.finding(subject, message);
                found.push(finding.at(span, "never on the wire"));
            }
        }
    }
}
