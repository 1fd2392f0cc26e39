//! The classes of events, and the functions that decode and encode frames.

use tdproto_schema::model::{Direction, Event, EventId, Type, TypeKind};

use super::acknowledging;
use super::docs::Doc;
use super::docs::INDENT;
use super::idents::Idents;
use super::lines::{assigned, class_constant, either};
use super::modules::module_text;
use super::types::Scope;
use crate::lang::direction::words;
use crate::lang::{Input, event_notes};
use crate::naming::Case;
use crate::text::Writer;
use crate::views::View;

/// The module of the classes.
pub(super) fn file(input: &Input<'_>, idents: &Idents) -> String {
    let mut scope = Scope::new(input, "events");
    let mut w = Writer::new(INDENT);
    scope.import("typing", "ClassVar");
    scope.import("typing", "Literal");
    scope.import("typing", "TypeAlias");
    scope.import("dataclasses", "dataclass");
    scope.import("._runtime.envelope", "MalformedEvent");
    scope.import("._runtime.envelope", "UnknownEvent");
    for direction in Direction::ALL {
        for (id, event) in of(input, direction) {
            class(&mut w, &mut scope, idents, (id, event), direction);
        }
        aliases(&mut w, input, idents, direction);
    }
    module_text(scope, &Doc::new("Events: a class each."), w)
}

/// The events of a direction.
fn of<'a>(input: &Input<'a>, direction: Direction) -> impl Iterator<Item = (EventId, &'a Event)> {
    let events = input.model.events_with_ids();
    events.filter(move |(_, event)| event.is_sent(direction))
}

fn class(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    idents: &Idents,
    (id, event): (EventId, &Event),
    direction: Direction,
) {
    let input = scope.input;
    let view = View::of(direction);
    super::lines::apart(w);
    w.line("@dataclass(frozen=True, slots=True, kw_only=True)");
    let name = idents.event(direction, id);
    w.block(format!("class {name}:"), "\u{1}", |w| {
        Doc::of(&event.docs, &event_notes(event)).write(w);
        w.blank();
        let (start, literal) = class_constant("name", &event.name);
        let (annotated, annotation) = start.split_once(": ").unwrap_or((&start, ""));
        assigned(w, annotated, annotation, Some(&literal));
        if let Some(params) = &event.params {
            let (annotation, default) = scope.attribute(&params.ty, params.presence, view);
            assigned(w, "params", &annotation, default.as_deref());
        }
        if input.model.protocol.envelope.id.is_some() {
            w.line("confirm_id: str | None = None");
            Doc::new("If it is there, the receiver confirms the frame by this id.").write(w);
        }
    });
}

/// The unions of the events of a direction.
fn aliases(w: &mut Writer, input: &Input<'_>, idents: &Idents, direction: Direction) {
    let prefix = words(direction).prefix;
    let sender = words(direction).sender;
    let known: Vec<String> = of(input, direction)
        .map(|(id, _)| idents.event(direction, id).to_owned())
        .collect();
    let others = ["UnknownEvent", "MalformedEvent"].map(str::to_owned);
    w.blank();
    w.line("\u{2}");
    if known.is_empty() {
        either(w, &format!("{prefix}Event"), &others);
    } else {
        either(w, &format!("Known{prefix}Event"), &known);
        Doc::new(&format!("An event that {sender} sends.")).write(w);
        w.blank();
        let all = std::iter::once(format!("Known{prefix}Event")).chain(others);
        either(w, &format!("{prefix}Event"), &all.collect::<Vec<_>>());
    }
    Doc::new(&format!("All that may come from {sender}.")).write(w);
}

/// The module of the functions.
pub(super) fn functions(input: &Input<'_>, idents: &Idents) -> String {
    let mut scope = Scope::new(input, "codec");
    let mut w = Writer::new(INDENT);
    version(&mut w, &mut scope);
    if !input.model.events().is_empty() {
        frames(&mut w, &mut scope, idents);
    }
    bodies(&mut w, &mut scope);
    module_text(scope, &Doc::new("Functions that decode and encode."), w)
}

/// Writes the constant that is the version of the protocol.
pub(super) fn version(w: &mut Writer, scope: &mut Scope<'_>) {
    scope.import("typing", "Final");
    let version = scope.input.model.protocol.version.as_deref();
    let version = super::docs::string(version.unwrap_or_default());
    w.line(format!("PROTOCOL_VERSION: Final = {version}"));
    Doc::new("The version of the protocol.").write(w);
}

/// Writes the table of the classes of a side's events.
pub(super) fn classes(w: &mut Writer, direction: Direction) {
    let (prefix, sender) = (words(direction).prefix, words(direction).sender);
    let table = prefix.to_uppercase();
    w.blank();
    w.line(format!("{table}_EVENTS: Final[Mapping[str, type]] = {{"));
    w.line(format!(
        "    name: table.cls for name, table in {table}.events.items()"
    ));
    w.line("}");
    Doc::new(&format!(
        "The classes of the events that {sender} sends, by their names."
    ))
    .write(w);
}

