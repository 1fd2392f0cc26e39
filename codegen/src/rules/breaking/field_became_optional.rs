//! A field that may be left out.

use tdproto_schema::model::Presence;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, presence_words};

pub(super) const RULE: Rule = Rule {
    id: "field-became-optional",
    about: "A field became optional.",
    category: Category::Json,
    client: "info, error for generated code",
    server: "error",
    explanation: "\
Old clients that read the field expect the key. Old clients that send it always write the key. Keep
writing the key, or add another field.",
    mirror: Mirror::Rule("field-became-required"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let found = context.present(change)?;
    let (old, new) = (found.old.0, found.new.0);
    let (before, now) = (old.may_be_absent(), new.may_be_absent());
    if change.what != What::Presence || before || !now {
        return None;
    }
    Some(
        Assessment::new(format!("{} became optional", found.name))
            .labels(presence_words(old), presence_words(new))
            .client(Verdict::info("old clients always send it").error_on_source())
            .server(Verdict::error("the key is missing").shown_by(Mutation::AsIs))
            .help(match new {
                Presence::Optional | Presence::Patch => "keep writing the key, and drop `optional`",
                Presence::Required
                | Presence::Nullable
                | Presence::OmitEmpty
                | Presence::OmitNull => "keep writing the key, and drop `omitempty`",
            }),
    )
}
