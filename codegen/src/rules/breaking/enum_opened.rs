//! A closed enum that became open.

use tdproto_schema::model::Openness;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-opened",
    about: "A closed enum became open.",
    category: Category::Wire,
    client: "info, error for generated code",
    server: "error",
    explanation: "\
Old clients accept only the values that were listed, and the server may now send others. Values that
old clients send remain valid.",
    mirror: Mirror::Rule("enum-closed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [_, new] = context.ty(change)?;
    let enumeration = new?.enumeration()?;
    if change.what != What::Openness || enumeration.openness != Openness::Open {
        return None;
    }
    let unknown = Verdict::error("the closed enum rejects unlisted values");
    Some(
        Assessment::new(format!("enum `{}` became open", context.subject(change)))
            .labels("closed", "open here")
            .client(Verdict::info("values that old clients send remain valid").error_on_source())
            .server(
                unknown
                    .of(Category::Wire)
                    .shown_by(Mutation::Put(minimal::unlisted(enumeration))),
            )
            .help("do not send unlisted values to older clients"),
    )
}
