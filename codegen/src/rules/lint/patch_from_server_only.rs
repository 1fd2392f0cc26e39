//! The rule `patch-from-server-only`.

use tdproto_schema::Severity;
use tdproto_schema::model::{Access, Direction, Presence};

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that clients send the fields of which a missing key and null differ. They are for
/// requests to change something; what a server sends describes a state.
pub(super) const RULE: LintRule = LintRule {
    id: "patch-from-server-only",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "A field that is both `optional` and `nullable` is sent by clients.",
    explanation: "\
Of an `optional` and `nullable` field, a missing key and null differ: a client leaves a value, or
clears it. A server that describes a state rarely needs both, and every reader has to keep them
apart. Use one of the flags. If the server does send changes, state that in an exception.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let by_client = context.reached_by(Direction::ClientToServer);
    let by_server = context.reached_by(Direction::ServerToClient);
    for field in context.own_fields() {
        let is_sent_by_client =
            by_client[field.id.index()] && field.field.access == Access::ReadWrite;
        if field.field.presence != Presence::Patch
            || is_sent_by_client
            || !by_server[field.id.index()]
        {
            continue;
        }
        let subject = field.subject();
        let message =
            format!("`{subject}` is `optional` and `nullable`, and only the server sends it");
        let finding = context.finding(subject, message);
        found.push(
            finding
                .at(context.field_span(&field), "a missing key and null differ")
                .help("use `optional` or `nullable` alone"),
        );
    }
}
