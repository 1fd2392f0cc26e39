//! A value of an enum that has another value on the wire.

use tdproto_schema::decl::WireValue;
use tdproto_schema::model::{Enum, Openness};

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What, words};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-value-changed",
    about: "The name of an enum value stands for another value on the wire.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
What one version writes for the name, the other reads as another value, or as none. Code goes on
compiling and means something else. Keep the value, and give the new one a name of its own.",
    mirror: Mirror::Rule("enum-value-changed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [(old, before), (new, now)] = context.value(change)?;
    let (before, now) = (before?, now.filter(|_| change.what == What::WireValue)?);
    let verdict = |reader: &Enum, written: &WireValue| {
        Verdict::error("the name means another value")
            .of(category(reader, written))
            .shown_by(Poke::Put(minimal::on_wire(written)))
    };
    let (subject, words) = (context.subject(change), words(context.pairs, change));
    Some(
        Judged::new(format!("value `{subject}` changed on the wire: {words}"))
            .labels("the old value", "the new value")
            .client(verdict(new, &before.value))
            .server(verdict(old, &now.value))
            .help("keep the value, and give the new one a name of its own"),
    )
}

/// Whether a reader still decodes a value that is written.
fn category(reader: &Enum, written: &WireValue) -> Category {
    let is_listed = reader.values.iter().any(|value| value.value == *written);
    match reader.openness {
        Openness::Closed if !is_listed => Category::Wire,
        Openness::Closed | Openness::Open => Category::Json,
    }
}