fn frames(w: &mut Writer, scope: &mut Scope<'_>, idents: &Idents) {
    let input = scope.input;
    let known: Vec<String> = Direction::ALL
        .into_iter()
        .filter(|direction| of(input, *direction).next().is_some())
        .map(|direction| format!("Known{}Event", words(direction).prefix))
        .collect();
    for name in known
        .iter()
        .map(String::as_str)
        .chain(["ClientEvent", "ServerEvent"])
    {
        scope.of_module("events", name);
    }
    scope.import("collections.abc", "Mapping");
    for direction in [Direction::ServerToClient, Direction::ClientToServer] {
        let (prefix, sender) = (words(direction).prefix, words(direction).sender);
        let table = prefix.to_uppercase();
        scope.import(
            "._schema",
            if table == "SERVER" {
                "SERVER"
            } else {
                "CLIENT"
            },
        );
        let lower = prefix.to_lowercase();
        classes(w, direction);
        super::lines::apart(w);
        limits(scope);
        w.line(format!("def decode_{lower}_event("));
        w.line(format!("    {DATA}"));
        w.block(format!(") -> {prefix}Event:"), "\u{1}", |w| {
            let mut doc = Doc::new(&format!("Decodes a frame of {sender}. Never raises."));
            doc.add("Args:\n    data: the frame.\n    limits: the most that is taken of it.");
            doc.write(w);
            w.line(format!(
                "event: {prefix}Event = {table}.decode(data, limits)"
            ));
            w.line("return event");
        });
        acknowledging::write(w, scope, idents, direction);
        w.blank();
        w.line("\u{2}");
    }
    w.line("decode = decode_server_event");
    Doc::new("Decodes a frame of the server, as clients do. Never raises.").write(w);
    if !known.is_empty() {
        super::lines::apart(w);
        let open = format!("def encode(event: {}) -> str:", known.join(" | "));
        w.block(open, "\u{1}", |w| {
            let mut doc = Doc::new("Encodes a frame.");
            doc.add("Raises:\n    EncodeError: a value is not what its type says.");
            doc.write(w);
            w.line("frames = CLIENT if event.__class__ in CLIENT.by_class else SERVER");
            w.line("return frames.encode(event)");
        });
    }
}

/// The parameters of a function that decodes a text.
const DATA: &str = "data: str | bytes, *, limits: DecodeLimits = DEFAULT_LIMITS";

/// Imports what the parameter of limits needs.
pub(super) fn limits(scope: &mut Scope<'_>) {
    scope.import("._runtime.values", "DEFAULT_LIMITS");
    scope.import("._runtime.values", "DecodeLimits");
}

/// The functions for unions, which are no classes.
pub(super) fn bodies(w: &mut Writer, scope: &mut Scope<'_>) {
    let input = scope.input;
    for (id, def) in input.model.types_with_ids() {
        let TypeKind::Union(_) = &def.kind else {
            continue;
        };
        let views: &[View] = match input.views.differs(id) {
            true => &[View::Whole, View::Input],
            false => &[View::Whole],
        };
        for view in views {
            let name = scope.annotation(&Type::Named(id), *view);
            let lower = super::naming::attribute(&Case::Snake.apply(&name));
            scope.import("._runtime.values", "Malformed");
            scope.import("._schema", "CODEC");
            super::lines::apart(w);
            limits(scope);
            w.line(format!("def decode_{lower}("));
            w.line(format!("    {DATA}"));
            function_line(w, &format!(") -> {name} | Malformed:"), |w| {
                let mut doc = Doc::new("Decodes a text. Never raises.");
                doc.add("Args:\n    data: the text.\n    limits: the most that is taken of it.");
                doc.write(w);
                assigned(
                    w,
                    "value",
                    &format!("{name} | Malformed"),
                    Some(&format!("CODEC.decode(\"{name}\", data, limits)")),
                );
                w.line("return value");
            });
            super::lines::apart(w);
            function_line(
                w,
                &format!("def encode_{lower}(value: {name}) -> str:"),
                |w| {
                    let mut doc = Doc::new("Encodes a value.");
                    doc.add("Raises:\n    EncodeError: a value is not what its type says.");
                    doc.write(w);
                    w.line(format!("return CODEC.encode(\"{name}\", value)"));
                },
            );
        }
    }
}

fn function_line(w: &mut Writer, open: &str, body: impl FnOnce(&mut Writer)) {
    let skip = if open.chars().count() > super::docs::WIDTH {
        "  # fmt: skip"
    } else {
        ""
    };
    w.block(format!("{open}{skip}"), "\u{1}", body);
}
