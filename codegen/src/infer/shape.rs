//! The shapes of values: what was seen at a place, in counts. The memory for them is bounded by the
//! places, not by the number of values.

use std::collections::HashMap;

use super::formats::{Formats, KeyLook, look_of};
use super::tape::same;

/// The largest number of keys of objects at one place; with more, they are a map.
pub(super) const MAX_KEYS: usize = 200;

/// The number of keys from which on they are found by an index.
const FEW_KEYS: usize = 12;

/// The largest number of variants at one place; with more, the tag names no variants.
const MAX_VARIANTS: usize = 64;

/// The largest number of shapes; with more, values at new places are only counted.
const MAX_SHAPES: usize = 400_000;

/// The longest text that is kept as a value of an enum, in bytes.
const MAX_TEXT: usize = 64;

/// The position of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ShapeId(pub(super) u32);

/// The values at a place.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) nulls: u64,
    pub(super) bools: u64,
    pub(super) numbers: Option<Box<Numbers>>,
    pub(super) texts: Option<Box<Texts>>,
    /// The position of its objects.
    pub(super) objects: Option<u32>,
    pub(super) lists: Option<Lists>,
    /// Values that were not looked at, since there are too many places.
    pub(super) unseen: u64,
    /// The shape that this one was merged into.
    pub(super) merged: Option<ShapeId>,
}

/// The numbers at a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    /// Integers that 64 bits hold.
    pub(super) integers: u64,
    /// Numbers with a fraction or an exponent, and integers beyond 64 bits.
    pub(super) floats: u64,
    pub(super) min: i128,
    pub(super) max: i128,
}

/// The texts at a place.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) count: u64,
    pub(super) empty: u64,
    /// The formats that all texts but empty ones have.
    pub(super) formats: Formats,
    /// The texts with their counts; `None`: there are too many.
    pub(super) distinct: Option<Vec<(Box<str>, u64)>>,
}

/// The arrays at a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lists {
    pub(super) count: u64,
    pub(super) empty: u64,
    pub(super) item: ShapeId,
}

/// The objects at a place, in groups: first those without a tag, then those of each tag.
#[derive(Debug)]
pub(super) struct Objects {
    pub(super) groups: Vec<Group>,
    /// The keys that are no tags, since they have too many values.
    pub(super) untagged: Vec<Box<str>>,
    /// The group of the last object, which is likely to come again.
    pub(super) last: usize,
}

/// Objects with the same tag.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// The key and the value of the tag.
    pub(super) tag: Option<(Box<str>, Box<str>)>,
    pub(super) count: u64,
    pub(super) keys: Vec<Key>,
    /// The positions of keys by name, if there are many.
    index: HashMap<Box<str>, u32>,
    /// The values, if the objects have so many keys that they are a map.
    pub(super) map: Option<MapKeys>,
    /// The key that came first the last time.
    pub(super) first: u32,
}

/// A key of objects.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: Box<str>,
    /// The time when it came first, which gives the order of keys.
    pub(super) since: u64,
    /// The number of objects with the key.
    pub(super) present: u64,
    /// The last object with the key.
    pub(super) seen: u64,
    /// The key that came behind it the last time.
    pub(super) follower: u32,
    pub(super) value: ShapeId,
}

/// The keys of a map.
#[derive(Debug, Clone, Copy)]
pub(super) struct MapKeys {
    pub(super) value: ShapeId,
    /// Keys by their look, each counted as often as it came.
    pub(super) integers: u64,
    pub(super) ids: u64,
    pub(super) names: u64,
}

impl MapKeys {
    pub(super) fn add(&mut self, key: &str, times: u64) {
        match look_of(key) {
            KeyLook::Integer => self.integers += times,
            KeyLook::Id => self.ids += times,
            KeyLook::Name => self.names += times,
        }
    }
}

/// All shapes.
#[derive(Debug, Default)]
pub(super) struct Arena {
    pub(super) shapes: Vec<Shape>,
    pub(super) objects: Vec<Objects>,
    /// The largest number of distinct texts that are kept at a place.
    pub(super) max_texts: usize,
    /// True if there were too many shapes.
    pub(super) is_full: bool,
    /// The pairs of shapes that are still to be merged.
    pub(super) pending: Vec<(ShapeId, ShapeId)>,
}

