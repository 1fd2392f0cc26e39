//! A tombstone that is gone.

use super::Context;
use super::verdict::{Category, Judged, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, What, revived};

pub(super) const RULE: Rule = Rule {
    id: "tombstone-removed",
    about: "A tombstone is gone.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Without it, nothing keeps the name from coming back with another meaning, while peers live that know
the old one. Bring the entry of the `removed` table back.",
    mirror: Mirror::None("to add a tombstone breaks nobody"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let Part::Tombstone(side) = &change.part else {
        return None;
    };
    if change.what != What::Removed || revived(context.pairs, *side).is_some() {
        return None;
    }
    let subject = context.subject(change);
    Some(
        Judged::new(format!("the tombstone of `{subject}` is gone"))
            .labels("removed here", "")
            .both(Verdict::error("nothing keeps the name from coming back"))
            .help("bring the entry of the `removed` table back"),
    )
}
