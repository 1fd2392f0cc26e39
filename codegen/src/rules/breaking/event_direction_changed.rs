//! An event that the other side sends.

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "event-direction-changed",
    about: "An event is sent by the other side.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Who sent the event still sends it, to a peer that does not take it any more, and is sent what it does
not take itself. Declare another event for the other direction.",
    mirror: Mirror::Rule("event-direction-changed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [old, new] = context.event(change)?;
    let (old, new) = (old?, new.filter(|_| change.what == What::Direction)?);
    let (before, now) = (old.direction.name(), new.direction.name());
    let effect = "the event is one that they send, and do not take";
    Some(
        Judged::new(format!(
            "event `{}` is sent by the {now}, not the {before}",
            new.name
        ))
        .labels(
            format!("sent by the {before}"),
            format!("sent by the {now}"),
        )
        .both(Verdict::error(effect).shown_by(Poke::Present))
        .help("declare another event for the other direction"),
    )
}
