//! A map with other keys.

use super::Context;
use super::typed::Typed;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
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
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::MapKey {
        return None;
    }
    Some(
        typed
            .judged("has other keys")
            .both(Verdict::error("the keys have another meaning").shown_by(Poke::Refused))
            .help("add another field with the new keys, and deprecate the old one"),
    )
}
