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
    /// The entities and unions that are the objects of variants.
    pub(super) held: BTreeSet<TypeId>,
    /// True for types of which no value ends; empty if the model has no unions.
    pub(super) is_infinite: Vec<bool>,
}

/// A way to make a value of a type: a variant of a union, or all that another type needs.
struct Way {
    of: TypeId,
    /// The position of the variant.
    variant: usize,
    /// The number of levels that it adds.
    levels: usize,
    /// The number of objects it needs that are not known yet.
    waits: usize,
}

/// Walks from the types that hold no others to those that hold them. `objects` are the entities and
/// unions that every value of a type holds.
pub(super) fn find(types: &[TypeDef], objects: impl Fn(&Type) -> Vec<TypeId>) -> Smallest {
    let mut found = Smallest::default();
    if types.iter().all(|def| def.union().is_none()) {
        return found;
    }
    let mut ways: Vec<Way> = Vec::new();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut ready = BinaryHeap::new();
    for (index, def) in types.iter().enumerate() {
        let of = TypeId::new(index);
        let levels = match def.union() {
            None => 1,
            // The content of a variant is one level below its tag.
            Some(union) => usize::from(union.content().is_some()),
        };
        for (variant, needed) in needs(def, &objects).into_iter().enumerate() {
            if needed.is_empty() {
                ready.push(Reverse((1, of, variant)));
            }
            let waits = needed.len();
            needed
                .into_iter()
                .for_each(|id| holders[id.index()].push(ways.len()));
            ways.push(Way {
                of,
                variant,
                levels,
                waits,
            });
        }
        if let Some(union) = def.union() {
            found.held.extend(union.same_object().flat_map(&objects));
        }
    }
    let mut depths: Vec<Option<usize>> = vec![None; types.len()];
    while let Some(Reverse((depth, id, variant))) = ready.pop() {
        if depths[id.index()].is_some() {
            continue;
        }
        depths[id.index()] = Some(depth);
        if types[id.index()].union().is_some() {
            found.variants.insert(id, variant);
        }
        for at in &holders[id.index()] {
            let way = &mut ways[*at];
            way.waits = way.waits.saturating_sub(1);
            if way.waits == 0 {
                ready.push(Reverse((depth + way.levels, way.of, way.variant)));
            }
        }
    }
    found.is_infinite = depths.iter().map(Option::is_none).collect();
    found
}

/// The entities and unions that a value of a type always holds: of a union, those of each variant.
fn needs(def: &TypeDef, objects: &impl Fn(&Type) -> Vec<TypeId>) -> Vec<Vec<TypeId>> {
    match &def.kind {
        TypeKind::Entity(entity) => {
            let fields = entity.fields.iter();
            let required = fields.filter(|field| field.presence == Presence::Required);
            vec![required.flat_map(|field| objects(&field.ty)).collect()]
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            variants
                .map(|variant| variant.ty.as_ref().map(objects).unwrap_or_default())
                .collect()
        }
        TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => vec![Vec::new()],
    }
}
