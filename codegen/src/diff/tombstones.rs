//! Changes of the parts that the protocol remembers as removed.

use std::collections::BTreeMap;

use tdproto_schema::model::RemovedPart;

use super::change::{Change, Changes};
use super::kinds::What;
use super::pairs::Pairs;
use super::part::{Part, Side};

/// The tombstones that only one of the models has.
///
/// A tombstone whose owner was removed is not listed. One whose part exists again in the new model
/// counts as removed: that is the change which restored the part.
pub(super) fn all(pairs: &Pairs<'_>, changes: &mut Vec<Change>) {
    let mut kept = vec![false; pairs.new.removed.len()];
    let places: BTreeMap<&RemovedPart, usize> = pairs
        .new
        .removed
        .iter()
        .enumerate()
        .rev()
        .map(|(index, tombstone)| (&tombstone.part, index))
        .collect();
    for (index, tombstone) in pairs.old.removed.iter().enumerate() {
        let Some(part) = translated(pairs, &tombstone.part) else {
            continue;
        };
        let now = places.get(&part).copied();
        let mut changes = Changes {
            part: Part::Tombstone(now.map_or(Side::Old(index), |now| Side::Both(index, now))),
            all: changes,
        };
        match now {
            Some(now) => {
                kept[now] = true;
                let new = &pairs.new.removed[now];
                changes.add_if(tombstone.since != new.since, What::Since);
                changes.add_if(tombstone.doc != new.doc, What::Docs);
            }
            None => changes.add(What::Removed),
        }
    }
    for (index, _) in kept.iter().enumerate().filter(|(_, kept)| !**kept) {
        let part = Part::Tombstone(Side::New(index));
        let mut changes = Changes { part, all: changes };
        changes.add(What::Added);
    }
}

/// The removed part with the ids of the new model; `None`: its owner is gone.
fn translated(pairs: &Pairs<'_>, part: &RemovedPart) -> Option<RemovedPart> {
    Some(match part {
        RemovedPart::Type { .. } | RemovedPart::Event { .. } => part.clone(),
        RemovedPart::Field { entity, name } => RemovedPart::Field {
            entity: pairs.new_type(*entity)?,
            name: name.clone(),
        },
        RemovedPart::Value {
            enumeration,
            value,
            name,
        } => RemovedPart::Value {
            enumeration: pairs.new_type(*enumeration)?,
            value: value.clone(),
            name: name.clone(),
        },
    })
}

/// The part that a tombstone of the old model is about, if the new model has it again.
#[must_use]
pub(crate) fn revived(pairs: &Pairs<'_>, side: Side<usize>) -> Option<Part> {
    let tombstone = pairs.old.removed.get(side.before()?)?;
    match translated(pairs, &tombstone.part)? {
        RemovedPart::Type { name } => {
            let id = pairs.new.find_type(&name)?;
            Some(Part::Type(Side::New(id)))
        }
        RemovedPart::Event { name } => {
            let id = pairs.new.event_id(&name)?;
            Some(Part::Event(Side::New(id)))
        }
        RemovedPart::Field { entity, name } => {
            let fields = &pairs.new.entity(entity)?.fields;
            let at = fields.iter().position(|field| field.name == name)?;
            Some(Part::Field {
                owner: (pairs.old_type(entity)?, entity),
                field: Side::New(at),
                includers: Vec::new(),
            })
        }
        RemovedPart::Value {
            enumeration, value, ..
        } => {
            let values = pairs.new.ty(enumeration).values();
            let at = values.iter().position(|alive| alive.value == value)?;
            Some(Part::Value {
                owner: (pairs.old_type(enumeration)?, enumeration),
                value: Side::New(at),
            })
        }
    }
}
