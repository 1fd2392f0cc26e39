//! The rule `type-name-case`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::config::NameCase;
use crate::naming::Case;
use crate::report::Finding;

/// The rule on the case of type names. They become names in every language, most of which write
/// them this way.
pub(super) const RULE: LintRule = LintRule {
    id: "type-name-case",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "The name of a type is `UpperCamelCase`, or of the case that is set.",
    explanation: "\
A type has the same name in code and in the schema, and TypeScript, Rust and others write types in
`UpperCamelCase`. Acronyms may keep their case: `JID`, `RGBColor`. The name is not on the wire.",
    options: &[RuleOption::Allow, RuleOption::Case],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let (case, word) = context.case(NameCase::UpperCamel);
    for (id, def) in context.model().types_with_ids() {
        let name = &def.name;
        let upper = name.starts_with(|c: char| c.is_ascii_uppercase());
        // Acronyms may keep their case.
        let is_right = match case {
            Case::UpperCamel => upper && !name.contains('_'),
            Case::Keep
            | Case::Snake
            | Case::Kebab
            | Case::LowerCamel
            | Case::Shouty
            | Case::Initialisms => case.is(name),
        };
        if is_right || context.allows(name) {
            continue;
        }
        let message = format!("{} `{name}` is not {word}", def.kind.name());
        let label = format!("would be `{}`", case.apply(name));
        let finding = context.finding(name, message);
        found.push(finding.at(context.origins().type_name(id), label));
    }
}
