//! Changes of fields.

use std::collections::BTreeMap;

use tdproto_schema::model::{Entity, Field, When};

use super::pairs::matched;
use super::similar::similar;
use super::{Change, Found, Pairs, Part, Side, TypePair, What, WhenChange, lifecycle, types};

/// Compares the fields of two entities, the included ones, too.
pub(super) fn all(
    pairs: &Pairs<'_>,
    owner: TypePair,
    (old, new): (&Entity, &Entity),
    found: &mut Found<'_>,
) {
    let sides = sides(pairs, old, new);
    let is_one = |before, after| sides.contains(&Side::Both(before, after));
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

/// Which field is which: by name, then what was renamed. In the old order, new ones last.
fn sides(pairs: &Pairs<'_>, old: &Entity, new: &Entity) -> Vec<Side<usize>> {
    let names: BTreeMap<&str, usize> = new
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| (field.name.as_str(), index))
        .collect();
    let mut to_new: Vec<Option<usize>> = old
        .fields
        .iter()
        .map(|field| names.get(field.name.as_str()).copied())
        .collect();
    let taken: Vec<usize> = to_new.iter().flatten().copied().collect();
    let mut is_new = vec![true; new.fields.len()];
    taken.iter().for_each(|index| is_new[*index] = false);
    let gone: Vec<usize> = (0..old.fields.len())
        .filter(|i| to_new[*i].is_none())
        .collect();
    let come: Vec<usize> = (0..new.fields.len()).filter(|i| is_new[*i]).collect();
    let names = |a: usize, b: usize| similar(&old.fields[a].name, &new.fields[b].name);
    let same = |a: usize, b: usize| {
        let (x, y) = (&old.fields[a], &new.fields[b]);
        let said = !x.docs.text.is_empty() && x.docs.text == y.docs.text;
        x.presence == y.presence
            && x.access == y.access
            && (said || names(a, b))
            && pairs.relation(&x.ty, &y.ty).is_same_on_wire()
    };
    for (a, b) in matched(&gone, &come, same, names) {
        to_new[a] = Some(b);
        is_new[b] = false;
    }
    let known = to_new.into_iter().enumerate();
    let known = known.map(|(a, b)| b.map_or(Side::Old(a), |b| Side::Both(a, b)));
    let added = come
        .into_iter()
        .filter(|index| is_new[*index])
        .map(Side::New);
    known.chain(added).collect()
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
            let within = |x: &When, y: &When| x.values.iter().all(|value| y.values.contains(value));
            match (within(x, y), within(y, x)) {
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
