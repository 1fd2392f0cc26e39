//! A field that may not be left out any more.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "field-became-required",
    about: "A field became required.",
    category: Category::Json,
    client: "error",
    server: "info; of a closed enum, error for generated code",
    explanation: "\
Old clients leave the field out when it is empty, and the server misses it. Old clients that read it
see nothing new.",
    mirror: Mirror::Rule("field-became-optional"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (old, new) = context.both_fields(change)?;
    let (before, now) = (old.presence.may_be_absent(), new.presence.may_be_absent());
    if change.what != What::Presence || !before || now {
        return None;
    }
    let subject = context.subject(change);
    let always = Verdict::info("it is always there now");
    Some(
        Assessment::new(format!("field `{subject}` became required"))
            .labels("left out when empty", "always there")
            .client(Verdict::error("the key is missing").shown_by(Mutation::AsIs))
            .server(match context.is_closed_enum(&old.ty) {
                // In Rust, a field that may be left out is an option: no value of such an enum is
                // empty.
                true => always.error_on_source(),
                false => always,
            })
            .help("keep `omitempty = true`"),
    )
}
