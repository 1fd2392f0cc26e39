//! A part that is deprecated now.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, What, noun};

pub(super) const RULE: Rule = Rule {
    id: "deprecation-added",
    about: "A part of the protocol was deprecated.",
    category: Category::Json,
    client: "info",
    server: "info",
    explanation: "\
It still works as before. Its users have time to change until it is removed.",
    mirror: Mirror::None(
        "no rule reports a deprecation that was taken back, because that breaks nobody",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Deprecated {
        return None;
    }
    let (noun, subject) = (noun(context.pairs, &change.part), context.subject(change));
    Some(
        Assessment::new(format!("{noun} `{subject}` was deprecated"))
            .labels("before", "deprecated here")
            .both(Verdict::info("it works as before")),
    )
}
