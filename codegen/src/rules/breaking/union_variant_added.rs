//! A variant that a union did not have.

use tdproto_schema::Severity;
use tdproto_schema::model::{Direction, Openness, Union, UnionForm};

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Part, What};
use crate::sample::minimal;
use crate::views::View;

pub(super) const RULE: Rule = Rule {
    id: "union-variant-added",
    about: "A variant was added to a union.",
    category: Category::Wire,
    client: "info; of a closed union, error for generated code",
    server: "info if the union is open, else error; error if the variant has no tag",
    explanation: "\
Old clients keep unknown variants of an open union. Of a closed union, they reject unknown variants,
and of any union by a tag objects without one. A union by kind is always closed. Other unions are open by
default; close a union only if it never grows.",
    mirror: Mirror::None(
        "clients keep unknown variants of an open union; a server has to act on them",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [(old, _), (new, variant)] = context.variant(change)?;
    let variant = variant.filter(|_| change.what == What::Added)?;
    let Part::Variant { variant: at, .. } = &change.part else {
        return None;
    };
    let is_refused = !old.keeps(variant);
    let (effect, category) = match (is_refused, &variant.value) {
        (true, None) => (without_tag(new), Category::Wire),
        (true, Some(_)) => ("the closed union rejects the variant", Category::Wire),
        (false, _) => ("old clients keep unknown variants", Category::Json),
    };
    let view = View::of(Direction::ServerToClient);
    let shown = minimal::of_variant(context.pairs.new, view, new, at.after()?);
    let unknown = Verdict::error_if(is_refused, Severity::Info, effect).of(category);
    let subject = context.subject(change);
    let unsent = Verdict::info("old clients do not send it");
    Some(
        Assessment::new(format!("variant `{subject}` was added"))
            .labels("not listed here", "added")
            .client(match old.openness {
                Openness::Closed => unsent.error_on_source(),
                Openness::Open => unsent,
            })
            .server(unknown.shown_by(Mutation::Put(shown)))
            .help(if is_refused {
                "do not send it to older clients"
            } else {
                ""
            }),
    )
}

/// The effect of a variant that has no tag.
fn without_tag(union: &Union) -> &'static str {
    match union.form {
        UnionForm::Tag(_) => "an object without a tag is invalid for them",
        UnionForm::Key => "the closed union rejects an object with none of its keys",
        UnionForm::Kind => "a value of another kind is invalid for them",
    }
}
