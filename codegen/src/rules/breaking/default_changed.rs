//! A default that changed.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "default-changed",
    about: "The default of a field changed.",
    category: Category::Json,
    client: "warning",
    server: "warning",
    explanation: "\
A default documents what it means that a field is not there. Peers of the two versions take the same
frame for different things, if they follow the documentation. Keep the default, or send the value.",
    mirror: Mirror::Rule("default-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    context.both_fields(change)?;
    if change.what != What::Default {
        return None;
    }
    let subject = context.subject(change);
    let words = words(context.pairs, change);
    Some(
        Assessment::new(format!("the default of field `{subject}` changed: {words}"))
            .labels("the old default", "the new default")
            .both(Verdict::warning("a missing field has another meaning"))
            .help("keep the default, or always send the field"),
    )
}
