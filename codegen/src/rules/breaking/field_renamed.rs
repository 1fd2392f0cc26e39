//! A field of another key.

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "field-renamed",
    about: "A field has another key on the wire.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation: "\
A field is known by its key: peers of the other version find the new key unknown and the old one
missing. It counts as the same field if the keys are equal without case and separators, or if type,
presence and access are the same and the key or the description is alike. A field that is deprecated
or has a tombstone is not renamed by likeness. To change what code calls it, use `name = \"…\"`; to
change the key, add the new field beside the old one, which becomes deprecated.",
    mirror: Mirror::Rule("field-renamed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let (old, new) = context.both_fields(change)?;
    if change.what != What::Renamed {
        return None;
    }
    let subject = context.subject(change);
    let verdict = |key: &str| Verdict::error(format!("they find no key `{key}`"));
    Some(
        Judged::new(format!("field `{subject}` was called `{}`", old.name))
            .labels("the old key", "the new key")
            .client(verdict(&new.name).shown_by(Poke::Present))
            .server(verdict(&old.name).shown_by(Poke::Present))
            .help("keep the key, and give it another name in code: `name = \"…\"`"),
    )
}
