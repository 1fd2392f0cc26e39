//! Changes of events, and of the frames they travel in.

use tdproto_schema::model::EventId;

use super::change::{Change, Changes};
use super::constrained::constraints_change;
use super::kinds::What;
use super::pairs::Pairs;
use super::params::ParamsChange;
use super::part::{Part, Side};
use super::relation::Relation;
use super::{empty_dates, frames, lifecycle, values};

/// The changes of the protocol as a whole.
pub(super) fn protocol(pairs: &Pairs<'_>, changes: &mut Vec<Change>) {
    let (old, new) = (&pairs.old.protocol, &pairs.new.protocol);
    let mut changes = Changes {
        part: Part::Protocol,
        all: changes,
    };
    changes.add_if(old.name != new.name, What::Name);
    changes.add_if(old.version != new.version, What::Version);
    changes.add_if(old.title != new.title, What::Title);
    changes.add_if(old.license != new.license, What::License);
    changes.add_if(old.url != new.url, What::Url);
    changes.add_if(old.servers != new.servers, What::Servers);
    changes.add_if(old.topics != new.topics, What::Topics);
    let envelope = match frames::of_envelope(pairs) {
        Some(kind) => kind.is_none(),
        None => pairs.old.frames().is_empty() && old.envelope != new.envelope,
    };
    changes.add_if(envelope, What::Envelope);
    let framing = [pairs.old, pairs.new].map(values::framing);
    changes.add_if(!envelope && framing[0] != framing[1], What::EntryPoints);
    changes.extend(empty_dates::of_protocol(pairs).map(What::EmptyDates));
    let texts = |model: &tdproto_schema::Model| -> Vec<(String, String)> {
        let all = model.protocol.placeholders.iter();
        all.map(|(text, ty)| (text.clone(), model.type_text(ty)))
            .collect()
    };
    changes.add_if(texts(pairs.old) != texts(pairs.new), What::Placeholders);
    changes.add_if(old.doc != new.doc, What::Docs);
}

/// The changes of every event, in the order of names.
pub(super) fn all(pairs: &Pairs<'_>, changes: &mut Vec<Change>) {
    let old = pairs.old.events_with_ids();
    let mut sides: Vec<(&str, Side<EventId>)> = old
        .map(|(id, event)| {
            let side = pairs
                .new_event(id)
                .map_or(Side::Old(id), |new| Side::Both(id, new));
            (event.name.as_str(), side)
        })
        .collect();
    let new = pairs.new.events_with_ids();
    let added = new.filter(|(id, _)| pairs.old_event(*id).is_none());
    sides.extend(added.map(|(id, event)| (event.name.as_str(), Side::New(id))));
    sides.sort_unstable();
    for (_, side) in sides {
        let mut changes = Changes {
            part: Part::Event(side),
            all: changes,
        };
        match side {
            Side::Old(_) => changes.add(What::Removed),
            Side::New(_) => changes.add(What::Added),
            Side::Both(old, new) => pair(pairs, (old, new), &mut changes),
        }
    }
}

fn pair(pairs: &Pairs<'_>, ids: (EventId, EventId), changes: &mut Changes<'_>) {
    let (old, new) = (
        &pairs.old.events()[ids.0.index()],
        &pairs.new.events()[ids.1.index()],
    );
    let has_value = old.value.is_some() || new.value.is_some();
    let same_value = old.wire_name() == new.wire_name();
    changes.add_if(old.name != new.name && !has_value, What::Renamed);
    changes.add_if(has_value && !same_value, What::WireValue);
    let renamed = old.code_name != new.code_name || has_value && old.name != new.name;
    changes.add_if(renamed, What::CodeName);
    changes.add_if(old.sender != new.sender, What::Direction);
    match (&old.params, &new.params) {
        (None, None) => {}
        (None, Some(_)) => changes.add(What::Params(ParamsChange::Added)),
        (Some(_), None) => changes.add(What::Params(ParamsChange::Removed)),
        (Some(a), Some(b)) => {
            changes.add_if(a.presence != b.presence, What::Presence);
            let relation = pairs.relation(&a.ty, &b.ty);
            let replaced = relation != Relation::Same;
            changes.add_if(replaced, What::Params(ParamsChange::Replaced(relation)));
            changes.extend(constraints_change(pairs, &changes.part).map(What::Constraints));
        }
    }
    changes.add_if(old.topic != new.topic, What::Moved);
    frames::event(pairs, (old, new), changes);
    lifecycle::docs(changes, &old.docs, &new.docs, (None, None));
    frames::replies(pairs, ids, changes);
}
