//! A part whose type changed.

use super::Context;
use super::typed::Typed;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "type-changed",
    about: "A type changed.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
Peers of one version reject the values of the other: an entity for text, a list for one item, a map
for a list, text for a number. A number whose range changed counts, too. Types are compared by
structure, not by name. Add another field of the new type, and deprecate the old one.",
    mirror: Mirror::Rule("type-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::Changed || typed.is_base {
        return None;
    }
    let (what, effect) = match typed.is_range {
        true => ("changed its range", "some values are out of range"),
        false => ("changed its type", "the value has another type"),
    };
    let refused = Verdict::error(effect).of(Category::Wire);
    Some(
        typed
            .assessment(what)
            .both(refused.shown_by(Mutation::Refused))
            .help(typed.of_part(
                "add another field of the new type, and deprecate the old one",
                "add another event with params of the new type, and deprecate the old one",
            )),
    )
}
