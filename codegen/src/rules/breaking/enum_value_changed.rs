//! A value of an enum that has another value on the wire.

use tdproto_schema::model::{Enum, Openness, WireValue};

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, words};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-value-changed",
    about: "The wire value of an enum value changed.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
One version writes the name in one form, and the other reads a different value or none. Code still
compiles but its meaning changed. Keep the old value, and give the new one its own name.",
    mirror: Mirror::Rule("enum-value-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [(old, before), (new, now)] = context.value(change)?;
    let (before, now) = (before?, now.filter(|_| change.what == What::WireValue)?);
    let verdict = |reader: &Enum, written: &WireValue| {
        Verdict::error("the name has another value on the wire")
            .of(category(reader, written))
            .shown_by(Mutation::Put(minimal::on_wire(written)))
    };
    let (subject, words) = (context.subject(change), words(context.pairs, change));
    Some(
        Assessment::new(format!("value `{subject}` changed on the wire: {words}"))
            .labels("the old value", "the new value")
            .client(verdict(new, &before.value))
            .server(verdict(old, &now.value))
            .help("keep the old value, and give the new one its own name"),
    )
}

/// The promise that a written value breaks: a reader of the values listed may still decode it.
fn category(reader: &Enum, written: &WireValue) -> Category {
    let is_listed = reader.values.iter().any(|value| value.value == *written);
    match reader.openness {
        Openness::Closed if !is_listed => Category::Wire,
        Openness::Closed | Openness::Open => Category::Json,
    }
}
