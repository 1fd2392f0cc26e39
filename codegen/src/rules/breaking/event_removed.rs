//! An event that is gone.

use tdproto_schema::model::{Direction, Event, Sender};

use super::Context;
use super::removal::removal_help;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, sender_words};

pub(super) const RULE: Rule = Rule {
    id: "event-removed",
    about: "An event was removed, or a side no longer sends it.",
    category: Category::Json,
    client: "error",
    server: "warning, error for generated code",
    explanation: "\
Old clients still send their event, and the server no longer knows it. If the server no longer sends
an event, old clients may wait for it forever. Deprecate the event first, and keep it until no
supported client uses it. Then leave a tombstone in `[removed.events]`.",
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
    let old = old.filter(|_| change.what == What::Removed)?;
    let unknown = Verdict::error("the server no longer knows the event");
    Some(
        Assessment::new(format!("event `{}` was removed", old.name))
            .labels("it was declared here", "")
            .client(unknown.shown_by(Mutation::AsIs))
            .server(Verdict::warning("the server no longer sends the event").error_on_source())
            .help(removal_help(&old.docs)),
    )
}

/// An event that both sides sent and one side sends still.
fn for_a_side(old: &Event, new: &Event) -> Option<Assessment> {
    if old.sender != Sender::Both {
        return None;
    }
    let now = sender_words(new.sender);
    let assessment = Assessment::new(format!("event `{}` is sent by {now} only", new.name))
        .labels("sent by both sides", format!("sent by {now}"))
        .help("keep `direction = \"both\"`");
    Some(match new.is_sent(Direction::ServerToClient) {
        true => {
            let unknown = Verdict::error("the server no longer knows the event");
            assessment.client(unknown.shown_by(Mutation::Present))
        }
        false => assessment
            .server(Verdict::warning("the server no longer sends the event").error_on_source()),
    })
}
