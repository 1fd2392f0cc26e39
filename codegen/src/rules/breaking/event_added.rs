//! An event that was not there.

use tdproto_schema::model::{Direction, Event, Sender};

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, sender_words};

pub(super) const RULE: Rule = Rule {
    id: "event-added",
    about: "An event was added, or another side sends it as well.",
    category: Category::Json,
    client: "info",
    server: "info",
    explanation: "\
Receivers skip events that they do not know, so old clients keep working. A client that sends a new
event must expect servers that do not know it yet.",
    mirror: Mirror::None(
        "old clients skip unknown events; a server cannot act on an unknown event",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [old, new] = context.event(change)?;
    if let (Some(old), Some(new), What::Direction) = (old, new, change.what) {
        return for_a_side(old, new);
    }
    let new = new.filter(|_| change.what == What::Added)?;
    let unknown = Verdict::info("old clients skip events that they do not know");
    Some(
        Assessment::new(format!("event `{}` was added", new.name))
            .labels("", "added")
            .client(Verdict::info("old clients do not send it"))
            .server(unknown.shown_by(Mutation::AsIs)),
    )
}

/// An event that both sides send and one side sent before.
fn for_a_side(old: &Event, new: &Event) -> Option<Assessment> {
    if new.sender != Sender::Both {
        return None;
    }
    let before = sender_words(old.sender);
    let assessment = Assessment::new(format!("event `{}` is sent by both sides now", new.name))
        .labels(format!("sent by {before}"), "sent by both sides");
    Some(match old.is_sent(Direction::ServerToClient) {
        true => assessment.client(Verdict::info("old clients do not send it")),
        false => {
            let unknown = Verdict::info("old clients skip events that they do not read");
            assessment.server(unknown.shown_by(Mutation::AsIs))
        }
    })
}
