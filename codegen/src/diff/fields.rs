//! Changes of fields.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::model::{Entity, Field, When};

use super::matching::by_keys;
use super::{
    Change, Found, Pairs, Part, Side, TypePair, What, WhenChange, empty_dates, lifecycle, similar,
    types,
};

/// Compares the fields of two entities, the included ones, too.
pub(super) fn all(
    pairs: &Pairs<'_>,
    owner: TypePair,
    (old, new): (&Entity, &Entity),
    found: &mut Found<'_>,
) {
    let sides = sides(pairs, owner, old, new);
    let is_one =
        |before: usize, after: usize| sides.get(before) == Some(&Side::Both(before, after));
    for side in &sides {
        let mut found = Found {
            part: Part::Field {
                owner,
                field: *side,
                includers: Vec::new(),
            },
            changes: found.changes,
        };
        match *side {
            Side::Old(_) => found.add(What::Removed),
            Side::New(_) => found.add(What::Added),
            Side::Both(a, b) => {
                let (x, y) = (&old.fields[a], &new.fields[b]);
                let when = when_change(x.when.as_ref(), y.when.as_ref(), is_one);
                pair(pairs, owner, (x, y), when, &mut found);
            }
        }
    }
    let order = sides.iter().filter_map(|side| match side {
        Side::Both(_, new) => Some(new),
        Side::Old(_) | Side::New(_) => None,
    });
    found.add_if(!order.is_sorted(), What::Order);
}

/// Which field is which: by name, then by names that are equal without case and separators, then
/// what was renamed. In the old order, new ones last.
pub(super) fn sides(
    pairs: &Pairs<'_>,
    owner: TypePair,
    old: &Entity,
    new: &Entity,
) -> Vec<Side<usize>> {
    let mut match_up = MatchUp {
        pairs,
        owner,
        entities: [old, new],
        to_new: vec![None; old.fields.len()],
        is_new: vec![true; new.fields.len()],
    };
    match_up.by(|_, field| Some(field.name.clone()).into_iter().collect());
    match_up.by(|_, field| similar::plain(&field.name).into_iter().collect());
    for keys in similar::ROUNDS {
        match_up.renamed(|is_old, field| keys(&field.name, is_old));
    }
    match_up.renamed(|_, field| {
        let text = Some(&field.docs.text).filter(|text| !text.is_empty());
        text.cloned().into_iter().collect()
    });
    let MatchUp { to_new, is_new, .. } = match_up;
    let known = to_new.into_iter().enumerate();
    let known = known.map(|(a, b)| b.map_or(Side::Old(a), |b| Side::Both(a, b)));
    let added = is_new.into_iter().enumerate();
    let added = added.filter(|(_, is_new)| *is_new);
    known.chain(added.map(|(at, _)| Side::New(at))).collect()
}

/// The fields of two entities, and which is which.
struct MatchUp<'a> {
    pairs: &'a Pairs<'a>,
    owner: TypePair,
    entities: [&'a Entity; 2],
    to_new: Vec<Option<usize>>,
    is_new: Vec<bool>,
}

impl MatchUp<'_> {
    /// Pairs the fields that only one entity has and that their keys lead to.
    fn by(&mut self, keys: impl Fn(bool, &Field) -> Vec<String>) {
        let found = self.found(|is_old, field| keys(is_old, field));
        found.into_iter().for_each(|pair| self.pair(pair));
    }

    /// Pairs fields of the same shape that their keys lead to. What is deprecated, or remembered
    /// as removed, has no other name.
    fn renamed(&mut self, keys: impl Fn(bool, &Field) -> Vec<String>) {
        let (pairs, owner) = (self.pairs, self.owner);
        let found = self.found(|is_old, field| {
            if is_dead(pairs, owner, is_old, field) {
                return Vec::new();
            }
            let keys = keys(is_old, field);
            if keys.is_empty() {
                return Vec::new();
            }
            let ty = pairs.shapes(is_old).ty(&field.ty);
            let shape = (field.presence, field.access, ty);
            keys.into_iter().map(|key| (shape.clone(), key)).collect()
        });
        for (a, b) in found {
            let (x, y) = (&self.entities[0].fields[a], &self.entities[1].fields[b]);
            if pairs.relation(&x.ty, &y.ty).is_same_on_wire() {
                self.pair((a, b));
            }
        }
    }

    fn found<K: Ord>(&self, keys: impl Fn(bool, &Field) -> Vec<K>) -> Vec<(usize, usize)> {
        let [old, new] = self.entities;
        let gone = (0..old.fields.len()).filter(|at| self.to_new[*at].is_none());
        let come = (0..new.fields.len()).filter(|at| self.is_new[*at]);
        by_keys(
            gone.map(|at| (at, keys(true, &old.fields[at]))),
            come.map(|at| (at, keys(false, &new.fields[at]))),
        )
    }

    fn pair(&mut self, (old, new): (usize, usize)) {
        self.to_new[old] = Some(new);
        self.is_new[new] = false;
    }
}

