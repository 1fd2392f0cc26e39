//! The package's `README.md`, with the protocol's own events in its examples.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event};

use super::literal::string;
use super::{drawn, example, package, unions};
use crate::banner::banner;
use crate::lang::Input;
use crate::lang::readme::about;
use crate::options::{Int64, UnknownFields};

/// The whole text.
pub(super) fn text(input: &Input<'_>) -> String {
    let model = input.model;
    let package = package::package(input).name;
    let mut parts = vec![
        format!("<!-- {} -->", banner(model)),
        format!("# {package}"),
    ];
    parts.extend(model.protocol.title.clone());
    let doc = model.protocol.doc.trim();
    if !doc.is_empty() {
        parts.push(doc.to_owned());
    }
    let connects = !super::draws_frames(model) || drawn::connection::has_connection(model);
    let offered = match connects {
        true => "Types, decoders, encoders and a connection",
        false => "Types, decoders and encoders",
    };
    parts.push(ABOUT.replace("OFFERED", offered));
    parts.extend(about(model));
    if super::draws_frames(model) {
        let received = event(model, Direction::ServerToClient);
        parts.extend(drawn::readme::parts(input, &package, received));
    } else {
        parts.extend(of_envelopes(input, &package));
    }
    parts.push(types(input.options.typescript.int64));
    if unions::has_objects(model) {
        parts.push(UNIONS.to_owned());
    }
    parts.push(SCHEMA.replace("PACKAGE", &package));
    parts.join("\n\n") + "\n"
}

const ABOUT: &str = "OFFERED for TypeScript and JavaScript: an ES module without dependencies, for \
                     browsers, Node.js from version 20, Bun and Deno.";

/// The parts on frames and on connections, of a protocol with an envelope.
fn of_envelopes(input: &Input<'_>, package: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let received = event(input.model, Direction::ServerToClient);
    let sent = event(input.model, Direction::ClientToServer);
    if let (Some(received), Some(sent)) = (received, sent) {
        parts.push(connecting(input, package, received, sent));
    }
    if let Some(received) = received {
        parts.push(decoding(package, received, input.options.unknown_fields));
    }
    parts
}

/// The event of a direction that examples show: a current one, about messages if there is one.
fn event(model: &Model, direction: Direction) -> Option<&Event> {
    let events = || {
        let of_direction = |event: &&Event| event.is_sent(direction) && event.params.is_some();
        model.events().iter().filter(of_direction)
    };
    let current = || events().filter(|event| event.docs.deprecated.is_none());
    current()
        .find(|event| event.name.contains("message.updated"))
        .or_else(|| current().next())
        .or_else(|| events().next())
}

fn connecting(input: &Input<'_>, package: &str, received: &Event, sent: &Event) -> String {
    CONNECT
        .replace("PACKAGE", &string(package))
        .replace("EVENT", &string(&received.name))
        .replace("PART", &example::part_of_params(input.model, received))
        .replace("FRAME", &example::frame(input, sent))
}

const CONNECT: &str = r#"## Connect

```ts
import { connect } from PACKAGE;

const connection = connect("wss://example.com/", {
  headers: async () => ({ token: "…" }), // called for each attempt to connect
});

connection.on(EVENT, async (params) => {
  console.log(PART);
});
connection.onStatus((state, { reason, retryIn }) => {
  console.log(state, reason, retryIn);
});

await connection.send(FRAME);
```

`connect` returns at once; events wait for the connection. A lost connection is opened again after a delay, which grows until a connection was stable. `shouldReconnect` decides by the code and the reason of the server; `close()`, a `using` declaration, or an `AbortSignal` as `signal` ends the connection for good.

| method | what it does |
|---|---|
| `on`, `once`, `onAny` | Call a listener with each event of a name, with the next one, or with each event of any name. |
| `waitFor` | Waits for the next event of a name, with a filter, a timeout and a signal. |
| `for await (const frame of connection)` | Iterates over all events until the connection is closed. |
| `send` | Sends an event, and waits for its confirmation, with a timeout and a signal. |
| `status`, `onStatus` | The state, the attempt, why the connection was lost, and when the next attempt follows. |
| `onUnhandled` | Calls a listener with unknown and malformed frames, and with binary messages. |
| `onError` | Calls a listener with the errors of other listeners; without one they go to `console.error`. |
| `bufferedAmount` | The bytes that wait to be sent. |

