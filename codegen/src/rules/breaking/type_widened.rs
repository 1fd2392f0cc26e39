//! A type that has more values.

use super::Context;
use super::typed::Typed;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
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
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::Widened || typed.is_base {
        return None;
    }
    let refused = Verdict::error("some values are invalid for them");
    Some(
        typed
            .judged("was widened")
            .client(Verdict::info("values that old clients send remain valid").error_on_source())
            .server(refused.of(typed.category).shown_by(Poke::Refused))
            .help("add another field of the wider type"),
    )
}
