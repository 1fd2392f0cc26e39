//! A type that has fewer values.

use super::Context;
use super::typed::Typed;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "type-narrowed",
    about: "A type was narrowed.",
    category: Category::Wire,
    client: "error",
    server: "info on the wire, error for generated code",
    explanation: "\
The type lost values and has no new ones: `int32` for `int64`, an enum for text. Old clients send
values that the server rejects. Values that the server sends remain valid for old clients. After
types are generated again, the code of those clients has another type.",
    mirror: Mirror::Rule("type-widened"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::Narrowed || typed.is_base {
        return None;
    }
    let refused = Verdict::error("some values are invalid for them");
    let fits = Verdict::info("values that new servers send are valid for the old type");
    Some(
        typed
            .assessment("was narrowed")
            .client(refused.of(typed.category).shown_by(Mutation::Refused))
            .server(fits.error_on_source())
            .help(typed.of_part(
                "add another field of the narrower type",
                "add another event with params of the narrower type",
            )),
    )
}