impl Arena {
    pub(super) fn new(max_texts: usize) -> Self {
        Self {
            max_texts,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self) -> ShapeId {
        let id = ShapeId(index(self.shapes.len()));
        self.shapes.push(Shape::default());
        id
    }

    /// Returns true if a new place gets a shape.
    pub(super) fn has_room(&mut self) -> bool {
        self.is_full |= self.shapes.len() >= MAX_SHAPES;
        !self.is_full
    }

    /// The shape that a shape was merged into, or itself.
    pub(super) fn find(&self, mut id: ShapeId) -> ShapeId {
        while let Some(next) = self.shape(id).merged {
            id = next;
        }
        id
    }

    #[inline]
    pub(super) fn shape(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0 as usize]
    }

    #[inline]
    pub(super) fn shape_mut(&mut self, id: ShapeId) -> &mut Shape {
        &mut self.shapes[id.0 as usize]
    }

    /// The groups of the objects of a shape.
    pub(super) fn groups(&self, id: ShapeId) -> &[Group] {
        let objects = self.shape(self.find(id)).objects;
        objects.map_or(&[], |at| &self.objects[at as usize].groups)
    }

    /// The position of the objects of a shape, which get a place with the first of them.
    #[inline]
    pub(super) fn objects_of(&mut self, id: ShapeId) -> usize {
        if let Some(at) = self.shape(id).objects {
            return at as usize;
        }
        let at = self.objects.len();
        self.objects.push(Objects::new());
        self.shape_mut(id).objects = Some(index(at));
        at
    }

    /// The position of the group of a tag.
    pub(super) fn group_of(&mut self, objects: usize, key: &str, value: &str) -> usize {
        let at = self.put_group(objects, key, value);
        self.settle();
        at
    }

    pub(super) fn put_group(&mut self, objects: usize, key: &str, value: &str) -> usize {
        let found = &mut self.objects[objects];
        let is_of = |group: &Group| {
            let tag = group.tag.as_ref();
            tag.is_some_and(|(name, text)| same(text, value) && same(name, key))
        };
        if is_of(&found.groups[found.last]) {
            return found.last;
        }
        if found.untagged.iter().any(|name| **name == *key) {
            return 0;
        }
        if let Some(at) = found.groups.iter().position(is_of) {
            found.last = at;
            return at;
        }
        let of_key = |group: &&Group| group.tag.as_ref().is_some_and(|(name, _)| **name == *key);
        if found.groups.iter().filter(of_key).count() >= MAX_VARIANTS {
            self.put_untagged(objects, key);
            return 0;
        }
        found.groups.push(Group {
            tag: Some((key.into(), value.into())),
            ..Group::default()
        });
        found.last = found.groups.len() - 1;
        found.last
    }

    /// Moves the objects with a key that is no tag to those without one.
    pub(super) fn untag(&mut self, objects: usize, key: &str) {
        self.put_untagged(objects, key);
        self.settle();
    }

