//! A kind of frame that was not there.

use tdproto_schema::model::{Direction, FrameKind, Sender};

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, sender_words};

pub(super) const RULE: Rule = Rule {
    id: "frame-added",
    about: "A kind of frame was added, or another side sends it as well.",
    category: Category::Wire,
    client: "info",
    server: "error",
    explanation: "\
Old clients reject frames of a kind that they do not know, and with them every event, reply and error
in those frames. Old clients do not send the new kind. Put new events into frames that old clients
know.",
    mirror: Mirror::None(
        "old clients reject a new kind of frame; nothing rejects that a kind no longer comes",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [old, new] = context.frame(change)?;
    if let (Some(old), Some(new), What::Direction) = (old, new, change.what) {
        return for_a_side(old, new);
    }
    let new = new.filter(|_| change.what == What::Added)?;
    let assessment = Assessment::new(format!("frame `{}` was added", new.name));
    Some(
        assessment
            .labels("", "added")
            .client(Verdict::info("old clients do not send it"))
            .server(unknown())
            .help("use a kind of frame that old clients know"),
    )
}

fn unknown() -> Verdict {
    let unknown = Verdict::error("old clients do not know the kind of frame");
    unknown.of(Category::Wire).shown_by(Mutation::AsIs)
}

/// A kind of frame that both sides send and one side sent before.
fn for_a_side(old: &FrameKind, new: &FrameKind) -> Option<Assessment> {
    if new.sender != Sender::Both {
        return None;
    }
    let before = sender_words(old.sender);
    let assessment = Assessment::new(format!("frame `{}` is sent by both sides now", new.name))
        .labels(format!("sent by {before}"), "sent by both sides");
    Some(match old.sender.sends(Direction::ServerToClient) {
        true => assessment.client(Verdict::info("old clients do not send it")),
        false => assessment.server(unknown()),
    })
}
