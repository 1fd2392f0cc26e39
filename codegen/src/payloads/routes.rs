//! What clients send: every entity that a client's event leads to, in a frame of that event, with
//! a value of each kind for every field.

use std::collections::{BTreeMap, VecDeque};

use tdproto_schema::model::{Access, Event, Field, TypeId};

use super::fields::{CLIENT, changes, holds};
use super::frames::frame;
use super::tree::Tree;
use super::values::Values;
use super::{Class, Maker};
use crate::views::View;

/// The way from an event's params to an entity: each step a field of the entity before.
#[derive(Debug, Clone)]
struct Route<'a> {
    event: &'a Event,
    steps: Vec<(TypeId, &'a Field)>,
}

/// The vectors of all that clients send.
pub(super) fn client_frames(maker: &mut Maker<'_>) {
    let routes = routes(maker);
    for (id, route) in routes {
        let Some(entity) = maker.model.entity(id) else {
            continue;
        };
        let seed = maker.seed;
        let mut values = Values::new(maker.model, View::Input, &route.event.name, seed);
        for change in changes(maker, &mut values, id, entity, View::Input) {
            let subject = format!("{}/{}", route.event.name, change.subject);
            let tree = embedded(maker, &mut values, &route, change.tree);
            maker.frame(CLIENT, &subject, change.class, &change.variant, &tree);
        }
        let readonly = entity
            .fields
            .iter()
            .filter(|field| field.access == Access::ReadOnly);
        for field in readonly {
            let mut tree = values.least(entity);
            tree.set(&field.name, values.typical(&field.ty, &field.name));
            let name = &maker.model.ty(id).name;
            let subject = format!("{}/{name}/{}", route.event.name, field.name);
            let tree = embedded(maker, &mut values, &route, tree);
            maker.frame(CLIENT, &subject, Class::Readonly, "value", &tree);
        }
    }
}

/// The shortest way to each entity.
fn routes<'a>(maker: &Maker<'a>) -> BTreeMap<TypeId, Route<'a>> {
    let mut routes = BTreeMap::new();
    let mut open = VecDeque::new();
    for event in maker.model.events() {
        if let Some(params) = event.params.filter(|_| event.direction == CLIENT) {
            let steps = Vec::new();
            open.push_back((params, Route { event, steps }));
        }
    }
    while let Some((id, route)) = open.pop_front() {
        if routes.contains_key(&id) {
            continue;
        }
        if let Some(entity) = maker.model.entity(id) {
            for (_, field) in View::Input.fields(entity) {
                if let Some(inner) = holds(maker, &field.ty) {
                    let mut further = route.clone();
                    further.steps.push((id, field));
                    open.push_back((inner, further));
                }
            }
        }
        routes.insert(id, route);
    }
    routes
}

/// The frame in which a value stands at the end of a way.
fn embedded(maker: &Maker<'_>, values: &mut Values<'_>, route: &Route<'_>, tree: Tree) -> Tree {
    let mut tree = tree;
    for (id, field) in route.steps.iter().rev() {
        let Some(entity) = maker.model.entity(*id) else {
            continue;
        };
        let mut around = values.least(entity);
        around.set(&field.name, values.wrapped(&field.ty, tree));
        tree = around;
    }
    frame(maker, &route.event.name, Some(tree))
}
