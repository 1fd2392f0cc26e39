//! The events: an enum for each direction, a variant an event.

use tdproto_schema::model::{Direction, Event, EventId};

use super::{INDENT, arm, docs};
use crate::lang::{Input, event_notes};
use crate::text::Writer;

/// The module of the events.
pub(super) fn module(input: &Input<'_>) -> String {
    let mut w = Writer::new(INDENT);
    w.line("//! The events of each direction.");
    w.blank();
    w.line("#[allow(unused_imports)]");
    w.line("use super::*;");
    direction(&mut w, input, Direction::ServerToClient);
    direction(&mut w, input, Direction::ClientToServer);
    w.finish()
}

fn direction(w: &mut Writer, input: &Input<'_>, direction: Direction) {
    let events: Vec<_> = input
        .model
        .events_with_ids()
        .filter(|(_, event)| event.direction == direction)
        .collect();
    let (name, doc) = match direction {
        Direction::ServerToClient => ("ServerEvent", "An event that the server sends to clients."),
        Direction::ClientToServer => ("ClientEvent", "An event that a client sends to the server."),
    };
    w.blank();
    w.line(format!("/// {doc}"));
    w.line("#[derive(Debug, Clone, PartialEq)]");
    w.line("#[allow(clippy::large_enum_variant)]");
    w.line("#[non_exhaustive]");
    if events.is_empty() {
        w.line(format!("pub enum {name} {{}}"));
    } else {
        w.block(format!("pub enum {name} {{"), "}", |w| {
            for (id, event) in &events {
                docs::item(w, &event.docs, &event_notes(event));
                let variant = input.names.event(*id);
                w.line(match event.params {
                    Some(params) => format!("{variant}({}),", input.names.ty(params)),
                    None => format!("{variant},"),
                });
            }
        });
    }
    w.blank();
    w.block(format!("impl {name} {{"), "}", |w| {
        wire_name(w, input, &events);
        w.blank();
        read_params(w, input, &events);
        w.blank();
        write_params(w, input, &events);
    });
}

/// A pattern that matches a variant whatever its params are.
fn any_params(input: &Input<'_>, id: EventId, event: &Event) -> String {
    let variant = input.names.event(id);
    let params = if event.params.is_some() { "(_)" } else { "" };
    format!("Self::{variant}{params}")
}

fn wire_name(w: &mut Writer, input: &Input<'_>, events: &[(EventId, &Event)]) {
    w.line("/// The name on the wire.");
    w.line("#[must_use]");
    w.block("pub fn name(&self) -> &'static str {", "}", |w| {
        if events.is_empty() {
            w.line("match *self {}");
            return;
        }
        w.block("match self {", "}", |w| {
            for (id, event) in events {
                arm(
                    w,
                    &any_params(input, *id, event),
                    &format!("{:?}", event.name),
                );
            }
        });
    });
}

fn read_params(w: &mut Writer, input: &Input<'_>, events: &[(EventId, &Event)]) {
    w.line(
        "/// Reads the params of the event of this name; `None` if there is no such event. Params",
    );
    w.line("/// that are absent are given as `null`.");
    w.line("///");
    w.line("/// # Errors");
    w.line("/// If the params are not those of the event.");
    w.line("pub fn read_params<'de, D>(name: &str, params: D) -> Result<Option<Self>, D::Error>");
    w.line("where");
    w.indented(|w| w.line("D: serde::Deserializer<'de>,"));
    w.block("{", "}", |w| {
        if events.is_empty() {
            w.line("let _ = (name, params);");
            w.line("Ok(None)");
            return;
        }
        w.block("Ok(Some(match name {", "}))", |w| {
            for (id, event) in events {
                let (name, variant) = (format!("{:?}", event.name), input.names.event(*id));
                if event.params.is_some() {
                    arm(
                        w,
                        &name,
                        &format!("Self::{variant}(wire::read_params(params)?)"),
                    );
                } else {
                    w.block(format!("{name} => {{"), "}", |w| {
                        w.line("wire::skip_params(params)?;");
                        w.line(format!("Self::{variant}"));
                    });
                }
            }
            w.line("_ => return Ok(None),");
        });
    });
}

fn write_params(w: &mut Writer, input: &Input<'_>, events: &[(EventId, &Event)]) {
    w.line("/// Writes the params of the event; of one that has none, `null`.");
    w.line("///");
    w.line("/// # Errors");
    w.line("/// Those of the serializer.");
    let to = if events.is_empty() { "_to" } else { "to" };
    let params = format!("&self, {to}: S");
    let open = format!(
        "pub fn write_params<S: serde::Serializer>({params}) -> Result<S::Ok, S::Error> {{"
    );
    w.block(open, "}", |w| {
        if events.is_empty() {
            w.line("match *self {}");
            return;
        }
        w.block("match self {", "}", |w| {
            for (id, event) in events {
                let variant = input.names.event(*id);
                if event.params.is_some() {
                    let value = "serde::Serialize::serialize(params, to)";
                    arm(w, &format!("Self::{variant}(params)"), value);
                } else {
                    arm(w, &format!("Self::{variant}"), "to.serialize_unit()");
                }
            }
        });
    });
}
