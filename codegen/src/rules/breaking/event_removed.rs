//! An event that is gone.

use super::Context;
use super::removal::removal_help;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "event-removed",
    about: "An event was removed.",
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
    let [old, _] = context.event(change)?;
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
