//! Requests: the types of their params, replies and errors.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, FrameId, Params};

use super::super::docs::Doc;
use super::super::literal::string;
use super::super::tables::{params, property};
use super::super::types::Scope;
use super::kinds::{error_of, error_type, events_of, value_type};
use super::tables::table_name;
use crate::lang::direction::{Words, words};
use crate::lang::lifecycle_notes;
use crate::text::Writer;
use crate::views::View;

/// Returns true if some frames are replies.
pub(super) fn has_replies(model: &Model) -> bool {
    model.frames().iter().any(|kind| kind.replies.is_some())
}

/// The name of the table of the requests of a direction.
pub(super) fn requests_name(direction: Direction) -> &'static str {
    match direction {
        Direction::ServerToClient => "serverRequests",
        Direction::ClientToServer => "clientRequests",
    }
}

fn requests<'a>(scope: &Scope<'a>, direction: Direction) -> Vec<(&'a Event, FrameId)> {
    let mut events = events_of(scope, direction);
    events.retain(|(event, _)| event.reply.is_some());
    events
}

/// Writes the interface of the requests of a direction.
pub(super) fn types(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let Words {
        prefix: side,
        sender,
        ..
    } = words(direction);
    let answered = View::of(direction.opposite());
    w.blank();
    Doc::new(&format!(
        "The requests that {sender} sends: the params, the result of the reply and its error."
    ))
    .write(w);
    let requests = requests(scope, direction);
    if requests.is_empty() {
        w.line(format!("export interface {side}Requests {{}}"));
        return;
    }
    w.block(format!("export interface {side}Requests {{"), "}", |w| {
        for (event, _) in requests {
            Doc::of(&event.docs, &lifecycle_notes(&event.docs, None)).write(w);
            let given = value_type(scope, event.params.as_ref(), View::of(direction));
            let reply = value_type(scope, event.reply.as_ref(), answered);
            let error = error_type(scope, event, answered);
            w.block(format!("{}: {{", string(&event.name)), "};", |w| {
                w.line(format!("params: {given};"));
                w.line(format!("reply: {reply};"));
                w.line(format!("error: {error};"));
            });
        }
    });
}

/// Writes the table of the requests of a direction.
pub(super) fn table(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let sender = words(direction).sender;
    scope.import("runtime/frame-reply", "RequestTable");
    scope.import_value("runtime/frame-reply", "requestTable".to_owned());
    w.blank();
    Doc::default()
        .safe(format!(
            "The requests that {sender} sends, for decoders and encoders of replies."
        ))
        .write(w);
    let name = requests_name(direction);
    let open = format!("export const {name}: RequestTable = /* @__PURE__ */ requestTable({{");
    w.block(open, "});", |w| {
        w.line(format!("frames: {},", table_name(direction)));
        w.line(format!("replies: {},", table_name(direction.opposite())));
        let requests = requests(scope, direction);
        if requests.is_empty() {
            w.line("requests: () => ({}),");
            return;
        }
        w.block("requests: () => ({", "}),", |w| {
            for (event, frame) in requests {
                w.line(request(scope, event, frame));
            }
        });
    });
}

fn request(scope: &mut Scope<'_>, event: &Event, frame: FrameId) -> String {
    let kind = string(&scope.input.model.frame(frame).name);
    let reply = event.reply.as_ref().map(|reply| reply.field(""));
    let reply = reply.map_or_else(|| "t.any".to_owned(), |reply| params(scope, &reply));
    let error = error_of(scope, event).map(|(error, _)| {
        let error = Params::required(error).field("");
        format!(", error: {}", params(scope, &error))
    });
    let name = property(&event.name);
    let error = error.unwrap_or_default();
    format!("{name}: {{ kind: {kind}, reply: {reply}{error} }},")
}
