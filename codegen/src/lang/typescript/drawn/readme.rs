//! The parts of the package's `README.md` about drawn frames.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, FrameKind, HoleKind};

use super::super::example;
use super::super::literal::string;
use super::connection::has_connection;
use super::field_names;
use crate::lang::Input;
use crate::options::UnknownFields;

/// The parts, in their order; `received` is an event of the server for examples.
pub(in super::super) fn parts(
    input: &Input<'_>,
    package: &str,
    received: Option<&Event>,
) -> Vec<String> {
    let model = input.model;
    let mut parts = Vec::new();
    if has_connection(model) {
        parts.push(connecting(input, package));
        if request(model).is_some() {
            parts.push(ERRORS.to_owned());
        }
        parts.push(BROWSERS.replace("PACKAGE", &string(package)));
    } else if let Some(kind) = model.ambiguous_kind() {
        parts.push(UNNAMED.replace("KIND", &kind.name));
    }
    parts.extend(received.and_then(|received| decoding(input, package, received)));
    if let Some(request) = request(model) {
        parts.push(replies(package, request));
    }
    parts
}

/// A request of the client: one with params if there is one.
fn request(model: &Model) -> Option<&Event> {
    let requests = || {
        let events = model.events().iter();
        events.filter(|event| event.is_sent(Direction::ClientToServer) && event.reply.is_some())
    };
    let mut with_params = requests().filter(|event| event.params.is_some());
    with_params.next().or_else(|| requests().next())
}

fn connecting(input: &Input<'_>, package: &str) -> String {
    let model = input.model;
    let mut lines = vec![
        format!("import {{ connect }} from {};", string(package)),
        String::new(),
        "const connection = connect(\"wss://example.com/\", {".to_owned(),
        "  headers: async () => ({ token: \"…\" }), // called for each attempt to connect"
            .to_owned(),
        "});".to_owned(),
        String::new(),
    ];
    let is_plain = |event: &&Event| event.reply.is_none();
    let mut received = model.events().iter().filter(is_plain);
    let has_params =
        |event: &&Event| event.is_sent(Direction::ServerToClient) && event.params.is_some();
    if let Some(received) = received.find(has_params) {
        let part = example::part_of_params(model, received);
        lines.push(format!(
            "connection.on({}, async (params) => {{",
            string(&received.name)
        ));
        lines.push(format!("  console.log({part});"));
        lines.push("});".to_owned());
    }
    lines.extend(answering(input).into_iter().flatten());
    lines.push("connection.onStatus((state, { reason, retryIn }) => {".to_owned());
    lines.push("  console.log(state, reason, retryIn);".to_owned());
    lines.push("});".to_owned());
    lines.push(String::new());
    if let Some(request) = request(model) {
        lines.push(format!(
            "const reply = await connection.request({});",
            arguments(input, request)
        ));
        lines.push("console.log(reply);".to_owned());
    }
    let sent = model.events().iter();
    let mut sent = sent.filter(|event| event.is_sent(Direction::ClientToServer));
    if let Some(sent) = sent.find(is_plain)
        && let Some(kind) = sent.frame
        && let names = field_names(model.frame(kind))
        && let Some(frame) = example::drawn_frame(input, sent, &names)
    {
        lines.push(format!("await connection.send({frame});"));
    }
    let code = lines.join("\n");
    let code = code.trim_end();
    format!("## Connect\n\n```ts\n{code}\n```\n\n{}", methods(model))
}

pub(in super::super) fn arguments(input: &Input<'_>, request: &Event) -> String {
    let mut arguments = vec![string(&request.name)];
    let params = example::params(input, request);
    let kind = request.frame.map(|kind| input.model.frame(kind));
    let fields = kind.and_then(|kind| fields(input, request, kind));
    match (params, fields) {
        (params, None) => arguments.extend(params),
        (params, Some(fields)) => {
            arguments.push(params.unwrap_or_else(|| "undefined".to_owned()));
            arguments.push(fields);
        }
    }
    arguments.join(", ")
}

