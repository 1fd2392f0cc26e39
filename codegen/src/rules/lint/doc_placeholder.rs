//! The rule `doc-placeholder`.

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule against placeholder descriptions. A description without content hides that the real one
/// is missing.
pub(super) const RULE: LintRule = LintRule {
    id: "doc-placeholder",
    level: Level::Docs,
    severity: Severity::Warning,
    about: "A description is neither a placeholder nor a repeated name.",
    explanation: "\
`TODO`, `…` and the like announce a description that is still missing. `display_name = { doc =
\"Display name.\" }` repeats the key. Describe facts that the name does not show.",
    options: &[],
    check: Check::Schema(check),
};

/// Words that stand for a text to come.
const PLACEHOLDERS: &[&str] = &["TODO", "TBD", "FIXME", "XXX", "WIP"];

/// Texts that stand for a description to come, without signs and in lower case.
const TEXTS: &[&str] = &[
    "",
    "description",
    "descriptionhere",
    "doc",
    "documentation",
    "foo",
    "loremipsum",
    "na",
    "none",
    "nodescription",
    "placeholder",
    "test",
    "tobedescribed",
    "tbd",
    "tobedone",
    "todo",
    "undocumented",
    "unknown",
];

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for part in context.parts() {
        let text = part.docs.text.trim();
        if text.is_empty() {
            continue;
        }
        let what = if is_placeholder(text) {
            "is a placeholder"
        } else if letters(text).eq(letters(part.name)) {
            "only repeats its name"
        } else {
            continue;
        };
        let message = format!("the description of {part} {what}");
        let finding = context.finding(part.subject(), message);
        let shown: String = text.chars().take_while(|c| *c != '\n').take(60).collect();
        found.push(finding.at(part.span, format!("`{shown}`")));
    }
}

fn is_placeholder(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| PLACEHOLDERS.contains(&word))
        || TEXTS.iter().any(|known| letters(text).eq(known.chars()))
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase)
}
