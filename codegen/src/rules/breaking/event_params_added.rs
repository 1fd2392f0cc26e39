//! Params of an event that had none.

use tdproto_schema::Severity;
use tdproto_schema::model::Access;

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, ParamsChange, What};

pub(super) const RULE: Rule = Rule {
    id: "event-params-added",
    about: "An event has params that had none.",
    category: Category::Json,
    client: "error if any of their fields is required, or for generated code",
    server: "info, error for generated code",
    explanation: "\
Old clients send the event without params. If a field of the params is always there, null or not, the
server misses it. Fields that may be left out are read as empty, and readonly ones are not sent.",
    mirror: Mirror::None(
        "params that are gone break every client; params that came, only a server that requires a field of them",
    ),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [_, new] = context.event(change)?;
    let new = new.filter(|_| change.what == What::Params(ParamsChange::Added))?;
    let params = context.pairs.new.entity(new.params?)?;
    let required = params
        .fields
        .iter()
        .any(|field| !field.presence.may_be_absent() && field.access == Access::ReadWrite);
    let missing = Verdict::error_if(required, Severity::Info, "the frame has no params");
    Some(
        Judged::new(format!("event `{}` has params", new.name))
            .labels("it had none", "added")
            .client(missing.shown_by(Poke::AsIs).error_on_source())
            .server(
                Verdict::info("old clients skip keys that they do not know")
                    .shown_by(Poke::AsIs)
                    .error_on_source(),
            )
            .help("let every field of the params be left out"),
    )
}
