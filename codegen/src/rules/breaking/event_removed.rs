//! An event that is gone.

use super::Context;
use super::removed_without_deprecation::removal_help;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "event-removed",
    about: "An event is gone.",
    category: Category::Json,
    client: "error",
    server: "warning, error for generated code",
    explanation: "\
Old clients go on sending an event of theirs, and the server does not know it any more. An event of
the server that is gone lets old clients wait for what does not come. Deprecate it first, keep it
until no supported client uses it, then leave a tombstone in `[removed.events]`.",
    mirror: Mirror::None(
        "old clients skip events that they do not know; a server is asked to do something, and cannot",
    ),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [old, _] = context.event(change)?;
    let old = old.filter(|_| change.what == What::Removed)?;
    let unknown = Verdict::error("the server does not know the event any more");
    Some(
        Judged::new(format!("event `{}` is gone", old.name))
            .labels("it was declared here", "")
            .client(unknown.shown_by(Poke::AsIs))
            .server(Verdict::warning("they wait for what does not come any more").error_on_source())
            .help(removal_help(&old.docs)),
    )
}