/// Whether a field of one model is deprecated there, or remembered as removed by the other one.
fn is_dead(pairs: &Pairs<'_>, owner: TypePair, is_old: bool, field: &Field) -> bool {
    let declared = match (is_old, field.included_from) {
        (_, None) => Some(owner),
        (true, Some(id)) => pairs.new_type(id).map(|new| (id, new)),
        (false, Some(id)) => pairs.old_type(id).map(|old| (old, id)),
    };
    let removed = declared.is_some_and(|owner| pairs.is_dead_field(is_old, owner, &field.name));
    field.docs.deprecated.is_some() || removed
}

fn pair(
    pairs: &Pairs<'_>,
    owner: TypePair,
    (x, y): (&Field, &Field),
    when: Option<WhenChange>,
    found: &mut Found<'_>,
) {
    found.add_if(x.name != y.name, What::Renamed);
    found.add_if(x.code_name != y.code_name, What::CodeName);
    let relation = pairs.relation(&x.ty, &y.ty);
    if relation != super::Relation::Same {
        found.add(What::Type(relation));
    }
    found.add_if(x.presence != y.presence, What::Presence);
    found.add_if(x.access != y.access, What::Access);
    if let Some(change) = when {
        found.add(What::When(change));
    }
    let dates = empty_dates::of_field(pairs, (x, y));
    found.extend(dates.into_iter().map(What::EmptyDates));
    let (old, new) = (pairs.old.ty(owner.0), pairs.new.ty(owner.1));
    lifecycle::docs(found, &x.docs, &y.docs, types::inherited(old, new));
}

/// How the condition of a field changed. `is_one` says whether two siblings are the same field.
pub(super) fn when_change(
    old: Option<&When>,
    new: Option<&When>,
    is_one: impl Fn(usize, usize) -> bool,
) -> Option<WhenChange> {
    match (old, new) {
        (None, None) => None,
        (None, Some(_)) => Some(WhenChange::Narrowed),
        (Some(_), None) => Some(WhenChange::Widened),
        (Some(x), Some(y)) => {
            if !is_one(x.field, y.field) {
                return Some(WhenChange::Changed);
            }
            let values = |when: &When| when.values.iter().cloned().collect::<BTreeSet<String>>();
            let (x, y) = (values(x), values(y));
            match (x.is_subset(&y), y.is_subset(&x)) {
                (true, true) => None,
                (true, false) => Some(WhenChange::Widened),
                (false, true) => Some(WhenChange::Narrowed),
                (false, false) => Some(WhenChange::Changed),
            }
        }
    }
}

/// A change of a field that others include is told once, of the entity that declares the field.
pub(super) fn merge_included(pairs: &Pairs<'_>, changes: &mut Vec<Change>) {
    let mut declared: BTreeMap<(TypePair, String, What), usize> = BTreeMap::new();
    for (index, change) in changes.iter().enumerate() {
        if let Part::Field { owner, field, .. } = &change.part {
            let name = field_name(pairs, *owner, *field).to_owned();
            declared.insert((*owner, name, change.what), index);
        }
    }
    let mut merged: Vec<(usize, TypePair)> = Vec::new();
    let mut gone = vec![false; changes.len()];
    for (index, change) in changes.iter().enumerate() {
        if let Part::Field { owner, field, .. } = &change.part
            && let Some(source) = included_from(pairs, *owner, *field)
        {
            let name = field_name(pairs, *owner, *field).to_owned();
            if let Some(at) = declared
                .get(&(source, name, change.what))
                .filter(|at| **at != index)
            {
                merged.push((*at, *owner));
                gone[index] = true;
            }
        }
    }
    for (at, includer) in merged {
        if let Part::Field { includers, .. } = &mut changes[at].part {
            includers.push(includer);
        }
    }
    let mut gone = gone.into_iter();
    changes.retain(|_| !gone.next().unwrap_or_default());
}

/// The entity that a field was included from, in every model that has the field.
fn included_from(pairs: &Pairs<'_>, owner: TypePair, field: Side<usize>) -> Option<TypePair> {
    let old = field
        .before()
        .map(|at| pairs.old.entity(owner.0)?.fields[at].included_from);
    let new = field
        .after()
        .map(|at| pairs.new.entity(owner.1)?.fields[at].included_from);
    match (old, new) {
        (Some(Some(old)), Some(Some(new))) => {
            (pairs.new_type(old) == Some(new)).then_some((old, new))
        }
        (Some(Some(old)), None) => Some((old, pairs.new_type(old)?)),
        (None, Some(Some(new))) => Some((pairs.old_type(new)?, new)),
        (Some(None), _) | (_, Some(None)) | (None, None) => None,
    }
}

/// The key of a field on the wire, the new one if both models have it.
pub(super) fn field_name<'a>(pairs: &Pairs<'a>, owner: TypePair, field: Side<usize>) -> &'a str {
    let old = || Some(&pairs.old.entity(owner.0)?.fields[field.before()?]);
    let new = || Some(&pairs.new.entity(owner.1)?.fields[field.after()?]);
    new().or_else(old).map_or("", |field| field.name.as_str())
}
