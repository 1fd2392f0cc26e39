//! A field that clients may not send any more.

use tdproto_schema::Severity;
use tdproto_schema::model::{Access, Presence};

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "field-became-readonly",
    about: "Only the server may set a field now.",
    category: Category::Json,
    client: "error if it was required, else warning; error for generated code",
    server: "info",
    explanation: "\
Old clients go on sending it, and mean something by it. The server ignores or refuses it. Nothing
changes for those who read what the server sends.",
    mirror: Mirror::None(
        "readonly fields do not exist in what clients send, and are like others in what the server sends",
    ),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let (old, new) = context.both_fields(change)?;
    if change.what != What::Access || new.access != Access::ReadOnly {
        return None;
    }
    let required = old.presence == Presence::Required;
    let effect = "the key is one that only the server sets";
    let refused = Verdict::error_if(required, Severity::Warning, effect);
    let [views, _] = context.views();
    let mut entities = context.entities(change).into_iter();
    // The first readonly field makes an input view, which is another rule's matter.
    let has_input = entities.any(|(old, _)| views.differs(old));
    let subject = context.subject(change);
    Some(
        Judged::new(format!("field `{subject}` is set by the server only now"))
            .labels("clients could send it", "readonly now")
            .client(match has_input {
                true => refused.shown_by(Poke::Present).error_on_source(),
                false => refused.shown_by(Poke::Present),
            })
            .server(Verdict::info("the server sends it as before"))
            .help("take it from old clients, or say in its description that it is ignored"),
    )
}
