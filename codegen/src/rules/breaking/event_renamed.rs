//! An event of another name.

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "event-renamed",
    about: "An event has another name.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
An event is known by its name on the wire: to peers of the other version, the new name is an unknown
event, and the old one never comes. It counts as the same event if the names are equal without case
and separators, or if direction and params are the same and either the params are its own or the name
is alike. An event that is deprecated or has a tombstone is not renamed by likeness. Declare the new
event beside the old one, which becomes deprecated.",
    mirror: Mirror::Rule("event-renamed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [old, new] = context.event(change)?;
    let (old, new) = (old?, new.filter(|_| change.what == What::Renamed)?);
    let unknown = Verdict::error("the event is one that they do not know").shown_by(Poke::AsIs);
    Some(
        Judged::new(format!("event `{}` is now called `{}`", old.name, new.name))
            .labels("the old name", "the new name")
            .both(unknown)
            .help("declare the new event beside the old one, and deprecate that"),
    )
}
