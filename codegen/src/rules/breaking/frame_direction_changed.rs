//! A kind of frame that the other side sends.

use tdproto_schema::model::Sender;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, sender_words};

pub(super) const RULE: Rule = Rule {
    id: "frame-direction-changed",
    about: "The direction of a kind of frame changed.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
Old peers still send frames of the kind in the old direction, and their receiver rejects them. They
receive such frames themselves, and reject them. Draw another kind of frame for the other direction.",
    mirror: Mirror::Rule("frame-direction-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [old, new] = context.frame(change)?;
    let (old, new) = (old?, new.filter(|_| change.what == What::Direction)?);
    if [old.sender, new.sender].contains(&Sender::Both) {
        return None;
    }
    let (before, now) = (sender_words(old.sender), sender_words(new.sender));
    let message = format!(
        "frame `{}` is now sent by {now} instead of {before}",
        new.name
    );
    let refused = Verdict::error("they do not know the kind of frame from that side");
    Some(
        Assessment::new(message)
            .labels(format!("sent by {before}"), format!("sent by {now}"))
            .both(refused.of(Category::Wire).shown_by(Mutation::AsIs))
            .help("draw another kind of frame for the other direction"),
    )
}
