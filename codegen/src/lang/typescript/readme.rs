//! The package's `README.md`, with the protocol's own events in its examples.

use serde_json::Value;
use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event};

use super::literal::string;
use super::package;
use crate::banner::banner;
use crate::lang::Input;
use crate::options::{Int64, UnknownFields};
use crate::sample;

/// The whole text.
pub(super) fn text(input: &Input<'_>) -> String {
    let model = input.model;
    let package = package::package(input).name;
    let mut parts = vec![
        format!("<!-- {} -->", banner(model)),
        format!("# {package}"),
    ];
    let doc = model.protocol.doc.trim();
    if !doc.is_empty() {
        parts.push(doc.to_owned());
    }
    parts.push(
        "Types, decoders, encoders and a connection for TypeScript and JavaScript: an ES module \
         without dependencies, for browsers and Node.js from version 20."
            .to_owned(),
    );
    let received = event(model, Direction::ServerToClient);
    let sent = event(model, Direction::ClientToServer);
    if let (Some(received), Some(sent)) = (received, sent) {
        parts.push(connection(&package, model, received, sent));
    }
    if let Some(received) = received {
        parts.push(decoding(&package, received, input.options.unknown_fields));
    }
    parts.push(types(input.options.typescript.int64));
    parts.push(SCHEMA.replace("PACKAGE", &package));
    parts.join("\n\n") + "\n"
}

/// The event of a direction that examples show: one about messages, if there is one.
fn event(model: &Model, direction: Direction) -> Option<&Event> {
    let events = || {
        let of_direction = |event: &&Event| event.direction == direction && event.params.is_some();
        model.events().iter().filter(of_direction)
    };
    events()
        .find(|event| event.name.contains("message.updated"))
        .or_else(|| events().next())
}

fn connection(package: &str, model: &Model, received: &Event, sent: &Event) -> String {
    let frame = literal(&sample::frame(model, sent, 0));
    format!(
        "## Connect\n\n\
         ```ts\n\
         import {{ connect }} from {};\n\n\
         const connection = connect(\"wss://example.com/\", {{ headers: {{ token: \"…\" }} }});\n\n\
         connection.on({}, (params, frame) => {{\n  console.log(params, frame.confirmId);\n}});\n\n\
         await connection.send({frame});\n\
         ```\n\n\
         `send` resolves once the server has confirmed the event, and rejects with a \
         `ConnectionError` if it does not in time or the connection is lost. What the server wants \
         confirmed is confirmed after its listeners ran. A lost connection is opened again; \
         `close()`, or an `AbortSignal` given as `signal`, ends it for good. `onStatus` reports when it \
         is open, waiting or closed, and why; `onUnhandled` gets what no listener of an event can.\n\n\
         The standard `WebSocket` is used, which Node.js has since version 22; for Node.js 20, \
         pass the class of the package `ws` as `{{ WebSocket }}`. Browsers send no headers.",
        string(package),
        string(&received.name),
    )
}

/// A value as one writes it in TypeScript, close enough to JSON.
fn literal(value: &Value) -> String {
    format!("{value:#}")
}

fn decoding(package: &str, received: &Event, unknown_fields: UnknownFields) -> String {
    let unknown = match unknown_fields {
        UnknownFields::Ignore => "Unknown keys are dropped",
        UnknownFields::Keep => "Unknown keys are kept and written back",
        UnknownFields::Deny => "Unknown keys are refused",
    };
    format!(
        "## Decode and encode\n\n\
         ```ts\n\
         import {{ decodeServerEvent }} from {};\n\n\
         const frame = decodeServerEvent(text);\n\
         switch (frame.kind) {{\n\
         \x20 case \"known\":\n\
         \x20   if (frame.event === {}) console.log(frame.params);\n\
         \x20   break;\n\
         \x20 case \"unknown\": // of a later version: kept whole\n\
         \x20   console.log(frame.event, frame.raw);\n\
         \x20   break;\n\
         \x20 case \"malformed\":\n\
         \x20   console.warn(frame.path, frame.reason);\n\
         }}\n\
         ```\n\n\
         A decoder never throws. Missing fields and `null` become what the types say: the empty \
         value of a required field, `null` where that is allowed, else nothing at all. {unknown}, \
         unknown values of open enums are kept. `encodeClientEvent` writes a frame, without what only the \
         server sets. `decode(SCHEMA, text)`, `encode(SCHEMA, value)` and \
         `encodeInput(SCHEMA, value)` do the same for one entity, such as the body of an HTTP \
         request. A bundler keeps only what is used.",
        string(package),
        string(&received.name),
    )
}

fn types(int64: Int64) -> String {
    let int64 = match int64 {
        Int64::Bigint => "Integers of 64 bits are bigints, and exact both ways.",
        Int64::Number => "Integers of 64 bits are numbers, rounded beyond ±(2^53 - 1).",
        Int64::String => "Integers of 64 bits are texts of digits, and exact both ways.",
    };
    format!(
        "## Types\n\n\
         {int64} Members are called as on the wire; `f?: T` may be missing, `f: T | null` may be \
         `null`. `NAMEInput` is an entity as a client sends it. An enum has the list \
         `NAMEValues` and the guard `isNAME`; it is open if values of later versions are possible. \
         Ids and the like are texts with a brand: any text may be given for one, but not an id of \
         another kind. Fields that have a meaning only while a sibling has some value are narrowed \
         by `NAMEOf<\"value\">` and `isNAMEOf`."
    )
}

const SCHEMA: &str = "## JSON Schema\n\n`PACKAGE/schema.json` is the protocol as JSON Schema, \
                      draft 2020-12, for strict checks.";
