//! A tuple with more items.

use tdproto_schema::Severity;

use super::Context;
use super::typed::Typed;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "tuple-item-added",
    about: "Items were added to a tuple.",
    category: Category::Wire,
    client: "error if an item must be there, else info; error for generated code",
    server: "info on the wire, error for generated code",
    explanation: "\
Old clients do not send the item. If it must be there, the server rejects the array: write `?` behind
its type. Old clients that read the array skip the item.",
    mirror: Mirror::None(
        "readers skip an item that they do not know, and miss one that they need",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let typed = Typed::of(context, change)?;
    let is_needed = typed.relation == Relation::ItemAdded;
    if !is_needed && typed.relation != Relation::OptionalItemAdded {
        return None;
    }
    let effect = match is_needed {
        true => "the array is too short",
        false => "a missing item is none",
    };
    let missing = Verdict::error_if(is_needed, Severity::Info, effect).of(Category::Wire);
    let unknown = Verdict::info("old clients skip unknown items");
    Some(
        typed
            .assessment("has more items")
            .client(missing.shown_by(Mutation::Refused).error_on_source())
            .server(unknown.error_on_source())
            .help(match is_needed {
                true => "write `?` behind the types of the new items",
                false => "",
            }),
    )
}
