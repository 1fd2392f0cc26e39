//! Checks of the depth and size of values.

use crate::model::{Presence, Type, TypeId};
use crate::{Code, Diagnostic, Model, Origins, Sink};

/// The number of levels that a type may have. Two bounds are near. The readers of generated code
/// and of `validate` take JSON of 127 levels, as serde_json does. rustc refuses `Send` for structs
/// that hold one another about 120 deep: its limit of 128 counts the leaf's own insides as well.
/// The rest is for the frame, and for the types that a program puts around.
const MAX_NESTING: usize = 100;

/// The number of objects that the smallest value of an entity may hold.
const MAX_OBJECTS: usize = 10_000;

/// Reports lists of lists that aliases build up: no compiler takes types as deep as a schema is
/// long.
pub(super) fn check_aliases(model: &Model, origins: &Origins, sink: &mut Sink) {
    let depths = Depths::new(model, |id| {
        model.ty(id).alias().map(parts).unwrap_or_default()
    });
    for id in depths.beyond() {
        let name = &model.ty(id).name;
        let message = format!("alias `{name}` expands to lists and maps {MAX_NESTING} levels deep");
        let found = Diagnostic::error(Code::TypeNesting, message)
            .at(origins.type_name(id), "goes deeper than that")
            .help("make one of the aliases in it an entity");
        sink.push(found);
    }
}

/// Reports entities that always hold one another: no reader takes objects as deep as a schema is
/// long.
pub(super) fn check_entities(model: &Model, origins: &Origins, sink: &mut Sink) {
    let required = |id: TypeId| {
        let fields = model
            .entity(id)
            .into_iter()
            .flat_map(|entity| &entity.fields);
        let fields = fields.enumerate();
        let fields = fields.filter(|(_, field)| field.presence == Presence::Required);
        fields.flat_map(|(index, field)| {
            let held = model.required_objects(&field.ty).into_iter();
            held.map(move |id| (index, id))
        })
    };
    let depths = Depths::new(model, |id| match model.union(id) {
        Some(union) => {
            let levels = usize::from(union.content().is_some());
            let least = least(model, id).into_iter();
            Parts {
                own: 1,
                named: least.map(|inner| (inner, levels)).collect(),
            }
        }
        None => Parts {
            own: 1,
            named: required(id).map(|(_, inner)| (inner, 1)).collect(),
        },
    });
    for id in depths.beyond() {
        let name = &model.ty(id).name;
        let message = format!("entity `{name}` always holds objects {MAX_NESTING} levels deep");
        let deepest =
            required(id).max_by_key(|(index, inner)| (depths.of(*inner), usize::MAX - index));
        let place = deepest.map_or(origins.type_name(id), |(index, _)| {
            origins.field_name(id, index)
        });
        let found = Diagnostic::error(Code::TypeNesting, message)
            .at(place, "always present, never null, and leads deepest")
            .help("make one of the fields on the way `optional` or `nullable`, or a list");
        sink.push(found);
    }
}

/// Reports entities whose smallest value is too large. Each of a few entities may hold the one
/// before twice, and nobody can write a value of that size.
pub(super) fn check_size(model: &Model, origins: &Origins, sink: &mut Sink) {
    let objects = Depths::walk(
        model,
        MAX_OBJECTS,
        |id| {
            let fields = model
                .entity(id)
                .into_iter()
                .flat_map(|entity| &entity.fields);
            let required = fields.filter(|field| field.presence == Presence::Required);
            let held = required.flat_map(|field| model.required_objects(&field.ty));
            let held = held.map(|id| (id, 0));
            Parts {
                own: 1,
                named: held
                    .chain(least(model, id).into_iter().map(|inner| (inner, 0)))
                    .collect(),
            }
        },
        usize::saturating_add,
    );
    for id in objects.beyond() {
        let name = &model.ty(id).name;
        let message = format!("entity `{name}` always holds more than {MAX_OBJECTS} objects");
        let found = Diagnostic::error(Code::TypeNesting, message)
            .at(origins.type_name(id), "its smallest value is too large")
            .help("make some of the fields on the way `optional` or `nullable`, or lists");
        sink.push(found);
    }
}

