//! An event without the params that it had.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, ParamsChange, What};

pub(super) const RULE: Rule = Rule {
    id: "event-params-removed",
    about: "The params of an event were removed.",
    category: Category::Json,
    client: "warning, error for generated code",
    server: "error",
    explanation: "\
The server no longer reads the params that old clients send. Old clients that read the event miss
all of its fields.",
    mirror: Mirror::None(
        "removed params break every client; added params break only a server that requires one of their fields",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [_, new] = context.event(change)?;
    let new = new.filter(|_| change.what == What::Params(ParamsChange::Removed))?;
    Some(
        Assessment::new(format!("event `{}` lost its params", new.name))
            .labels("its params", "no params")
            .client(
                Verdict::warning("the server no longer reads the params")
                    .shown_by(Mutation::AsIs)
                    .error_on_source(),
            )
            .server(Verdict::error("the frame has no params").shown_by(Mutation::AsIs))
            .help("declare another event without params"),
    )
}
