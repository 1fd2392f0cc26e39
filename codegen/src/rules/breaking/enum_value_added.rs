//! A value that an enum did not have.

use tdproto_schema::Severity;
use tdproto_schema::model::Openness;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-value-added",
    about: "A value was added to an enum.",
    category: Category::Wire,
    client: "info; of a closed enum, error for generated code",
    server: "info if the enum is open, else error",
    explanation: "\
Old clients keep unknown values of an open enum. Of a closed enum, they reject unknown values. Enums
are open by default; close an enum only if it never grows.",
    mirror: Mirror::None(
        "clients keep unknown values of an open enum; a server has to act on them",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [(old, _), (_, value)] = context.value(change)?;
    let value = value.filter(|_| change.what == What::Added)?;
    let closed = old.openness == Openness::Closed;
    let (effect, category) = match closed {
        true => ("the closed enum rejects the value", Category::Wire),
        false => ("old clients keep unknown values", Category::Json),
    };
    let unknown = Verdict::error_if(closed, Severity::Info, effect).of(category);
    let subject = context.subject(change);
    let unsent = Verdict::info("old clients do not send it");
    Some(
        Assessment::new(format!("value `{subject}` was added"))
            .labels("not listed here", "added")
            .client(match closed {
                true => unsent.error_on_source(),
                false => unsent,
            })
            .server(unknown.shown_by(Mutation::Put(minimal::on_wire(&value.value))))
            .help(if closed {
                "do not send it to older clients"
            } else {
                ""
            }),
    )
}
