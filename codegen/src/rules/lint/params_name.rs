//! The rule `params-name`.

use tdproto_schema::{Severity, TypeExpr};

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::naming::Case;
use crate::report::Finding;

/// The rule that params are named after their event. They are then found from it, and can grow
/// without affecting other events.
pub(super) const RULE: LintRule = LintRule {
    id: "params-name",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "The params of an event are named after it and belong to it alone.",
    explanation: "\
`server.message.updated` has `ServerMessageUpdatedParams`, so that readers find one by the other.
Such params can get a field that only this event needs. To share fields, include an entity in the
params. Case is ignored. List params that are shared on purpose: `params-name = { allow =
[\"MessagePush\"] }`.",
    options: &[RuleOption::Allow],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let model = context.model();
    for (id, event) in model.events_with_ids() {
        // Params of other types have no fields, and no reason to belong to one event.
        let params = event.params_type().and_then(|ty| model.entity_of(ty));
        let Some(params) = params else { continue };
        let name = &model.ty(params).name;
        let wanted = format!("{}Params", Case::UpperCamel.apply(&event.name));
        if name.eq_ignore_ascii_case(&wanted) || context.allows(name) {
            continue;
        }
        let origin = context.origins().event(id);
        let params = origin.and_then(|origin| origin.params.as_ref());
        let span = params.map(TypeExpr::span);
        let message = format!("the params of `{}` are not named after it", event.name);
        let finding = context.finding(&event.name, message);
        let span = span.unwrap_or_else(|| context.event_span(id));
        found.push(finding.at(span, format!("expected `{wanted}`")));
    }
}
