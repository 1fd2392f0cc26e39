//! A field that may be null.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "field-became-nullable",
    about: "A field became nullable.",
    category: Category::Json,
    client: "info, error for generated code",
    server: "error",
    explanation: "\
Old clients that read the field expect a value. Old clients that send it always send one. Add
another field that may be null, or write an empty value in place of null.",
    mirror: Mirror::Rule("field-became-non-nullable"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let found = context.present(change)?;
    let (before, now) = (found.old.0.may_be_null(), found.new.0.may_be_null());
    if change.what != What::Presence || before || !now {
        return None;
    }
    Some(
        Assessment::new(format!("{} became nullable", found.name))
            .labels("not nullable", "nullable")
            .client(Verdict::info("old clients send no null").error_on_source())
            .server(Verdict::error("the value is null").shown_by(Mutation::Null))
            .help("write an empty value for none, and drop `nullable`"),
    )
}
