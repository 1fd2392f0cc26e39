//! The vectors of what clients send: every entity that a client's event leads to, in a frame of
//! that event. Every field gets a value of each kind.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;

use tdproto_schema::model::{Access, Direction, Event, TypeId};

use super::fields::changes;
use super::fit::holds;
use super::frames::frame;
use super::routes::{MAX_STEPS, Met, Way, embedded, way_to};
use super::tree::Tree;
use super::values::Values;
use super::{Class, Maker};
use crate::views::View;

/// The side that sends the vectors of this module.
const CLIENT: Direction = Direction::ClientToServer;

/// The vectors of all that clients send.
pub(super) fn client_frames(maker: &mut Maker<'_, '_>) -> ControlFlow<()> {
    let model = maker.model;
    let mut met: BTreeMap<TypeId, Met<'_>> = BTreeMap::new();
    let events = model.events().iter();
    // Each entity is in a frame of the first event that leads to it. If an entity was met before,
    // so were the entities that it leads to.
    for event in events.filter(|event| event.is_sent(CLIENT)) {
        let params = event.params_type().and_then(|ty| holds(model, ty));
        let Some(params) = params.filter(|id| !met.contains_key(id)) else {
            continue;
        };
        let first = Met {
            event: &event.name,
            from: None,
            steps: 0,
        };
        met.insert(params, first);
        let mut open = VecDeque::from([params]);
        while let Some(id) = open.pop_front() {
            let steps = met.get(&id).map_or(0, |met| met.steps) + 1;
            let fields = model.entity(id).into_iter();
            for (_, field) in fields.flat_map(|entity| View::Input.fields(entity)) {
                let inner = holds(model, &field.ty).filter(|id| !met.contains_key(id));
                if let Some(inner) = inner.filter(|_| steps <= MAX_STEPS) {
                    let next = Met {
                        event: &event.name,
                        from: Some((id, field)),
                        steps,
                    };
                    met.insert(inner, next);
                    open.push_back(inner);
                }
            }
        }
    }
    for (id, Met { event, .. }) in &met {
        entity_in_frame(maker, *id, event, &way_to(&met, *id))?;
    }
    ControlFlow::Continue(())
}

fn entity_in_frame(
    maker: &mut Maker<'_, '_>,
    id: TypeId,
    event: &str,
    way: &Way<'_>,
) -> ControlFlow<()> {
    let model = maker.model;
    let Some(entity) = model.entity(id) else {
        return ControlFlow::Continue(());
    };
    // The params are the outermost entity, or hold it.
    let ty = model.find_event(event).and_then(Event::params_type);
    let in_params = |values: &mut Values<'_>, tree: Tree| match ty {
        Some(ty) => values.wrapped(ty, tree),
        None => tree,
    };
    let mut values = Values::new(model, View::Input, event, maker.seed);
    changes(
        model,
        &mut values,
        id,
        View::Input,
        &mut |values, change| {
            if !maker.is_wanted(change.class) {
                return ControlFlow::Continue(());
            }
            let subject = format!("{event}/{}", change.subject);
            let params = embedded(model, values, way, change.tree);
            let params = in_params(values, params);
            let tree = frame(model, event, Some(params));
            maker.frame(CLIENT, &subject, change.class, &change.variant, &tree)
        },
    )?;
    let readonly = entity
        .fields
        .iter()
        .filter(|field| field.access == Access::ReadOnly);
    for field in readonly {
        let mut tree = values.least(entity);
        tree.set(&field.name, values.typical(&field.ty, &field.name));
        let name = &model.ty(id).name;
        let subject = format!("{event}/{name}/{}", field.name);
        let params = embedded(model, &mut values, way, tree);
        let params = in_params(&mut values, params);
        let tree = frame(model, event, Some(params));
        maker.frame(CLIENT, &subject, Class::Readonly, "value", &tree)?;
    }
    ControlFlow::Continue(())
}