The comments of `ConnectOptions` describe all options and their defaults.

## Delivery

`send` resolves once the server has confirmed the event. It rejects with a `ConnectionError`, the `code` of which says why. **After `timeout` and `lost` the server may have received the event all the same**: to repeat it safely, send it again with the same id. An event with the code `not-sent` or `full` did not leave; `full` means that more than `maxBufferedAmount` bytes wait already.

An event of the server that asks for it is confirmed when its listeners have finished and their promises have settled, even if one of them failed. If the server sends it again, it is confirmed again and delivered once. Malformed frames are confirmed only with `confirmMalformed`.

## Browsers and other runtimes

The standard `WebSocket` is used. Node.js has it since version 22; for Node.js 20, pass the class of the package `ws` as the option `WebSocket`.

Browsers cannot send headers with a WebSocket. If the server wants a token, use what it offers instead: a cookie of the same site, a short-lived ticket in the URL, or a subprotocol.

```ts
import { connect } from PACKAGE;

const connection = connect(async () => {
  const response = await fetch("/ticket", { method: "POST" });
  return `wss://example.com/?ticket=${await response.text()}`;
});
addEventListener("pagehide", () => connection.close());
```"#;

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
         server sets; a decoded frame can be given to it unchanged. `decode(SCHEMA, text)`, \
         `encode(SCHEMA, value)` and `encodeInput(SCHEMA, value)` do the same for one entity, such \
         as the body of an HTTP request. A bundler keeps only what is used.\n\n\
         A text is malformed if it has more than 64 MiB, more than 1,000,000 items in lists and \
         maps, or more than 127 levels of arrays and objects. Decoders take other limits as their \
         last argument: `decodeServerEvent(text, {{ frameBytes, items, depth }})`; `connect` has the \
         option `limits`. `depth` can only be lowered. An item takes memory for all fields of its type, even if it is `{{}}`: lower \
         `items` for senders that you do not trust.",
        string(package),
        string(&received.name),
    )
}

fn types(int64: Int64) -> String {
    let int64 = match int64 {
        Int64::Bigint => {
            "Integers of 64 bits are bigints, and exact both ways. `JSON.stringify` throws on \
             bigints: use `encode(SCHEMA, value)`, or for logs the replacer \
             `(key, value) => typeof value === \"bigint\" ? String(value) : value`."
        }
        Int64::Number => "Integers of 64 bits are numbers, rounded beyond ±(2^53 - 1).",
        Int64::String => {
            "Integers of 64 bits are texts of digits, and exact both ways. `JSON.stringify` writes \
             them in quotes, which the protocol does not allow: use `encode(SCHEMA, value)`."
        }
    };
    format!(
        "## Types\n\n\
         {int64} They may be written as `1e3` or `1.0`; a fraction is malformed. In values of any \
         type, integers beyond a double are bigints; a number that neither holds is a \
         `HugeNumber`. Members are called as on the wire; `f?: T` may be missing, `f: T | null` may \
         be `null`. `NAMEInput` is an entity as a client sends it; what may be missing there may \
         also be `undefined`. An enum has the list \
         `NAMEValues` and the guard `isNAME`; it is open if values of later versions are possible. \
         Ids and the like are texts with a brand: any text may be given for one, but not an id of \
         another kind. Fields that have a meaning only while a sibling has some value are narrowed \
         by `NAMEOf<\"value\">` and `isNAMEOf`."
    )
}

const UNIONS: &str = "A union is narrowed by its tag, or by its keys (`\"key\" in value`). In one that is open, `UNKNOWN` is the tag of variants of \
                      later versions; the whole object is under the key `UNKNOWN`, and is written \
                      back.";

const SCHEMA: &str = "## JSON Schema\n\n`PACKAGE/schema.json` is the protocol as JSON Schema, \
                      draft 2020-12, for strict checks.";
