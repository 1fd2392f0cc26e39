//! The rule `frame-name-case`.

use tdproto_schema::{Severity, Span};

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::config::NameCase;
use crate::report::Finding;

/// The rule on the case of names of kinds of frames. They become names in every language.
pub(super) const RULE: LintRule = LintRule {
    id: "frame-name-case",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "The name of a kind of frame is `snake_case`, or of the case that is set.",
    explanation: "\
The name of a kind of frame is not on the wire: it is the name in the schema, in reports and in
generated code. Names of one convention are easy to find. List names to keep as exceptions:
`frame-name-case = { allow = [\"firstKind\"] }`.",
    options: &[RuleOption::Allow, RuleOption::Case],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let (case, word) = context.case(NameCase::Snake);
    for (id, kind) in context.model().frames_with_ids() {
        let name = &kind.name;
        if case.is(name) || context.allows(name) {
            continue;
        }
        let message = format!("frame `{name}` is not {word}");
        let label = format!("would be `{}`", case.apply(name));
        let origin = context.origins().frame(id);
        let span = origin.map_or(Span::NONE, |origin| origin.name);
        found.push(context.finding(name, message).at(span, label));
    }
}
