//! Ways from one entity to another, and what clients send: every entity that a client's event leads
//! to, in a frame of that event, with a value of each kind for every field.

use std::collections::{BTreeMap, VecDeque};

use tdproto_schema::model::{Access, Field, TypeId};

use super::fields::{CLIENT, changes, holds};
use super::frames::frame;
use super::tree::Tree;
use super::values::Values;
use super::{Class, Maker};
use crate::views::View;

/// The way from one entity to another: each step a field of the entity before.
pub(super) type Way<'a> = Vec<(TypeId, &'a Field)>;

/// The vectors of all that clients send.
pub(super) fn client_frames(maker: &mut Maker<'_>) {
    let model = maker.model;
    let events = model
        .events()
        .iter()
        .filter(|event| event.direction == CLIENT);
    // Each entity in a frame of the first event that leads to it.
    let mut taken = BTreeMap::new();
    for event in events {
        let Some(params) = event.params else { continue };
        for (id, way) in ways(maker, View::Input, [(params, Vec::new())]) {
            taken.entry(id).or_insert((event.name.as_str(), way));
        }
    }
    for (id, (event, way)) in taken {
        entity_in_frame(maker, id, event, &way);
    }
}

fn entity_in_frame(maker: &mut Maker<'_>, id: TypeId, event: &str, way: &Way<'_>) {
    let Some(entity) = maker.model.entity(id) else {
        return;
    };
    let mut values = Values::new(maker.model, View::Input, event, maker.seed);
    for change in changes(maker, &mut values, id, entity, View::Input) {
        let subject = format!("{event}/{}", change.subject);
        let params = embedded(maker, &mut values, way, change.tree);
        let tree = frame(maker, event, Some(params));
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
        let subject = format!("{event}/{name}/{}", field.name);
        let params = embedded(maker, &mut values, way, tree);
        let tree = frame(maker, event, Some(params));
        maker.frame(CLIENT, &subject, Class::Readonly, "value", &tree);
    }
}

/// The shortest way from these starts to every entity that they lead to in a view, themselves
/// included.
pub(super) fn ways<'a>(
    maker: &Maker<'a>,
    view: View,
    starts: impl IntoIterator<Item = (TypeId, Way<'a>)>,
) -> BTreeMap<TypeId, Way<'a>> {
    let mut ways = BTreeMap::new();
    let mut open: VecDeque<(TypeId, Way<'a>)> = starts.into_iter().collect();
    while let Some((id, way)) = open.pop_front() {
        if ways.contains_key(&id) {
            continue;
        }
        if let Some(entity) = maker.model.entity(id) {
            for (_, field) in view.fields(entity) {
                if let Some(inner) = holds(maker, &field.ty) {
                    let mut further = way.clone();
                    further.push((id, field));
                    open.push_back((inner, further));
                }
            }
        }
        ways.insert(id, way);
    }
    ways
}

/// A value at the end of a way, in the entities along it.
pub(super) fn embedded(
    maker: &Maker<'_>,
    values: &mut Values<'_>,
    way: &Way<'_>,
    tree: Tree,
) -> Tree {
    let mut tree = tree;
    for (id, field) in way.iter().rev() {
        let Some(entity) = maker.model.entity(*id) else {
            continue;
        };
        let mut around = values.least(entity);
        around.set(&field.name, values.wrapped(&field.ty, tree));
        tree = around;
    }
    tree
}
