//! An event that was not there.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "event-added",
    about: "An event was added.",
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
    let [_, new] = context.event(change)?;
    let new = new.filter(|_| change.what == What::Added)?;
    let unknown = Verdict::info("old clients skip events that they do not know");
    Some(
        Assessment::new(format!("event `{}` was added", new.name))
            .labels("", "added")
            .client(Verdict::info("old clients do not send it"))
            .server(unknown.shown_by(Mutation::AsIs)),
    )
}
