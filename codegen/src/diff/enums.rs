//! Changes of enums and their values. A value is what is on the wire; its short name is code's.

use tdproto_schema::model::{Enum, TypeDef};

use super::{Found, Part, Side, TypePair, What, lifecycle, types};

pub(super) fn pair(
    old: (&TypeDef, &Enum),
    new: (&TypeDef, &Enum),
    owner: TypePair,
    found: &mut Found<'_>,
) {
    let inherited = types::inherited(old.0, new.0);
    let (old, new) = (old.1, new.1);
    found.add_if(old.openness != new.openness, What::Openness);
    if old.base != new.base {
        // Every value is another one; one change says it all.
        return found.add(What::EnumBase);
    }
    let mut places = Vec::new();
    for (index, value) in old.values.iter().enumerate() {
        let now = new
            .values
            .iter()
            .position(|other| other.value == value.value);
        let side = now.map_or(Side::Old(index), |now| Side::Both(index, now));
        places.extend(now);
        let mut found = of_value(found, owner, side);
        let Some(now) = now.map(|now| &new.values[now]) else {
            found.add(What::Removed);
            continue;
        };
        found.add_if(value.name != now.name, What::CodeName);
        lifecycle::docs(&mut found, &value.docs, &now.docs, inherited);
    }
    for index in (0..new.values.len()).filter(|index| !places.contains(index)) {
        of_value(found, owner, Side::New(index)).add(What::Added);
    }
    found.add_if(!places.is_sorted(), What::Order);
}

fn of_value<'a>(found: &'a mut Found<'_>, owner: TypePair, value: Side<usize>) -> Found<'a> {
    Found {
        part: Part::Value { owner, value },
        changes: found.changes,
    }
}
