//! Decoders and encoders of drawn frames and of replies.

use tdproto_schema::model::Direction;

use super::super::docs::Doc;
use super::super::types::Scope;
use super::is_sent;
use super::requests::requests_name;
use super::tables::table_name;
use crate::lang::direction::{Words, words};
use crate::text::Writer;

const DECODE: &str = "runtime/frame-decode";
const ENCODE: &str = "runtime/frame-encode";
const REPLY: &str = "runtime/frame-reply";

/// Writes the result of a direction's decoder, the decoder and the encoder.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let Words {
        prefix: side,
        sender,
        ..
    } = words(direction);
    for name in ["KnownFrame", "MalformedFrame", "UnknownFrame"] {
        scope.import(DECODE, name);
    }
    scope.import_value(DECODE, "decodeFrame".to_owned());
    scope.import_value(ENCODE, "encodeFrame".to_owned());
    let options = options(scope, direction);
    let table = table_name(direction);
    w.blank();
    Doc::default()
        .safe(format!("The result of decoding a frame from {sender}."))
        .write(w);
    w.line(format!("export type Decoded{side}Event ="));
    w.indented(|w| {
        w.line(format!("| KnownFrame<{side}Frame>"));
        w.lines(["| UnknownFrame", "| MalformedFrame;"]);
    });
    w.blank();
    Doc::default()
        .safe(format!(
            "Decodes a frame that {sender} sends. Never throws."
        ))
        .safe(
            "Missing fields and `null` become what the types say, frames of events that the schema \
             does not have are kept whole, and everything else is reported with its place."
                .to_owned(),
        )
        .write(w);
    w.line(format!("export function decode{side}Event("));
    w.indented(|w| w.line("text: string,"));
    w.indented(|w| w.line(format!("options?: {options},")));
    w.block(format!("): Decoded{side}Event {{"), "}", |w| {
        w.line(format!(
            "return decodeFrame({table}, text, options) as Decoded{side}Event;"
        ));
    });
    w.blank();
    Doc::default()
        .safe(format!(
            "Encodes a frame that {sender} sends. It may be one that was decoded."
        ))
        .tag("@throws TypeError if a value is not what its type says.")
        .write(w);
    let open = format!("export function encode{side}Event(frame: {side}Frame): string {{");
    w.block(open, "}", |w| {
        w.line(format!("return encodeFrame({table}, frame);"));
    });
}

/// The options of a decoder: the name of the event, too, if some frames do not have it.
fn options(scope: &mut Scope<'_>, direction: Direction) -> &'static str {
    let mut kinds = scope.input.model.frames().iter();
    if kinds.any(|kind| is_sent(kind, direction) && kind.is_nameless()) {
        scope.import(DECODE, "DecodeOptions");
        return "DecodeOptions";
    }
    scope.import("runtime/limits", "Limits");
    "Limits"
}

/// Writes the decoder and the encoders of replies.
pub(super) fn replies(w: &mut Writer, scope: &mut Scope<'_>) {
    scope.import(REPLY, "DecodedReply");
    scope.import("runtime/limits", "Limits");
    scope.import_value(REPLY, "decodeAnyReply".to_owned());
    scope.import_value(REPLY, "encodeReply".to_owned());
    w.blank();
    Doc::default()
        .safe(
            "Decodes the result or the error of a reply, which are of the types of its request. \
             Never throws."
                .to_owned(),
        )
        .write(w);
    w.line("export function decodeReply<Name extends keyof (ClientRequests & ServerRequests)>(");
    w.indented(|w| {
        w.lines([
            "request: Name,",
            "frame: ServerReply | ClientReply,",
            "limits?: Limits,",
        ]);
    });
    let result = "DecodedReply<(ClientRequests & ServerRequests)[Name]>";
    w.block(format!("): {result} {{"), "}", |w| {
        w.line("const tables = [clientRequests, serverRequests];");
        w.line(format!(
            "return decodeAnyReply(tables, request, frame, limits) as {result};"
        ));
    });
    for direction in super::DIRECTIONS {
        encode(w, scope, direction);
    }
}

/// Writes the encoder of the replies that a direction's sender sends.
fn encode(w: &mut Writer, scope: &Scope<'_>, direction: Direction) {
    let Words {
        prefix: side,
        sender,
        ..
    } = words(direction);
    let mut kinds = scope.input.model.frames().iter();
    if !kinds.any(|kind| kind.replies.is_some() && is_sent(kind, direction)) {
        return;
    }
    let asked = direction.opposite();
    let asking = words(asked).prefix;
    w.blank();
    Doc::default()
        .safe(format!(
            "Encodes a reply that {sender} sends: its result or its error is of the type of the \
             request."
        ))
        .tag("@throws TypeError if a value is not what its type says.")
        .write(w);
    w.line(format!(
        "export function encode{side}Reply<Name extends keyof {asking}Requests>("
    ));
    w.indented(|w| {
        let of = |member: &str| format!("{asking}Requests[Name][\"{member}\"]");
        let (reply, error) = (of("reply"), of("error"));
        w.line("request: Name,");
        w.line(format!(
            "frame: {side}Reply & {{ result?: {reply}; error?: {error} }},"
        ));
    });
    w.block("): string {", "}", |w| {
        let table = requests_name(asked);
        w.line(format!("return encodeReply({table}, request, frame);"));
    });
}
