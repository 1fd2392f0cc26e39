//! `readonly-in-client-event`

use tdproto_schema::Severity;
use tdproto_schema::model::{Access, Direction};

use super::{Check, Context, Level, Rule};
use crate::report::Finding;

/// A field that only the server sets, in what only clients send, is never there.
pub(super) const RULE: Rule = Rule {
    id: "readonly-in-client-event",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "What only clients send has no readonly fields.",
    explanation: "\
A readonly field is set by the server; in what a client sends it does not exist. An entity that only
client events lead to never has it, so that it is not readonly, or does not belong there, or the
event that carries it to clients is missing. Entities that no event leads to are not judged.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let by_client = context.reached_by(Direction::ClientToServer);
    let by_server = context.reached_by(Direction::ServerToClient);
    for (id, owner, entity) in context.entities() {
        // Included fields count: it is the entity that is sent which matters.
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
