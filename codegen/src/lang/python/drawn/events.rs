//! The classes of events and replies, and the functions that decode and encode frames.

use tdproto_schema::model::{Direction, EnumBase, Event, EventId, FrameId, FrameKind, HoleKind};

use super::{attributes, error_of, events_of};
use crate::lang::direction::words;
use crate::lang::frame_values::{common_error, id_of, may_be_missing};
use crate::lang::python::docs::{Doc, string};
use crate::lang::python::docs::{INDENT, WIDTH};
use crate::lang::python::events;
use crate::lang::python::idents::Idents;
use crate::lang::python::lines::{apart, assigned, either};
use crate::lang::python::modules::module_text;
use crate::lang::python::types::{Scope, constant_literal};
use crate::lang::{Input, event_notes, lifecycle_notes};
use crate::text::Writer;
use crate::views::View;

/// The module of the classes.
pub(in crate::lang::python) fn file(input: &Input<'_>, idents: &Idents) -> String {
    let mut scope = Scope::new(input, "events");
    let mut w = Writer::new(INDENT);
    scope.import("typing", "TypeAlias");
    scope.import("._runtime.frame_types", "MalformedFrame");
    scope.import("._runtime.frame_types", "UnknownFrame");
    for direction in Direction::ALL {
        for (id, event, frame) in events_of(input, direction) {
            class(&mut w, &mut scope, idents, (id, event, frame), direction);
        }
        for (id, kind) in replies(input, direction) {
            reply(&mut w, &mut scope, idents, (id, kind), direction);
        }
        aliases(&mut w, input, idents, direction);
    }
    module_text(scope, &Doc::new("Events and replies: a class each."), w)
}

/// The kinds of replies that a side sends.
fn replies<'a>(
    input: &Input<'a>,
    direction: Direction,
) -> impl Iterator<Item = (FrameId, &'a FrameKind)> {
    let kinds = input.model.frames_with_ids();
    kinds.filter(move |(_, kind)| kind.replies.is_some() && kind.sender.sends(direction))
}

/// Writes an attribute of the class that has one value.
fn constant(w: &mut Writer, scope: &mut Scope<'_>, name: &str, literal: &str) {
    scope.import("typing", "ClassVar");
    scope.import("typing", "Literal");
    assigned(
        w,
        name,
        &format!("ClassVar[Literal[{literal}]]"),
        Some(literal),
    );
}

fn class(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    idents: &Idents,
    (id, event, frame): (EventId, &Event, FrameId),
    direction: Direction,
) {
    let input = scope.input;
    let view = View::of(direction);
    let kind = input.model.frame(frame);
    scope.import("dataclasses", "dataclass");
    apart(w);
    w.line("@dataclass(frozen=True, slots=True, kw_only=True)");
    let name = idents.event(direction, id);
    let parent = event.reply.as_ref().map(|reply| {
        scope.import("._runtime.frame_types", "RequestEvent");
        let back = View::of(direction.opposite());
        let error = error_of(input, event, frame);
        scope.in_text(|scope| {
            let (result, _) = scope.attribute(&reply.ty, reply.presence, back);
            (result, scope.annotation(&error, back))
        })
    });
    let open = match parent {
        None => format!("class {name}:"),
        Some((result, error)) => {
            let quoted = |text: &str| format!("\"{}\"", text.replace('"', "'"));
            let line = format!(
                "class {name}(RequestEvent[{}, {}]):",
                quoted(&result),
                quoted(&error)
            );
            let skip = if line.chars().count() > WIDTH {
                "  # fmt: skip"
            } else {
                ""
            };
            format!("{line}{skip}")
        }
    };
    w.block(open, "\u{1}", |w| {
        Doc::of(&event.docs, &event_notes(event)).write(w);
        w.blank();
        constant(w, scope, "name", &string(&event.name));
        constant(w, scope, "kind", &string(&kind.name));
        if let Some(params) = &event.params {
            let (annotation, default) = scope.attribute(&params.ty, params.presence, view);
            assigned(w, "params", &annotation, default.as_deref());
        }
        let told: Vec<usize> = event.matches.iter().map(|(at, _)| *at).collect();
        for (at, value) in &event.matches {
            let name = &attributes(kind)[*at];
            constant(w, scope, name, &constant_literal(value));
        }
        members(w, scope, kind, view, &told);
    });
}

