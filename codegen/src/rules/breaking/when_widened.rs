//! A conditional field that has a meaning in more cases.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, WhenChange};

pub(super) const RULE: Rule = Rule {
    id: "when-widened",
    about: "A field has a meaning in more cases.",
    category: Category::Json,
    client: "info",
    server: "warning",
    explanation: "\
Old clients that read the field ignore it in the new cases, and may show something wrong. Old
clients that send it do so as before.",
    mirror: Mirror::None(
        "a server that ignores sent data is worse than a client that receives more than it expects",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    context.both_fields(change)?;
    let (What::When(WhenChange::Widened) | What::When(WhenChange::Changed)) = change.what else {
        return None;
    };
    let subject = context.subject(change);
    Some(
        Assessment::new(format!("field `{subject}` has a meaning in more cases"))
            .labels("the old condition", "the new condition")
            .client(Verdict::info("old clients send it as before"))
            .server(Verdict::warning("they ignore it in the new cases").shown_by(Mutation::Present))
            .help("check what clients that ignore the field show"),
    )
}
