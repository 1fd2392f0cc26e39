//! A field that is gone.

use tdproto_schema::Severity;

use super::Context;
use super::removal::removal_help;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, presence_words};

pub(super) const RULE: Rule = Rule {
    id: "field-removed",
    about: "A field was removed.",
    category: Category::Json,
    client: "warning, error for generated code",
    server: "error if it was always there, else warning; error for generated code",
    explanation: "\
The server no longer reads the key that old clients send. Old clients that read the field miss the
key if it was always present, and otherwise never see a value again. Deprecate the field first, and
keep writing it while old clients live. Then leave a tombstone in the entity's `removed` table.",
    mirror: Mirror::None(
        "readers lose a removed field, which is a warning; an added field is only new",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [old, _] = context.field(change)?;
    let old = old.filter(|_| change.what == What::Removed)?;
    let required = !old.presence.may_be_absent();
    let missing = Verdict::error_if(
        required,
        Severity::Warning,
        match required {
            true => "the key is missing",
            false => "the server no longer sends a value",
        },
    );
    let subject = context.subject(change);
    Some(
        Assessment::new(format!(
            "field `{subject}` ({}) was removed",
            presence_words(old.presence)
        ))
        .labels("it was declared here", "removed here")
        .client(
            Verdict::warning("the server no longer reads the key")
                .shown_by(Mutation::Present)
                .error_on_source(),
        )
        .server(missing.shown_by(Mutation::AsIs).error_on_source())
        .help(removal_help(&old.docs)),
    )
}
