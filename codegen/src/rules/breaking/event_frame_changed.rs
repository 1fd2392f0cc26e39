//! An event in another kind of frame.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "event-frame-changed",
    about: "The kind of frame of an event changed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Receivers look for an event among those of the kind of frame. In a frame of another kind they do not
know it. Declare another event in the new kind of frame, and deprecate this one.",
    mirror: Mirror::Rule("event-frame-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Frame {
        return None;
    }
    let words = words(context.pairs, change);
    let value = |side: &Option<String>| side.clone().unwrap_or_default();
    Some(
        Assessment::new(format!(
            "event `{}` travels in another kind of frame: {words}",
            context.subject(change)
        ))
        .labels(value(&words.before), value(&words.after))
        .both(Verdict::error("they do not know the event in that frame").shown_by(Mutation::AsIs))
        .help("declare another event in the new kind of frame"),
    )
}
