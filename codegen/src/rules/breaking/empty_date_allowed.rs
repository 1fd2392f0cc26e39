//! Empty text in place of a date, which is valid now.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, EmptyDates, What};

pub(super) const RULE: Rule = Rule {
    id: "empty-date-allowed",
    about: "`\"\"` may now stand for no date and time.",
    category: Category::Json,
    client: "info",
    server: "error",
    explanation: "\
Where `allow_empty` is set, `\"\"` means no date and time: on a field, on a scalar, or in
`[protocol]`. Old clients that validate or parse dates reject `\"\"` from the server. Old clients
that send the date always send one. Keep sending a date to them, or add another field that may be
empty.",
    mirror: Mirror::Rule("empty-date-refused"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::EmptyDates(EmptyDates::Allowed) {
        return None;
    }
    let part = context.named(change);
    Some(
        Assessment::new(format!("{part} now allows `\"\"` for no date"))
            .labels("`\"\"` is invalid", "`\"\"` means no date")
            .client(Verdict::info("old clients never send `\"\"`"))
            .server(Verdict::error("`\"\"` is not a valid date").shown_by(Mutation::EmptyDate))
            .help("always send a date, and drop `allow_empty`"),
    )
}
