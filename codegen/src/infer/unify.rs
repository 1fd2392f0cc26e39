//! Finds places whose objects are of one entity, and merges their shapes.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{Bar, same_entity};
use super::shape::{Arena, ShapeId};

/// The largest number of entities that are all compared with each other.
const MAX_COMPARED: usize = 1500;

/// A place of objects: its name, which is that of a key or of an event, and its shape.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) shape: ShapeId,
    /// True if the objects are the params of an event.
    pub(super) is_root: bool,
}

/// Merges the shapes of places whose objects are of one entity.
pub(super) fn unify(arena: &mut Arena, roots: &[(String, ShapeId)]) {
    let mut before = usize::MAX;
    // What was merged may be alike to more.
    for _ in 0..4 {
        let places = places(arena, roots);
        if places.len() == before {
            break;
        }
        before = places.len();
        merge_equal(arena, &places);
        merge_named(arena, &places);
        if places.len() <= MAX_COMPARED {
            merge_alike(arena, &places);
        }
    }
}

/// The places of objects that are no maps, each once, in order.
pub(super) fn places(arena: &Arena, roots: &[(String, ShapeId)]) -> Vec<Place> {
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    for (name, shape) in roots {
        visit(arena, name, (*shape, true), &mut known, &mut found);
    }
    found
}

fn visit(
    arena: &Arena,
    name: &str,
    (shape, is_root): (ShapeId, bool),
    known: &mut BTreeSet<ShapeId>,
    found: &mut Vec<Place>,
) {
    let mut open = vec![(name.to_owned(), shape, is_root)];
    while let Some((name, shape, is_root)) = open.pop() {
        let shape = arena.find(shape);
        if !known.insert(shape) {
            continue;
        }
        let mut inner = Vec::new();
        if let Some(lists) = arena.shape(shape).lists {
            inner.push((name.clone(), lists.item, false));
        }
        let groups = arena.groups(shape);
        for group in groups {
            if let Some(map) = &group.map {
                inner.push((name.clone(), map.value, false));
            }
            for key in &group.keys {
                inner.push((key.name.to_string(), key.value, false));
            }
        }
        let is_map = groups.len() == 1 && (groups[0].map.is_some() || groups[0].keys.is_empty());
        if !groups.is_empty() && !is_map {
            found.push(Place {
                name,
                shape,
                is_root,
            });
        }
        open.extend(inner.into_iter().rev());
    }
}

/// Merges places with equal keys.
fn merge_equal(arena: &mut Arena, places: &[Place]) {
    let mut buckets: BTreeMap<Vec<Box<str>>, Vec<ShapeId>> = BTreeMap::new();
    for place in places {
        let groups = arena.groups(place.shape);
        let keys = groups.iter().flat_map(|group| &group.keys);
        let keys: BTreeSet<_> = keys.map(|key| key.name.clone()).collect();
        let keys = keys.into_iter().collect();
        buckets.entry(keys).or_default().push(place.shape);
    }
    for shapes in buckets.into_values() {
        merge_all(arena, &shapes, Bar::OtherPlace);
    }
}

/// Merges places of one name.
fn merge_named(arena: &mut Arena, places: &[Place]) {
    let mut buckets: BTreeMap<&str, Vec<ShapeId>> = BTreeMap::new();
    for place in places.iter().filter(|place| !place.is_root) {
        buckets.entry(&place.name).or_default().push(place.shape);
    }
    for shapes in buckets.into_values() {
        merge_all(arena, &shapes, Bar::SamePlace);
    }
}

/// Merges places that differ in keys that are not always there.
fn merge_alike(arena: &mut Arena, places: &[Place]) {
    let shapes: Vec<_> = places.iter().map(|place| place.shape).collect();
    merge_all(arena, &shapes, Bar::OtherPlace);
}

/// Merges each shape into the first one that it is of one entity with.
fn merge_all(arena: &mut Arena, shapes: &[ShapeId], bar: Bar) {
    let mut kept: Vec<ShapeId> = Vec::new();
    for shape in shapes {
        let shape = arena.find(*shape);
        if kept.iter().any(|known| arena.find(*known) == shape) {
            continue;
        }
        let same = kept
            .iter()
            .find(|known| same_entity(arena, **known, shape, bar));
        match same.copied() {
            Some(same) => arena.merge(same, shape),
            None => kept.push(shape),
        }
    }
}
