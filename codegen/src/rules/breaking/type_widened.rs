//! A type that has more values.

use super::Context;
use super::typed::Typed;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "type-widened",
    about: "A type was widened.",
    category: Category::Wire,
    client: "info on the wire, error for generated code",
    server: "error",
    explanation: "\
The type keeps its values and gains more: `int64` for `int32`, text for an enum, any value for any
type. Values that old clients send remain valid. Old clients that read it meet values that they
reject. Add another field of the wider type.",
    mirror: Mirror::Rule("type-narrowed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::Widened || typed.is_base {
        return None;
    }
    let refused = Verdict::error("some values are invalid for them");
    Some(
        typed
            .assessment("was widened")
            .client(Verdict::info("values that old clients send remain valid").error_on_source())
            .server(refused.of(typed.category).shown_by(Mutation::Refused))
            .help(typed.of_part(
                "add another field of the wider type",
                "add another event with params of the wider type",
            )),
    )
}
