//! Types that are parts of something else: those that only experimental parts lead to, and those
//! that were removed together with their users.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Field, Type, TypeId};

use crate::diff::Pairs;
use crate::reach::Reach;

/// Marks the types that may change without notice: they are experimental, or only experimental parts
/// lead to them.
pub(super) fn experimental(model: &Model, reach: &Reach, included: &[bool]) -> Vec<bool> {
    let is_root = |id: TypeId| !is_reached(reach, id) && !included[id.index()];
    let stable = stable(model, is_root);
    let types = model.types_with_ids();
    let marks = types
        .map(|(id, def)| def.docs.experimental || is_reached(reach, id) && !stable[id.index()]);
    marks.collect()
}

/// Returns true if frames of either side reach a type.
pub(super) fn is_reached(reach: &Reach, id: TypeId) -> bool {
    reach.is_reached(Direction::ClientToServer, id)
        || reach.is_reached(Direction::ServerToClient, id)
}

/// Marks the entities that the entities reached by events include.
pub(super) fn included(model: &Model, reach: &Reach) -> Vec<bool> {
    let mut included = vec![false; model.types().len()];
    let reached = model
        .types_with_ids()
        .filter(|(id, _)| is_reached(reach, *id));
    let mut open: Vec<TypeId> = reached.map(|(id, _)| id).collect();
    while let Some(id) = open.pop() {
        for target in model.entity(id).map_or(&[][..], |entity| &entity.includes) {
            if !included[target.index()] {
                included[target.index()] = true;
                open.push(*target);
            }
        }
    }
    included
}

/// Marks the types that something other than experimental parts leads to. It is an event that is
/// not experimental, or a type that no event reaches, through fields and types that are not
/// experimental.
fn stable(model: &Model, is_root: impl Fn(TypeId) -> bool) -> Vec<bool> {
    let carried = model.carriers();
    let carried = carried
        .filter(|(carrier, _)| !model.is_experimental(*carrier))
        .flat_map(|(_, ty)| ty.named());
    let roots = model
        .types_with_ids()
        .map(|(id, _)| id)
        .filter(|id| is_root(*id));
    let enters = |id: TypeId| !model.ty(id).docs.experimental;
    walk(model, carried.chain(roots), enters, |field| {
        !field.docs.experimental
    })
}

/// The way in which a type was removed that only the old model has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Went {
    /// The type was removed on its own. Nothing used it, or only parts that were removed and are
    /// not reported otherwise.
    Alone,
    /// The type was removed with an event or a type whose removal is reported.
    WithItsOwner,
    /// The type was removed with its use in a part that still exists, which is reported.
    WithItsUse,
}

/// The way in which each type of the old model was removed. For types that still exist, it has no
/// meaning.
pub(super) fn went(pairs: &Pairs<'_>) -> Vec<Went> {
    let model = pairs.old;
    let is_gone = |id: TypeId| pairs.new_type(id).is_none();
    let mut used = vec![false; model.types().len()];
    let mut used_by_living = used.clone();
    let mut seeds = Vec::new();
    for (carrier, ty) in model.carriers() {
        let lives = carrier
            .event()
            .is_none_or(|id| pairs.new_event(id).is_some());
        for id in ty.named() {
            used[id.index()] = true;
            match lives {
                true => used_by_living[id.index()] = true,
                false => seeds.push(id),
            }
        }
    }
    for (id, _) in model.types_with_ids() {
        for part in parts(model, id, &|_| true)
            .into_iter()
            .filter(|part| *part != id)
        {
            used[part.index()] = true;
            used_by_living[part.index()] |= !is_gone(id);
        }
    }
    let is_reported = |id: TypeId| is_gone(id) && (!used[id.index()] || used_by_living[id.index()]);
    for (id, _) in model.types_with_ids().filter(|(id, _)| is_reported(*id)) {
        seeds.extend(parts(model, id, &|_| true));
    }
    let together = walk(model, seeds.into_iter(), is_gone, |_| true);
    let ids = model.types_with_ids().map(|(id, _)| id.index());
    ids.map(|at| match (used_by_living[at], used[at] && together[at]) {
        (true, _) => Went::WithItsUse,
        (false, true) => Went::WithItsOwner,
        (false, false) => Went::Alone,
    })
    .collect()
}

/// Marks the types that are reached from some types, through the types that may be entered.
fn walk(
    model: &Model,
    roots: impl Iterator<Item = TypeId>,
    enters: impl Fn(TypeId) -> bool,
    leads: impl Fn(&Field) -> bool,
) -> Vec<bool> {
    let mut met = vec![false; model.types().len()];
    let mut open: Vec<TypeId> = roots.collect();
    while let Some(id) = open.pop() {
        if enters(id) && !std::mem::replace(&mut met[id.index()], true) {
            open.extend(parts(model, id, &leads));
        }
    }
    met
}

/// The types that a type is made of.
fn parts(model: &Model, id: TypeId, leads: &dyn Fn(&Field) -> bool) -> Vec<TypeId> {
    let def = model.ty(id);
    let fields = def.fields().iter().filter(|field| leads(field));
    let variants = def
        .variants()
        .iter()
        .filter_map(|variant| variant.ty.as_ref());
    let types = fields
        .map(|field| &field.ty)
        .chain(variants)
        .chain(def.alias());
    let includes = def.entity().into_iter().flat_map(|entity| &entity.includes);
    types
        .flat_map(Type::named)
        .chain(includes.copied())
        .collect()
}
