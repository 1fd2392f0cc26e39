//! An entity that the other side sends outside events.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, Side, What};

pub(super) const RULE: Rule = Rule {
    id: "entity-direction-changed",
    about: "The direction of an entity changed.",
    category: Category::Json,
    client: "error if clients sent it",
    server: "error if the server sent it",
    explanation: "\
Old peers still send the entity, such as a body of HTTP, or wait for it. Declare a separate entity
for the other direction. A `direction` that is added or removed only says more or less about who
sends the entity, and is not reported.",
    mirror: Mirror::None("only the direction of the old schema counts"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (Part::Type(Side::Both(old, new)), What::Direction) = (&change.part, change.what) else {
        return None;
    };
    let (old, new) = (*old, *new);
    let (old, new) = (context.pairs.old.ty(old), context.pairs.new.ty(new));
    let (before, now) = (old.direction()?.name(), new.direction()?.name());
    let kind = new.kind.name();
    let subject = context.subject(change);
    Some(
        Assessment::new(format!(
            "{kind} `{subject}` is now sent by the {now} instead of the {before}"
        ))
        .labels(
            format!("sent by the {before}"),
            format!("sent by the {now}"),
        )
        .both(Verdict::error(format!(
            "they send the {kind}, or wait for it"
        )))
        .help("declare a separate type for the other direction"),
    )
}