fn fields(input: &Input<'_>, event: &Event, kind: &FrameKind) -> Option<String> {
    example::drawn_fields(input, event, kind, &field_names(kind))
}

/// The listener that answers a request of the server.
fn answering(input: &Input<'_>) -> Option<Vec<String>> {
    let model = input.model;
    let mut events = model.events().iter();
    let request =
        events.find(|event| event.is_sent(Direction::ServerToClient) && event.reply.is_some())?;
    answer(input, request)
}

/// The listener that answers this request of the server.
pub(in super::super) fn answer(input: &Input<'_>, request: &Event) -> Option<Vec<String>> {
    let model = input.model;
    let mut replies = model.replies_to(request.frame?);
    let (_, kind) = replies.find(|(_, kind)| kind.has(HoleKind::Result))?;
    let result = example::result(input, request)?;
    let fields = fields(input, request, kind);
    let arguments: Vec<_> = ["frame".to_owned(), result]
        .into_iter()
        .chain(fields)
        .collect();
    Some(vec![
        format!(
            "connection.on({}, async (params, frame) => {{",
            string(&request.name)
        ),
        "  console.log(params);".to_owned(),
        format!("  await connection.reply({});", arguments.join(", ")),
        "});".to_owned(),
    ])
}

/// The rows of the table of methods.
fn methods(model: &Model) -> String {
    let asks = |direction| {
        let mut events = model.events().iter();
        events.any(|event| event.is_sent(direction) && event.reply.is_some())
    };
    let mut rows = vec![LISTENING];
    if asks(Direction::ClientToServer) {
        rows.push(REQUEST);
    }
    rows.push(SEND);
    if asks(Direction::ServerToClient) {
        rows.push(REPLY);
    }
    if asks(Direction::ClientToServer) {
        rows.push(ON_REPLY);
    }
    rows.push(STATUS);
    METHODS.replace("ROWS", &rows.join("\n"))
}

const METHODS: &str = r"`connect` returns at once; frames wait for the connection. A lost connection is opened again after a delay, which grows until a connection was stable. `shouldReconnect` decides by the code and the reason of the server; `close()`, a `using` declaration, or an `AbortSignal` as `signal` ends the connection for good.

| method | what it does |
|---|---|
ROWS

The comments of `ConnectOptions` describe all options and their defaults.";

const LISTENING: &str = r"| `on`, `once`, `onAny` | Call a listener with each event of a name, with the next one, or with each event of any name. |
| `waitFor` | Waits for the next event of a name, with a filter, a timeout and a signal. |
| `for await (const frame of connection)` | Iterates over all events until the connection is closed. |";

const REQUEST: &str = "| `request` | Sends a request and waits for its reply, with a timeout and a \
                       signal. The same options have the fields of the frame. |";

const SEND: &str = "| `send` | Sends any frame. |";

const REPLY: &str = "| `reply`, `fail` | Answer a request of the server, which listeners get as an \
                     event, with a result or an error. |";

const ON_REPLY: &str = "| `onReply` | Calls a listener with replies to no request that waits: the \
                        id is unknown, or `null`. |";

const STATUS: &str = r"| `status`, `onStatus` | The state, the attempt, why the connection was lost, and when the next attempt follows. |
| `onUnhandled` | Calls a listener with unknown and malformed frames, and with binary messages. |
| `onError` | Calls a listener with the errors of other listeners; without one they go to `console.error`. |
| `bufferedAmount` | The bytes that wait to be sent. |";

const UNNAMED: &str = "There is no `connect`: frames of the kind `KIND` do not say the name of their \
                       event, which a header of HTTP may have, and one side sends several events in \
                       them. Pass the name to decoders.";

const ERRORS: &str = r"## Requests

`request` numbers requests from 1. It rejects with a `RequestError` if the server replies with an error: `error` is that error, and `isRequestError(caught, NAME)` gives it its type. If the reply is malformed, `malformed` says where.

