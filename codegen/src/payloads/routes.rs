//! Ways from one entity to another.

use std::collections::{BTreeMap, VecDeque};

use tdproto_schema::Model;
use tdproto_schema::model::{Field, TypeId};

use super::fit::holds;
use super::tree::Tree;
use super::values::Values;
use crate::views::View;

/// The way from one entity to another: each step a field of the entity before.
pub(super) type Way<'a> = Vec<(TypeId, &'a Field)>;

/// The length of the longest way: readers do not take values that nest as deep as a schema is long.
pub(super) const MAX_STEPS: usize = 16;

/// The number of fields that are looked at for a way back.
const MAX_LOOKED_AT: usize = 4000;

/// The way on which an entity was met.
pub(super) struct Met<'a> {
    /// The event that leads to it.
    pub(super) event: &'a str,
    /// The last step of the way; none, if it is the event's params.
    pub(super) from: Option<(TypeId, &'a Field)>,
    pub(super) steps: usize,
}

/// The way to an entity that was met.
pub(super) fn way_to<'a>(met: &BTreeMap<TypeId, Met<'a>>, id: TypeId) -> Way<'a> {
    let mut way = Vec::new();
    let mut at = id;
    while let Some((from, field)) = met.get(&at).and_then(|met| met.from) {
        way.push((from, field));
        at = from;
    }
    way.reverse();
    way
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
