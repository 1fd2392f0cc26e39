//! A type that is gone.

use super::Context;
use super::covered::Went;
use super::removal::removal_help;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, What, noun};

pub(super) const RULE: Rule = Rule {
    id: "type-removed",
    about: "A type was removed.",
    category: Category::Json,
    client: "error if nothing used it, for generated code only if a field used it",
    server: "error if nothing used it, for generated code only if a field used it",
    explanation: "\
An unused entity or enum may have been the body of an HTTP request or response, so its users break.
If a field used the type, the change of that field has its own finding, and only code that names the
type breaks. The same holds for a scalar or an alias, whose names are not on the wire. A type
removed together with its event, or with the type that used it, has no finding: one removal is one
finding.",
    mirror: Mirror::None("adding a type breaks nobody"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (Part::Type(_), What::Removed) = (&change.part, change.what) else {
        return None;
    };
    let Part::Type(side) = &change.part else {
        return None;
    };
    let old = context.ty(change)?[0]?;
    let is_named_on_wire = old.base().is_none() && old.alias().is_none();
    let (noun, subject) = (noun(context.pairs, &change.part), context.subject(change));
    let (category, effect) = match context.went(side.before()?) {
        Went::WithItsOwner => return None,
        Went::Alone if is_named_on_wire => {
            (Category::Json, "the other side no longer knows the type")
        }
        Went::Alone | Went::WithItsUse => (Category::Source, "code that names it does not compile"),
    };
    Some(
        Assessment::new(format!("{noun} `{subject}` was removed"))
            .labels("it was declared here", "")
            .both(Verdict::error(effect).of(category))
            .help(removal_help(&old.docs)),
    )
}
