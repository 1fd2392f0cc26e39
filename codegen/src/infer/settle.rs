//! Settles what objects at a place are: entities, maps or variants of a union.

use std::collections::BTreeMap;

use super::alike::alike;
use super::formats::{KeyLook, look_of};
use super::options::Options;
use super::shape::{Arena, Group, ShapeId};

/// Settles all shapes; those that are `fixed` are no maps.
pub(super) fn settle(arena: &mut Arena, fixed: &[ShapeId], options: &Options) {
    // Maps that are made get new shapes behind the others.
    let mut at = 0;
    while at < arena.shapes.len() {
        let shape = &arena.shapes[at];
        if let (Some(objects), None) = (shape.objects, shape.merged) {
            let objects = objects as usize;
            settle_tags(arena, objects, options);
            let is_fixed = fixed.iter().any(|id| id.0 as usize == at);
            let groups = &arena.objects[objects].groups;
            if !is_fixed && groups.len() == 1 && is_map(arena, &groups[0], options) {
                arena.make_map(objects, 0);
            }
        }
        at += 1;
    }
}

/// Leaves tags only where they decide which keys there are.
fn settle_tags(arena: &mut Arena, objects: usize, options: &Options) {
    let mut counts: BTreeMap<Box<str>, u64> = BTreeMap::new();
    for group in &arena.objects[objects].groups {
        if let Some((key, _)) = &group.tag {
            *counts.entry(key.clone()).or_default() += group.count;
        }
    }
    let best = counts.iter().max_by_key(|(_, count)| **count);
    let best = best.map(|(key, _)| key.clone());
    for key in counts.into_keys() {
        let is_best = best.as_deref() == Some(&*key);
        if !is_best || !decides(arena, &arena.objects[objects].groups, options) {
            arena.untag(objects, &key);
        }
    }
}

/// The evidence that a tag decides which keys an object has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decisive {
    /// Keys that one variant always has, and another never.
    pub(super) decided: usize,
    /// Keys of several variants that one of them has at times.
    pub(super) open: usize,
}

/// Counts the keys that a tag decides. Only variants that came often enough count.
pub(super) fn decisive(groups: &[Group], repeats: u64) -> Decisive {
    let often: Vec<&Group> = groups
        .iter()
        .filter(|group| group.tag.is_some() && group.count >= repeats)
        .collect();
    let mut found = Decisive {
        decided: 0,
        open: 0,
    };
    let mut keys: BTreeMap<&str, Vec<(&Group, u64)>> = BTreeMap::new();
    for group in &often {
        for key in &group.keys {
            keys.entry(&key.name)
                .or_default()
                .push((group, key.present));
        }
    }
    for holders in keys.values() {
        let is_always = |(group, present): &(&Group, u64)| group.count == *present;
        if holders.len() < often.len() && holders.iter().any(is_always) {
            found.decided += 1;
        } else if holders.len() > 1 && !holders.iter().all(is_always) {
            found.open += 1;
        }
    }
    found
}

fn decides(arena: &Arena, groups: &[Group], options: &Options) -> bool {
    let tagged: Vec<_> = groups.iter().filter(|group| group.tag.is_some()).collect();
    let untagged: u64 = groups
        .iter()
        .filter(|group| group.tag.is_none())
        .map(|group| group.count)
        .sum();
    let all: u64 = tagged.iter().map(|group| group.count).sum();
    let repeats = options.union_repeats;
    let often = tagged.iter().filter(|group| group.count >= repeats);
    if often.count() < 2 || untagged * 10 > all || tagged.iter().any(|group| group.map.is_some()) {
        return false;
    }
    let Decisive { decided, open } = decisive(groups, repeats);
    decided > 0 && decided >= open || contradict(arena, &tagged)
}

/// Returns true if a key has values of different kinds under different tags.
fn contradict(arena: &Arena, groups: &[&Group]) -> bool {
    let mut kinds: BTreeMap<&str, u8> = BTreeMap::new();
    for key in groups.iter().flat_map(|group| &group.keys) {
        let own = arena.kinds(key.value);
        if own == 0 {
            continue;
        }
        let known = kinds.entry(&key.name).or_insert(own);
        if *known & own == 0 {
            return true;
        }
    }
    false
}

/// Returns true if the keys of objects look like ids and not like names, or are many and rare, with
/// values that are alike.
fn is_map(arena: &Arena, group: &Group, options: &Options) -> bool {
    if group.map.is_some() || group.keys.is_empty() {
        return false;
    }
    let are_ids = group
        .keys
        .iter()
        .all(|key| look_of(&key.name) != KeyLook::Name);
    // A name is in many of the objects, an id is in few.
    let rare = |present: u64| present * 5 <= group.count || group.count == 1;
    let are_many =
        group.keys.len() >= options.map_keys && group.keys.iter().all(|key| rare(key.present));
    are_ids || are_many && values_are_alike(arena, group)
}

fn values_are_alike(arena: &Arena, group: &Group) -> bool {
    let mut values = group.keys.iter().map(|key| key.value);
    let Some(first) = values.find(|value| arena.kinds(*value) != 0) else {
        return true;
    };
    let values: Vec<ShapeId> = group.keys.iter().map(|key| key.value).collect();
    values.into_iter().all(|value| alike(arena, first, value))
}
