//! A tuple with fewer items.

use tdproto_schema::Severity;

use super::Context;
use super::typed::Typed;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "tuple-item-removed",
    about: "Items were removed from a tuple.",
    category: Category::Wire,
    client: "warning, error for generated code",
    server: "error if an item had to be there, else warning; error for generated code",
    explanation: "\
The server skips the item that old clients send. Old clients that read the array reject it if the item
had to be there, and otherwise never see a value again. Keep the item while old clients live.",
    mirror: Mirror::None(
        "readers skip an item that they do not know, and miss one that they need",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let typed = Typed::of(context, change)?;
    let was_needed = typed.relation == Relation::ItemRemoved;
    if !was_needed && typed.relation != Relation::OptionalItemRemoved {
        return None;
    }
    let effect = match was_needed {
        true => "the array is too short",
        false => "the server no longer sends the item",
    };
    let missing = Verdict::error_if(was_needed, Severity::Warning, effect);
    let missing = match was_needed {
        true => missing.of(Category::Wire).shown_by(Mutation::Refused),
        false => missing,
    };
    Some(
        typed
            .assessment("has fewer items")
            .client(
                Verdict::warning("the server skips the item")
                    .shown_by(Mutation::Refused)
                    .error_on_source(),
            )
            .server(missing.error_on_source())
            .help("keep the item while old clients live"),
    )
}