/// Writes the id and the fields of a frame, but for the fields that decide the event.
fn members(w: &mut Writer, scope: &mut Scope<'_>, kind: &FrameKind, view: View, told: &[usize]) {
    if let Some(id) = id_of(kind).filter(|_| kind.has(HoleKind::Id)) {
        let (annotation, default) = scope.attribute(&id.ty, id.presence, view);
        assigned(w, "id", &annotation, default.as_deref());
        let of = match kind.replies {
            Some(_) => "The id of the request.",
            None => "The id of the frame.",
        };
        Doc::new(of).write(w);
    }
    for (at, (field, name)) in kind.fields.iter().zip(attributes(kind)).enumerate() {
        if told.contains(&at) {
            continue;
        }
        let (annotation, default) = scope.attribute(&field.ty, field.presence, view);
        assigned(w, &name, &annotation, default.as_deref());
        Doc::of(&field.docs, &lifecycle_notes(&field.docs, None)).write(w);
    }
}

fn reply(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    idents: &Idents,
    (id, kind): (FrameId, &FrameKind),
    direction: Direction,
) {
    let view = View::of(direction);
    scope.import("dataclasses", "dataclass");
    apart(w);
    w.line("@dataclass(frozen=True, slots=True, kw_only=True)");
    w.block(
        format!("class {}:", idents.reply(direction, id)),
        "\u{1}",
        |w| {
            let doc = Doc::of(&kind.docs, &lifecycle_notes(&kind.docs, None));
            doc.write(w);
            if !doc.is_empty() {
                w.blank();
            }
            constant(w, scope, "kind", &string(&kind.name));
            members(w, scope, kind, view, &[]);
            if kind.has(HoleKind::Event) {
                let ty = match kind.event {
                    EnumBase::Text => "str",
                    EnumBase::Int => "str | int",
                };
                match may_be_missing(kind, HoleKind::Event) {
                    true => w.line(format!("name: {ty} | None = None")),
                    false => w.line(format!("name: {ty}")),
                }
                Doc::new(
                    "The name of the request; that on the wire, if the schema does not have it.",
                )
                .write(w);
            }
            let common = common_error(scope.input.model, kind);
            for hole in [HoleKind::Result, HoleKind::Error] {
                if !kind.has(hole) || (hole == HoleKind::Error && common.is_some()) {
                    continue;
                }
                scope.import("typing", "Any");
                let name = hole.name().unwrap_or_default();
                match may_be_missing(kind, hole) {
                    true => {
                        scope.import("._runtime.values", "UNSET");
                        w.line(format!("{name}: Any = UNSET"));
                    }
                    false => w.line(format!("{name}: Any")),
                }
                Doc::new(&format!(
                    "The {name} of the request: ``decode_reply`` decodes it."
                ))
                .write(w);
            }
            if let Some(error) = common {
                let (annotation, default) = scope.attribute(&error.ty, error.presence, view);
                assigned(w, "error", &annotation, default.as_deref());
                Doc::new("The error of the request.").write(w);
            }
        },
    );
}

/// The names of the unions that a side has.
fn has(input: &Input<'_>, direction: Direction) -> (bool, bool) {
    let has_events = events_of(input, direction).next().is_some();
    (has_events, replies(input, direction).next().is_some())
}

/// The unions of the events of a direction.
fn aliases(w: &mut Writer, input: &Input<'_>, idents: &Idents, direction: Direction) {
    let (prefix, sender) = (words(direction).prefix, words(direction).sender);
    let known: Vec<String> = events_of(input, direction)
        .map(|(id, _, _)| idents.event(direction, id).to_owned())
        .collect();
    let answers: Vec<String> = replies(input, direction)
        .map(|(id, _)| idents.reply(direction, id).to_owned())
        .collect();
    let mut all = Vec::new();
    w.blank();
    w.line("\u{2}");
    for (name, classes, what) in [
        (format!("Known{prefix}Event"), known, "An event"),
        (format!("{prefix}Reply"), answers, "A reply"),
    ] {
        if !classes.is_empty() {
            either(w, &name, &classes);
            Doc::new(&format!("{what} that {sender} sends.")).write(w);
            w.blank();
            all.push(name);
        }
    }
    all.extend(["UnknownFrame", "MalformedFrame"].map(str::to_owned));
    either(w, &format!("{prefix}Event"), &all);
    Doc::new(&format!("All that may come from {sender}.")).write(w);
}

