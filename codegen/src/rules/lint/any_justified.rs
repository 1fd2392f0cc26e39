//! The rule `any-justified`.

use tdproto_schema::Severity;
use tdproto_schema::model::Type;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that `any` needs a reason. `any` says nothing, so that no language can help and no
/// change of it is ever seen.
pub(super) const RULE: LintRule = LintRule {
    id: "any-justified",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "A value of type `any` needs a reason.",
    explanation: "\
`any` accepts every value: generated code cannot help with it, and `validate` checks nothing. No
change of the real data is ever reported as breaking. Declare a type for it. If the value is truly
open, state the reason in an exception.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for field in context
        .own_fields()
        .filter(|field| holds_any(&field.field.ty))
    {
        let message = format!("`{}` has type `any`", field.subject());
        let finding = context.finding(field.subject(), message);
        found.push(finding.at(context.type_span(&field), "says nothing about the value"));
    }
    for (carrier, ty) in context.frame_values() {
        if holds_any(ty) {
            let name = context.model().carrier_name(carrier);
            let message = format!("`{name}` has type `any`");
            let finding = context.finding(name, message);
            found.push(finding.at(
                context.carrier_span(carrier),
                "says nothing about the value",
            ));
        }
    }
    for (id, def) in context.model().types_with_ids() {
        for (index, variant) in def.variants().iter().enumerate() {
            if variant.ty.as_ref().is_some_and(holds_any) {
                let subject = format!("{}.{}", def.name, variant.name);
                let message = format!("`{subject}` has type `any`");
                let span = context.origins().variant_type(id, index);
                let finding = context.finding(subject, message);
                found.push(finding.at(span, "says nothing about the value"));
            }
        }
        if let Some(ty) = def.alias()
            && holds_any(ty)
        {
            let message = format!("alias `{}` is of type `any`", def.name);
            let span = context.origins().type_name(id);
            let finding = context.finding(&def.name, message);
            found.push(finding.at(span, "says nothing about the value"));
        }
    }
}

fn holds_any(ty: &Type) -> bool {
    ty.leaves().contains(&&Type::Any)
}
