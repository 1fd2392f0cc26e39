//! A field that may not be left out any more.

use tdproto_schema::model::Presence;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, presence_words};

pub(super) const RULE: Rule = Rule {
    id: "field-became-required",
    about: "A field became required.",
    category: Category::Json,
    client: "error",
    server: "info; of an option in Rust, error for generated code",
    explanation: "\
Old clients leave the field out when it is empty, and the server misses it. Old clients that read it
see nothing new.",
    mirror: Mirror::Rule("field-became-optional"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let found = context.present(change)?;
    let ((old, ty), (new, _)) = (found.old, found.new);
    let (before, now) = (old.may_be_absent(), new.may_be_absent());
    if change.what != What::Presence || !before || now {
        return None;
    }
    // In Rust, the field was an option or a patch. No value of a closed enum is empty.
    let (changes_in_rust, help) = match old {
        Presence::Optional | Presence::Patch => (true, "keep `optional = true`"),
        Presence::Required | Presence::Nullable | Presence::OmitEmpty | Presence::OmitNull => {
            (context.is_closed_enum(&ty), "keep `omitempty = true`")
        }
    };
    let always = Verdict::info("it is always there now");
    Some(
        Assessment::new(format!("{} became required", found.name))
            .labels(presence_words(old), presence_words(new))
            .client(Verdict::error("the key is missing").shown_by(Mutation::AsIs))
            .server(match changes_in_rust {
                true => always.error_on_source(),
                false => always,
            })
            .help(help),
    )
}
