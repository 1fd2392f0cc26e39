//! Something that went without notice.

use tdproto_schema::model::Docs;

use super::Context;
use super::verdict::{Category, Judged, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, What, noun};

pub(super) const RULE: Rule = Rule {
    id: "removed-without-deprecation",
    about: "Something went that was not deprecated before.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
Who uses a part of the protocol has to have a release in which it is deprecated, to be told of it and
to change. Bring it back, with `deprecated = \"use … instead\"`, and remove it in a later release.
What is experimental may go without notice.",
    mirror: Mirror::None(
        "nothing has to be announced before it is added",
    ),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    if change.what != What::Removed || was_deprecated(context, change)? {
        return None;
    }
    let (noun, subject) = (noun(context.pairs, &change.part), context.subject(change));
    Some(
        Judged::new(format!(
            "{noun} `{subject}` went without having been deprecated"
        ))
        .labels("not deprecated", "not here any more")
        .both(Verdict::error("nobody was told to change"))
        .help("bring it back as deprecated, and remove it in a later release"),
    )
}

/// Whether the part was deprecated, or what it belongs to; `None`: it is none that is announced.
fn was_deprecated(context: &Context<'_>, change: &Change) -> Option<bool> {
    let old = context.pairs.old;
    let deprecated = |docs: &Docs| docs.deprecated.is_some();
    match &change.part {
        // A tombstone is about what went long ago, and a protocol does not go.
        Part::Protocol | Part::Tombstone(_) => None,
        Part::Event(_) => context.event(change)?[0].map(|event| deprecated(&event.docs)),
        // A type goes with the fields that led to it, which are judged themselves.
        Part::Type(_) if !context.scope(change).unreached => None,
        Part::Type(_) => context.ty(change)?[0].map(|def| deprecated(&def.docs)),
        Part::Field { owner, .. } => {
            let field = context.field(change)?[0]?;
            Some(deprecated(&field.docs) || deprecated(&old.ty(owner.0).docs))
        }
        Part::Value { owner, .. } => {
            let (_, value) = context.value(change)?[0];
            Some(deprecated(&value?.docs) || deprecated(&old.ty(owner.0).docs))
        }
    }
}

/// What to do about something that is gone.
pub(super) fn removal_help(docs: &Docs) -> &'static str {
    match docs.deprecated {
        Some(_) => "keep it while old peers live; then leave a tombstone in a `removed` table",
        None => "bring it back as deprecated, and keep it while old peers live",
    }
}
