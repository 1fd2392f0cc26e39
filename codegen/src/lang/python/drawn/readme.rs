//! The parts of the package's `README.md` about drawn frames.

use tdproto_schema::model::{Direction, Event, EventId, FrameId, FrameKind};

use super::{attributes, events_of};
use crate::lang::Input;
use crate::lang::frame_values::{id_of, is_shown};
use crate::lang::python::bot::{other_cases, section};
use crate::lang::python::example::{Example, Source, laid_out};
use crate::lang::python::idents::Idents;
use crate::lang::python::types::constant_literal;

/// The parts, in their order.
pub(in crate::lang::python) fn parts(
    input: &Input<'_>,
    idents: &Idents,
    _module: &str,
) -> Vec<String> {
    let mut parts = Vec::new();
    let received = events_of(input, Direction::ServerToClient).next();
    let sent = events_of(input, Direction::ClientToServer);
    let mut sent: Vec<_> = sent.collect();
    sent.sort_by_key(|(_, event, _)| event.reply.is_none());
    if let (Some(received), Some(sent)) = (received, sent.first()) {
        parts.push(bot(input, idents, received, *sent));
    }
    if sent.iter().any(|(_, event, _)| event.reply.is_some()) {
        parts.push(REPLIES.to_owned());
    }
    parts
}

const REPLIES: &str = "`decode_reply(REQUEST, reply)` decodes what is in a reply to a request of that \
                       class: a `ReplyResult`, a `ReplyFailure` or a `MalformedReply`, with the types \
                       of the request. `encode_reply` writes one, as those who answer do.";

fn bot(
    input: &Input<'_>,
    idents: &Idents,
    (received_id, received, _): (EventId, &Event, FrameId),
    (sent_id, sent, frame): (EventId, &Event, FrameId),
) -> String {
    let mut example = Example::of_client(input, idents);
    for name in ["MalformedFrame", "UnknownFrame", "decode", "encode"] {
        example.name(name);
    }
    let class = idents.event(Direction::ServerToClient, received_id);
    let class = example.name(class);
    let frame = drawn_frame(input, &mut example, (sent_id, sent, frame));
    let mut body = vec![
        "async def bot(url: str) -> None:".to_owned(),
        "    async with connect(url, additional_headers={\"token\": \"TOKEN\"}) as socket:"
            .to_owned(),
    ];
    body.extend(laid_out("first = ", &frame, "", 2));
    body.push("        await socket.send(encode(first))".to_owned());
    body.push("        async for text in socket:".to_owned());
    body.push("            frame = decode(text)".to_owned());
    body.push("            match frame:".to_owned());
    match received.params.is_some() {
        true => {
            body.push(format!("                case {class}(params=params):"));
            body.push("                    print(params)".to_owned());
        }
        false => {
            body.push(format!("                case {class}():"));
            body.push("                    print(frame.name)".to_owned());
        }
    }
    body.extend(other_cases("Frame"));
    section(input, &example.names, body)
}

/// The frame of an event that a client sends.
pub(in crate::lang::python) fn drawn_frame(
    input: &Input<'_>,
    example: &mut Example<'_>,
    (id, event, frame): (EventId, &Event, FrameId),
) -> Source {
    let kind = input.model.frame(frame);
    let mut made = example.event(id, event);
    let Source::Call(_, arguments) = &mut made else {
        return made;
    };
    if let Some(id) = id_of(kind).filter(|id| !id.presence.may_be_absent()) {
        arguments.push((Some("id".to_owned()), example.sampled(event, &id.ty, "id")));
    }
    arguments.extend(fields(example, event, kind));
    made
}

/// The fields that a frame of an event, or a reply to it, has to have.
pub(in crate::lang::python) fn fields(
    example: &mut Example<'_>,
    event: &Event,
    kind: &FrameKind,
) -> Vec<(Option<String>, Source)> {
    let mut arguments = Vec::new();
    for (at, (field, name)) in kind.fields.iter().zip(attributes(kind)).enumerate() {
        let mut matches = event.matches.iter().filter(|_| kind.replies.is_none());
        let is_told = matches.any(|(told, _)| *told == at);
        if is_told || !is_shown(kind, event, at) {
            continue;
        }
        let value = match field.ty.constant() {
            Some(constant) => Source::Plain(constant_literal(constant)),
            None => example.sampled(event, &field.ty, &field.name),
        };
        arguments.push((Some(name), value));
    }
    arguments
}
