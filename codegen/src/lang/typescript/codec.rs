//! Decoders and encoders of frames, each with the table of its direction's events.

use tdproto_schema::model::{Direction, Envelope};

use super::docs::Doc;
use super::literal::string;
use super::tables;
use super::types::Scope;
use crate::lang::direction::{Words, words};
use crate::text::Writer;

/// The file of the runtime that deals in frames.
const RUNTIME: &str = "runtime/events";

/// The file of the runtime that limits what decoders accept.
const LIMITS: &str = "runtime/limits";

/// The name of the table of a direction's events.
pub(super) fn table_name(direction: Direction) -> &'static str {
    match direction {
        Direction::ServerToClient => "serverEvents",
        Direction::ClientToServer => "clientEvents",
    }
}

/// Writes the table of a direction's events, the result of its decoder, the decoder and the
/// encoder.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let Words {
        prefix: side,
        sender,
        ..
    } = words(direction);
    for name in ["KnownEvent", "MalformedEvent", "UnknownEvent", "EventTable"] {
        scope.import(RUNTIME, name);
    }
    scope.import(LIMITS, "Limits");
    for name in ["decodeEvent", "encodeEvent", "eventTable"] {
        scope.import_value(RUNTIME, name.to_owned());
    }
    table(w, scope, direction);
    let table = table_name(direction);
    results(w, side, sender);
    w.blank();
    Doc::default()
        .safe(format!(
            "Decodes a frame that {sender} sends. Never throws."
        ))
        .safe(
            "Missing fields and `null` become what the types say, events that the schema does not \
             have are kept whole, and everything else is reported with its place."
                .to_owned(),
        )
        .write(w);
    w.line(format!("export function decode{side}Event("));
    w.indented(|w| w.lines(["text: string,", "limits?: Limits,"]));
    w.block(format!("): Decoded{side}Event {{"), "}", |w| {
        w.line(format!(
            "return decodeEvent({table}, text, limits) as Decoded{side}Event;"
        ));
    });
    w.blank();
    Doc::default()
        .safe(format!(
            "Encodes a frame that {sender} sends. It may be one that was decoded."
        ))
        .tag("@throws TypeError if a value is not what its type says.")
        .write(w);
    let frame = frame_type(&scope.input.model.protocol.envelope, side);
    let open = format!("export function encode{side}Event(frame: {frame}): string {{");
    w.block(open, "}", |w| {
        w.line(format!("return encodeEvent({table}, frame);"));
    });
}

/// Writes the types of decoded frames: those of known events, and all.
fn results(w: &mut Writer, side: &str, sender: &str) {
    w.blank();
    Doc::default()
        .safe(format!(
            "A decoded frame of an event that {sender} sends and the schema has."
        ))
        .write(w);
    let parameter = format!("Name extends {side}EventName = {side}EventName");
    let open = format!("export type Known{side}Event<{parameter}> = {{");
    w.block(open, "}[Name];", |w| {
        w.line(format!("[N in Name]: KnownEvent<N, {side}EventMap[N]>;"));
    });
    w.blank();
    Doc::default()
        .safe(format!("The result of decoding a frame from {sender}."))
        .write(w);
    w.line(format!(
        "export type Decoded{side}Event = Known{side}Event | UnknownEvent | MalformedEvent;"
    ));
}

/// The type of frames to encode. A decoded frame can be given for a frame of the wire, if the keys
/// of the envelope are the decoder's own.
fn frame_type(envelope: &Envelope, side: &str) -> String {
    match (envelope.event.as_str(), envelope.params.as_str()) {
        ("event", "params") => format!("{side}Event"),
        _ => format!("{side}Event | Known{side}Event"),
    }
}

fn table(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let model = scope.input.model;
    let envelope = &model.protocol.envelope;
    let sender = words(direction).sender;
    w.blank();
    Doc::default()
        .safe(format!(
            "The events that {sender} sends, for decoders and encoders."
        ))
        .write(w);
    let name = table_name(direction);
    let open = format!("export const {name}: EventTable = /* @__PURE__ */ eventTable({{");
    w.block(open, "});", |w| {
        w.line(format!("event: {},", string(&envelope.event)));
        let id = envelope.id.as_deref();
        w.line(format!(
            "id: {},",
            id.map_or("undefined".to_owned(), string)
        ));
        w.line(format!("params: {},", string(&envelope.params)));
        w.line(format!(
            "input: {},",
            direction == Direction::ClientToServer
        ));
        w.block("types: () => ({", "}),", |w| {
            let events = model.events().iter();
            for event in events.filter(|event| event.is_sent(direction)) {
                let table = match event.params_field("") {
                    Some(params) => tables::params(scope, &params),
                    None => "undefined".to_owned(),
                };
                w.line(format!("{}: {table},", tables::property(&event.name)));
            }
        });
    });
}
