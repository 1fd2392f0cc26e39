//! The kind of a frame and its event, by the model alone.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, FrameId, FrameKind, HoleKind, Member, Part};

use super::places::{is_needed, path_to, value_of};
use crate::payloads::fit::is_constant;
use crate::payloads::tree::{Kind, Tree};
use crate::payloads::unions::is_value;

/// The first kind of a side that a frame is of. Each key is there once.
pub(in crate::payloads) fn kind_of(model: &Model, from: Direction, tree: &Tree) -> Option<FrameId> {
    let kinds = model.frames_with_ids();
    let mut kinds = kinds.filter(|(_, kind)| kind.sender.sends(from));
    let found = kinds.find(|(_, kind)| is_of(kind, &kind.shape, Some(tree)));
    found.map(|(id, _)| id)
}

/// Returns true if a value is there, if it must be, and has the constants of a part.
fn is_of(kind: &FrameKind, part: &Part, tree: Option<&Tree>) -> bool {
    match (part, tree) {
        (Part::Hole(hole), None) => !is_needed(kind, *hole),
        (Part::Hole(hole), Some(tree)) => {
            let is_error = hole.kind == HoleKind::Error && !hole.may_be_missing;
            !is_error || tree.kind() != Kind::Null
        }
        (Part::Items(_), _) => true,
        (_, None) => false,
        (Part::Constant(constant), Some(tree)) => is_constant(constant, tree),
        (Part::Null, Some(tree)) => tree.kind() == Kind::Null,
        (Part::Object(members), Some(tree)) => {
            let mut members = members.iter();
            tree.kind() == Kind::Object
                && members.all(|member| match member {
                    Member::Key(key, part) => is_of(kind, part, tree.get(key)),
                    Member::Flat(_) => true,
                })
        }
        (Part::Array(parts), Some(Tree::List(items))) => {
            let mut parts = parts.iter().enumerate();
            parts.all(|(at, part)| is_of(kind, part, items.get(at)))
        }
        (Part::Array(_), Some(_)) => false,
    }
}

/// The event of a frame.
pub(super) enum Told<'a> {
    /// One that the sender sends.
    Known(&'a Event),
    /// One that only the other side sends.
    OfOtherSide(&'a Event),
    /// None that the model has.
    Unknown,
}

/// The event of a frame that is no reply. `given` is the event, where something besides the frame
/// says it.
pub(super) fn event_of<'a>(
    model: &'a Model,
    (id, kind): (FrameId, &FrameKind),
    from: Direction,
    tree: &Tree,
    given: Option<&'a Event>,
) -> Told<'a> {
    let of_kind = |event: &&Event| event.frame == Some(id);
    let mut alike: Vec<&Event> = match value_of(kind, HoleKind::Event, tree) {
        Some(name) => {
            let events = model.events().iter().filter(of_kind);
            events
                .filter(|event| is_value(&event.wire_name(), name))
                .collect()
        }
        None => match given.filter(of_kind) {
            Some(given) => vec![given],
            None => {
                let all: Vec<&Event> = model.events().iter().filter(of_kind).collect();
                if all.len() == 1 { all } else { Vec::new() }
            }
        },
    };
    alike.retain(|event| {
        let mut matches = event.matches.iter();
        matches.all(|(at, constant)| {
            let value = value_of(kind, HoleKind::Field(*at), tree);
            value.is_some_and(|value| is_constant(constant, value))
        })
    });
    // The one that most fields decide.
    alike.sort_by_key(|event| std::cmp::Reverse(event.matches.len()));
    let own = alike.iter().find(|event| event.is_sent(from));
    match (own, alike.first()) {
        (Some(event), _) => Told::Known(event),
        (None, Some(event)) => Told::OfOtherSide(event),
        (None, None) => Told::Unknown,
    }
}

/// The request that a reply answers: the one that the reader knows of, that the reply names, or the
/// only one that it may answer.
pub(super) fn request_of<'a>(
    model: &'a Model,
    kind: &FrameKind,
    from: Direction,
    tree: &Tree,
    given: Option<&'a Event>,
) -> Option<&'a Event> {
    if let Some(given) = given.filter(|given| given.frame == kind.replies) {
        return Some(given);
    }
    let requests = model.events().iter();
    let requests: Vec<&Event> = requests
        .filter(|event| event.frame == kind.replies)
        .collect();
    let found = match value_of(kind, HoleKind::Event, tree) {
        Some(name) => {
            let named = |event: &&&Event| is_value(&event.wire_name(), name);
            let sent = |event: &&&Event| event.is_sent(from.opposite());
            requests.iter().filter(sent).find(named)
        }
        None => requests
            .first()
            .filter(|_| requests.len() == 1 && is_nameless(kind)),
    };
    found
        .copied()
        .filter(|event| event.is_sent(from.opposite()))
}

/// Returns true if frames of a kind do not say the name of their event.
pub(super) fn is_nameless(kind: &FrameKind) -> bool {
    path_to(kind, HoleKind::Event).is_none()
}

/// Returns true if a reply names another request than the one that it answers.
pub(super) fn names_another(kind: &FrameKind, tree: &Tree, given: Option<&Event>) -> bool {
    let given = given.filter(|given| given.frame == kind.replies);
    let name = value_of(kind, HoleKind::Event, tree);
    match (given, name) {
        (Some(given), Some(name)) => !is_value(&given.wire_name(), name),
        (Some(_) | None, _) => false,
    }
}

/// Returns true if a frame of a kind of the other side names no event of that kind, but one of a kind
/// that its sender may use.
pub(super) fn names_own<'a>(
    model: &'a Model,
    id: FrameId,
    from: Direction,
    tree: &Tree,
    given: Option<&'a Event>,
) -> bool {
    let other = model.frame(id);
    if other.replies.is_some() || value_of(other, HoleKind::Event, tree).is_none() {
        return false;
    }
    let named = event_of(model, (id, other), from, tree, given);
    let mut events = model.events().iter();
    matches!(named, Told::Unknown)
        && events.any(|event| {
            let kind = event.frame.map(|id| model.frame(id));
            kind.filter(|kind| kind.sender.sends(from))
                .is_some_and(|kind| {
                    let name = value_of(kind, HoleKind::Event, tree);
                    name.is_some_and(|name| is_value(&event.wire_name(), name))
                })
        })
}
