//! Which shapes can be those of one type.

use std::collections::BTreeSet;

use super::shape::{Arena, Group, ShapeId};

/// The kinds of JSON, as bits.
pub(super) const BOOL: u8 = 1;
pub(super) const NUMBER: u8 = 2;
pub(super) const TEXT: u8 = 4;
pub(super) const LIST: u8 = 8;
pub(super) const OBJECT: u8 = 16;

impl Arena {
    /// The kinds of the values of a shape, without null.
    pub(super) fn kinds(&self, id: ShapeId) -> u8 {
        let shape = self.shape(self.find(id));
        let has = |is: bool, kind: u8| if is { kind } else { 0 };
        has(shape.bools > 0, BOOL)
            | has(shape.numbers.is_some(), NUMBER)
            | has(shape.texts.is_some(), TEXT)
            | has(shape.lists.is_some(), LIST)
            | has(shape.objects.is_some(), OBJECT)
    }
}

/// How much of two objects has to be equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    /// Values of one map: one may have keys that the other lacks.
    OfMap,
    /// Values of one key: the same, with more in common.
    SamePlace,
    /// Objects of other places: each has all keys that the other always has.
    OtherPlace,
}

/// Returns true if two values of one place can be of one type.
pub(super) fn alike(arena: &Arena, one: ShapeId, other: ShapeId) -> bool {
    Comparison {
        arena,
        assumed: BTreeSet::new(),
    }
    .values(one, other, Bar::OfMap)
}

/// Returns true if the objects of two places can be of one entity.
pub(super) fn same_entity(arena: &Arena, one: ShapeId, other: ShapeId, bar: Bar) -> bool {
    // A value that may be of another kind is no entity alone.
    let is_same_kind = arena.kinds(one) == arena.kinds(other);
    let mut comparison = Comparison {
        arena,
        assumed: BTreeSet::new(),
    };
    is_same_kind && comparison.objects(one, other, bar)
}

struct Comparison<'a> {
    arena: &'a Arena,
    /// Pairs that are being compared: an entity may hold itself.
    assumed: BTreeSet<(ShapeId, ShapeId)>,
}

impl Comparison<'_> {
    fn values(&mut self, one: ShapeId, other: ShapeId, bar: Bar) -> bool {
        let (one, other) = (self.arena.find(one), self.arena.find(other));
        let (kinds, others) = (self.arena.kinds(one), self.arena.kinds(other));
        if one == other || kinds == 0 || others == 0 {
            return true;
        }
        if kinds != others {
            return false;
        }
        if !self.assumed.insert((one, other)) {
            return true;
        }
        let lists = (self.arena.shape(one).lists, self.arena.shape(other).lists);
        if let (Some(one), Some(other)) = lists
            && !self.values(one.item, other.item, bar)
        {
            return false;
        }
        kinds & OBJECT == 0 || self.objects(one, other, bar)
    }

    fn objects(&mut self, one: ShapeId, other: ShapeId, bar: Bar) -> bool {
        let (groups, others) = (self.arena.groups(one), self.arena.groups(other));
        match (groups, others) {
            ([one], [other]) => match (&one.map, &other.map) {
                (None, None) => self.entities(one, other, bar),
                (Some(one), Some(other)) => self.values(one.value, other.value, Bar::OfMap),
                (Some(_), None) => other.keys.is_empty(),
                (None, Some(_)) => one.keys.is_empty(),
            },
            ([_], _) | (_, [_]) => false,
            _ => self.unions(groups, others),
        }
    }

    fn entities(&mut self, one: &Group, other: &Group, bar: Bar) -> bool {
        if one.keys.is_empty() || other.keys.is_empty() {
            return bar != Bar::OtherPlace;
        }
        let mut common = 0;
        for key in &one.keys {
            let Some(at) = other.position(&key.name) else {
                continue;
            };
            common += 1;
            if !self.values(key.value, other.keys[at].value, Bar::SamePlace) {
                return false;
            }
        }
        let all = one.keys.len() + other.keys.len() - common;
        if common == all {
            return common > 1 || bar != Bar::OtherPlace;
        }
        let has_needed = |one: &Group, other: &Group| {
            let mut needed = one.keys.iter().filter(|key| key.present == one.count);
            needed.all(|key| other.position(&key.name).is_some())
        };
        let is_part = common == one.keys.len() || common == other.keys.len();
        let is_enough = common * 2 >= all && (common > 1 || bar == Bar::OfMap);
        match bar {
            Bar::OfMap | Bar::SamePlace => {
                is_part && is_enough || has_needed(one, other) && has_needed(other, one)
            }
            Bar::OtherPlace => {
                is_enough && common > 2 && has_needed(one, other) && has_needed(other, one)
            }
        }
    }

    fn unions(&mut self, one: &[Group], other: &[Group]) -> bool {
        let mut common = 0;
        for group in one {
            let same = other.iter().find(|other| other.tag == group.tag);
            let Some(same) = same.filter(|_| group.tag.is_some()) else {
                continue;
            };
            common += 1;
            if !self.entities(group, same, Bar::SamePlace) {
                return false;
            }
        }
        let key = |groups: &[Group]| {
            let mut tags = groups.iter().filter_map(|group| group.tag.clone());
            tags.next().map(|(key, _)| key)
        };
        common > 0 && key(one) == key(other)
    }
}