It rejects with a `ConnectionError` if there is no reply; its `code` says why. **After `timeout` and `lost` the server may have received the request all the same.** A request with the code `not-sent` or `full` did not leave; `full` means that more than `maxBufferedAmount` bytes wait already.";

const BROWSERS: &str = r#"## Browsers and other runtimes

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

fn decoding(input: &Input<'_>, package: &str, received: &Event) -> Option<String> {
    let kind = input.model.frame(received.frame?);
    let has_name = kind.has(HoleKind::Event);
    let (options, given) = match has_name {
        true => ("", ""),
        false => (
            ", { event: name }",
            "declare const name: string; // from where the protocol has it, such as a header\n",
        ),
    };
    let unknown = match input.options.unknown_fields {
        UnknownFields::Ignore => "Unknown keys are dropped",
        UnknownFields::Keep => "Unknown keys are kept and written back",
        UnknownFields::Deny => "Unknown keys are refused",
    };
    let test = format!(
        "frame.kind === {} && frame.event === {}",
        string(&kind.name),
        string(&received.name)
    );
    let code = DECODE
        .replace("PACKAGE", &string(package))
        .replace("OPTIONS", options)
        .replace("GIVEN", given)
        .replace("TEST", &test);
    let rest = DECODING.replace("UNKNOWN_KEYS", unknown);
    Some(format!("## Decode and encode\n\n{code}\n\n{rest}"))
}

const DECODE: &str = r#"```ts
import { decodeServerEvent } from PACKAGE;

GIVENconst decoded = decodeServerEvent(textOPTIONS);
switch (decoded.kind) {
  case "known": {
    const { frame } = decoded;
    if (TEST) console.log(frame.params);
    break;
  }
  case "unknown": // of a later version: kept whole
    console.log(decoded.frameKind, decoded.event, decoded.raw);
    break;
  case "malformed":
    console.warn(decoded.path, decoded.reason);
}
```"#;

const DECODING: &str = r"A frame has the members `kind`, the name of its kind in the schema, and `event`, the name of its event there; `params`, if the event has some; `id`, if the kind has one; and the fields of the frame. Constants and names on the wire are the encoder's work.

A decoder never throws. Missing fields and `null` become what the types say: the empty value of a required field, `null` where that is allowed, else nothing at all. UNKNOWN_KEYS, unknown values of open enums are kept. `encodeClientEvent` writes a frame, without what only the server sets; a decoded frame can be given to the encoder of its direction unchanged. `decode(SCHEMA, text)`, `encode(SCHEMA, value)` and `encodeInput(SCHEMA, value)` do the same for one entity, such as the body of an HTTP request. A bundler keeps only what is used.

A text is malformed if it has more than 64 MiB, more than 1,000,000 items in lists and maps, or more than 127 levels of arrays and objects. Decoders take other limits as their last argument: `decodeServerEvent(text, { frameBytes, items, depth })`. `depth` can only be lowered. An item takes memory for all fields of its type, even if it is `{}`: lower `items` for senders that you do not trust.";

fn replies(package: &str, request: &Event) -> String {
    REPLIES
        .replace("PACKAGE", &string(package))
        .replace("REQUEST", &string(&request.name))
}

const REPLIES: &str = r#"## Replies

A reply does not say what is in it: its request does. In a decoded reply the result is of any type, and so is an error that is not the same for all requests; `decodeReply` takes the name of the request, and never throws.

```ts
import { decodeReply, type ServerReply } from PACKAGE;

export function show(frame: ServerReply): void {
  const reply = decodeReply(REQUEST, frame);
  if (reply.ok) console.log(reply.result);
  else if (reply.malformed !== undefined) console.warn(reply.malformed.path, reply.malformed.reason);
  else console.warn(reply.error);
}
```

`encodeServerReply` and `encodeClientReply` write a reply whose result and error are of the types of the request; there is one of them for each side that sends replies. Connections do all this themselves."#;
