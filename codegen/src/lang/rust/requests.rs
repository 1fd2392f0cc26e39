//! Requests: the types of what they and their replies carry.

use tdproto_schema::model::{Direction, Event, FrameKind, HoleKind, Presence, Step, Type};

use super::borrow::{RustInput, generics};
use super::frame_items::wire_text;
use super::frame_kinds::Kind;
use super::groups::kind_name;
use super::layout::{chain, typed};
use super::{docs, types};
use crate::lang::frame_values::{declared_error, may_be_missing};
use crate::text::Writer;
use crate::views::View;

/// Writes a type for each request, and how replies are read as theirs.
pub(super) fn write(w: &mut Writer, input: &RustInput<'_>) {
    let events = input.model.events_with_ids();
    let requests: Vec<_> = events.filter(|(_, event)| event.reply.is_some()).collect();
    if !requests.is_empty() {
        w.blank();
        w.line("/// The requests: a type each, which gives a reply its types.");
        w.block("pub mod requests {", "}", |w| {
            for (at, (id, event)) in requests.iter().enumerate() {
                if at > 0 {
                    w.blank();
                }
                docs::item(w, &event.docs, &[format!("The request `{}`.", event.name)]);
                w.line("#[derive(Debug, Clone, Copy, PartialEq, Eq)]");
                w.line(format!("pub struct {};", input.names.event(*id)));
            }
        });
        // Beside the module, since a request may have the name of a type that it carries.
        for (id, event) in requests {
            request(w, input, input.names.event(id), event);
        }
    }
    for direction in [Direction::ServerToClient, Direction::ClientToServer] {
        for (id, kind) in input.model.frames_with_ids() {
            if kind.replies.is_some() && kind.sender.sends(direction) {
                let name = format!("{}Frame", kind_name(input, direction, id));
                let life = generics(Kind::new(input, direction, id, kind).borrows, "'_");
                replies(w, input, &format!("{name}{life}"), kind);
            }
        }
    }
}

fn request(w: &mut Writer, input: &RustInput<'_>, name: &str, event: &Event) {
    let asked = event.sender.directions().first().copied();
    let asked = asked.unwrap_or(Direction::ClientToServer);
    let view = View::of(asked.opposite());
    let params = event.params.as_ref();
    let params = params.map(|params| types::params(input, asked, params));
    let reply = event
        .reply
        .as_ref()
        .map(|reply| types::present(types::plain(input, &reply.ty, view), reply.presence));
    let kind = event.frame.map(|frame| input.model.replies_to(frame));
    let mut errors = kind
        .into_iter()
        .flatten()
        .filter_map(|(_, kind)| kind.error.as_ref());
    let error = event
        .error
        .as_ref()
        .or(errors.next().map(|error| &error.ty));
    let error = error.map(|ty| types::present(types::plain(input, ty, view), Presence::Required));
    w.blank();
    let open = format!("impl wire::Request for requests::{name} {{");
    w.block(open, "}", |w| {
        for (constant, text) in [("NAME", &event.name), ("WIRE_NAME", &wire_text(event))] {
            let head = format!("const {constant}: &'static str =");
            typed(w, &head, &format!("{text:?}"), ";");
        }
        let none = || "()".to_owned();
        let any = || types::plain(input, &Type::Any, view);
        for (name, ty) in [
            ("Params", params.unwrap_or_else(none)),
            ("Reply", reply.unwrap_or_else(none)),
            ("Error", error.unwrap_or_else(any)),
        ] {
            let ty = ty.replace("'a", "'de");
            typed(w, &format!("type {name}<'de> ="), &ty, ";");
        }
    });
}

/// Writes the functions of a reply that read what only its request gives a type.
fn replies(w: &mut Writer, input: &RustInput<'_>, name: &str, kind: &FrameKind) {
    let hole = match kind.has(HoleKind::Result) {
        true => HoleKind::Result,
        false => HoleKind::Error,
    };
    let is_typed = hole == HoleKind::Error && declared_error(input.model, kind).is_some();
    if is_typed {
        return;
    }
    let may_be_missing = may_be_missing(kind, hole);
    let (function, member, ty, doc) = match hole {
        HoleKind::Result => (
            "reply",
            "result",
            "R::Reply<'_>",
            "The result, as that of a request.",
        ),
        HoleKind::Event
        | HoleKind::Params
        | HoleKind::Id
        | HoleKind::Error
        | HoleKind::Field(_) => (
            "failure",
            "error",
            "R::Error<'_>",
            "The error, as that of a request.",
        ),
    };
    let value = match may_be_missing {
        true => format!("self.{member}.as_ref()"),
        false => format!("Some(&self.{member})"),
    };
    w.blank();
    w.block(format!("impl {name} {{"), "}", |w| {
        w.line(format!("/// {doc}"));
        w.line("///");
        w.line("/// # Errors");
        w.line("/// If it is not of its type, or the reply names another request.");
        let open =
            format!("pub fn {function}<R: wire::Request>(&self) -> Result<{ty}, wire::Error> {{");
        w.block(open, "}", |w| {
            if kind.has(HoleKind::Event) {
                let name = "wire::same_request::<R>(&self.event)";
                chain(w, name, &format!("{}?;", within(kind, HoleKind::Event)));
            }
            chain(w, &format!("wire::body({value})"), &within(kind, hole));
        });
    });
}

/// The call that gives an error the path to the value of a hole in its frame.
fn within(kind: &FrameKind, hole: HoleKind) -> String {
    let from = kind.items_from(hole);
    let from = from.map(|from| format!(".in_items_from({from})"));
    let path = kind.path_to(hole).unwrap_or_default();
    let steps = path.iter().rev().map(|step| match step {
        Step::Key(key) => format!(".in_key({key:?})"),
        Step::Index(index) => format!(".at_index({index})"),
    });
    let calls: String = from.into_iter().chain(steps).collect();
    match calls.is_empty() {
        true => String::new(),
        false => format!(".map_err(|error| error{calls})"),
    }
}