    pub(super) fn put_untagged(&mut self, objects: usize, key: &str) {
        let found = &mut self.objects[objects];
        if !found.untagged.iter().any(|name| **name == *key) {
            found.untagged.push(key.into());
            found.untagged.sort();
        }
        found.last = 0;
        let groups = std::mem::take(&mut found.groups);
        let (moved, kept): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| {
            let tag = group.tag.as_ref();
            tag.is_some_and(|(name, _)| **name == *key)
        });
        self.objects[objects].groups = kept;
        for group in moved {
            self.put_into(objects, 0, group);
        }
    }

    /// The position of a key of a group, which gets a place if it is new; `None`: the group is a map.
    pub(super) fn key_of(
        &mut self,
        place: (usize, usize),
        name: &str,
        since: u64,
    ) -> Option<usize> {
        let found = &self.objects[place.0].groups[place.1];
        if let Some(known) = found.position(name) {
            return Some(known);
        }
        if found.map.is_some() {
            return None;
        }
        let value = match self.has_room() {
            true => self.add(),
            false => ShapeId(0),
        };
        let key = Key {
            name: name.into(),
            since,
            present: 0,
            seen: 0,
            follower: 0,
            value,
        };
        let at = self.put_key(place, key);
        self.settle();
        at
    }

    /// Adds a key to a group, unless it has one of the name; `None`: the group is a map.
    pub(super) fn put_key(&mut self, place: (usize, usize), key: Key) -> Option<usize> {
        let found = &mut self.objects[place.0].groups[place.1];
        if let Some(known) = found.position(&key.name) {
            return Some(known);
        }
        if found.map.is_some() {
            return None;
        }
        if found.keys.len() >= MAX_KEYS {
            self.put_map(place.0, place.1);
            return None;
        }
        let at = found.keys.len();
        if at >= FEW_KEYS {
            found.index.insert(key.name.clone(), index(at));
        }
        found.keys.push(key);
        if at + 1 == FEW_KEYS {
            let keys = found.keys.iter().enumerate();
            found.index = keys
                .map(|(at, key)| (key.name.clone(), index(at)))
                .collect();
        }
        Some(at)
    }

    /// Makes a map of a group: one shape for all values.
    pub(super) fn make_map(&mut self, objects: usize, group: usize) {
        self.put_map(objects, group);
        self.settle();
    }

    pub(super) fn put_map(&mut self, objects: usize, group: usize) {
        let found = &mut self.objects[objects].groups[group];
        if found.map.is_some() {
            return;
        }
        let keys = std::mem::take(&mut found.keys);
        found.index = HashMap::new();
        let value = self.add();
        let mut map = MapKeys {
            value,
            integers: 0,
            ids: 0,
            names: 0,
        };
        for key in keys {
            map.add(&key.name, key.present);
            self.pending.push((value, key.value));
        }
        self.objects[objects].groups[group].map = Some(map);
    }
}

impl Objects {
    /// Brings groups and keys into an order that does not depend on threads.
    pub(super) fn sort(&mut self) {
        self.last = 0;
        self.groups.sort_by(|one, other| one.tag.cmp(&other.tag));
        for group in &mut self.groups {
            group.first = 0;
            group.keys.sort_by_key(|key| key.since);
            let is_indexed = group.keys.len() >= FEW_KEYS;
            let keys = group.keys.iter().enumerate();
            group.index = keys
                .filter(|_| is_indexed)
                .map(|(at, key)| (key.name.clone(), index(at)))
                .collect();
            group.keys.iter_mut().for_each(|key| key.follower = 0);
        }
    }

    pub(super) fn new() -> Self {
        Self {
            groups: vec![Group::default()],
            untagged: Vec::new(),
            last: 0,
        }
    }
}

impl Group {
    /// The position of a key.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        match self.keys.len() {
            0..FEW_KEYS => self.keys.iter().position(|key| *key.name == *name),
            _ => self.index.get(name).map(|at| *at as usize),
        }
    }
}

impl Texts {
    pub(super) fn new() -> Self {
        Self {
            count: 0,
            empty: 0,
            formats: Formats::ALL,
            distinct: Some(Vec::new()),
        }
    }

    /// Counts a text that came before; returns false if it is new.
    #[inline]
    pub(super) fn add_again(&mut self, text: &str, times: u64) -> bool {
        let distinct = self.distinct.iter_mut().flatten();
        let mut same = distinct.filter(|(known, _)| same(known, text));
        match same.next() {
            Some((_, count)) => {
                *count += times;
                true
            }
            None => false,
        }
    }

    /// Counts a text as often as it came.
    pub(super) fn add_distinct(&mut self, text: &str, times: u64, max: usize) {
        if self.add_again(text, times) {
            return;
        }
        let Some(distinct) = &mut self.distinct else {
            return;
        };
        if distinct.len() < max && text.len() <= MAX_TEXT {
            distinct.push((text.into(), times));
        } else {
            self.distinct = None;
        }
    }
}

pub(super) fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
