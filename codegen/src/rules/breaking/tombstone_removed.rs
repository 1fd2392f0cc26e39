//! A tombstone that was removed.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, What, revived};

pub(super) const RULE: Rule = Rule {
    id: "tombstone-removed",
    about: "A tombstone was removed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Without the tombstone, the name can be reused with another meaning while old peers still know it.
Restore the entry of the `removed` table.",
    mirror: Mirror::None("adding a tombstone breaks nobody"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let Part::Tombstone(side) = &change.part else {
        return None;
    };
    if change.what != What::Removed || revived(context.pairs, *side).is_some() {
        return None;
    }
    let subject = context.subject(change);
    Some(
        Assessment::new(format!("the tombstone of `{subject}` is gone"))
            .labels("removed here", "")
            .both(Verdict::error(
                "the name can be reused with another meaning",
            ))
            .help("restore the entry of the `removed` table"),
    )
}
