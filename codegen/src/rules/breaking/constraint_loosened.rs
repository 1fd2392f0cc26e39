//! A constraint that allows more values.

use super::Context;
use super::constraint_tightened::named;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, ConstraintsChange, What};

pub(super) const RULE: Rule = Rule {
    id: "constraint-loosened",
    about: "A constraint allows more values.",
    category: Category::Json,
    client: "info",
    server: "warning",
    explanation: "\
Old clients decode values beyond `min`, `max`, `pattern` or `format`, but may not expect them: a text
may not fit where they show it. Old clients send what they sent before.",
    mirror: Mirror::None(
        "a server that rejects what old clients send is worse than a client that gets more than it \
         expects",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (What::Constraints(ConstraintsChange::Loosened)
    | What::Constraints(ConstraintsChange::Changed)) = change.what
    else {
        return None;
    };
    let part = named(context, change);
    Some(
        Assessment::new(format!("{part} allows more values"))
            .labels("the old constraint", "the new constraint")
            .client(Verdict::info("old clients send what they sent before"))
            .server(
                Verdict::warning("old clients may not expect the new values")
                    .shown_by(Mutation::Beyond),
            )
            .help("check what clients do with the new values"),
    )
}
