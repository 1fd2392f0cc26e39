//! Changes of enums and their values. A value is identified by its value on the wire; its short
//! name is for code.

use std::collections::BTreeMap;

use tdproto_schema::model::{Enum, EnumValue, Openness, TypeDef, WireValue};

use super::change::Changes;
use super::kinds::What;
use super::lifecycle::{self, inherited};
use super::part::{Part, Side, TypePair};

pub(super) fn pair(
    old: (&TypeDef, &Enum),
    new: (&TypeDef, &Enum),
    owner: TypePair,
    changes: &mut Changes<'_>,
) {
    let inherited = inherited(old.0, new.0);
    let (old, new) = (old.1, new.1);
    changes.add_if(old.openness != new.openness, What::Openness);
    if old.base != new.base {
        // Every value changed; a single change reports all of them.
        return changes.add(What::EnumBase);
    }
    changes.add_if(empty_changed(old, new), What::Empty);
    let (before, now) = (Places::of(old), Places::of(new));
    let mut order = Vec::new();
    for (index, value) in old.values.iter().enumerate() {
        let same = now.by_value.get(&value.value).copied();
        order.extend(same);
        // A name that is on another value now: the change is reported of the name.
        if let Some(moved) = now.moved(value, same) {
            let value = Side::Both(index, moved);
            changes
                .of(Part::Value { owner, value })
                .add(What::WireValue);
            continue;
        }
        let side = same.map_or(Side::Old(index), |same| Side::Both(index, same));
        let mut value_changes = changes.of(Part::Value { owner, value: side });
        let Some(now) = same.map(|same| &new.values[same]) else {
            value_changes.add(What::Removed);
            continue;
        };
        let has_moved = before.by_name.contains_key(now.name.as_str());
        value_changes.add_if(value.name != now.name && !has_moved, What::CodeName);
        lifecycle::docs(&mut value_changes, &value.docs, &now.docs, inherited);
    }
    for (index, value) in new.values.iter().enumerate() {
        let known = before.by_value.contains_key(&value.value)
            || before.by_name.contains_key(value.name.as_str());
        if !known {
            let value = Side::New(index);
            changes.of(Part::Value { owner, value }).add(What::Added);
        }
    }
    changes.add_if(!order.is_sorted(), What::Order);
}

/// Returns true if a missing value of a closed enum changed. To open or close an enum is a change
/// of its own, and so is another value on the wire for the name.
fn empty_changed(old: &Enum, new: &Enum) -> bool {
    let (a, b) = (old.empty_value(), new.empty_value());
    match (old.openness, new.openness) {
        (Openness::Closed, Openness::Closed) => {
            a.map(|value| &value.value) != b.map(|value| &value.value)
                && a.map(|value| &value.name) != b.map(|value| &value.name)
        }
        (Openness::Open, _) | (_, Openness::Open) => false,
    }
}

/// The positions of the values of an enum.
struct Places<'a> {
    by_value: BTreeMap<&'a WireValue, usize>,
    by_name: BTreeMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn of(def: &'a Enum) -> Self {
        let values = || def.values.iter().enumerate();
        Self {
            by_value: values()
                .map(|(index, value)| (&value.value, index))
                .collect(),
            by_name: values()
                .map(|(index, value)| (value.name.as_str(), index))
                .collect(),
        }
    }

    /// The new position of the name of an old value, if that is not the position of its value.
    fn moved(&self, old: &EnumValue, same: Option<usize>) -> Option<usize> {
        let named = self.by_name.get(old.name.as_str()).copied();
        named.filter(|named| same != Some(*named))
    }
}
