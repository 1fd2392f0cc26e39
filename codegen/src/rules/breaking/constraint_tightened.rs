//! A constraint that allows fewer values.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, ConstraintsChange, PartKind, What, noun, words};

pub(super) const RULE: Rule = Rule {
    id: "constraint-tightened",
    about: "A constraint allows fewer values.",
    category: Category::Json,
    client: "error",
    server: "info",
    explanation: "\
`min`, `max`, `pattern` and `format` limit the values of a type. No receiver refuses a value by them,
but checkers do: a server that checks what it gets rejects what old clients still send. Keep the old
constraint while old clients live, or add another field.",
    mirror: Mirror::None(
        "clients that get more than they expect still decode it, so that this is only a warning",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (What::Constraints(ConstraintsChange::Tightened)
    | What::Constraints(ConstraintsChange::Changed)) = change.what
    else {
        return None;
    };
    let part = named(context, change);
    Some(
        Assessment::new(format!("{part} allows fewer values"))
            .labels("the old constraint", "the new constraint")
            .client(
                Verdict::error("checks reject values that old clients still send")
                    .shown_by(Mutation::Beyond),
            )
            .server(Verdict::info("the server sends fewer values"))
            .help("keep the old constraint while old clients live"),
    )
}

/// The part of a change with its kind and the old and the new constraint.
pub(super) fn named(context: &Context<'_>, change: &Change) -> String {
    let words = words(context.pairs, change).without_relation();
    let subject = context.subject(change);
    match change.part.kind() {
        PartKind::Event => format!("params of event `{subject}` ({words})"),
        PartKind::Protocol
        | PartKind::Type
        | PartKind::Field
        | PartKind::Value
        | PartKind::Variant
        | PartKind::Frame
        | PartKind::FrameField
        | PartKind::Carried
        | PartKind::Tombstone => {
            let noun = noun(context.pairs, &change.part);
            format!("{noun} `{subject}` ({words})")
        }
    }
}
