//! The rule `int64-in-javascript`.

use tdproto_schema::model::{Scalar, Type};
use tdproto_schema::{Severity, Span};

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that JavaScript reads integers exactly. `JSON.parse` silently rounds integers beyond
/// 2^53.
pub(super) const RULE: LintRule = LintRule {
    id: "int64-in-javascript",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "JavaScript reads the integer exactly.",
    explanation: "\
The wire has a bare JSON number, and `JSON.parse` makes a double of it. A double holds integers
exactly only up to 2^53 - 1, so a larger id or version is rounded. Generated TypeScript decodes it
exactly; every other JavaScript reader has to take care. Use `int` for smaller values, or text. If
neither is possible, state the reason in an exception.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for field in context.own_fields() {
        if let Some(scalar) = wide(&field.field.ty) {
            found.push(finding(
                context,
                field.subject(),
                scalar,
                context.type_span(&field),
            ));
        }
    }
    for (carrier, ty) in context.frame_values() {
        if let Some(scalar) = wide(ty) {
            let name = context.model().carrier_name(carrier);
            found.push(finding(
                context,
                name,
                scalar,
                context.carrier_span(carrier),
            ));
        }
    }
    for (id, def) in context.model().types_with_ids() {
        for (index, variant) in def.variants().iter().enumerate() {
            if let Some(scalar) = variant.ty.as_ref().and_then(wide) {
                let subject = format!("{}.{}", def.name, variant.name);
                let span = context.origins().variant_type(id, index);
                found.push(finding(context, subject, scalar, span));
            }
        }
        let base = def.base().map(Type::Scalar);
        if let Some(scalar) = def.alias().or(base.as_ref()).and_then(wide) {
            let span = context.origins().type_name(id);
            found.push(finding(context, def.name.clone(), scalar, span));
        }
    }
}

fn finding(context: &LintContext<'_>, subject: String, scalar: Scalar, span: Span) -> Finding {
    let message = format!("JavaScript rounds `{subject}`, of type {}", scalar.name());
    let finding = context
        .finding(subject, message)
        .at(span, "may be beyond 2^53 - 1");
    let smaller = if scalar == Scalar::Int64 {
        "int"
    } else {
        "uint"
    };
    finding.help(format!("use `{smaller}` if the values stay below that"))
}

/// Returns the built-in integer of 64 bits inside a type.
fn wide(ty: &Type) -> Option<Scalar> {
    let leaves = ty.leaves();
    let mut wide = [Scalar::Int64, Scalar::Uint64].into_iter();
    wide.find(|scalar| leaves.contains(&&Type::Scalar(*scalar)))
}
