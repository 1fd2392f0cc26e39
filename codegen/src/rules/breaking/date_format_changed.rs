//! A moment that is written otherwise.

use super::Context;
use super::typed::Typed;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, Relation};

pub(super) const RULE: Rule = Rule {
    id: "date-format-changed",
    about: "A date and time is written in another format.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
`datetime` is text per RFC 3339; anything else, a number of seconds or text of another form, is
another format, which peers of the other version do not read as a moment.",
    mirror: Mirror::Rule("date-format-changed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let typed = Typed::of(context, change)?;
    if typed.relation != Relation::DateFormat {
        return None;
    }
    let refused = Verdict::error("the moment is written in a format that they do not read");
    Some(
        typed
            .judged("is written in another format")
            .both(refused.of(typed.category).shown_by(Poke::Refused))
            .help("add another field of the new format, and deprecate the old one"),
    )
}
