//! Names of parts.

use tdproto_schema::model::{Carrier, RemovedPart};

use super::pairs::Pairs;
use super::part::{Part, Side, TypePair};
use super::parts::{
    events, field_name, fields, frames, latest, tombstones, types, values, variants,
};

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
        Part::Frame(_) => {
            let kind = latest(frames(pairs, part));
            kind.map_or_else(String::new, |kind| kind.name.clone())
        }
        Part::FrameField { owner, .. } => {
            let field = latest(fields(pairs, part));
            let name = field.map_or("", |field| field.name.as_str());
            format!("{}.{name}", pairs.new.frame(owner.1).name)
        }
        Part::Carried(_, new) => pairs.new.carrier_name(*new),
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
        Part::Frame(_) => "frame",
        Part::FrameField { .. } => "frame field",
        Part::Carried(_, new) => match new {
            Carrier::Params(_) => "params",
            Carrier::Reply(_) => "result",
            Carrier::Error(_) | Carrier::FrameError(_) => "error",
            Carrier::Field(..) => "frame field",
            Carrier::Id(_) => "id",
        },
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
        Part::Frame(_) => latest(frames(pairs, part)).map(|kind| kind.topic.as_str()),
        Part::FrameField { owner, .. } => Some(pairs.new.frame(owner.1).topic.as_str()),
        Part::Carried(_, new) => Some(match *new {
            Carrier::Params(id) | Carrier::Reply(id) | Carrier::Error(id) => {
                pairs.new.events()[id.index()].topic.as_str()
            }
            Carrier::Field(id, _) | Carrier::Id(id) | Carrier::FrameError(id) => {
                pairs.new.frame(id).topic.as_str()
            }
        }),
        Part::Event(_) => latest(events(pairs, part)).map(|event| event.topic.as_str()),
    }
}
