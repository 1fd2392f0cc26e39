//! Frames that answer others: replies of drawn frames, and the events that confirm an envelope.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, FrameKind, HoleKind, Step};

use crate::lang::apis::pointer;
use crate::lang::node::Object;

/// The id by which a frame and its answer find each other.
pub(super) fn correlation<'a>(path: &[Step], description: &'static str) -> Object<'a> {
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => format!("/{}", pointer(key)),
        Step::Index(at) => format!("/{at}"),
    });
    let location = format!("$message.payload#{}", steps.collect::<String>());
    Object::new()
        .with("description", description)
        .with("location", location)
}

/// The place of the id of an event's frame: of a request, of an envelope that is confirmed, or of the
/// event that confirms it.
pub(super) fn id_of<'a>(model: &Model, event: &Event) -> Option<Object<'a>> {
    if let Some(frame) = event.frame {
        return id_of_kind(model.frame(frame));
    }
    let envelope = &model.protocol.envelope;
    let key = envelope.id.as_ref()?;
    let step = |key: &String| Step::Key(key.clone());
    if envelope.confirms.contains(&event.name) {
        let path = [step(&envelope.params), step(key)];
        return Some(correlation(&path, "The id of the frame that is confirmed."));
    }
    let text = "If it is there, the receiver confirms the frame by this id.";
    Some(correlation(&[step(key)], text))
}

/// The place of the id of a request or a reply.
pub(super) fn id_of_kind<'a>(kind: &FrameKind) -> Option<Object<'a>> {
    let path = kind.path_to(HoleKind::Id)?;
    Some(correlation(
        &path,
        "The id by which a reply finds its request.",
    ))
}

/// The event by which the receiver confirms an envelope that is sent in a direction.
pub(super) fn confirming<'m>(
    model: &'m Model,
    event: &Event,
    direction: Direction,
) -> Option<&'m Event> {
    let envelope = &model.protocol.envelope;
    let is_confirmed =
        event.frame.is_none() && envelope.id.is_some() && !envelope.confirms.contains(&event.name);
    let found = is_confirmed.then(|| model.confirming(direction.opposite()));
    found.flatten().map(|(_, event)| event)
}
