//! An event that other values of its frame distinguish from others.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "event-match-changed",
    about: "The `match` of an event changed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
The values of `match` distinguish an event from others of the same name. Peers of one version take
the frame for another event, or for none. Declare another event for the new values.",
    mirror: Mirror::Rule("event-match-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Match {
        return None;
    }
    let words = words(context.pairs, change);
    let value = |side: &Option<String>| side.clone().unwrap_or_default();
    Some(
        Assessment::new(format!(
            "event `{}` matches other values of its frame: {words}",
            context.subject(change)
        ))
        .labels(value(&words.before), value(&words.after))
        .both(Verdict::error("they take the frame for another event").shown_by(Mutation::AsIs))
        .help("declare another event with the new `match`"),
    )
}
