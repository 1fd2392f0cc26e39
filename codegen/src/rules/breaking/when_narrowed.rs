//! A conditional field that has a meaning in fewer cases.

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What, WhenChange};

pub(super) const RULE: Rule = Rule {
    id: "when-narrowed",
    about: "A field has a meaning in fewer cases.",
    category: Category::Json,
    client: "error",
    server: "info",
    explanation: "\
Old clients send it in cases in which the server does not look at it any more. Old clients that read it
see it less often.",
    mirror: Mirror::None(
        "a server that drops what it was sent is worse than a client that is shown more than it expects",
    ),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    context.both_fields(change)?;
    let (What::When(WhenChange::Narrowed) | What::When(WhenChange::Changed)) = change.what else {
        return None;
    };
    let subject = context.subject(change);
    Some(
        Judged::new(format!(
            "field `{subject}` has no meaning any more in some cases"
        ))
        .labels("when it had a meaning", "when it has one now")
        .client(
            Verdict::error("it is not looked at in cases in which it was").shown_by(Poke::Present),
        )
        .server(Verdict::info("it comes in fewer cases"))
        .help("keep its meaning while old clients live"),
    )
}
