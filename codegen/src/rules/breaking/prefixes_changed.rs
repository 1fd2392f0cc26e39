//! A scalar whose prefixes changed.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "prefixes-changed",
    about: "A scalar's prefixes changed.",
    category: Category::Source,
    client: "error for generated code only, if a kind was removed, else info",
    server: "error for generated code only, if a kind was removed, else info",
    explanation: "\
Prefixes distinguish kinds of texts, and generated code has a kind for each. Readers accept any
text. Code that names a removed kind does not compile. Matches on kinds have a wildcard arm for
added ones.",
    mirror: Mirror::None("a removed kind breaks code that names it; an added kind breaks none"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Prefixes {
        return None;
    }
    let (subject, words) = (context.subject(change), words(context.pairs, change));
    let [old, new] = context.ty(change)?;
    let (old, new) = (&old?.prefixes, &new?.prefixes);
    let is_gone = |name: &str| new.iter().all(|prefix| prefix.name != name);
    let verdict = match old.iter().any(|prefix| is_gone(&prefix.name)) {
        true => Verdict::error("code that names a removed kind does not compile"),
        false => Verdict::info("code that names a kind compiles"),
    };
    Some(
        Assessment::new(format!("the prefixes of `{subject}` changed: {words}"))
            .both(verdict.of(Category::Source)),
    )
}
