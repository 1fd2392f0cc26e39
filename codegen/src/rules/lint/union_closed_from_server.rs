//! The rule `union-closed-from-server`.

use tdproto_schema::Severity;
use tdproto_schema::model::{Direction, Openness, UnionForm};

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that unions which the server sends are open. Old clients reject a new variant of a
/// closed one, and with it the frame.
pub(super) const RULE: LintRule = LintRule {
    id: "union-closed-from-server",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "A union that the server sends is open.",
    explanation: "\
Old clients keep an object of a variant that they do not know, if the union is open. Of a closed
union, they reject the whole frame, so that no variant can be added. Remove `open = false`. If the
union never grows, state that in an exception. A union by kind is always closed, and not reported.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let by_server = context.reached_by(Direction::ServerToClient);
    for (id, def) in context.model().types_with_ids() {
        let closed = def
            .union()
            .filter(|union| union.form != UnionForm::Kind && union.openness == Openness::Closed);
        if closed.is_none() || !by_server[id.index()] {
            continue;
        }
        let message = format!("the server sends `{}`, which is closed", def.name);
        let finding = context.finding(&def.name, message);
        found.push(
            finding
                .at(
                    context.origins().type_name(id),
                    "old clients reject every new variant",
                )
                .help("remove `open = false`"),
        );
    }
}
