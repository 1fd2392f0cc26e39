//! The rule `stable-uses-experimental`.

use tdproto_schema::model::{Carrier, Type, TypeId};
use tdproto_schema::{Severity, Span};

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;
use crate::rules::breaking::experimental_types;

/// The rule that stable parts do not use experimental ones, which may change without notice.
pub(super) const RULE: LintRule = LintRule {
    id: "stable-uses-experimental",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "A stable part does not use an experimental one.",
    explanation: "\
An experimental type may change or go without notice, and every part that uses it changes with it.
Mark the field or event that uses it `experimental = true`, too, or make the type stable. Types that
only experimental parts lead to, such as the params of an experimental event, need no mark.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let model = context.model();
    let experimental = experimental_types(model);
    for (carrier, ty) in model.carriers() {
        if model.is_experimental(carrier) {
            continue;
        }
        let name = model.carrier_name(carrier);
        let noun = match carrier {
            Carrier::Params(_) => "event",
            Carrier::Reply(_) => "result",
            Carrier::Error(_) | Carrier::FrameError(_) => "error",
            Carrier::Field(..) => "frame field",
            Carrier::Id(_) => "id",
        };
        for used in ty.named() {
            let what = format!("{noun} `{name}`");
            let span = context.carrier_span(carrier);
            found.extend(finding(context, what, &name, used, span));
        }
    }
    for (id, def, entity) in context
        .entities()
        .filter(|(id, ..)| !experimental[id.index()])
    {
        let origin = context.origins().ty(id);
        for (index, include) in entity.includes.iter().enumerate() {
            let span = origin
                .and_then(|origin| origin.includes.get(index))
                .copied();
            let what = format!("entity `{}`", def.name);
            found.extend(finding(
                context,
                what,
                &def.name,
                *include,
                span.unwrap_or(Span::NONE),
            ));
        }
    }
    for field in context.own_fields() {
        if field.field.docs.experimental || experimental[field.id.index()] {
            continue;
        }
        for used in field.field.ty.named() {
            let what = format!("field `{}`", field.subject());
            found.extend(finding(
                context,
                what,
                &field.subject(),
                used,
                context.type_span(&field),
            ));
        }
    }
    for (id, def) in model
        .types_with_ids()
        .filter(|(id, _)| !experimental[id.index()])
    {
        for (index, variant) in def.variants().iter().enumerate() {
            let used = variant.ty.iter().flat_map(Type::named);
            for used in used.filter(|_| !variant.docs.experimental) {
                let subject = format!("{}.{}", def.name, variant.name);
                let what = format!("variant `{subject}`");
                let span = context.origins().variant_type(id, index);
                found.extend(finding(context, what, &subject, used, span));
            }
        }
        if let Some(ty) = def.alias() {
            let what = format!("alias `{}`", def.name);
            for used in ty.named() {
                let span = context.origins().type_name(id);
                found.extend(finding(context, what.clone(), &def.name, used, span));
            }
        }
    }
}

fn finding(
    context: &LintContext<'_>,
    what: String,
    subject: &str,
    used: TypeId,
    span: Span,
) -> Option<Finding> {
    let used_def = context.model().ty(used);
    if !used_def.docs.experimental {
        return None;
    }
    let message = format!("stable {what} uses the experimental `{}`", used_def.name);
    let finding = context
        .finding(subject, message)
        .at(span, "may change without notice")
        .at(context.origins().type_name(used), "is experimental");
    Some(finding)
}
