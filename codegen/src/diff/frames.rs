//! Changes of kinds of frames, and the pairs of those of two models.

use std::collections::BTreeSet;

use tdproto_schema::Model;
use tdproto_schema::model::{
    Carrier, EnumBase, Event, EventId, FrameId, FrameKind, HoleKind, Params, Step, Type,
};

use super::carried::carried;
use super::change::{Change, Changes};
use super::constrained::constraints_change;
use super::frame_shapes::{Drawn, compared_shape, drawn, field_pairs, overtaking};
use super::kinds::What;
use super::lifecycle;
use super::pairs::Pairs;
use super::params::ReplyChange;
use super::part::{Part, Side};
use super::relation::Relation;

/// A kind of frame that both models have: its old and its new id.
type FramePair = (FrameId, FrameId);

impl Pairs<'_> {
    /// Pairs kinds of frames by their names, then by their shapes.
    pub(super) fn frames_by_name_and_shape(&mut self) {
        let (old, new) = (self.old, self.new);
        for (id, kind) in old.frames_with_ids() {
            if let Some(found) = new.find_frame(&kind.name) {
                self.pair_frames((id, found));
            }
        }
        for (id, kind) in old.frames_with_ids() {
            if self.new_frame(id).is_some() {
                continue;
            }
            let mut others = new.frames_with_ids();
            let same = others.find(|(other, found)| {
                self.old_frame(*other).is_none() && drawn(kind) == drawn(found)
            });
            if let Some((found, _)) = same {
                self.pair_frames((id, found));
            }
        }
    }
}

/// The changes of every kind of frame, in the order of names.
pub(super) fn all(pairs: &Pairs<'_>, changes: &mut Vec<Change>) {
    let old = pairs.old.frames_with_ids();
    let mut sides: Vec<(&str, Side<FrameId>)> = old
        .map(|(id, kind)| {
            let side = pairs
                .new_frame(id)
                .map_or(Side::Old(id), |new| Side::Both(id, new));
            (kind.name.as_str(), side)
        })
        .collect();
    let new = pairs.new.frames_with_ids();
    let added = new.filter(|(id, _)| pairs.old_frame(*id).is_none());
    sides.extend(added.map(|(id, kind)| (kind.name.as_str(), Side::New(id))));
    sides.sort_unstable();
    let envelope = of_envelope(pairs);
    for (_, side) in sides {
        // The envelope as it was is not a kind that came or went, and another one is one change.
        let is_envelope = match side {
            Side::Old(id) | Side::New(id) => {
                envelope.is_some_and(|kind| kind.is_none_or(|kind| kind == id))
            }
            Side::Both(..) => false,
        };
        if is_envelope {
            continue;
        }
        let mut changes = Changes {
            part: Part::Frame(side),
            all: changes,
        };
        match side {
            Side::Old(_) => changes.add(What::Removed),
            Side::New(_) => changes.add(What::Added),
            Side::Both(old, new) => pair(pairs, (old, new), &mut changes),
        }
    }
}

fn pair(pairs: &Pairs<'_>, ids: FramePair, changes: &mut Changes<'_>) {
    let (old, new) = (pairs.old.frame(ids.0), pairs.new.frame(ids.1));
    changes.add_if(old.name != new.name, What::CodeName);
    changes.add_if(old.topic != new.topic, What::Moved);
    changes.add_if(old.sender != new.sender, What::Direction);
    let replies = old.replies.map(|request| pairs.new_frame(request));
    changes.add_if(replies != new.replies.map(Some), What::Replies);
    let fields = field_pairs(old, new);
    let shape = compared_shape(old, &fields, true) != compared_shape(new, &fields, false);
    changes.add_if(shape || old.event != new.event, What::Shape);
    changes.add_if(overtaking(pairs, ids).is_some(), What::Precedence);
    lifecycle::docs(changes, &old.docs, &new.docs, (None, None));
    let inherits =
        [(pairs.old, old), (pairs.new, new)].map(|(model, kind)| inherits_id(model, kind));
    // The id of a request changes there.
    let of = match inherits {
        [true, true] => Compared::Presence,
        [false, _] | [_, false] => Compared::All,
    };
    values(pairs, (Carrier::Id(ids.0), Carrier::Id(ids.1)), of, changes);
    let errors = (Carrier::FrameError(ids.0), Carrier::FrameError(ids.1));
    values(pairs, errors, Compared::All, changes);
    for side in fields {
        let mut changes = changes.of(Part::FrameField {
            owner: ids,
            field: side,
        });
        let (a, b) = match side {
            Side::Old(_) => {
                changes.add(What::Removed);
                continue;
            }
            Side::New(_) => {
                changes.add(What::Added);
                continue;
            }
            Side::Both(a, b) => (&old.fields[a], &new.fields[b]),
        };
        let code_name = a.code_name.as_ref().unwrap_or(&a.name);
        let is_renamed = code_name != b.code_name.as_ref().unwrap_or(&b.name);
        changes.add_if(is_renamed, What::CodeName);
        let relation = pairs.relation(&a.ty, &b.ty);
        changes.add_if(relation != Relation::Same, What::Type(relation));
        changes.add_if(a.presence != b.presence, What::Presence);
        changes.extend(constraints_change(pairs, &changes.part).map(What::Constraints));
        let since = (old.docs.since.as_ref(), new.docs.since.as_ref());
        lifecycle::docs(&mut changes, &a.docs, &b.docs, since);
    }
}

