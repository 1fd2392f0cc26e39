//! An event with another name on the wire.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "event-value-changed",
    about: "The name of an event on the wire changed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Peers of one version do not know the event in frames of the other. The name in the schema is free to
change; `value` is the name on the wire. Keep the old value, or declare another event.",
    mirror: Mirror::Rule("event-value-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    context.event(change)?;
    if change.what != What::WireValue {
        return None;
    }
    let words = words(context.pairs, change);
    let value = |side: &Option<String>| side.clone().unwrap_or_default();
    let subject = context.subject(change);
    Some(
        Assessment::new(format!(
            "event `{subject}` has another name on the wire: {words}"
        ))
        .labels(value(&words.before), value(&words.after))
        .both(Verdict::error("they do not know the event").shown_by(Mutation::AsIs))
        .help("keep the old `value`, and declare another event with the new one"),
    )
}
