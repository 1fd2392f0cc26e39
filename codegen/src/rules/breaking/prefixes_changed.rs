//! Other beginnings of the texts of a scalar.

use super::Context;
use super::verdict::{Category, Judged, Mirror, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "prefixes-changed",
    about: "The texts of a scalar begin otherwise.",
    category: Category::Source,
    client: "error for generated code only",
    server: "error for generated code only",
    explanation: "\
Prefixes tell kinds of texts, and generated code has a kind for each. Readers take any text; code that
names a kind has to be looked at.",
    mirror: Mirror::Rule("prefixes-changed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    if change.what != What::Prefixes {
        return None;
    }
    let (subject, words) = (context.subject(change), words(context.pairs, change));
    let verdict = Verdict::error("code that names a kind may not compile");
    Some(
        Judged::new(format!("the texts of `{subject}` begin otherwise: {words}"))
            .both(verdict.of(Category::Source)),
    )
}
