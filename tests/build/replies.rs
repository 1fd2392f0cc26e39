//! What reads the replies of a protocol by their requests, for the vectors of payloads.

use std::fmt::{self, Write as _};

use tdproto_codegen::naming::{Case, Names};
use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, EventId, FrameKind, HoleKind, Step};

/// Writes a function for the replies of each direction.
pub(crate) fn write(out: &mut String, model: &Model, names: &Names) -> fmt::Result {
    let lints = "clippy::match_single_binding, clippy::redundant_closure_call";
    writeln!(out, "#[allow({lints})] mod replies {{ use super::*;")?;
    for (direction, function) in [
        (Direction::ServerToClient, "server"),
        (Direction::ClientToServer, "client"),
    ] {
        let side = Case::UpperCamel.apply(function);
        writeln!(
            out,
            "#[allow(unused_variables)] pub(super) fn {function}\
             (frame: &mut types::{side}Frame, event: &str) -> Option<Result<(), wire::Error>> {{\n\
             #[allow(unreachable_patterns)] match (frame, event) {{"
        )?;
        for (id, kind) in model.frames_with_ids() {
            let sent = kind.sender.sends(direction);
            let Some(request) = kind.replies.filter(|_| sent) else {
                continue;
            };
            debug_assert!(model.replies_to(request).any(|(reply, _)| reply == id));
            let events = model.events_with_ids();
            let events = events.filter(|(_, event)| event.frame == Some(request));
            for (event_id, event) in events.filter(|(_, event)| event.is_sent(direction.opposite()))
            {
                arm(out, (model, names), (&side, kind), (event_id, event))?;
            }
        }
        writeln!(out, "_ => None }} }}")?;
    }
    writeln!(out, "}}")
}

/// Writes how a reply to one request is read.
fn arm(
    out: &mut String,
    (model, names): (&Model, &Names),
    (side, kind): (&str, &FrameKind),
    (id, event): (EventId, &Event),
) -> fmt::Result {
    let variant = Case::UpperCamel.apply(&kind.name);
    let request = format!("types::requests::{}", names.event(id));
    write!(
        out,
        "(types::{side}Frame::{variant}(frame), {:?}) => Some((|| {{ ",
        event.name
    )?;
    let is_error = !kind.has(HoleKind::Result);
    let is_typed = is_error && kind.error.is_some() && !model.has_own_errors(kind);
    let (function, member, body) = match is_error {
        true => ("failure", "error", HoleKind::Error),
        false => ("reply", "result", HoleKind::Result),
    };
    let may_be_missing = kind.hole(body).is_some_and(|hole| hole.may_be_missing);
    // An error that may be missing is none where it is null.
    let is_none = is_error && may_be_missing;
    if is_typed || is_none {
        // It was read with the frame, or there is nothing to read: what is left is the name.
        if is_none && !is_typed {
            write!(
                out,
                "if frame.error.as_ref().is_none_or(|error| error.as_str() == \"null\") {{ frame.error = None;"
            )?;
        }
        if kind.has(HoleKind::Event) {
            write!(out, "wire::same_request::<{request}>(&frame.event)")?;
            write!(out, "{}?;", within(kind))?;
        }
        if is_typed {
            return writeln!(out, "Ok(()) }})()),");
        }
        write!(out, "return Ok(()); }}")?;
    }
    let read = format!("frame.{function}::<{request}>().map(|read| wire::to_string(&read))");
    let reply = event.reply.as_ref().map(|reply| reply.presence);
    let as_none = !is_error && reply.is_some_and(|presence| presence.may_be_absent());
    match may_be_missing {
        true => write!(out, "optional_body({read}, &mut frame.{member}, {as_none})")?,
        false => write!(out, "body({read}, &mut frame.{member})")?,
    }
    writeln!(out, " }})()),")
}

/// The call that gives an error the path to the name of the event.
fn within(kind: &FrameKind) -> String {
    let path = kind.path_to(HoleKind::Event).unwrap_or_default();
    let steps = path.iter().rev().map(|step| match step {
        Step::Key(key) => format!(".in_key({key:?})"),
        Step::Index(index) => format!(".at_index({index})"),
    });
    format!(".map_err(|error| error{})", steps.collect::<String>())
}
