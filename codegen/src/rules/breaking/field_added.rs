//! A field that was not there.

use tdproto_schema::Severity;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, presence_words};

pub(super) const RULE: Rule = Rule {
    id: "field-added",
    about: "A field was added.",
    category: Category::Json,
    client: "error if it is always there, else info",
    server: "info",
    explanation: "\
Old clients do not send the field. If it is always present, the server misses it: give it `omitempty
= true`. Old clients that read it skip the key.",
    mirror: Mirror::None(
        "readers lose a removed field, which is a warning; an added field is only new",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [_, new] = context.field(change)?;
    let new = new.filter(|_| change.what == What::Added)?;
    let required = !new.presence.may_be_absent();
    let missing = Verdict::error_if(
        required,
        Severity::Info,
        match required {
            true => "the key is missing",
            false => "a missing key is empty",
        },
    );
    let unknown = Verdict::info("old clients skip unknown keys");
    let subject = context.subject(change);
    Some(
        Assessment::new(format!(
            "field `{subject}` was added, {}",
            presence_words(new.presence)
        ))
        .labels("no such field", "added")
        .client(missing.shown_by(Mutation::AsIs))
        .server(unknown.shown_by(Mutation::Present))
        .help(if required {
            "give it `omitempty = true`"
        } else {
            ""
        }),
    )
}
