//! Changes of fields.

use std::collections::BTreeMap;

use tdproto_schema::model::{Entity, Field};

use super::change::{Change, Changes};
use super::constrained::constraints_change;
use super::empty_dates;
use super::field_pairs::sides;
use super::kinds::What;
use super::lifecycle::{self, inherited};
use super::pairs::Pairs;
use super::part::{Part, Side, TypePair};
use super::parts::field_name;
use super::relation::Relation;
use super::when::{WhenChange, when_change};

/// Compares the fields of two entities, the included ones, too.
pub(super) fn all(
    pairs: &Pairs<'_>,
    owner: TypePair,
    (old, new): (&Entity, &Entity),
    changes: &mut Changes<'_>,
) {
    let sides = sides(pairs, owner, old, new);
    let is_one =
        |before: usize, after: usize| sides.get(before) == Some(&Side::Both(before, after));
    for side in &sides {
        let mut changes = changes.of(Part::Field {
            owner,
            field: *side,
            includers: Vec::new(),
        });
        match *side {
            Side::Old(_) => changes.add(What::Removed),
            Side::New(_) => changes.add(What::Added),
            Side::Both(a, b) => {
                let (x, y) = (&old.fields[a], &new.fields[b]);
                let when = when_change(x.when.as_ref(), y.when.as_ref(), is_one);
                pair(pairs, owner, (x, y), when, &mut changes);
            }
        }
    }
    let order = sides.iter().filter_map(|side| match side {
        Side::Both(_, new) => Some(new),
        Side::Old(_) | Side::New(_) => None,
    });
    changes.add_if(!order.is_sorted(), What::Order);
}

fn pair(
    pairs: &Pairs<'_>,
    owner: TypePair,
    (x, y): (&Field, &Field),
    when: Option<WhenChange>,
    changes: &mut Changes<'_>,
) {
    changes.add_if(x.name != y.name, What::Renamed);
    changes.add_if(x.code_name != y.code_name, What::CodeName);
    let relation = pairs.relation(&x.ty, &y.ty);
    if relation != Relation::Same {
        changes.add(What::Type(relation));
    }
    changes.add_if(x.presence != y.presence, What::Presence);
    changes.add_if(x.access != y.access, What::Access);
    if let Some(change) = when {
        changes.add(What::When(change));
    }
    let dates = empty_dates::of_field(pairs, (x, y));
    changes.extend(dates.into_iter().map(What::EmptyDates));
    changes.extend(constraints_change(pairs, &changes.part).map(What::Constraints));
    changes.add_if(x.default != y.default, What::Default);
    let (old, new) = (pairs.old.ty(owner.0), pairs.new.ty(owner.1));
    lifecycle::docs(changes, &x.docs, &y.docs, inherited(old, new));
}

/// Merges the changes of included fields into the change of the entity that declares the field.
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
