//! A name that came back.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, What, revived};

pub(super) const RULE: Rule = Rule {
    id: "tombstone-reused",
    about: "A removed name was reused.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Peers older than the removal know the name with its old meaning, and misread the new part. Choose
another name, and keep the tombstone.",
    mirror: Mirror::None("it compares three versions: with the part, without it, and the new one"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let Part::Tombstone(side) = &change.part else {
        return None;
    };
    if change.what != What::Removed || revived(context.pairs, *side).is_none() {
        return None;
    }
    let subject = context.subject(change);
    Some(
        Assessment::new(format!(
            "`{subject}` was removed before, and is declared again"
        ))
        .labels("removed here", "declared again")
        .both(Verdict::error(
            "older peers know the name with another meaning",
        ))
        .help("choose another name, and keep the tombstone"),
    )
}
