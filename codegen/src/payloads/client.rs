//! The vectors of all that a side sends: every entity that an event of it leads to, in a frame of
//! that event. Every field gets a value of each kind.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;

use tdproto_schema::model::{Access, Direction, TypeId};

use super::class::Class;
use super::drawn;
use super::fields::changes;
use super::fit::holds;
use super::frames::frame;
use super::maker::Maker;
use super::routes::{MAX_STEPS, Met, Way, embedded, way_to};
use super::tree::Tree;
use super::values::Values;
use crate::views::View;

/// The vectors of all that a side sends.
pub(super) fn frames(maker: &mut Maker<'_, '_>, from: Direction) -> ControlFlow<()> {
    let model = maker.model;
    let view = View::of(from);
    let mut met: BTreeMap<TypeId, Met<'_>> = BTreeMap::new();
    let events = model.events().iter();
    // Each entity is in a frame of the first event that leads to it. If an entity was met before,
    // so were the entities that it leads to.
    for event in events.filter(|event| event.is_sent(from)) {
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
            for (_, field) in fields.flat_map(|entity| view.fields(entity)) {
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
        entity_in_frame(maker, (*id, from), event, &way_to(&met, *id))?;
    }
    ControlFlow::Continue(())
}

fn entity_in_frame(
    maker: &mut Maker<'_, '_>,
    (id, from): (TypeId, Direction),
    event: &str,
    way: &Way<'_>,
) -> ControlFlow<()> {
    let model = maker.model;
    let Some(entity) = model.entity(id) else {
        return ControlFlow::Continue(());
    };
    let view = View::of(from);
    let Some(event) = model.find_event(event) else {
        return ControlFlow::Continue(());
    };
    // The params are the outermost entity, or hold it.
    let seed = maker.seed;
    let in_frame = |values: &mut Values<'_>, tree: Tree| {
        let tree = embedded(model, values, way, tree);
        let params = match event.params_type() {
            Some(ty) => values.wrapped(ty, tree),
            None => tree,
        };
        match event.frame {
            Some(_) => drawn::frame(model, event, from, seed, Some(params)),
            None => Some(frame(model, &event.name, Some(params))),
        }
    };
    let of_event = match event.frame {
        Some(_) => format!("frame/{}", event.name),
        None => event.name.clone(),
    };
    let given = Some(event).filter(|event| drawn::is_nameless(model, event));
    let mut values = Values::new(model, view, &event.name, maker.seed);
    changes(model, &mut values, id, view, &mut |values, change| {
        if !maker.is_wanted(change.class) {
            return ControlFlow::Continue(());
        }
        let subject = format!("{of_event}/{}", change.subject);
        let Some(tree) = in_frame(values, change.tree) else {
            return ControlFlow::Continue(());
        };
        let name = (subject.as_str(), change.class, change.variant.as_str());
        maker.drawn(from, given, name, &tree)
    })?;
    let readonly = entity
        .fields
        .iter()
        .filter(|field| field.access == Access::ReadOnly && view == View::Input);
    for field in readonly {
        let mut tree = values.least(entity);
        tree.set(&field.name, values.typical(&field.ty, &field.name));
        let name = &model.ty(id).name;
        let subject = format!("{of_event}/{name}/{}", field.name);
        if let Some(tree) = in_frame(&mut values, tree) {
            maker.drawn(from, given, (&subject, Class::Readonly, "value"), &tree)?;
        }
    }
    ControlFlow::Continue(())
}
