//! The rule `entity-omitempty`.

use tdproto_schema::Severity;
use tdproto_schema::model::Presence;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that an `omitempty` entity is `nullable`. An entity is never empty, so that `omitempty`
/// alone cannot leave it out.
pub(super) const RULE: LintRule = LintRule {
    id: "entity-omitempty",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "An entity that may be left out is `nullable`.",
    explanation: "\
`omitempty` leaves out empty values, and an entity is never empty, even without fields. Readers
treat such a field as left out when there is none: `nullable = true, omitempty = true`. `tdproto
lint --fix` writes that. Neither the wire nor generated code changes.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let model = context.model();
    for field in context.own_fields() {
        let Some(origin) = context.origins().field(field.id, field.index) else {
            continue;
        };
        let leaves_out = field.field.presence == Presence::OmitNull && !origin.nullable;
        if !leaves_out || model.object_of(&field.field.ty).is_none() {
            continue;
        }
        let ty = model.type_text(&field.field.ty);
        let kind = match model.union_of(&field.field.ty) {
            Some(_) => "union",
            None => "entity",
        };
        let message = format!(
            "`{}` has `omitempty`, but the {kind} {ty} is never empty",
            field.subject()
        );
        let finding = context.finding(field.subject(), message).at(
            context.field_span(&field),
            "has `omitempty` without `nullable`",
        );
        found.push(
            finding.help("write `nullable = true, omitempty = true`: left out when there is none"),
        );
    }
}
