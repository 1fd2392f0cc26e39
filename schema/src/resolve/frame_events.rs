//! Events: the kind of frame that each travels in.

use super::EventOrigin;
use crate::decl::{EventDecl, Spanned};
use crate::model::{Constant, EnumBase, Event, FrameId, FrameKind, Model, WireValue};
use crate::{Code, Diagnostic, Sink, Span, did_you_mean};

/// What an event says of its frame.
pub(super) struct Wanted {
    pub(super) frame: Option<Spanned<String>>,
    pub(super) matches: Vec<(Spanned<String>, Spanned<Constant>)>,
}

impl Wanted {
    /// Takes it from the declaration of the event.
    pub(super) fn take(event: &mut EventDecl) -> Self {
        Self {
            frame: event.frame.take(),
            matches: std::mem::take(&mut event.matches),
        }
    }
}

/// Finds the kind of frame of each event.
pub(super) fn place(
    model: &mut Model,
    origins: &[EventOrigin],
    wanted: Vec<Wanted>,
    sink: &mut Sink,
) {
    let mut events = std::mem::take(&mut model.events);
    for ((event, origin), wanted) in events.iter_mut().zip(origins).zip(wanted) {
        if model.frames().is_empty() {
            without_frames(event, origin, &wanted, sink);
            continue;
        }
        event.frame = match &wanted.frame {
            Some(name) => named(model, name, sink),
            None => fitting(model, event, origin.name, sink),
        };
        let Some(frame) = event.frame else { continue };
        let kind = model.frame(frame);
        for (name, constant) in wanted.matches {
            let found = kind
                .fields
                .iter()
                .position(|field| field.name == name.value);
            match found {
                Some(at) => event.matches.push((at, constant.value)),
                None => {
                    let fields = kind.fields.iter().map(|field| field.name.as_str());
                    let help = did_you_mean(&name.value, fields);
                    let message = format!("frame `{}` has no field `{}`", kind.name, name.value);
                    let found = Diagnostic::error(Code::EventFrame, message);
                    sink.push(found.at(name.span, "no such field").help_if(help));
                }
            }
        }
        event.matches.sort();
    }
    model.events = events;
}

fn without_frames(event: &Event, origin: &EventOrigin, wanted: &Wanted, sink: &mut Sink) {
    let key = if wanted.frame.is_some() {
        "frame"
    } else if !wanted.matches.is_empty() {
        "match"
    } else if event.value.is_some() {
        "value"
    } else if event.reply.is_some() {
        "reply"
    } else if event.error.is_some() {
        "error"
    } else {
        return;
    };
    let message = format!(
        "event `{}` has `{key}`, but the schema has no `[frame]`",
        event.name
    );
    let found = Diagnostic::error(Code::EventFrame, message)
        .at(origin.name, "travels in the envelope of the protocol")
        .help(format!(
            "draw a frame with `[frame.NAME]`, or remove `{key}`"
        ));
    sink.push(found);
}

fn named(model: &Model, name: &Spanned<String>, sink: &mut Sink) -> Option<FrameId> {
    let found = model.find_frame(&name.value);
    if found.is_none() {
        let known = model.frames().iter().map(|kind| kind.name.as_str());
        let help = did_you_mean(&name.value, known);
        let message = format!("frame `{}` is not declared", name.value);
        let found = Diagnostic::error(Code::EventFrame, message);
        sink.push(found.at(name.span, "no such kind of frame").help_if(help));
    }
    found
}

/// Returns true if frames of a kind may have the name of an event: a text, or an integer.
fn has_name_of(kind: &FrameKind, event: &Event) -> bool {
    match (kind.event, &event.value) {
        (EnumBase::Text, None | Some(WireValue::Text(_)))
        | (EnumBase::Int, Some(WireValue::Int(_))) => true,
        (EnumBase::Text, Some(WireValue::Int(_)))
        | (EnumBase::Int, None | Some(WireValue::Text(_))) => false,
    }
}

fn fitting(model: &Model, event: &Event, span: Span, sink: &mut Sink) -> Option<FrameId> {
    let fits = model
        .frames_with_ids()
        .filter(|(id, _)| model.fits(event, *id));
    let mut fits: Vec<FrameId> = fits.map(|(id, _)| id).collect();
    // A kind without a place for its params is none of several.
    if fits.iter().any(|id| model.has_place_for_params(event, *id)) {
        fits.retain(|id| model.has_place_for_params(event, *id));
    }
    // The name is a text or an integer, as those of one kind only may be.
    let mut named = fits
        .iter()
        .filter(|id| has_name_of(model.frame(**id), event));
    if let (Some(only), None) = (named.next(), named.next()) {
        fits = vec![*only];
    }
    let [only] = fits.as_slice() else {
        let names = fits.iter().map(|id| format!("`{}`", model.frame(*id).name));
        let names: Vec<_> = names.collect();
        let (message, label, help) = if fits.is_empty() {
            let side = event.sender.name();
            let of = if event.reply.is_some() {
                "with a reply"
            } else {
                "without a reply"
            };
            (
                format!("event `{}` fits no kind of frame", event.name),
                format!("`direction` is \"{side}\", {of}"),
                match event.reply.is_some() {
                    true => {
                        "draw a kind of frame for such requests, and one that answers it with \
                             `replies = \"…\"`"
                    }
                    false => "draw a kind of frame for such events: `[frame.NAME]`",
                }
                .to_owned(),
            )
        } else {
            (
                format!("event `{}` fits several kinds of frames", event.name),
                format!("fits {}", names.join(", ")),
                "name the kind with `frame = \"…\"`".to_owned(),
            )
        };
        let found = Diagnostic::error(Code::EventFrame, message);
        sink.push(found.at(span, label).help(help));
        return None;
    };
    Some(*only)
}
