//! A closed union that became open.

use tdproto_schema::model::Openness;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "union-opened",
    about: "A closed union became open.",
    category: Category::Wire,
    client: "info, error for generated code",
    server: "error",
    explanation: "\
Old clients accept only the variants that were listed, and the server may now send others. Objects
that old clients send remain valid.",
    mirror: Mirror::Rule("union-closed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [_, new] = context.ty(change)?;
    let union = new?.union()?;
    if change.what != What::Openness || union.openness != Openness::Open {
        return None;
    }
    let unknown = Verdict::error("the closed union rejects other variants");
    let shown = minimal::unlisted_variant(union);
    Some(
        Assessment::new(format!("union `{}` became open", context.subject(change)))
            .labels("closed", "open here")
            .client(Verdict::info("objects that old clients send remain valid").error_on_source())
            .server(unknown.of(Category::Wire).shown_by(Mutation::Put(shown)))
            .help("do not send other variants to older clients"),
    )
}
