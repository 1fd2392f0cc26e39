//! An event of another name.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "event-renamed",
    about: "An event was renamed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
The wire identifies an event by its name. To peers of the other version, the new name is unknown and
the old event never arrives. Two events pair if their names are equal without case and separators.
They also pair if direction and params are equal, and the params are their own or the names are
similar. A deprecated or tombstoned event never pairs by similarity. Declare the new event beside
the old one, and deprecate the old one.",
    mirror: Mirror::Rule("event-renamed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [old, new] = context.event(change)?;
    let (old, new) = (old?, new.filter(|_| change.what == What::Renamed)?);
    let unknown = Verdict::error("they do not know the event").shown_by(Mutation::AsIs);
    Some(
        Assessment::new(format!(
            "event `{}` was renamed to `{}`",
            old.name, new.name
        ))
        .labels("the old name", "the new name")
        .both(unknown)
        .help("declare the new event beside the old one, and deprecate the old one"),
    )
}
