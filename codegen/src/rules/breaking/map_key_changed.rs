//! A map with other keys.

use super::Context;
use super::typed::Typed;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "map-key-changed",
    about: "The keys of a map changed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
The keys of a JSON object are text, so the object still decodes. Their meaning changed: peers of the
other version look up keys that are missing.",
    mirror: Mirror::Rule("map-key-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::MapKey {
        return None;
    }
    Some(
        typed
            .assessment("has other keys")
            .both(Verdict::error("the keys have another meaning").shown_by(Mutation::Refused))
            .help("add another field with the new keys, and deprecate the old one"),
    )
}
