//! An alias or a scalar that stands for something else.

use super::Context;
use super::typed::Typed;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "alias-base-changed",
    about: "The type of an alias or a scalar changed.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
Every field of the alias or scalar has another format on the wire, on both sides. Declare a new
alias or scalar. Move fields to it one by one, each as a new field.",
    mirror: Mirror::Rule("alias-base-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let typed = Typed::of(context, change)?;
    let wanted = match typed.relation {
        Relation::Widened | Relation::Narrowed | Relation::Changed => typed.is_base,
        Relation::Same
        | Relation::Renamed
        | Relation::MapKey
        | Relation::DateFormat
        | Relation::OptionalItemAdded
        | Relation::ItemAdded
        | Relation::OptionalItemRemoved
        | Relation::ItemRemoved => false,
    };
    let (what, effect) = match typed.is_range {
        true => ("changed its range", "some values are out of range"),
        false => ("changed its type", "its values have another type"),
    };
    let refused = Verdict::error(effect).of(Category::Wire);
    wanted.then(|| {
        typed
            .assessment(what)
            .both(refused.shown_by(Mutation::Refused))
            .help("declare a new alias or scalar, and use it in new fields")
    })
}
