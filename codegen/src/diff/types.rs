//! Changes of declared types.

use tdproto_schema::model::{TypeId, TypeKind};

use super::change::{Change, Changes};
use super::constrained::constraints_change;
use super::kinds::What;
use super::pairs::Pairs;
use super::part::{Part, Side};
use super::scalars::scalars;
use super::{empty_dates, enums, fields, lifecycle, unions};

/// The changes of every type, in the order of names.
pub(super) fn all(pairs: &Pairs<'_>, changes: &mut Vec<Change>) {
    let old = pairs.old.types_with_ids();
    let mut sides: Vec<(&str, Side<TypeId>)> = old
        .map(|(id, def)| {
            let side = pairs
                .new_type(id)
                .map_or(Side::Old(id), |new| Side::Both(id, new));
            (def.name.as_str(), side)
        })
        .collect();
    let new = pairs.new.types_with_ids();
    let added = new.filter(|(id, _)| pairs.old_type(*id).is_none());
    sides.extend(added.map(|(id, def)| (def.name.as_str(), Side::New(id))));
    sides.sort_unstable();
    for (_, side) in sides {
        let mut changes = Changes {
            part: Part::Type(side),
            all: changes,
        };
        match side {
            Side::Old(_) => changes.add(What::Removed),
            Side::New(_) => changes.add(What::Added),
            Side::Both(old, new) => pair(pairs, (old, new), &mut changes),
        }
    }
    fields::merge_included(pairs, changes);
}

fn pair(pairs: &Pairs<'_>, ids: (TypeId, TypeId), changes: &mut Changes<'_>) {
    let (old, new) = (pairs.old.ty(ids.0), pairs.new.ty(ids.1));
    changes.add_if(old.name != new.name, What::Renamed);
    changes.add_if(old.topic != new.topic, What::Moved);
    changes.add_if(old.prefixes != new.prefixes, What::Prefixes);
    changes.extend(empty_dates::of_scalar(pairs, old, new).map(What::EmptyDates));
    lifecycle::docs(changes, &old.docs, &new.docs, (None, None));
    match (&old.kind, &new.kind) {
        (TypeKind::Entity(a), TypeKind::Entity(b)) => {
            let before: Vec<_> = a.includes.iter().map(|id| pairs.new_type(*id)).collect();
            let after: Vec<_> = b.includes.iter().copied().map(Some).collect();
            changes.add_if(a.direction != b.direction, What::Direction);
            changes.add_if(before != after, What::Includes);
            fields::all(pairs, ids, (a, b), changes);
        }
        (TypeKind::Enum(a), TypeKind::Enum(b)) => enums::pair((old, a), (new, b), ids, changes),
        (TypeKind::Union(a), TypeKind::Union(b)) => {
            unions::pair(pairs, (old, a), (new, b), ids, changes);
        }
        (TypeKind::Scalar(a), TypeKind::Scalar(b)) => {
            changes.add_if(a != b, What::Base(scalars(*a, *b)));
        }
        (TypeKind::Alias(a), TypeKind::Alias(b)) => {
            let same_text = pairs.old.type_text(a) == pairs.new.type_text(b);
            let relation = pairs.relation(a, b);
            let changed = !(relation.is_same_on_wire() && same_text);
            changes.add_if(changed, What::Base(relation));
        }
        (
            TypeKind::Entity(_)
            | TypeKind::Enum(_)
            | TypeKind::Union(_)
            | TypeKind::Scalar(_)
            | TypeKind::Alias(_),
            TypeKind::Entity(_)
            | TypeKind::Enum(_)
            | TypeKind::Union(_)
            | TypeKind::Scalar(_)
            | TypeKind::Alias(_),
        ) => changes.add(What::Kind(pairs.relation_inside(ids.0, ids.1))),
    }
    changes.extend(constraints_change(pairs, &changes.part).map(What::Constraints));
}
