//! An alias or a scalar that stands for something else.

use super::Context;
use super::typed::Typed;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "alias-base-changed",
    about: "An alias or a scalar stands for another type.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
Every field of the alias or scalar is written otherwise, on both sides. Declare another alias or
scalar, and move fields to it one by one, each as a field of its own.",
    mirror: Mirror::Rule("alias-base-changed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let typed = Typed::of(context, change)?;
    let wanted = match typed.relation {
        Relation::Widened | Relation::Narrowed | Relation::Changed => typed.is_base,
        Relation::Same | Relation::Renamed | Relation::MapKey | Relation::DateFormat => false,
    };
    let refused = Verdict::error("its values are others").of(Category::Wire);
    wanted.then(|| {
        typed
            .judged("stands for another type")
            .both(refused.shown_by(Poke::Refused))
            .help("declare another one, and use it in new fields")
    })
}
