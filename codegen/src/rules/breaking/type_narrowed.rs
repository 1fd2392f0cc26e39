//! A type that has fewer values.

use super::Context;
use super::typed::Typed;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "type-narrowed",
    about: "A type lost some of its values.",
    category: Category::Wire,
    client: "error",
    server: "info on the wire, error for generated code",
    explanation: "\
The type lost values and has no new ones: `int32` for `int64`, an enum for text. Old clients send
values that the server does not take. What old clients read still fits, on the wire; their code holds
another type when it is generated again.",
    mirror: Mirror::Rule("type-widened"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::Narrowed || typed.is_base {
        return None;
    }
    let refused = Verdict::error("there are values that they do not take");
    let fits = Verdict::info("what new servers send fits the old type");
    Some(
        typed
            .judged("is narrower now")
            .client(refused.of(typed.category).shown_by(Poke::Refused))
            .server(fits.error_on_source())
            .help("add another field of the narrower type"),
    )
}
