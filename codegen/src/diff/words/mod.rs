//! Changes in words.

mod changes;
mod kinds;
mod parts;

use tdproto_schema::model::{Docs, Presence, RemovedPart, TypeKind};

use super::{Change, Pairs, Part, Side, TypePair};

pub use changes::words;
pub(super) use parts::{events, fields, type_defs, values};

/// How a part is called: `Message`, `Message.text`, `ChatType.direct`, `server.online`; by its new
/// name if it has one.
#[must_use]
pub fn subject(pairs: &Pairs<'_>, part: &Part) -> String {
    let owner = |owner: TypePair| pairs.new.ty(owner.1).name.as_str();
    match part {
        Part::Protocol => "protocol".to_owned(),
        Part::Type(side) => {
            latest(type_defs(pairs, *side)).map_or_else(String::new, |def| def.name.clone())
        }
        Part::Field {
            owner: of, field, ..
        } => {
            format!(
                "{}.{}",
                owner(*of),
                super::fields::field_name(pairs, *of, *field)
            )
        }
        Part::Value { owner: of, value } => {
            let value = latest(values(pairs, *of, *value));
            format!("{}.{}", owner(*of), value.map_or("", |value| &value.name))
        }
        Part::Event(side) => {
            latest(events(pairs, *side)).map_or_else(String::new, |event| event.name.clone())
        }
        Part::Tombstone(side) => tombstone(pairs, *side),
    }
}

/// What a tombstone remembers.
fn tombstone(pairs: &Pairs<'_>, side: Side<usize>) -> String {
    let model = if side.after().is_some() {
        pairs.new
    } else {
        pairs.old
    };
    match super::tombstones::latest(pairs, side).map(|found| &found.part) {
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

/// What a part is: `field`, `entity`, `event`.
#[must_use]
pub fn noun(pairs: &Pairs<'_>, part: &Part) -> &'static str {
    match part {
        Part::Protocol => "protocol",
        Part::Type(side) => latest(type_defs(pairs, *side)).map_or("type", |def| def.kind.name()),
        Part::Field { .. } => "field",
        Part::Value { .. } => "value",
        Part::Event(_) => "event",
        Part::Tombstone(_) => "tombstone",
    }
}

/// The topic that a part belongs to, the new one if it moved; the protocol as a whole has none.
#[must_use]
pub fn topic<'a>(pairs: &Pairs<'a>, part: &Part) -> Option<&'a str> {
    match part {
        // Of what is gone, nothing says where it was.
        Part::Protocol | Part::Tombstone(_) => None,
        Part::Type(side) => latest(type_defs(pairs, *side)).map(|def| def.topic.as_str()),
        Part::Field { owner, .. } | Part::Value { owner, .. } => {
            Some(pairs.new.ty(owner.1).topic.as_str())
        }
        Part::Event(side) => latest(events(pairs, *side)).map(|event| event.topic.as_str()),
    }
}

/// What the parts of a change say about themselves: the old one and the new one. The protocol as a
/// whole and tombstones say nothing that changes.
#[must_use]
pub(crate) fn docs<'a>(pairs: &Pairs<'a>, part: &Part) -> [Option<&'a Docs>; 2] {
    match part {
        Part::Protocol | Part::Tombstone(_) => [None, None],
        Part::Type(side) => type_defs(pairs, *side).map(|def| def.map(|def| &def.docs)),
        Part::Field { owner, field, .. } => {
            fields(pairs, *owner, *field).map(|field| field.map(|field| &field.docs))
        }
        Part::Value { owner, value } => {
            values(pairs, *owner, *value).map(|value| value.map(|value| &value.docs))
        }
        Part::Event(side) => events(pairs, *side).map(|event| event.map(|event| &event.docs)),
    }
}

/// When a field is on the wire, in words.
#[must_use]
pub fn presence_words(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "always there",
        Presence::Nullable => "always there, may be null",
        Presence::OmitEmpty => "left out when empty",
        Presence::OmitNull => "left out when none, may be null",
    }
}

/// A number of things.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

fn latest<T>([old, new]: [Option<T>; 2]) -> Option<T> {
    new.or(old)
}

/// What the type of a change is now.
pub(super) fn type_kind<'a>(pairs: &Pairs<'a>, change: &Change) -> Option<&'a TypeKind> {
    match &change.part {
        Part::Type(side) => latest(type_defs(pairs, *side)).map(|def| &def.kind),
        Part::Protocol
        | Part::Field { .. }
        | Part::Value { .. }
        | Part::Event(_)
        | Part::Tombstone(_) => None,
    }
}
