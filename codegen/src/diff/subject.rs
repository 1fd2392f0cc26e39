//! Names of parts.

use tdproto_schema::model::RemovedPart;

use super::pairs::Pairs;
use super::part::{Part, Side, TypePair};
use super::parts::{events, field_name, latest, tombstones, types, values, variants};

/// The name of a part: `Message`, `Message.text`, `ChatType.direct`, `server.online`; its new name
/// if it has one.
#[must_use]
pub fn subject(pairs: &Pairs<'_>, part: &Part) -> String {
    let owner = |owner: TypePair| pairs.new.ty(owner.1).name.as_str();
    match part {
        Part::Protocol => "protocol".to_owned(),
        Part::Type(_) => {
            let def = latest(types(pairs, part));
            def.map_or_else(String::new, |def| def.name.clone())
        }
        Part::Field {
            owner: of, field, ..
        } => format!("{}.{}", owner(*of), field_name(pairs, *of, *field)),
        Part::Value { owner: of, .. } => {
            let value = latest(values(pairs, part));
            format!("{}.{}", owner(*of), value.map_or("", |value| &value.name))
        }
        Part::Variant { owner: of, .. } => {
            let variant = latest(variants(pairs, part));
            format!(
                "{}.{}",
                owner(*of),
                variant.map_or("", |(_, variant)| &variant.name)
            )
        }
        Part::Event(_) => {
            let event = latest(events(pairs, part));
            event.map_or_else(String::new, |event| event.name.clone())
        }
        Part::Tombstone(side) => tombstone(pairs, part, *side),
    }
}

/// The name of the part that a tombstone remembers.
fn tombstone(pairs: &Pairs<'_>, part: &Part, side: Side<usize>) -> String {
    let model = if side.after().is_some() {
        pairs.new
    } else {
        pairs.old
    };
    match latest(tombstones(pairs, part)).map(|tombstone| &tombstone.part) {
        Some(RemovedPart::Type { name } | RemovedPart::Event { name }) => name.clone(),
        Some(RemovedPart::Field {
            entity: owner,
            name,
        })
        | Some(RemovedPart::Value {
            enumeration: owner,
            name,
            ..
        }) => {
            format!("{}.{name}", model.ty(*owner).name)
        }
        None => String::new(),
    }
}

/// The kind of a part: `field`, `entity`, `event`.
#[must_use]
pub fn noun(pairs: &Pairs<'_>, part: &Part) -> &'static str {
    match part {
        Part::Protocol => "protocol",
        Part::Type(_) => latest(types(pairs, part)).map_or("type", |def| def.kind.name()),
        Part::Field { .. } => "field",
        Part::Value { .. } => "value",
        Part::Variant { .. } => "variant",
        Part::Event(_) => "event",
        Part::Tombstone(_) => "tombstone",
    }
}

/// The topic that a part belongs to, the new one if it moved; the protocol as a whole has none.
#[must_use]
pub fn topic<'a>(pairs: &Pairs<'a>, part: &Part) -> Option<&'a str> {
    match part {
        // Nothing says where a removed part was.
        Part::Protocol | Part::Tombstone(_) => None,
        Part::Type(_) => latest(types(pairs, part)).map(|def| def.topic.as_str()),
        Part::Field { owner, .. } | Part::Value { owner, .. } | Part::Variant { owner, .. } => {
            Some(pairs.new.ty(owner.1).topic.as_str())
        }
        Part::Event(_) => latest(events(pairs, part)).map(|event| event.topic.as_str()),
    }
}
