//! A field that clients may send.

use tdproto_schema::Severity;
use tdproto_schema::model::{Access, Presence};

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "field-no-longer-readonly",
    about: "A field is no longer readonly.",
    category: Category::Json,
    client: "error if it is required, else info",
    server: "info",
    explanation: "\
Old clients do not send the field. If it is required, the server misses it. Readers of the server's
data see no change.",
    mirror: Mirror::None("clients do not send readonly fields; the server sends them like others"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (_, new) = context.both_fields(change)?;
    if change.what != What::Access || new.access != Access::ReadWrite {
        return None;
    }
    let required = new.presence == Presence::Required;
    let missing = Verdict::error_if(required, Severity::Info, "old clients do not send it");
    let subject = context.subject(change);
    Some(
        Assessment::new(format!("field `{subject}` is no longer readonly"))
            .labels("readonly", "clients may send it")
            .client(missing.shown_by(Mutation::AsIs))
            .server(Verdict::info("the server sends it as before"))
            .help(if required {
                "give it `omitempty = true`"
            } else {
                ""
            }),
    )
}
