//! Ways from one entity to another, and what clients send: every entity that a client's event leads
//! to, in a frame of that event, with a value of each kind for every field.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::{Access, Field, TypeId};

use super::fields::{CLIENT, changes, holds};
use super::frames::frame;
use super::tree::Tree;
use super::values::Values;
use super::{Class, Maker};
use crate::views::View;

/// The way from one entity to another: each step a field of the entity before.
pub(super) type Way<'a> = Vec<(TypeId, &'a Field)>;

/// How long a way may be: readers do not take values that lie as deep as a schema is long.
const MAX_STEPS: usize = 16;

/// How many fields are looked at for a way back.
const MAX_LOOKED_AT: usize = 4000;

/// The vectors of all that clients send.
pub(super) fn client_frames(maker: &mut Maker<'_, '_>) -> ControlFlow<()> {
    let model = maker.model;
    let mut met: BTreeMap<TypeId, Met<'_>> = BTreeMap::new();
    let events = model.events().iter();
    // Each entity in a frame of the first event that leads to it. What leads on from an entity that
    // was met before was met, too.
    for event in events.filter(|event| event.direction == CLIENT) {
        let Some(params) = event.params.filter(|id| !met.contains_key(id)) else {
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

/// How an entity was met.
struct Met<'a> {
    /// The event that leads to it.
    event: &'a str,
    /// The last step of the way; none, if it is the event's params.
    from: Option<(TypeId, &'a Field)>,
    steps: usize,
}

fn way_to<'a>(met: &BTreeMap<TypeId, Met<'a>>, id: TypeId) -> Way<'a> {
    let mut way = Vec::new();
    let mut at = id;
    while let Some((from, field)) = met.get(&at).and_then(|met| met.from) {
        way.push((from, field));
        at = from;
    }
    way.reverse();
    way
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
        let tree = frame(model, event, Some(params));
        maker.frame(CLIENT, &subject, Class::Readonly, "value", &tree)?;
    }
    ControlFlow::Continue(())
}

/// The shortest way through a field of an entity back to that entity, if it is short.
pub(super) fn way_back<'a>(model: &'a Model, id: TypeId, field: &'a Field) -> Option<Way<'a>> {
    let start = holds(model, &field.ty)?;
    let mut met: BTreeMap<TypeId, Met<'a>> = BTreeMap::new();
    let mut open = VecDeque::from([(start, (id, field), 1)]);
    let mut looked_at = 0;
    while let Some((at, from, steps)) = open.pop_front() {
        if met.contains_key(&at) {
            continue;
        }
        if at == id {
            let mut way = way_to(&met, from.0);
            way.push(from);
            return Some(way);
        }
        let from = Some(from);
        met.insert(
            at,
            Met {
                event: "",
                from,
                steps,
            },
        );
        let fields = model.entity(at).into_iter();
        for (_, field) in fields.flat_map(|entity| View::Whole.fields(entity)) {
            looked_at += 1;
            if steps < MAX_STEPS
                && looked_at < MAX_LOOKED_AT
                && let Some(inner) = holds(model, &field.ty)
            {
                open.push_back((inner, (at, field), steps + 1));
            }
        }
    }
    None
}

/// A value at the end of a way, in the entities along it.
pub(super) fn embedded(model: &Model, values: &mut Values<'_>, way: &Way<'_>, tree: Tree) -> Tree {
    let mut tree = tree;
    for (id, field) in way.iter().rev() {
        let Some(entity) = model.entity(*id) else {
            continue;
        };
        let mut around = values.least(entity);
        around.set(&field.name, values.wrapped(&field.ty, tree));
        tree = around;
    }
    tree
}
