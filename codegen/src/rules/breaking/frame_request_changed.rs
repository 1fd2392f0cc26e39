//! A reply to another kind of frame.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "frame-request-changed",
    about: "A kind of frame answers another kind, or no longer answers one.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
Peers find the request of a reply among the requests of the kind that `replies` names. Peers of one
version take the frame for something else. Draw another kind of frame for the other replies.",
    mirror: Mirror::Rule("frame-request-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Replies {
        return None;
    }
    let message = format!(
        "frame `{}` answers another kind of frame",
        context.subject(change)
    );
    let refused = Verdict::error("they do not find the request that it answers");
    Some(
        Assessment::new(message)
            .both(refused.of(Category::Wire))
            .help("draw another kind of frame for the other replies"),
    )
}
