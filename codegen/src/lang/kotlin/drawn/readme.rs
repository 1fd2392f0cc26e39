//! The parts of the package's `README.md` about drawn frames.

use tdproto_schema::model::{Direction, Event, EventId};

use super::events_of;
use super::frame::kinds_of;
use crate::lang::direction::words;
use crate::lang::kotlin::scope::{Package, Scope};
use crate::lang::kotlin::{bot, example};

/// A program that sends a frame, a request if there is one, and receives others.
pub(in crate::lang::kotlin) fn bot(of: &Package<'_>) -> Option<String> {
    let names = of.input.names;
    let mut sent = current(of, Direction::ClientToServer);
    sent.sort_by_key(|(_, event)| (event.reply.is_none(), event.params.is_none()));
    let (mut scope, id, first, value) = sent.into_iter().find_map(|(id, event)| {
        // An event without an example leaves no imports.
        let mut scope = Scope::new(of);
        let value = example::event(&mut scope, id, event)?;
        Some((scope, id, event, example::laid_out(&value, 2)))
    })?;
    let received = current(of, Direction::ServerToClient);
    let (received, event) = received.first()?;
    let shown = if event.params.is_some() {
        "event.params"
    } else {
        "event"
    };
    scope.import_own("ServerEvent");
    let mut cases = vec![format!(
        "is ServerEvent.{} -> println({shown})",
        names.event(*received)
    )];
    cases.push("is ServerEvent.Known -> println(event.name)".to_owned());
    let model = of.input.model;
    if !kinds_of(model, Direction::ServerToClient, true).is_empty() {
        let reply = match first.reply.is_some() {
            true => {
                scope.import_own("ClientRequests");
                format!("event.read(ClientRequests.{})", names.event(id))
            }
            false => "event".to_owned(),
        };
        cases.push(format!("is ServerEvent.Reply -> println({reply})"));
    }
    let cases: String = cases
        .iter()
        .map(|case| format!("            {case}\n"))
        .collect();
    Some(bot::section(
        &scope.imports(),
        &bot::Parts {
            about: "It connects, sends a frame, and prints what comes.",
            needs_uuid: false,
            opened: &OPENED.replace("FIRST", &value),
            arguments: "",
            handle: &HANDLE.replace("CASES\n", &cases),
        },
    ))
}

const OPENED: &str = r"    override fun onOpen(socket: WebSocket) {
        val first = FIRST
        socket.sendText(first.encode(), true)
        socket.request(1)
    }

";

const HANDLE: &str = r#"    private fun handle(text: String) {
        when (val event = ServerEvent.decode(text)) {
CASES
            is ServerEvent.Unknown -> println("${event.kind} ${event.name} is of a later version")
            is ServerEvent.Malformed -> println("malformed: ${event.path}: ${event.reason}")
        }
    }
"#;

/// The events of a direction, current ones first.
fn current<'a>(of: &Package<'a>, direction: Direction) -> Vec<(EventId, &'a Event)> {
    let mut events = events_of(of, direction);
    events.sort_by_key(|(id, event)| (event.docs.deprecated.is_some(), *id));
    events
}

/// The part about decoders.
pub(in crate::lang::kotlin) fn decoding(of: &Package<'_>, received: EventId) -> String {
    let name = of.input.names.event(received);
    let replies = match of
        .input
        .model
        .frames()
        .iter()
        .any(|kind| kind.replies.is_some() && kind.sender.sends(Direction::ServerToClient))
    {
        true => "        is ServerEvent.Reply -> println(\"${event.kind} to a request\")\n",
        false => "",
    };
    let package = &of.name;
    format!(
        "## Decode and encode\n\n```kotlin\nimport {package}.ServerEvent\n\n\
         fun handle(text: String) {{\n    when (val event = ServerEvent.decode(text)) {{\n        \
         is ServerEvent.{name} -> println(event)\n        is ServerEvent.Known -> println(event.name)\n\
         {replies}        is ServerEvent.Unknown -> println(\"${{event.name}} is of a later version\")\n        \
         is ServerEvent.Malformed -> println(\"malformed: ${{event.path}}: ${{event.reason}}\")\n    }}\n}}\n```\n\n\
         Decoders take a text, or bytes of UTF-8, and throw nothing. `encode()` of an event writes its \
         frame. {}, unknown values of open enums are kept.",
        bot::unknown_keys(of.unknown())
    )
}

/// The part about replies; `None`: there are no requests.
pub(in crate::lang::kotlin) fn replies(of: &Package<'_>) -> Option<String> {
    let has_requests = |direction: &Direction| {
        let events = events_of(of, *direction);
        events.iter().any(|(_, event)| event.reply.is_some())
    };
    let sides: Vec<Direction> = Direction::ALL.into_iter().filter(has_requests).collect();
    let object = |side: &Direction| format!("`{}Requests`", words(*side).prefix);
    let lists = match sides.as_slice() {
        [] => return None,
        [one] => {
            let sender = words(*one).sender;
            format!(
                "The object {} lists the requests that {sender} sends.",
                object(one)
            )
        }
        [one, other, ..] => {
            let (one, other) = (object(one), object(other));
            format!("The objects {one} and {other} list the requests of each side.")
        }
    };
    let first = sides.first().map_or("Client", |side| words(*side).prefix);
    Some(REPLIES.replace("LISTS", &lists).replace("SIDE", first))
}

const REPLIES: &str = "## Requests and replies\n\nLISTS `reply.read(SIDERequests.NAME)` is the \
                       `Success` or the `Failure` of a reply, as the request says, or `Malformed`. \
                       Who answers gives `result` or `error` of the request to the class of the \
                       reply.";
