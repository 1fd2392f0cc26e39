//! A field that clients may not send any more.

use tdproto_schema::Severity;
use tdproto_schema::model::{Access, Presence};

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "field-became-readonly",
    about: "A field became readonly.",
    category: Category::Json,
    client: "error if it was required, else warning; error for generated code",
    server: "info; error for generated code",
    explanation: "\
Old clients still send the field and expect an effect. The server ignores or rejects it. Readers of
the server's data see no change.",
    mirror: Mirror::None("clients do not send readonly fields; the server sends them like others"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (old, new) = context.both_fields(change)?;
    if change.what != What::Access || new.access != Access::ReadOnly {
        return None;
    }
    let required = old.presence == Presence::Required;
    let effect = "only the server sets the key";
    let refused = Verdict::error_if(required, Severity::Warning, effect);
    let [views, _] = context.views();
    let mut entities = context.entities(change).into_iter();
    // The first readonly field makes an input view, which is another rule's matter.
    let has_input = entities.any(|(old, _)| views.differs(old));
    let subject = context.subject(change);
    let kept = Verdict::info("the server sends it as before");
    let refused = refused.shown_by(Mutation::Present);
    // The input view loses the field, whichever events reach the entity.
    let [refused, kept] = match has_input {
        true => [refused.error_on_source(), kept.error_on_source()],
        false => [refused, kept],
    };
    Some(
        Assessment::new(format!("field `{subject}` became readonly"))
            .labels("clients could send it", "readonly")
            .client(refused)
            .server(kept)
            .help("accept it from old clients, or document that it is ignored"),
    )
}
