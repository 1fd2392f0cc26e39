//! A type that has more values.

use super::Context;
use super::typed::Typed;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "type-widened",
    about: "A type has values that it did not have.",
    category: Category::Wire,
    client: "info on the wire, error for generated code",
    server: "error",
    explanation: "\
The type has all the values that it had, and more: `int64` for `int32`, text for an enum, anything for
anything else. What old clients send still fits. Old clients that read it meet values that they do not
take. Add another field of the wider type.",
    mirror: Mirror::Rule("type-narrowed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::Widened || typed.is_base {
        return None;
    }
    let refused = Verdict::error("there are values that they do not take");
    Some(
        typed
            .judged("is wider now")
            .client(Verdict::info("what old clients send still fits").error_on_source())
            .server(refused.of(typed.category).shown_by(Poke::Refused))
            .help("add another field of the wider type"),
    )
}
