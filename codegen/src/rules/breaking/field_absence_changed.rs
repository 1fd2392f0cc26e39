//! A field whose missing key, or whose null, has another meaning.

use tdproto_schema::model::Presence;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, presence_words};

pub(super) const RULE: Rule = Rule {
    id: "field-absence-changed",
    about: "The meaning of a missing key or of null changed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation:
        "\
Both versions accept the frame, and read it as different values. With `omitempty`, a missing key is
the empty value; with `optional`, it is none. With `nullable` and `omitempty`, null is none; with
`nullable` and `optional`, null differs from a missing key. Add another field with the new meaning.",
    mirror: Mirror::Rule("field-absence-changed"),
    assess: Some(assess),
};

/// The payload that both versions accept and read differently.
enum Misread {
    MissingKey,
    Null,
}

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let found = context.present(change)?;
    let (old, new) = (found.old.0, found.new.0);
    if change.what != What::Presence {
        return None;
    }
    let verdict = match misread(old, new)? {
        Misread::MissingKey => {
            Verdict::error("a missing key has another meaning").shown_by(Mutation::Absent)
        }
        Misread::Null => Verdict::error("null has another meaning").shown_by(Mutation::Null),
    };
    Some(
        Assessment::new(format!(
            "the meaning of a missing or null {} changed",
            found.name
        ))
        .labels(presence_words(old), presence_words(new))
        .both(verdict)
        .help("keep its flags, and add another field with the new meaning"),
    )
}

/// The payload that two states accept with different meanings. Where a state refuses what the other
/// sends, another rule reports that.
fn misread(old: Presence, new: Presence) -> Option<Misread> {
    match (old, new) {
        (Presence::OmitEmpty, Presence::Optional | Presence::Patch)
        | (Presence::Optional | Presence::Patch, Presence::OmitEmpty) => Some(Misread::MissingKey),
        (Presence::OmitNull, Presence::Patch) | (Presence::Patch, Presence::OmitNull) => {
            Some(Misread::Null)
        }
        (
            Presence::Required
            | Presence::Nullable
            | Presence::OmitEmpty
            | Presence::OmitNull
            | Presence::Optional
            | Presence::Patch,
            Presence::Required
            | Presence::Nullable
            | Presence::OmitEmpty
            | Presence::OmitNull
            | Presence::Optional
            | Presence::Patch,
        ) => None,
    }
}
