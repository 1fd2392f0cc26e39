//! A union whose variants are known by something else.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "union-form-changed",
    about: "The tag or the form of a union changed.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
A receiver knows a variant by the tag, or by the kind of JSON. With another key, with integers in
place of texts, or in another form, no version reads the values of the other. Declare another union,
in another field.",
    mirror: Mirror::Rule("union-form-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Form {
        return None;
    }
    let (subject, words) = (context.subject(change), words(context.pairs, change));
    let verdict = Verdict::error("they know variants by something else").of(Category::Wire);
    Some(
        Assessment::new(format!("union `{subject}` has another form: {words}"))
            .labels("the old form", "the new form")
            .both(verdict.shown_by(Mutation::Refused))
            .help("declare another union, in another field"),
    )
}
