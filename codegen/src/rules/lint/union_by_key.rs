//! The rule `union-by-key`.

use tdproto_schema::Severity;
use tdproto_schema::model::UnionForm;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule that objects of several types have a tag. Without one, no variant may ever have the key of
/// another one.
pub(super) const RULE: LintRule = LintRule {
    id: "union-by-key",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "The variants of a union are known by a tag, not by their keys.",
    explanation: "\
A tag is one key that every receiver looks at. By keys, each receiver has to look for all of them, and no
variant may ever have the key of an earlier one. Use `tag` in protocols of your own. If others have made
the protocol, state that in an exception.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for (id, def) in context.model().types_with_ids() {
        if def.union().is_none_or(|union| union.form != UnionForm::Key) {
            continue;
        }
        let message = format!(
            "the variants of union `{}` are known by their keys",
            def.name
        );
        let finding = context.finding(&def.name, message);
        let place = context.origins().type_name(id);
        let label = "receivers look for each key";
        found.push(finding.at(place, label).help("give each variant a tag"));
    }
}