/// The objects that the smallest value of a union is, or always holds.
fn least(model: &Model, id: TypeId) -> Vec<TypeId> {
    let smallest = model.smallest_variant(id);
    let variant = smallest.and_then(|at| model.ty(id).variants().get(at));
    let ty = variant.and_then(|variant| variant.ty.as_ref());
    ty.map(|ty| model.required_objects(ty)).unwrap_or_default()
}

/// The parts of a type: the number of its own levels, and the types in it, each with the number of
/// levels above it.
#[derive(Debug, Default)]
struct Parts {
    own: usize,
    named: Vec<(TypeId, usize)>,
}

fn parts(ty: &Type) -> Parts {
    let mut found = Parts::default();
    add_parts(ty, 0, &mut found);
    found
}

fn add_parts(ty: &Type, above: usize, found: &mut Parts) {
    found.own = found.own.max(above);
    match ty {
        Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => {}
        Type::Named(id) => found.named.push((*id, above)),
        Type::List(item) => add_parts(item, above + 1, found),
        Type::Nullable(item) => add_parts(item, above, found),
        Type::Tuple(items) => items
            .iter()
            .for_each(|item| add_parts(item, above + 1, found)),
        Type::Map(key, value) => {
            add_parts(key, above + 1, found);
            add_parts(value, above + 1, found);
        }
    }
}

/// The number of levels of each type, or of objects.
struct Depths {
    /// The depth of each type; `None`: not known yet.
    depths: Vec<Option<usize>>,
    /// The types that exceed the limit though none of their parts does. All types that lead to them
    /// exceed it too, and are not reported.
    beyond: Vec<TypeId>,
}

impl Depths {
    fn new(model: &Model, parts: impl Fn(TypeId) -> Parts) -> Self {
        Self::walk(model, MAX_NESTING, parts, usize::max)
    }

    /// Walks with a stack of its own. A type that is met again while it is open is part of a cycle,
    /// which another check reports.
    fn walk(
        model: &Model,
        limit: usize,
        parts: impl Fn(TypeId) -> Parts,
        join: fn(usize, usize) -> usize,
    ) -> Self {
        let mut depths = vec![None; model.types().len()];
        let mut is_open = vec![false; model.types().len()];
        let mut beyond = Vec::new();
        for (start, _) in model.types_with_ids() {
            let mut path: Vec<(TypeId, Parts, usize)> = Vec::new();
            if depths[start.index()].is_none() {
                path.push((start, parts(start), 0));
            }
            while let Some((id, found, at)) = path.last_mut() {
                let id = *id;
                is_open[id.index()] = true;
                if let Some((part, _)) = found.named.get(*at) {
                    *at += 1;
                    if depths[part.index()].is_none() && !is_open[part.index()] {
                        let part = *part;
                        path.push((part, parts(part), 0));
                    }
                    continue;
                }
                let known = |part: TypeId| depths[part.index()].unwrap_or(0);
                let inner = found.named.iter();
                let inner = inner.map(|(part, above)| above.saturating_add(known(*part)));
                let depth = inner.fold(found.own, join);
                let is_first = found.named.iter().all(|(part, _)| known(*part) <= limit);
                if depth > limit && is_first {
                    beyond.push(id);
                }
                depths[id.index()] = Some(depth);
                path.pop();
            }
        }
        Self { depths, beyond }
    }

    fn of(&self, id: TypeId) -> usize {
        self.depths[id.index()].unwrap_or(0)
    }

    /// The types that exceed the limit, in the order of names.
    fn beyond(&self) -> Vec<TypeId> {
        let mut beyond = self.beyond.clone();
        beyond.sort_unstable();
        beyond
    }
}
