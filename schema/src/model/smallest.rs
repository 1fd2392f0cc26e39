//! Facts about the unions of a model: the variants of the smallest values, the types that are
//! variants, and the types of which no value ends. They are found once, in one walk.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::{Presence, Type, TypeDef, TypeId, TypeKind};

/// What a walk from the smallest values to the larger ones found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Smallest {
    /// The variant of each union whose smallest value nests least.
    pub(super) variants: BTreeMap<TypeId, usize>,
    /// The entities and unions that are variants of unions.
    pub(super) held: BTreeSet<TypeId>,
    /// True for types of which no value ends; empty if the model has no unions.
    pub(super) is_infinite: Vec<bool>,
}

/// Walks from the types that hold no others to those that hold them. `objects` are the entities and
/// unions that every value of a type holds.
pub(super) fn find(types: &[TypeDef], objects: impl Fn(&Type) -> Vec<TypeId>) -> Smallest {
    let mut found = Smallest::default();
    if types.iter().all(|def| def.union().is_none()) {
        return found;
    }
    let mut holders: Vec<Vec<(TypeId, usize)>> = vec![Vec::new(); types.len()];
    let mut waits: Vec<usize> = vec![0; types.len()];
    let mut depths: Vec<Option<usize>> = vec![None; types.len()];
    let mut ready = BinaryHeap::new();
    for (index, def) in types.iter().enumerate() {
        let id = TypeId::new(index);
        let held = held(def, &objects);
        waits[index] = held.len();
        let is_union = def.union().is_some();
        let bare = held.iter().find(|(_, target)| target.is_none());
        match (is_union, bare) {
            (true, Some((variant, _))) => ready.push(Reverse((1, id, *variant))),
            (false, _) if held.is_empty() => ready.push(Reverse((1, id, 0))),
            (true | false, _) => {}
        }
        for (at, target) in held {
            if let Some(target) = target {
                if is_union {
                    found.held.insert(target);
                }
                holders[target.index()].push((id, at));
            }
        }
    }
    while let Some(Reverse((depth, id, variant))) = ready.pop() {
        if depths[id.index()].is_some() {
            continue;
        }
        depths[id.index()] = Some(depth);
        if types[id.index()].union().is_some() {
            found.variants.insert(id, variant);
        }
        for (holder, at) in &holders[id.index()] {
            let wait = &mut waits[holder.index()];
            *wait = wait.saturating_sub(1);
            if types[holder.index()].union().is_some() {
                ready.push(Reverse((depth, *holder, *at)));
            } else if *wait == 0 {
                ready.push(Reverse((depth + 1, *holder, 0)));
            }
        }
    }
    found.is_infinite = depths.iter().map(Option::is_none).collect();
    found
}

/// The entities and unions that a value of a type always holds, each with the position of the field
/// or variant. Of a union it is one of them; a variant that holds none is there without a type.
fn held(def: &TypeDef, objects: &impl Fn(&Type) -> Vec<TypeId>) -> Vec<(usize, Option<TypeId>)> {
    match &def.kind {
        TypeKind::Entity(entity) => {
            let fields = entity.fields.iter().enumerate();
            let required = fields.filter(|(_, field)| field.presence == Presence::Required);
            let held = required.flat_map(|(at, field)| {
                let held = objects(&field.ty).into_iter();
                held.map(move |id| (at, Some(id)))
            });
            held.collect()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter().enumerate();
            variants
                .map(|(at, variant)| {
                    let held = variant.ty.as_ref().map(objects).unwrap_or_default();
                    (at, held.first().copied())
                })
                .collect()
        }
        TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => Vec::new(),
    }
}
