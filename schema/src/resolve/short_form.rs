//! The short form of a frame: a single kind that is drawn like an envelope is one.

use crate::decl::{DocsDecl, EventDecl, FrameDecl, PartDecl, Spanned};
use crate::model::{Envelope, Sender};

/// The envelope that the only kind of frame is drawn as, which is no kind then; its events say nothing
/// that an envelope does not have.
pub(super) fn envelope(frames: &mut Vec<FrameDecl>, events: &[EventDecl]) -> Option<Envelope> {
    let [frame] = frames.as_slice() else {
        return None;
    };
    let sender = frame.sender.as_ref();
    let is_plain = sender.is_none_or(|sender| sender.value == Sender::Both)
        && frame.replies.is_none()
        && frame.includes.is_empty()
        && frame.fields.is_empty()
        && is_silent(&frame.docs);
    if !is_plain || !events.iter().all(is_plain_event) {
        return None;
    }
    let Some(PartDecl::Object(members, _)) = &frame.shape else {
        return None;
    };
    let holes: Vec<_> = members.iter().map(hole).collect();
    let envelope = match holes.as_slice() {
        [Some((event, "$event")), Some((params, "$params"))] => Envelope {
            event: (*event).to_owned(),
            id: None,
            params: (*params).to_owned(),
            confirms: Vec::new(),
        },
        [
            Some((event, "$event")),
            Some((id, "$id?")),
            Some((params, "$params")),
        ] => Envelope {
            event: (*event).to_owned(),
            id: Some((*id).to_owned()),
            params: (*params).to_owned(),
            confirms: Vec::new(),
        },
        _ => return None,
    };
    frames.clear();
    Some(envelope)
}

/// The key and the text of a member that is a text. The key is no `...`, which spreads a hole.
fn hole((key, part): &(Spanned<String>, PartDecl)) -> Option<(&str, &str)> {
    match part {
        PartDecl::Text(text) if key.value != "..." => Some((&key.value, &text.value)),
        PartDecl::Text(_) | PartDecl::Object(..) | PartDecl::Array(..) | PartDecl::Constant(_) => {
            None
        }
    }
}

fn is_plain_event(event: &EventDecl) -> bool {
    event.frame.is_none()
        && event.value.is_none()
        && event.matches.is_empty()
        && event.reply.is_none()
        && event.error.is_none()
}

fn is_silent(docs: &DocsDecl) -> bool {
    docs.doc.is_none() && docs.since.is_none() && docs.deprecated.is_none() && !docs.experimental
}
