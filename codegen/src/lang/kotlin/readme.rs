//! The package's `README.md`, with the protocol's own events in its examples.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, EventId};

use super::example::Source;
use super::scope::{Package, Scope};
use super::{bot, drawn, draws_frames, example, package};
use crate::banner::banner;
use crate::lang::readme::about;
use crate::options::UnknownFields;

/// The whole text.
pub(super) fn text(of: &Package<'_>) -> String {
    let (input, name) = (&of.input, of.name.as_str());
    let model = input.model;
    let mut parts = vec![format!("<!-- {} -->", banner(model)), format!("# {name}")];
    parts.extend(model.protocol.title.clone());
    let doc = model.protocol.doc.trim();
    if !doc.is_empty() {
        parts.push(doc.to_owned());
    }
    parts.push(ABOUT.to_owned());
    parts.extend(about(model));
    parts.push(installing(of));
    let received = event(model, Direction::ServerToClient);
    match draws_frames(model) {
        true => {
            parts.extend(drawn::readme::bot(of));
            parts.extend(received.map(|(id, _)| drawn::readme::decoding(of, id)));
        }
        false => {
            let sent = event(model, Direction::ClientToServer);
            if let (Some(received), Some(sent)) = (received, sent) {
                parts.extend(bot(of, received, sent));
            }
            parts.push(decoding(of.unknown()));
        }
    }
    parts.push(TYPES.to_owned());
    if draws_frames(model) {
        parts.extend(drawn::readme::replies(of));
    }
    parts.push(LIMITS.to_owned());
    parts.join("\n\n") + "\n"
}

const ABOUT: &str = "Types, decoders and encoders for Kotlin on the JVM, from version 17 on. They \
                     read and write JSON themselves; the only dependency, \
                     `kotlinx-serialization-json`, is for values of any type and for use with \
                     kotlinx.serialization.";

fn installing(of: &Package<'_>) -> String {
    let (group, artifact) = package::coordinates(&of.name);
    let version = package::package(&of.input).version;
    format!(
        "## Install\n\n`mvn install` builds the package. Another project then depends on it:\n\n\
         ```xml\n<dependency>\n    <groupId>{group}</groupId>\n    \
         <artifactId>{artifact}</artifactId>\n    <version>{version}</version>\n</dependency>\n```"
    )
}

/// The event of a direction that examples show: a current one, about messages if there is one.
fn event(model: &Model, direction: Direction) -> Option<(EventId, &Event)> {
    let events = || {
        let of_direction =
            |(_, event): &(EventId, &Event)| event.is_sent(direction) && event.params.is_some();
        model.events_with_ids().filter(of_direction)
    };
    let current = || events().filter(|(_, event)| event.docs.deprecated.is_none());
    current()
        .find(|(_, event)| event.name.contains("message.updated"))
        .or_else(|| current().next())
        .or_else(|| events().next())
}

/// The section with the bot; `None`: it would have nothing simple to send.
fn bot(of: &Package<'_>, received: (EventId, &Event), sent: (EventId, &Event)) -> Option<String> {
    let names = of.input.names;
    let mut scope = Scope::new(of);
    let mut arguments = example::envelope(&mut scope, sent.1)?;
    for name in ["ClientEvent", "ServerEvent"] {
        scope.import_own(name);
    }
    let has_id = of.input.model.protocol.envelope.id.is_some();
    if has_id {
        let id = Source::Plain("UUID.randomUUID().toString()".to_owned());
        arguments.push((Some("confirmId".to_owned()), id));
    }
    let event = Source::Call(format!("ClientEvent.{}", names.event(sent.0)), arguments);
    let ack = match super::events::confirming(&scope, Direction::ServerToClient).is_some() {
        true => "        event.ack()?.let { send(socket, it) }\n",
        false => "",
    };
    let handle = HANDLE
        .replace("ACK\n", ack)
        .replace("RECEIVED", names.event(received.0))
        .replace("SENT", &example::laid_out(&event, 4));
    Some(bot::section(
        &scope.imports(),
        &bot::Parts {
            about: "It connects, confirms what asks for it, and answers one event with another.",
            needs_uuid: has_id,
            opened: "",
            arguments: "socket, ",
            handle: &handle,
        },
    ))
}

const HANDLE: &str = r#"    private fun handle(socket: WebSocket, text: String) {
        val event = ServerEvent.decode(text)
ACK
        when (event) {
            is ServerEvent.RECEIVED -> {
                val answer = SENT
                send(socket, answer)
            }
            is ServerEvent.Known -> println(event.name)
            is ServerEvent.Unknown -> println("${event.name} is of a later version")
            is ServerEvent.Malformed -> println("malformed: ${event.path}: ${event.reason}")
        }
    }

    private fun send(socket: WebSocket, event: ClientEvent.Known) {
        socket.sendText(event.encode(), true).join()
    }
"#;

fn decoding(unknown: UnknownFields) -> String {
    format!(
        "## Decode and encode\n\n\
         `ServerEvent.decode` and `ClientEvent.decode` take a text, or bytes of UTF-8, and throw \
         nothing: a frame is a `Known` event, an `Unknown` one of a later version, which is kept \
         whole, or `Malformed`, with the path to the place and the reason. `encode()` writes an \
         event; `TYPE.decode` and `encode()` of a type do the same for the body of an HTTP request. \
         Missing fields and `null` become what the types say: the empty value of a required field, \
         `null` where that is allowed. {}, unknown values of open enums are kept.",
        bot::unknown_keys(unknown)
    )
}

const TYPES: &str = "## Types\n\nAn entity is a data class; what may be missing has a default. \
                     `NAMEInput` is an entity as a client sends it, without readonly fields, and \
                     `toInput()` makes one. A `Patch` is `Absent`, `Null` or a `Value`. Open enums \
                     and scalars are value classes: any value may be given, and `isKnown` says \
                     whether an enum lists it. A union is a sealed interface; `Unknown` keeps a \
                     variant of a later version. Integers are exact: 64 bits are a `Long` or a \
                     `ULong`, and `1e3` and `1.0` are integers, too. A value of any type is a \
                     `JsonElement`, whose numbers keep their digits. `TYPE.Serializer` reads and \
                     writes a type with kotlinx.serialization.";

const LIMITS: &str = "A text is malformed if it has more than 64 MiB, more than 1,000,000 items in \
                      lists and maps, or more than 127 levels of arrays and objects. Decoders take \
                      other `Limits` as their last argument.";
