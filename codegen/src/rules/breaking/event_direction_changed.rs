//! An event that the other side sends.

use tdproto_schema::model::Sender;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, sender_words};

pub(super) const RULE: Rule = Rule {
    id: "event-direction-changed",
    about: "The direction of an event changed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Old peers still send the event in the old direction, and its receiver rejects it. They also receive
it themselves and reject it. Declare a separate event for the other direction, or let both sides send
it. That adds an event for a side; to end it removes one, and the rules of those report it.",
    mirror: Mirror::Rule("event-direction-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [old, new] = context.event(change)?;
    let (old, new) = (old?, new.filter(|_| change.what == What::Direction)?);
    let (before, now) = (sender_words(old.sender), sender_words(new.sender));
    if [old.sender, new.sender].contains(&Sender::Both) {
        return None;
    }
    let effect = "they send the event, and reject it";
    let message = format!(
        "event `{}` is now sent by {now} instead of {before}",
        new.name
    );
    Some(
        Assessment::new(message)
            .labels(format!("sent by {before}"), format!("sent by {now}"))
            .both(Verdict::error(effect).shown_by(Mutation::Present))
            .help("declare a separate event for the other direction"),
    )
}
