//! A type that is gone.

use super::Context;
use super::removed_without_deprecation::removal_help;
use super::verdict::{Category, Judged, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, What, noun};

pub(super) const RULE: Rule = Rule {
    id: "type-removed",
    about: "A type is gone.",
    category: Category::Json,
    client: "error for generated code; at all, if no event reached it",
    server: "error for generated code; at all, if no event reached it",
    explanation: "\
A type that events reached went with the fields that led to it, which are judged themselves; code that
names it does not compile any more. One that no event reached was, perhaps, a body of HTTP, and
whoever sends or reads that breaks.",
    mirror: Mirror::None(
        "to add a type breaks nobody",
    ),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let (Part::Type(_), What::Removed) = (&change.part, change.what) else {
        return None;
    };
    let old = context.ty(change)?[0]?;
    let (noun, subject) = (noun(context.pairs, &change.part), context.subject(change));
    let (category, effect) = match context.scope(change).unreached {
        true => (
            Category::Json,
            "the other side does not know the type any more",
        ),
        false => (Category::Source, "code that names it does not compile"),
    };
    Some(
        Judged::new(format!("{noun} `{subject}` is gone"))
            .labels("it was declared here", "")
            .both(Verdict::error(effect).of(category))
            .help(removal_help(&old.docs)),
    )
}
