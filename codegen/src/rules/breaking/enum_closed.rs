//! An open enum that became closed.

use tdproto_schema::model::Openness;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-closed",
    about: "An open enum became closed.",
    category: Category::Wire,
    client: "error",
    server: "info, error for generated code",
    explanation: "\
Old clients keep unknown values that they received and send them back. The new server accepts only
the listed values. Old clients that read the enum see nothing new.",
    mirror: Mirror::Rule("enum-opened"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [_, new] = context.ty(change)?;
    let enumeration = new?.enumeration()?;
    if change.what != What::Openness || enumeration.openness != Openness::Closed {
        return None;
    }
    let unknown = Verdict::error("the closed enum rejects unlisted values");
    Some(
        Assessment::new(format!("enum `{}` became closed", context.subject(change)))
            .labels("open", "closed here")
            .client(
                unknown
                    .of(Category::Wire)
                    .shown_by(Mutation::Put(minimal::unlisted(enumeration))),
            )
            .server(Verdict::info("the server sends only listed values").error_on_source())
            .help("keep it open; close only enums that never grow"),
    )
}
