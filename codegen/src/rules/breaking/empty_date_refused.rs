//! Empty text in place of a date, which is no longer valid.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, EmptyDates, What};

pub(super) const RULE: Rule = Rule {
    id: "empty-date-refused",
    about: "`\"\"` may no longer stand for no date and time.",
    category: Category::Json,
    client: "error",
    server: "info",
    explanation: "\
Where `allow_empty` is set, `\"\"` means no date and time: on a field, on a scalar, or in
`[protocol]`. Old clients still send `\"\"` for no date, and the server rejects it. Old clients that
read the date see nothing new.",
    mirror: Mirror::Rule("empty-date-allowed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::EmptyDates(EmptyDates::Refused) {
        return None;
    }
    let part = context.named(change);
    Some(
        Assessment::new(format!("{part} no longer allows `\"\"` for no date"))
            .labels("`\"\"` means no date", "`\"\"` is invalid")
            .client(Verdict::error("`\"\"` is not a valid date").shown_by(Mutation::EmptyDate))
            .server(Verdict::info("the server never sends `\"\"`"))
            .help("keep `allow_empty = true`"),
    )
}
