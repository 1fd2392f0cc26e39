//! A conditional field that has a meaning in fewer cases.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, WhenChange};

pub(super) const RULE: Rule = Rule {
    id: "when-narrowed",
    about: "A field has a meaning in fewer cases.",
    category: Category::Json,
    client: "error",
    server: "info",
    explanation: "\
Old clients still send the field in cases where the server now ignores it. Old clients that read it
see it less often.",
    mirror: Mirror::None(
        "a server that ignores sent data is worse than a client that receives more than it expects",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    context.both_fields(change)?;
    let (What::When(WhenChange::Narrowed) | What::When(WhenChange::Changed)) = change.what else {
        return None;
    };
    let subject = context.subject(change);
    Some(
        Assessment::new(format!("field `{subject}` has a meaning in fewer cases"))
            .labels("the old condition", "the new condition")
            .client(
                Verdict::error("the server ignores it in some cases").shown_by(Mutation::Present),
            )
            .server(Verdict::info("the server sends it in fewer cases"))
            .help("keep its meaning while old clients live"),
    )
}
