//! A variant that a union lost.

use tdproto_schema::model::Direction;

use super::Context;
use super::removal::removal_help;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Part, What};
use crate::sample::minimal;
use crate::views::View;

pub(super) const RULE: Rule = Rule {
    id: "union-variant-removed",
    about: "A variant was removed from a union.",
    category: Category::Wire,
    client: "error",
    server: "info on the wire, error for generated code",
    explanation: "\
Old clients still send the variant, and the server no longer handles it. Old clients that read the
union never receive it again, which breaks nobody. Code that names it does not compile after types
are generated again. Deprecate the variant first.",
    mirror: Mirror::None(
        "clients keep unknown variants of an open union; a server has to act on them",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [(old, variant), (new, _)] = context.variant(change)?;
    let variant = variant.filter(|_| change.what == What::Removed)?;
    let Part::Variant { variant: at, .. } = &change.part else {
        return None;
    };
    let category = match new.keeps(variant) {
        true => Category::Json,
        false => Category::Wire,
    };
    let view = View::of(Direction::ClientToServer);
    let shown = minimal::of_variant(context.pairs.old, view, old, at.before()?);
    let unknown = Verdict::error("they do not know the variant").of(category);
    let subject = context.subject(change);
    Some(
        Assessment::new(format!("variant `{subject}` was removed"))
            .labels("it was declared here", "removed here")
            .client(unknown.shown_by(Mutation::Put(shown)))
            .server(Verdict::info("the server no longer sends it").error_on_source())
            .help(removal_help(&variant.docs)),
    )
}
