//! An event without the params that it had.

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, ParamsChange, What};

pub(super) const RULE: Rule = Rule {
    id: "event-params-removed",
    about: "An event has no params any more.",
    category: Category::Json,
    client: "warning, error for generated code",
    server: "error",
    explanation: "\
What old clients say in the params is not read any more. Old clients that read the event miss all of
its fields.",
    mirror: Mirror::None(
        "params that are gone break every client; params that came, only a server that requires a field of them",
    ),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [_, new] = context.event(change)?;
    let new = new.filter(|_| change.what == What::Params(ParamsChange::Removed))?;
    Some(
        Judged::new(format!("event `{}` has no params any more", new.name))
            .labels("its params", "none now")
            .client(
                Verdict::warning("the params are not read any more")
                    .shown_by(Poke::AsIs)
                    .error_on_source(),
            )
            .server(Verdict::error("the frame has no params").shown_by(Poke::AsIs))
            .help("declare another event without params"),
    )
}
