//! The package's `README.md`, with the protocol's own events in its examples.

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, EventId};

use super::bot::{other_cases, section};
use super::example::{Example, laid_out, part_of_params};
use super::idents::Idents;
use super::naming::module;
use super::{acknowledging, drawn, draws_frames, package};
use crate::banner::banner;
use crate::lang::Input;
use crate::lang::readme::about;
use crate::options::UnknownFields;

/// The whole text.
pub(super) fn text(input: &Input<'_>, idents: &Idents) -> String {
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
    parts.push(ABOUT.to_owned());
    parts.extend(about(model));
    if draws_frames(model) {
        parts.extend(drawn::readme::parts(input, idents, &module(&package)));
    } else if let (Some(received), Some(sent)) = (
        event(model, Direction::ServerToClient),
        event(model, Direction::ClientToServer),
    ) {
        parts.push(bot(input, idents, received, sent));
        parts.push(CONNECTION.to_owned());
    }
    parts.push(decoding(input));
    parts.push(TYPES.to_owned());
    if model.types().iter().any(|def| def.union().is_some()) {
        parts.push(UNIONS.to_owned());
    }
    parts.join("\n\n") + "\n"
}

const ABOUT: &str = "Types, decoders and encoders for Python from version 3.10: frozen dataclasses \
                     with all types, and no dependencies.";

/// The event of a direction that examples show: a current one, about messages if there is one.
pub(super) fn event(model: &Model, direction: Direction) -> Option<(EventId, &Event)> {
    let events = || {
        let events = model.events_with_ids();
        events.filter(move |(_, event)| event.is_sent(direction) && event.params.is_some())
    };
    let current = || events().filter(|(_, event)| event.docs.deprecated.is_none());
    current()
        .find(|(_, event)| event.name.contains("message.updated"))
        .or_else(|| current().next())
        .or_else(|| events().next())
}

/// The bot: it connects, and answers each event of a kind.
fn bot(
    input: &Input<'_>,
    idents: &Idents,
    (received_id, received): (EventId, &Event),
    (sent_id, sent): (EventId, &Event),
) -> String {
    let mut example = Example::of_client(input, idents);
    for name in ["MalformedEvent", "UnknownEvent", "decode", "encode"] {
        example.name(name);
    }
    let class = idents.event(Direction::ServerToClient, received_id);
    let class = example.name(class);
    let mut body = vec![
        "async def bot(url: str) -> None:".to_owned(),
        "    async with connect(url, additional_headers={\"token\": \"TOKEN\"}) as socket:"
            .to_owned(),
        "        async for frame in socket:".to_owned(),
        "            event = decode(frame)".to_owned(),
        "            match event:".to_owned(),
        format!("                case {class}(params=params):"),
        format!(
            "                    print(params{})",
            part_of_params(input, received)
        ),
    ];
    let answer = example.event(sent_id, sent);
    body.extend(laid_out("answer = ", &answer, "", 5));
    body.push("                    await socket.send(encode(answer))".to_owned());
    body.extend(other_cases("Event"));
    body.extend(confirming(input, &mut example).into_iter().flatten());
    section(input, &example.names, body)
}

/// The lines that confirm an event, if clients do.
fn confirming(input: &Input<'_>, example: &mut Example<'_>) -> Option<[String; 2]> {
    acknowledging::confirming(input, Direction::ServerToClient)?;
    let ack = example.name(&acknowledging::function(Direction::ServerToClient));
    Some([
        format!("            if (confirm := {ack}(event)) is not None:"),
        "                await socket.send(encode(confirm))".to_owned(),
    ])
}

const CONNECTION: &str = "The package has no connection of its own: it works with every library that \
                          has text frames, such as `websockets` above. `decode` reads the frames of the \
                          server, `decode_client_event` those of clients, as servers do. \
                `assert_never` of `typing` finds events that a `match` lacks: \
                          without `case _`, it is an error of mypy and pyright.";

fn decoding(input: &Input<'_>) -> String {
    let unknown = match input.options.unknown_fields {
        UnknownFields::Ignore => "Unknown keys are dropped",
        UnknownFields::Keep => "Unknown keys are in `unknown_fields`, and are written back",
        UnknownFields::Deny => "Unknown keys are malformed",
    };
    let name = match draws_frames(input.model) {
        true => "`MalformedFrame`",
        false => "`MalformedEvent`",
    };
    let parsed = match draws_frames(input.model) {
        true => "the texts of entities",
        false => "all texts",
    };
    let malformed = match input.model.events().is_empty() {
        true => "`Malformed`".to_owned(),
        false => format!("{name} or `Malformed`"),
    };
    format!(
        "## Decode and encode\n\n\
         Decoders take `str` or `bytes`, and never raise: bad input is returned as {malformed}, with \
         its `path` and the `reason`. Every entity has the class method `decode` and the methods \
         `encode` and `check`, such as for the bodies of HTTP. Missing fields and `null` become what \
         the types say: the empty value of a required field, else `None`. {unknown}, and unknown \
         values of open enums are kept.\n\n\
         Encoders raise `EncodeError` at a value that is not what its type says. `check` returns the \
         places where a constraint of the schema does not hold, which decoders do not ask for.\n\n\
         A text is malformed if it has more than 64 MiB, more than 1,000,000 items in lists and maps, \
         or more than 127 levels of arrays and objects. Every decoder takes other limits by keyword, \
         such as `limits=DecodeLimits(frame_bytes=65_536, items=1_000)`; `depth` can only be lowered. \
         Functions for a type are made at its first use, which takes some milliseconds. If `orjson` is installed, such as by the extra `fast`, it \
         parses {parsed}; what it would round is read again by Python's own parser."
    )
}

const TYPES: &str = "## Types\n\n\
    Classes are frozen dataclasses with slots, whose arguments are given by name. Names follow \
    PEP 8. Lists are tuples. `NAMEInput` is an entity as a client sends it, without what only the \
    server sets; `to_input()` makes one. `UNSET` is a key that is not there, where that and `None` \
    have two meanings. An open enum is a subclass of `str` or `int` with constants: values of later \
    versions are possible, and `VALUES` are those of this one. Ids and the like are `NewType`s. \
    Integers are exact at any size. In values of any type, an `ExactNumber` is a `float` that keeps \
    its text.";

const UNIONS: &str = "A union is one of several small classes with the attribute `value`, to match: \
    `case NAMEVariant(value)`. In one that is open, `UnknownVariant` has an object of a later version, \
    which is written back.";
