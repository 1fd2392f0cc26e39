//! Params that no longer convert into their event.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, ParamsChange, What};

pub(super) const RULE: Rule = Rule {
    id: "conversion-removed",
    about: "Params that several events share no longer convert into one of them in generated Rust.",
    category: Category::Source,
    client: "error for generated code",
    server: "error for generated code",
    explanation: "\
In Rust, params of one event convert into that event: `frame.event = params.into()`. When another
event gets the same params, the conversion is ambiguous and is removed. Give the new event its own
params, which may include the others. Params named after their event (`ServerMessageUpdatedParams`
of `server.message.updated`) convert into that event even if other events share them.",
    mirror: Mirror::None("removing an event restores the conversion, which breaks nothing"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (What::Added | What::Params(ParamsChange::Added | ParamsChange::Replaced(_))) = change.what
    else {
        return None;
    };
    let [_, event] = context.event(change)?;
    let event = event?;
    let pairs = context.pairs;
    let now = pairs.new.params_entity(event)?;
    let before = pairs.old_type(now)?;
    let lost = event.sender.directions().iter().find_map(|direction| {
        let [old, new] = context.converts_into(*direction, (before, now));
        old.filter(|old| pairs.new_event(*old) != new)
    });
    let old = lost?;
    let (params, old) = (
        &pairs.new.ty(now).name,
        &pairs.old.events()[old.index()].name,
    );
    let message = format!(
        "`{params}` no longer converts into `{old}`: `{}` has the same params",
        event.name
    );
    let verdict = Verdict::error("code has to name the event");
    Some(
        Assessment::new(message)
            .labels("it had other params", "the same params as another event")
            .both(verdict.of(Category::Source))
            .help("give the event params of its own"),
    )
}