/// The names of what can be encoded: unions of events and replies.
fn encoded(input: &Input<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for direction in Direction::ALL {
        let prefix = words(direction).prefix;
        let (has_events, has_replies) = has(input, direction);
        names.extend(has_events.then(|| format!("Known{prefix}Event")));
        names.extend(has_replies.then(|| format!("{prefix}Reply")));
    }
    names
}

/// The names of the unions of replies.
fn reply_unions(input: &Input<'_>) -> Vec<String> {
    let sides = Direction::ALL.into_iter();
    sides
        .filter(|direction| has(input, *direction).1)
        .map(|direction| format!("{}Reply", words(direction).prefix))
        .collect()
}

fn has_requests(input: &Input<'_>) -> bool {
    let mut events = input.model.events().iter();
    events.any(|event| event.reply.is_some()) && !reply_unions(input).is_empty()
}

/// The module of the functions.
pub(in crate::lang::python) fn functions(input: &Input<'_>, _idents: &Idents) -> String {
    let mut scope = Scope::new(input, "codec");
    let mut w = Writer::new(INDENT);
    events::version(&mut w, &mut scope);
    let encoded = encoded(input);
    let names = encoded.iter().map(String::as_str);
    for name in names.chain(["ClientEvent", "ServerEvent"]) {
        scope.of_module("events", name);
    }
    scope.import("collections.abc", "Mapping");
    scope.import("._schema", "CLIENT");
    scope.import("._schema", "SERVER");
    events::limits(&mut scope);
    for direction in [Direction::ServerToClient, Direction::ClientToServer] {
        side(&mut w, direction);
    }
    w.line("decode = decode_server_event");
    Doc::new("Decodes a frame of the server, as clients do. Never raises.").write(&mut w);
    if !encoded.is_empty() {
        scope.import("._runtime.drawn", "Frames as _Frames");
        encode(&mut w, &encoded);
    }
    if has_requests(input) {
        requests(&mut w, &mut scope, &reply_unions(input));
    }
    events::bodies(&mut w, &mut scope);
    module_text(scope, &Doc::new("Functions that decode and encode."), w)
}

fn side(w: &mut Writer, direction: Direction) {
    let (prefix, sender) = (words(direction).prefix, words(direction).sender);
    let table = prefix.to_uppercase();
    events::classes(w, direction);
    apart(w);
    w.line(format!("def decode_{}_event(", prefix.to_lowercase()));
    w.lines([
        "    data: str | bytes,",
        "    *,",
        "    name: str | int | None = None,",
        "    limits: DecodeLimits = DEFAULT_LIMITS,",
    ]);
    w.block(format!(") -> {prefix}Event:"), "\u{1}", |w| {
        let mut doc = Doc::new(&format!("Decodes a frame of {sender}. Never raises."));
        doc.add(
            "Args:\n    data: the frame.\n    \
             name: the name of the event, where frames do not have it.\n    \
             limits: the most that is taken of the frame.",
        );
        doc.write(w);
        w.line(format!(
            "event: {prefix}Event = {table}.decode(data, name, limits)"
        ));
        w.line("return event");
    });
    w.blank();
    w.line("\u{2}");
}

