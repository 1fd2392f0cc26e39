//! The calls of code that uses generated Rust types, as far as other parts of the schema decide
//! them. The back end writes them, and the gate reports where they change.

use std::collections::BTreeMap;

use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, Direction, Entity, Event, EventId, Field, Presence, Type, TypeId,
};

use crate::naming::Case;

/// The most arguments that a constructor takes.
const MAX_ARGUMENTS: usize = 4;

/// The fields that the function `new` of an entity takes: the required ones that are not readonly.
/// Empty if the entity has no such function, because there are none, or too many to distinguish
/// without names.
#[must_use]
pub(crate) fn arguments(entity: &Entity) -> Vec<&Field> {
    let is_argument = |field: &&Field| {
        let has_one_value = field.ty.constant().is_some() || field.ty == Type::Null;
        let is_required = field.presence == Presence::Required && !has_one_value;
        is_required && field.access == Access::ReadWrite
    };
    let fields: Vec<_> = entity.fields.iter().filter(is_argument).collect();
    match fields.len() {
        0..=MAX_ARGUMENTS => fields,
        _ => Vec::new(),
    }
}

/// The params that convert into an event of a direction by themselves, with that event. They are
/// the params of one event only, and those that are called after one of their events.
#[must_use]
pub(crate) fn converting(model: &Model, direction: Direction) -> BTreeMap<TypeId, EventId> {
    let mut by_params: BTreeMap<TypeId, Vec<EventId>> = BTreeMap::new();
    for (id, event) in model.events_with_ids() {
        let params = model.params_entity(event);
        if let Some(params) = params.filter(|_| event.is_sent(direction)) {
            by_params.entry(params).or_default().push(id);
        }
    }
    let only = |params: TypeId, events: Vec<EventId>| match events[..] {
        [event] => Some(event),
        _ => {
            let name = &model.ty(params).name;
            let mut named = events
                .into_iter()
                .filter(|id| is_called_after(name, &model.events()[id.index()]));
            let event = named.next();
            event.filter(|_| named.next().is_none())
        }
    };
    by_params
        .into_iter()
        .filter_map(|(params, events)| Some((params, only(params, events)?)))
        .collect()
}

/// Returns true if an entity is called after an event: `ServerMessageUpdatedParams` after
/// `server.message.updated`.
fn is_called_after(name: &str, event: &Event) -> bool {
    name == format!("{}Params", Case::UpperCamel.apply(&event.name))
}
