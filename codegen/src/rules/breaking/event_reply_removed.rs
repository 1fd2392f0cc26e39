//! An event without the reply that it had.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, ReplyChange, What, words};

pub(super) const RULE: Rule = Rule {
    id: "event-reply-removed",
    about: "The reply to an event was removed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Old peers send the event as a request and wait for an answer that never comes. Keep the reply, or
declare another event without one.",
    mirror: Mirror::Rule("event-reply-added"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Reply(ReplyChange::Removed) {
        return None;
    }
    let words = words(context.pairs, change);
    let value = |side: &Option<String>| side.clone().unwrap_or_default();
    Some(
        Assessment::new(format!(
            "event `{}` lost its reply",
            context.subject(change)
        ))
        .labels(value(&words.before), value(&words.after))
        .both(Verdict::error("the old side waits for an answer").shown_by(Mutation::AsIs))
        .help("declare another event without a reply"),
    )
}
