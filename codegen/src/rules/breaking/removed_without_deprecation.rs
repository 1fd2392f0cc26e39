//! A part that was removed without notice.

use tdproto_schema::model::Docs;

use super::Context;
use super::covered::Went;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use super::{
    enum_value_removed, event_removed, field_removed, frame_removed, type_removed,
    union_variant_removed,
};
use crate::diff::{Change, Part, What, noun};

pub(super) const RULE: Rule = Rule {
    id: "removed-without-deprecation",
    about: "A part was removed without deprecation.",
    category: Category::Wire,
    client: "as the removal itself",
    server: "as the removal itself",
    explanation: "\
Users of a part need a release that deprecates it, so that they can change in time. The severity is
that of the removal itself. Restore the part with `deprecated = \"use … instead\"`, and remove it in a
later release. Experimental parts may be removed without deprecation.",
    mirror: Mirror::None(
        "an addition needs no announcement",
    ),
    assess: Some(assess),
};

/// The rules of removals.
const REMOVALS: [&Rule; 6] = [
    &frame_removed::RULE,
    &event_removed::RULE,
    &field_removed::RULE,
    &enum_value_removed::RULE,
    &union_variant_removed::RULE,
    &type_removed::RULE,
];

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Removed || was_deprecated(context, change)? {
        return None;
    }
    let mut assessments = REMOVALS.iter().filter_map(|rule| rule.assess);
    let removal = assessments.find_map(|assess| assess(context, change))?;
    let (noun, subject) = (noun(context.pairs, &change.part), context.subject(change));
    let assessment = Assessment::new(format!(
        "{noun} `{subject}` was removed without deprecation"
    ))
    .labels("not deprecated", "removed here")
    .help("restore it as deprecated, and remove it in a later release");
    Some(Assessment {
        client: removal.client.map(unannounced),
        server: removal.server.map(unannounced),
        ..assessment
    })
}

/// The verdict of the removal itself, without a payload.
fn unannounced(removal: Verdict) -> Verdict {
    Verdict {
        effect: "its users had no release to change in".to_owned(),
        mutation: None,
        ..removal
    }
}

/// Returns true if the part was deprecated, or its owner; `None`: the removal of such a part is not
/// announced.
fn was_deprecated(context: &Context<'_>, change: &Change) -> Option<bool> {
    let old = context.pairs.old;
    let deprecated = |docs: &Docs| docs.deprecated.is_some();
    match &change.part {
        // A tombstone is about an earlier removal, and a protocol is not removed.
        Part::Protocol | Part::Carried(..) | Part::Tombstone(_) => None,
        Part::Frame(_) => context.frame(change)?[0].map(|kind| deprecated(&kind.docs)),
        Part::FrameField { owner, .. } => {
            let field = context.field(change)?[0]?;
            Some(deprecated(&field.docs) || deprecated(&old.frame(owner.0).docs))
        }
        Part::Event(_) => context.event(change)?[0].map(|event| deprecated(&event.docs)),
        // The field announces a type that was removed with it.
        Part::Type(side) if context.went(side.before()?) == Went::WithItsUse => None,
        Part::Type(_) => context.ty(change)?[0].map(|def| deprecated(&def.docs)),
        Part::Field { owner, .. } => {
            let field = context.field(change)?[0]?;
            Some(deprecated(&field.docs) || deprecated(&old.ty(owner.0).docs))
        }
        Part::Variant { owner, .. } => {
            let (_, variant) = context.variant(change)?[0];
            Some(deprecated(&variant?.docs) || deprecated(&old.ty(owner.0).docs))
        }
        Part::Value { owner, .. } => {
            let (_, value) = context.value(change)?[0];
            Some(deprecated(&value?.docs) || deprecated(&old.ty(owner.0).docs))
        }
    }
}
