//! An event that the other side sends.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "event-direction-changed",
    about: "The direction of an event changed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Old peers still send the event in the old direction, and its receiver rejects it. They also receive
it themselves and reject it. Declare a separate event for the other direction.",
    mirror: Mirror::Rule("event-direction-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [old, new] = context.event(change)?;
    let (old, new) = (old?, new.filter(|_| change.what == What::Direction)?);
    let (before, now) = (old.direction.name(), new.direction.name());
    let effect = "they send the event, and reject it";
    Some(
        Assessment::new(format!(
            "event `{}` is now sent by the {now} instead of the {before}",
            new.name
        ))
        .labels(
            format!("sent by the {before}"),
            format!("sent by the {now}"),
        )
        .both(Verdict::error(effect).shown_by(Mutation::Present))
        .help("declare a separate event for the other direction"),
    )
}
