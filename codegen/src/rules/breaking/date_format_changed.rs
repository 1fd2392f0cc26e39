//! A date and time whose format changed.

use super::Context;
use super::typed::Typed;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "date-format-changed",
    about: "The format of a date and time changed.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
`datetime` is text per RFC 3339. A number of seconds, or text of another form, is a different
format. Peers of the other version cannot read it as a date.",
    mirror: Mirror::Rule("date-format-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::DateFormat {
        return None;
    }
    let refused = Verdict::error("they cannot read the date in its new format");
    Some(
        typed
            .assessment("changed its date format")
            .both(refused.of(typed.category).shown_by(Mutation::Refused))
            .help("add another field of the new format, and deprecate the old one"),
    )
}
