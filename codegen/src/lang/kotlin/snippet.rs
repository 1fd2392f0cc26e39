//! Each event as source code, for the reference.

use tdproto_schema::model::{Direction, Event, EventId, HoleKind};

use super::drawn::frame::{Form, Frame, form, kind_ident};
use super::events::params_member;
use super::example::{self, Arguments, Source, laid_out};
use super::literal::{string, wire_value};
use super::members::Member;
use super::package;
use super::scope::{INDENT, Package, Scope};
use crate::lang::{Input, Snippet};

/// The code of a client for every event.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let package = Package::new(input, package::name(input));
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        let mut add = |write: Write| {
            let mut scope = Scope::new(&package);
            all.extend(write(&mut scope, id, event).map(|code| code.snippet(id, &scope)));
        };
        if event.is_sent(Direction::ServerToClient) {
            add(|scope, id, event| {
                answered(scope, id, event).or_else(|| received(scope, id, event))
            });
        }
        if event.is_sent(Direction::ClientToServer) {
            add(sent);
            add(reply);
        }
    }
    all
}

/// A function that writes the code of an event; `None`: there is none.
type Write = fn(&mut Scope<'_>, EventId, &Event) -> Option<Code>;

/// A function while it is written.
struct Code {
    about: &'static str,
    /// Its parameters and what it returns.
    head: String,
    lines: Vec<String>,
}

impl Code {
    fn snippet(self, event: EventId, scope: &Scope<'_>) -> Snippet {
        let imports = scope.imports().join("\n");
        let lines: String = self
            .lines
            .iter()
            .map(|line| format!("{INDENT}{}\n", line.replace('\n', &format!("\n{INDENT}"))))
            .collect();
        Snippet {
            event,
            about: self.about,
            text: format!("{imports}\n\nfun {} {{\n{lines}}}", self.head),
        }
    }
}

/// The expression that decodes a frame of an event.
fn decoded(scope: &mut Scope<'_>, event: &Event) -> String {
    scope.import_own("ServerEvent");
    let model = scope.input().model;
    match event.frame {
        // Something besides the frame says the event.
        Some(frame) if !model.frame(frame).has(HoleKind::Event) => {
            format!("ServerEvent.decode(text, {})", string(&event.name))
        }
        Some(_) | None => "ServerEvent.decode(text)".to_owned(),
    }
}

/// The expression of the params of an event that the server sends, or of the event if it has none.
fn shown(scope: &Scope<'_>, event: &Event) -> &'static str {
    let direction = Direction::ServerToClient;
    let params: Option<Member<'_>> = match Frame::of_event(scope.input().model, event, direction) {
        Some(frame) => frame.params(),
        None => params_member(event, "", direction),
    };
    match params.is_some_and(|params| params.is_there(scope)) {
        true => "event.params",
        false => "event",
    }
}

fn received(scope: &mut Scope<'_>, id: EventId, event: &Event) -> Option<Code> {
    let name = scope.input().names.event(id);
    let text = scope.built_in("kotlin.String");
    Some(Code {
        about: "Receive",
        head: format!("receive(text: {text})"),
        lines: vec![
            format!("when (val event = {}) {{", decoded(scope, event)),
            format!(
                "{INDENT}is ServerEvent.{name} -> println({})",
                shown(scope, event)
            ),
            format!("{INDENT}else -> {{}}"),
            "}".to_owned(),
        ],
    })
}

/// A request of the server, and its answer.
fn answered(scope: &mut Scope<'_>, id: EventId, event: &Event) -> Option<Code> {
    let model = scope.input().model;
    let result = event.reply.as_ref()?;
    let mut kinds = model.replies_to(event.frame?).map(|(_, kind)| kind);
    let kind = kinds
        .find(|kind| kind.has(HoleKind::Result) && kind.sender.sends(Direction::ClientToServer))?;
    let frame = Frame::of_reply(kind, Direction::ClientToServer);
    let mut arguments: Arguments = Vec::new();
    let given = |text: String| Source::Plain(text);
    if let Some(id) = frame.id() {
        arguments.push((Some(id.ident), given("event.id".to_owned())));
    }
    if let Some(named) = frame.name().filter(|named| named.default(scope).is_none()) {
        let name = wire_value(&event.wire_name());
        arguments.push((Some(named.ident), given(name)));
    }
    arguments.extend(example::fields(scope, event, &frame)?);
    let cast = match form(kind, HoleKind::Result) {
        Form::Own => String::new(),
        Form::Flat => format!(" as {}", scope.json("JsonObject")),
        Form::Items(_) => format!(" as {}", scope.json("JsonArray")),
    };
    arguments.push((Some("result".to_owned()), given(format!("result{cast}"))));
    let member = frame.typed("result", &result.ty, result.presence);
    let value = match member.is_there(scope) {
        true => example::sampled(scope, event, &member, "")?,
        false => given("Unit".to_owned()),
    };
    for name in ["ClientEvent", "ServerRequests"] {
        scope.import_own(name);
    }
    let name = scope.input().names.event(id);
    let text = scope.built_in("kotlin.String");
    let request = format!("ServerRequests.{name}.result");
    let reply = format!("ClientEvent.Reply.{}", kind_ident(kind));
    Some(Code {
        about: "Receive and answer",
        head: format!("answer(text: {text}): {text}?"),
        lines: vec![
            format!("val event = {}", decoded(scope, event)),
            format!("if (event !is ServerEvent.{name}) return null"),
            format!("println({})", shown(scope, event)),
            format!(
                "val result = {}",
                laid_out(&Source::Call(request, vec![(None, value)]), 0)
            ),
            format!(
                "val reply = {}",
                laid_out(&Source::Call(reply, arguments), 0)
            ),
            "return reply.encode()".to_owned(),
        ],
    })
}

fn sent(scope: &mut Scope<'_>, id: EventId, event: &Event) -> Option<Code> {
    let made = example::event(scope, id, event)?;
    let text = scope.built_in("kotlin.String");
    Some(Code {
        about: "Send",
        head: format!("send(): {text}"),
        lines: vec![
            format!("val event = {}", laid_out(&made, 0)),
            "return event.encode()".to_owned(),
        ],
    })
}

/// The reply to a request of a client.
fn reply(scope: &mut Scope<'_>, id: EventId, event: &Event) -> Option<Code> {
    event.reply.as_ref()?;
    let mut kinds = scope.input().model.replies_to(event.frame?);
    kinds.next()?;
    scope.import_own("ClientRequests");
    let name = scope.input().names.event(id);
    let text = scope.built_in("kotlin.String");
    let to = scope.wire("ReplyTo");
    Some(Code {
        about: "Receive the reply",
        head: format!("receive(text: {text})"),
        lines: vec![
            format!("val event = {}", decoded(scope, event)),
            "if (event !is ServerEvent.Reply) return".to_owned(),
            format!("when (val reply = event.read(ClientRequests.{name})) {{"),
            format!("{INDENT}is {to}.Success -> println(reply.result)"),
            format!("{INDENT}is {to}.Failure -> println(reply.error)"),
            format!("{INDENT}is {to}.Malformed -> println(reply.reason)"),
            "}".to_owned(),
        ],
    })
}
