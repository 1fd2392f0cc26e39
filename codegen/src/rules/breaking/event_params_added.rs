//! Params of an event that had none.

use tdproto_schema::Severity;
use tdproto_schema::model::Access;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, ParamsChange, What};

pub(super) const RULE: Rule = Rule {
    id: "event-params-added",
    about: "Params were added to an event.",
    category: Category::Json,
    client: "error if any of their fields is required, or for generated code",
    server: "info, error for generated code",
    explanation: "\
Old clients send the event without params. If a field of the params is always present, null or not,
the server misses it. Missing optional fields are read as empty, and clients do not send readonly
ones.",
    mirror: Mirror::None(
        "removed params break every client; added params break only a server that requires one of their fields",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [_, new] = context.event(change)?;
    let new = new.filter(|_| change.what == What::Params(ParamsChange::Added))?;
    let params = new.params.as_ref()?;
    let entity = context.pairs.new.params_entity(new);
    let required = match entity.and_then(|id| context.pairs.new.entity(id)) {
        Some(entity) => {
            let mut fields = entity.fields.iter();
            fields.any(|field| !field.presence.may_be_absent() && field.access == Access::ReadWrite)
        }
        None => !params.presence.may_be_absent(),
    };
    let missing = Verdict::error_if(required, Severity::Info, "the frame has no params");
    Some(
        Assessment::new(format!("event `{}` gained params", new.name))
            .labels("no params", "added")
            .client(missing.shown_by(Mutation::AsIs).error_on_source())
            .server(
                Verdict::info("old clients skip unknown keys")
                    .shown_by(Mutation::AsIs)
                    .error_on_source(),
            )
            .help(match entity {
                Some(_) => "make every field of the params `omitempty`",
                None => "let a frame go without the params: `optional = true`",
            }),
    )
}