/// Returns true if the id of a reply is of the type of its request's.
fn inherits_id(model: &Model, kind: &FrameKind) -> bool {
    let request = kind.replies.map(|request| model.frame(request));
    let ty = |kind: &FrameKind| kind.id.as_ref().map(|id| id.ty.clone());
    request.is_some_and(|request| ty(request) == ty(kind))
}

/// What is compared of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Compared {
    All,
    Presence,
    /// If an error may be missing is a fact of its kind of frame.
    Type,
}

/// The changes of a value that is neither a field nor params.
fn values(
    pairs: &Pairs<'_>,
    carriers: (Carrier, Carrier),
    of: Compared,
    changes: &mut Changes<'_>,
) {
    let old = carried(pairs.old, carriers.0);
    let (Some(old), Some(new)) = (old, carried(pairs.new, carriers.1)) else {
        return;
    };
    let mut changes = changes.of(Part::Carried(carriers.0, carriers.1));
    let relation = pairs.relation(&old.ty, &new.ty);
    if of != Compared::Presence {
        changes.add_if(relation != Relation::Same, What::Type(relation));
        changes.extend(constraints_change(pairs, &changes.part).map(What::Constraints));
    }
    changes.add_if(
        of != Compared::Type && old.presence != new.presence,
        What::Presence,
    );
}

/// The changes of the reply to an event that both models have, and of its error.
pub(super) fn replies(pairs: &Pairs<'_>, ids: (EventId, EventId), changes: &mut Changes<'_>) {
    let replies = (Carrier::Reply(ids.0), Carrier::Reply(ids.1));
    values(pairs, replies, Compared::All, changes);
    let event = |model: &Model, id: EventId| model.events()[id.index()].error.is_some();
    // An error that belongs to all frames of a kind changes there.
    if event(pairs.old, ids.0) || event(pairs.new, ids.1) {
        let errors = (Carrier::Error(ids.0), Carrier::Error(ids.1));
        values(pairs, errors, Compared::Type, changes);
    }
}

/// The kind of frame that is the envelope of the other model, if only one of the models draws
/// frames. `Some(None)`: none of its kinds is.
pub(super) fn of_envelope(pairs: &Pairs<'_>) -> Option<Option<FrameId>> {
    let (plain, other) = match (pairs.old.frames(), pairs.new.frames()) {
        ([], [_, ..]) => (pairs.old, pairs.new),
        ([_, ..], []) => (pairs.new, pairs.old),
        ([], []) | ([_, ..], [_, ..]) => return None,
    };
    let envelope = &plain.protocol.envelope;
    if !envelope.confirms.is_empty() {
        return Some(None);
    }
    let mut wanted: BTreeSet<Drawn> = BTreeSet::new();
    let mut add = |key: &str, content: String| {
        wanted.insert((vec![Step::Key(key.to_owned())], content, false));
    };
    add(&envelope.event, format!("value {:?}", HoleKind::Event));
    add(&envelope.params, format!("value {:?}", HoleKind::Params));
    if let Some(id) = &envelope.id {
        add(id, format!("value {:?}", HoleKind::Id));
    }
    let is_envelope = |kind: &FrameKind| {
        let may_be_missing = kind.hole(HoleKind::Id).is_none_or(|id| id.may_be_missing);
        let is_text = kind
            .id
            .as_ref()
            .is_none_or(|id| id == &Params::required(TEXT));
        kind.sender == tdproto_schema::model::Sender::Both
            && kind.event == EnumBase::Text
            && may_be_missing
            && is_text
            && drawn(kind) == wanted
    };
    let mut kinds = other.frames_with_ids();
    Some(kinds.find(|(_, kind)| is_envelope(kind)).map(|(id, _)| id))
}

/// The type of the id of an envelope.
const TEXT: Type = Type::Scalar(tdproto_schema::model::Scalar::String);

/// The changes of what an event says of its frame.
pub(super) fn event(pairs: &Pairs<'_>, (old, new): (&Event, &Event), changes: &mut Changes<'_>) {
    let same_frame = match (old.frame, new.frame) {
        (Some(a), Some(b)) => pairs.new_frame(a) == Some(b),
        (None, None) => true,
        // If the envelope changed, that is the change.
        (Some(kind), None) | (None, Some(kind)) => {
            let envelope = of_envelope(pairs).flatten();
            envelope.is_none_or(|envelope| envelope == kind)
        }
    };
    match (&old.reply, &new.reply) {
        (None, Some(_)) => changes.add(What::Reply(ReplyChange::Added)),
        (Some(_), None) => changes.add(What::Reply(ReplyChange::Removed)),
        // A reply comes and goes with the kind of frame.
        (None, None) | (Some(_), Some(_)) => changes.add_if(!same_frame, What::Frame),
    }
    let (Some(a), Some(b)) = (old.frame, new.frame) else {
        return;
    };
    // The fields of a kind are known by their places, under any names.
    let fields = field_pairs(pairs.old.frame(a), pairs.new.frame(b));
    let matches = |event: &Event, is_old: bool| {
        let all = event.matches.iter().map(|(at, constant)| {
            let field = fields.iter().position(|side| side.on(is_old) == Some(*at));
            (field, constant.clone())
        });
        all.collect::<BTreeSet<_>>()
    };
    let changed = matches(old, true) != matches(new, false);
    changes.add_if(changed && same_frame, What::Match);
}
