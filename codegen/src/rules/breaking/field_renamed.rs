//! A field of another key.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "field-renamed",
    about: "The key of a field changed.",
    category: Category::Json,
    client: "error",
    server: "error",
    explanation:
        "\
The wire identifies a field by its key. To peers of the other version, the new key is unknown and
the old one is missing. Two fields pair if their keys are equal without case and separators. They
also pair if type, presence and access are equal, and the key or the description is similar. A
deprecated or tombstoned field never pairs by similarity. To rename the field in code only, use
`name = \"…\"`. To change the key, add the new field beside the old one, and deprecate the old one.",
    mirror: Mirror::Rule("field-renamed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (old, new) = context.both_fields(change)?;
    if change.what != What::Renamed {
        return None;
    }
    let subject = context.subject(change);
    let verdict = |key: &str| Verdict::error(format!("they find no key `{key}`"));
    Some(
        Assessment::new(format!("field `{subject}` was renamed from `{}`", old.name))
            .labels("the old key", "the new key")
            .client(verdict(&new.name).shown_by(Mutation::Present))
            .server(verdict(&old.name).shown_by(Mutation::Present))
            .help("keep the key, and rename the field in code only: `name = \"…\"`"),
    )
}
