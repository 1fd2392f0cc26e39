//! A closed enum whose value for a missing one changed.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "enum-empty-changed",
    about: "The empty value of a closed enum changed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
A closed enum has no empty value of its own: a missing key or `null` is read as its first value, or
as the value of `empty`. When that changes, the two versions read the same frame as different
values. Keep the first value first, or set `empty` to the old one: then the order does not matter.",
    mirror: Mirror::Rule("enum-empty-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Empty {
        return None;
    }
    let (subject, words) = (context.subject(change), words(context.pairs, change));
    let verdict = Verdict::error("a missing key is read as another value");
    Some(
        Assessment::new(format!("enum `{subject}` has another {words}"))
            .both(verdict)
            .help("set `empty` of the enum to the old value, or list that value first"),
    )
}
