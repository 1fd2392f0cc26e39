//! A field that may not be null any more.

use tdproto_schema::model::Presence;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "field-became-non-nullable",
    about: "A field is no longer nullable.",
    category: Category::Json,
    client: "error",
    server: "info, error for generated code",
    explanation: "\
Old clients send null for none, and the server rejects it. Old clients that read the field see
nothing new.",
    mirror: Mirror::Rule("field-became-nullable"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let found = context.present(change)?;
    let (old, new) = (found.old.0, found.new.0);
    let (before, now) = (old.may_be_null(), new.may_be_null());
    if change.what != What::Presence || !before || now {
        return None;
    }
    let never = Verdict::info("it is not nullable");
    // Both are options in Rust, and TypeScript that reads the one reads the other.
    let keeps_its_type = old == Presence::OmitNull && new == Presence::Optional;
    Some(
        Assessment::new(format!("{} is no longer nullable", found.name))
            .labels("nullable", "not nullable")
            .client(Verdict::error("the value is null").shown_by(Mutation::Null))
            .server(match keeps_its_type {
                true => never,
                false => never.error_on_source(),
            })
            .help("keep `nullable = true`"),
    )
}