fn encode(w: &mut Writer, encoded: &[String]) {
    apart(w);
    let open = format!("def encode(frame: {}) -> str:", encoded.join(" | "));
    let mut doc = Doc::new("Encodes a frame.");
    doc.add("The result of a reply is of any type here; ``encode_reply`` knows its type.");
    doc.add("Raises:\n    EncodeError: a value is not what its type says.");
    let body = |w: &mut Writer| {
        doc.write(w);
        w.line("return frames_of(frame).encode(frame)");
    };
    if open.chars().count() <= WIDTH {
        w.block(open, "\u{1}", body);
    } else {
        w.line("def encode(");
        w.line(format!("    frame: {},", encoded.join(" | ")));
        w.block(") -> str:", "\u{1}", body);
    }
    apart(w);
    w.block("def frames_of(frame: object) -> _Frames:", "\u{1}", |w| {
        Doc::new("Returns the frames of the side that sends a frame.").write(w);
        w.line("is_client = type(frame) in CLIENT.by_class or type(frame) in CLIENT.replies");
        w.line("return CLIENT if is_client else SERVER");
    });
}

fn requests(w: &mut Writer, scope: &mut Scope<'_>, replies: &[String]) {
    for name in [
        "MalformedReply",
        "ReplyFailure",
        "ReplyResult",
        "RequestEvent",
    ] {
        scope.import("._runtime.frame_types", name);
    }
    scope.import("typing", "TypeVar");
    scope.import("typing", "Any");
    let replies = replies.join(" | ");
    w.blank();
    w.line("\u{2}");
    w.line("_R = TypeVar(\"_R\")");
    w.line("_E = TypeVar(\"_E\")");
    apart(w);
    w.block("def asked_of(reply: object) -> _Frames:", "\u{1}", |w| {
        Doc::new("Returns the frames of the side that receives a reply.").write(w);
        w.line("return SERVER if frames_of(reply) is CLIENT else CLIENT");
    });
    apart(w);
    w.line("def decode_reply(");
    w.line(format!(
        "    request: type[RequestEvent[_R, _E]], reply: {replies}"
    ));
    w.block(
        ") -> ReplyResult[_R] | ReplyFailure[_E] | MalformedReply:",
        "\u{1}",
        |w| {
            Doc::new("Decodes the result or the error in a reply to a request. Never raises.")
                .write(w);
            w.line("frames = frames_of(reply)");
            w.line(
                "found: ReplyResult[_R] | ReplyFailure[_E] | MalformedReply = frames.decode_reply(",
            );
            w.line("    asked_of(reply).by_class[request], reply");
            w.line(")");
            w.line("return found");
        },
    );
    apart(w);
    let open = format!(
        "def encode_reply(request: type[RequestEvent[Any, Any]], reply: {replies}) -> str:"
    );
    let mut doc = Doc::new("Encodes a reply to a request.");
    doc.add("Raises:\n    EncodeError: a value is not what its type says.");
    let body = |w: &mut Writer| {
        doc.write(w);
        w.line("return frames_of(reply).encode(reply, asked_of(reply).by_class[request])");
    };
    if open.chars().count() <= WIDTH {
        w.block(open, "\u{1}", body);
    } else {
        w.line("def encode_reply(");
        w.line(format!(
            "    request: type[RequestEvent[Any, Any]], reply: {replies}"
        ));
        w.block(") -> str:", "\u{1}", body);
    }
}

/// Adds what the package exports.
pub(in crate::lang::python) fn exports(
    input: &Input<'_>,
    idents: &Idents,
    add: &mut dyn FnMut(&str, &str),
) {
    for name in ["MalformedFrame", "UnknownFrame"] {
        add("_runtime.frame_types", name);
    }
    for direction in Direction::ALL {
        let prefix = words(direction).prefix;
        for (id, _, _) in events_of(input, direction) {
            add("events", idents.event(direction, id));
        }
        for (id, _) in replies(input, direction) {
            add("events", idents.reply(direction, id));
        }
        add("events", &format!("{prefix}Event"));
        add("codec", &format!("{}_EVENTS", prefix.to_uppercase()));
        add("codec", &format!("decode_{}_event", prefix.to_lowercase()));
    }
    add("codec", "decode");
    let encoded = encoded(input);
    encoded.iter().for_each(|name| add("events", name));
    if !encoded.is_empty() {
        add("codec", "encode");
    }
    if has_requests(input) {
        for name in [
            "MalformedReply",
            "ReplyFailure",
            "ReplyResult",
            "RequestEvent",
        ] {
            add("_runtime.frame_types", name);
        }
        add("codec", "decode_reply");
        add("codec", "encode_reply");
    }
}
