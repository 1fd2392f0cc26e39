//! A type of another name and the same shape.

use super::Context;
use super::typed::Typed;
use super::verdict::{Category, Judged, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, What};

pub(super) const RULE: Rule = Rule {
    id: "type-renamed",
    about: "A type has another name, and the same shape.",
    category: Category::Source,
    client: "error for generated code only",
    server: "error for generated code only",
    explanation: "\
Names of types are not on the wire. Code that uses generated types has to use the new name. That it is
the same type is told by its shape. A field whose type has another name and the same shape is the same
case.",
    mirror: Mirror::Rule("type-renamed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let judged = match (&change.part, change.what) {
        (Part::Type(_), What::Renamed) => {
            let [old, new] = context.ty(change)?;
            let message = format!("type `{}` is now called `{}`", old?.name, new?.name);
            Judged::new(message).labels("the old name", "the new name")
        }
        (_, what) if what.relation().is_some_and(|found| found.is_same_on_wire()) => {
            Typed::of(context, change)?.judged("is of a type of another name, and the same shape")
        }
        (
            Part::Protocol
            | Part::Type(_)
            | Part::Field { .. }
            | Part::Value { .. }
            | Part::Event(_)
            | Part::Tombstone(_),
            _,
        ) => return None,
    };
    let verdict = Verdict::error("code has to use the new name").of(Category::Source);
    Some(judged.both(verdict).help("keep an alias of the old name"))
}
