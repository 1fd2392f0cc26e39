//! A kind of frame that is gone.

use tdproto_schema::model::{Direction, FrameKind, Sender};

use super::Context;
use super::removal::removal_help;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, sender_words};

pub(super) const RULE: Rule = Rule {
    id: "frame-removed",
    about: "A kind of frame was removed, or a side no longer sends it.",
    category: Category::Wire,
    client: "error",
    server: "warning, error for generated code",
    explanation: "\
Old clients still send frames of the kind, and the server rejects them. If the server no longer sends
the kind, old clients may wait for its events or replies. Deprecate the kind first, and keep it while
old clients live.",
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
    let old = old.filter(|_| change.what == What::Removed)?;
    Some(
        Assessment::new(format!("frame `{}` was removed", old.name))
            .labels("it was declared here", "")
            .client(unknown())
            .server(gone())
            .help(removal_help(&old.docs)),
    )
}

fn unknown() -> Verdict {
    let unknown = Verdict::error("the server no longer knows the kind of frame");
    unknown.of(Category::Wire).shown_by(Mutation::AsIs)
}

fn gone() -> Verdict {
    Verdict::warning("the server no longer sends the kind of frame").error_on_source()
}

/// A kind of frame that both sides sent and one side sends still.
fn for_a_side(old: &FrameKind, new: &FrameKind) -> Option<Assessment> {
    if old.sender != Sender::Both {
        return None;
    }
    let now = sender_words(new.sender);
    let assessment = Assessment::new(format!("frame `{}` is sent by {now} only", new.name))
        .labels("sent by both sides", format!("sent by {now}"))
        .help("keep `direction = \"both\"`");
    Some(match new.sender.sends(Direction::ServerToClient) {
        true => assessment.client(unknown()),
        false => assessment.server(gone()),
    })
}
