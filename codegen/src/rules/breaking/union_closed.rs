//! An open union that became closed.

use tdproto_schema::model::Openness;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "union-closed",
    about: "An open union became closed.",
    category: Category::Wire,
    client: "error",
    server: "info, error for generated code",
    explanation: "\
Old clients keep unknown variants that they received and send them back. The new server accepts only
the listed variants. Old clients that read the union see nothing new.",
    mirror: Mirror::Rule("union-opened"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [_, new] = context.ty(change)?;
    let union = new?.union()?;
    if change.what != What::Openness || union.openness != Openness::Closed {
        return None;
    }
    let unknown = Verdict::error("the closed union rejects other variants");
    let shown = minimal::unlisted_variant(union);
    Some(
        Assessment::new(format!("union `{}` became closed", context.subject(change)))
            .labels("open", "closed here")
            .client(unknown.of(Category::Wire).shown_by(Mutation::Put(shown)))
            .server(Verdict::info("the server sends only listed variants").error_on_source())
            .help("keep it open; close only unions that never grow"),
    )
}
