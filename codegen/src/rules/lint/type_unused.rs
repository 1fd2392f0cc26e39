//! The rule `type-unused`.

use tdproto_schema::Severity;
use tdproto_schema::model::Type;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule against unused types. A type that nothing names is dead, or its use was forgotten.
pub(super) const RULE: LintRule = LintRule {
    id: "type-unused",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "An event, a frame, a field, an alias or an include uses the type.",
    explanation: "\
No frame carries the type and no other type holds it, so that it is never on the wire. Remove it, or
use it. If an entity or a union is the body of an HTTP request or other data outside events, give it a
`direction`; for other types, state that in an exception.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let model = context.model();
    let mut used = vec![false; model.types().len()];
    for (_, ty) in model.carriers() {
        mark(ty, &mut used);
    }
    for ty in model.protocol.placeholders.values() {
        mark(ty, &mut used);
    }
    for (id, def) in model.types_with_ids() {
        // A type that holds itself is not used by that.
        let itself = used[id.index()];
        def.parts().for_each(|ty| mark(ty, &mut used));
        let includes = def.entity().into_iter().flat_map(|entity| &entity.includes);
        includes.for_each(|id| used[id.index()] = true);
        let is_root = def.direction().is_some();
        used[id.index()] = itself || is_root;
    }
    for (id, def) in model.types_with_ids().filter(|(id, _)| !used[id.index()]) {
        let message = format!("{} `{}` is not used", def.kind.name(), def.name);
        let finding = context.finding(&def.name, message);
        found.push(finding.at(context.origins().type_name(id), "nothing names it"));
    }
}

fn mark(ty: &Type, used: &mut [bool]) {
    for id in ty.named() {
        used[id.index()] = true;
    }
}
