//! The rule `union-one-variant`.

use tdproto_schema::Severity;
use tdproto_schema::model::UnionForm;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that a union has several variants. One alone is no choice.
pub(super) const RULE: LintRule = LintRule {
    id: "union-one-variant",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "A union has several variants.",
    explanation: "\
A union of one variant is an entity with a tag: declare the entity, with the tag as a `const` field.
A union by key or by kind of one variant is the type of that variant: use the type itself.
If variants are planned and peers have to be ready for them, state that in an exception.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for (id, def) in context.model().types_with_ids() {
        let Some(union) = def.union().filter(|union| union.variants.len() == 1) else {
            continue;
        };
        let help = match union.form {
            UnionForm::Tag(_) => "use the entity, with the tag as a `const` field",
            UnionForm::Key => "use the entity of the variant",
            UnionForm::Kind => "use the type of the variant",
        };
        let message = format!("union `{}` has one variant", def.name);
        let finding = context.finding(&def.name, message);
        found.push(
            finding
                .at(
                    context.origins().type_name(id),
                    "there is nothing to choose",
                )
                .help(help),
        );
    }
}
