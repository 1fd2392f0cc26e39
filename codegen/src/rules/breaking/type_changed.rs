//! Another type.

use super::Context;
use super::typed::Typed;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "type-changed",
    about: "A type is another one.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
What the one version writes, the other does not take: an entity for text, a list for one item, a map
for a list, text for a number. Types are compared by structure, whatever they are called. Add another
field of the new type, and deprecate the old one.",
    mirror: Mirror::Rule("type-changed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::Changed || typed.is_base {
        return None;
    }
    let refused = Verdict::error("the value is of another type").of(Category::Wire);
    Some(
        typed
            .judged("is of another type")
            .both(refused.shown_by(Poke::Refused))
            .help("add another field of the new type, and deprecate the old one"),
    )
}
