//! An event that has a reply now.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, ReplyChange, What, words};

pub(super) const RULE: Rule = Rule {
    id: "event-reply-added",
    about: "A reply was added to an event.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
An event with a reply is a request: it travels in another kind of frame, with an id, and its receiver
answers it. Old peers send it without an id, and do not answer it. Declare another event with the
reply.",
    mirror: Mirror::Rule("event-reply-removed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Reply(ReplyChange::Added) {
        return None;
    }
    let words = words(context.pairs, change);
    let value = |side: &Option<String>| side.clone().unwrap_or_default();
    Some(
        Assessment::new(format!(
            "event `{}` gained a reply",
            context.subject(change)
        ))
        .labels(value(&words.before), value(&words.after))
        .both(
            Verdict::error("the old side neither sends an id nor answers").shown_by(Mutation::AsIs),
        )
        .help("declare another event with the reply"),
    )
}
