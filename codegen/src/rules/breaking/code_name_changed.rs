//! A part whose name in generated code changed.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, What, noun, words};

pub(super) const RULE: Rule = Rule {
    id: "code-name-changed",
    about: "A name in generated code changed.",
    category: Category::Source,
    client: "error for generated code only",
    server: "error for generated code only",
    explanation: "\
The wire does not change. Code that uses the generated field, value or event has to use its new
name.",
    mirror: Mirror::Rule("code-name-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::CodeName {
        return None;
    }
    let (noun, subject) = (noun(context.pairs, &change.part), context.subject(change));
    let words = words(context.pairs, change);
    let verdict = Verdict::error("code has to use the new name");
    Some(
        Assessment::new(format!("{noun} `{subject}` was renamed in code: {words}"))
            .labels("the old name", "the new name")
            .both(verdict.of(Category::Source)),
    )
}
