//! A value that an enum did not have.

use tdproto_schema::Severity;
use tdproto_schema::model::Openness;

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-value-added",
    about: "An enum has a new value.",
    category: Category::Wire,
    client: "info; of a closed enum, error for generated code",
    server: "info if the enum is open, else error",
    explanation: "\
Old clients keep values of an open enum that they do not know. Of a closed enum, they take no other
values than those that it had. Open enums are the default; close one only if it never grows.",
    mirror: Mirror::None(
        "an open enum lets clients keep values that they do not know; a server has to act on them",
    ),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [(old, _), (_, value)] = context.value(change)?;
    let value = value.filter(|_| change.what == What::Added)?;
    let closed = old.openness == Openness::Closed;
    let (effect, category) = match closed {
        true => ("the value is none that the closed enum had", Category::Wire),
        false => (
            "old clients keep values that they do not know",
            Category::Json,
        ),
    };
    let unknown = Verdict::error_if(closed, Severity::Info, effect).of(category);
    let subject = context.subject(change);
    let unsent = Verdict::info("old clients do not send it");
    Some(
        Judged::new(format!("value `{subject}` is new"))
            .labels("it was not among these", "added")
            .client(match closed {
                true => unsent.error_on_source(),
                false => unsent,
            })
            .server(unknown.shown_by(Poke::Put(minimal::on_wire(&value.value))))
            .help(if closed {
                "keep it from clients that are older"
            } else {
                ""
            }),
    )
}
