//! Frames that the schema draws: a class an event, and one a kind of reply.

use tdproto_schema::model::{Direction, Event, EventId, FrameId, FrameKind, Type};

use super::naming::attribute;
use crate::lang::Input;
use crate::naming::Case;

pub(super) mod events;
pub(super) mod readme;
pub(super) mod tables;

/// Attributes that frames have besides their fields.
const OWN: &[&str] = &["error", "id", "kind", "name", "params", "result"];

/// The attributes of the fields of a kind of frame.
fn attributes(kind: &FrameKind) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(kind.fields.len());
    for field in &kind.fields {
        let name = field.code_name.as_deref().unwrap_or(&field.name);
        let mut name = attribute(&Case::Snake.apply(name));
        while OWN.contains(&name.as_str()) || names.contains(&name) {
            name.push('_');
        }
        names.push(name);
    }
    names
}

/// The events of a direction with their kinds of frames.
fn events_of<'a>(
    input: &Input<'a>,
    direction: Direction,
) -> impl Iterator<Item = (EventId, &'a Event, FrameId)> {
    let events = input.model.events_with_ids();
    let sent = events.filter(move |(_, event)| event.is_sent(direction));
    sent.filter_map(|(id, event)| Some((id, event, event.frame?)))
}

/// The type of the error of a request.
fn error_of(input: &Input<'_>, event: &Event, frame: FrameId) -> Type {
    let mut replies = input.model.replies_to(frame);
    let common = replies.find_map(|(_, kind)| kind.error.as_ref());
    let own = event.error.as_ref();
    own.or(common.map(|error| &error.ty))
        .cloned()
        .unwrap_or(Type::Any)
}
