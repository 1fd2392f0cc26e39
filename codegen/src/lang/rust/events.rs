//! The events: an enum for each direction, a variant an event.

use tdproto_schema::model::{Direction, Event, EventId, Presence, Scalar, Type};

use super::attributes::Attributes;
use super::borrow::{RustInput, generics};
use super::groups::{Group, groups};
use super::layout::{arm, implements, wrapped};
use super::whole_events::{is_whole, items_from, read_whole};
use super::{
    INDENT, derives, docs, entities, event_items, frame_items, frames, requests, types, ways,
};
use crate::lang::direction;
use crate::lang::{event_notes, signatures};
use crate::text::Writer;
use crate::views::View;

/// The module of the events.
pub(super) fn module(input: &RustInput<'_>, attributes: &Attributes) -> String {
    let mut w = Writer::new(INDENT);
    w.line("//! The events of each direction, and the frames they travel in.");
    w.blank();
    w.line("use super::*;");
    for group in groups(input) {
        self::group(&mut w, input, group, attributes.events(group.direction));
    }
    if input.model.frames().is_empty() {
        acknowledge(&mut w, input);
    } else {
        frames::write(&mut w, input);
        requests::write(&mut w, input);
    }
    if !input.options.rust.derive {
        event_items::table(&mut w, input);
    }
    w.finish()
}

/// The enum of a direction, and the sender of its events.
fn words(direction: Direction) -> (String, String, String) {
    let words = direction::words(direction);
    (
        format!("{}Event", words.prefix),
        format!("{}Frame", words.prefix),
        format!("that {} sends to {}", words.sender, words.receiver),
    )
}

/// The variants of the events without params, of those whose params are not as asked for, and of
/// those whose params are.
pub(super) fn by_params(
    input: &RustInput<'_>,
    events: &[(EventId, &Event)],
    is_so: impl Fn(&Event, &Type) -> bool,
) -> [Vec<String>; 3] {
    [None, Some(false), Some(true)].map(|wanted| {
        let events = events.iter();
        let events =
            events.filter(|(_, event)| event.params_type().map(|ty| is_so(event, ty)) == wanted);
        let names = events.map(|(id, _)| input.names.event(*id).to_owned());
        names.collect()
    })
}

fn group(w: &mut Writer, input: &RustInput<'_>, group: Group, attributes: &[String]) {
    let events = group.events(input);
    let (_, frame, what) = words(group.direction);
    let (name, life) = group.name_with_lifetime(input, "'a");
    if group.frame.is_none() {
        w.blank();
        w.line(format!("/// A frame {what}."));
        w.line(format!(
            "pub type {frame}{life} = wire::Frame<{name}{life}>;"
        ));
    }
    w.blank();
    match group.frame {
        Some(frame) => {
            let kind = &input.model.frame(frame).name;
            w.line(format!("/// An event {what}, in a frame of kind `{kind}`."));
        }
        None => w.line(format!("/// An event {what}.")),
    }
    w.line("#[derive(Debug, Clone, PartialEq)]");
    w.lines(attributes);
    w.line("#[allow(clippy::large_enum_variant)]");
    w.line("#[non_exhaustive]");
    variants(w, input, group, (&name, &life), &events);
    let derive = input.options.rust.derive;
    match group.frame {
        Some(_) => frame_items::shortcuts(w, input, group, &events),
        None => event_items::shortcuts(w, &name, &life),
    }
    if !derive {
        let is_borrowing = !life.is_empty();
        let life = generics(is_borrowing, "'de");
        implementation(w, input, (&format!("{name}{life}"), group), &events);
        if is_borrowing {
            owned(w, input, (&name, group.direction), &events);
        }
    }
    conversions(w, input, group, &events);
}

/// Writes the enum.
fn variants(
    w: &mut Writer,
    input: &RustInput<'_>,
    group: Group,
    (name, life): (&str, &str),
    events: &[(EventId, &Event)],
) {
    let derive = input.options.rust.derive;
    if derive {
        derives::events(w, input.model, group.direction.name());
    }
    if events.is_empty() {
        w.line(format!("pub enum {name}{life} {{}}"));
        return;
    }
    w.block(format!("pub enum {name}{life} {{"), "}", |w| {
        for (id, event) in events {
            docs::item(w, &event.docs, &event_notes(event));
            if derive {
                let is_whole = is_whole(input, View::of(group.direction), event);
                derives::event(w, input.model, event, is_whole);
            }
            let variant = input.names.event(*id);
            match &event.params {
                Some(params) => {
                    let ty = types::params(input, group.direction, params);
                    wrapped(w, variant, &ty);
                }
                None => w.line(format_args!("{variant},")),
            }
        }
    });
}

/// Writes the conversion of events whose params borrow texts into events that own them.
fn owned(
    w: &mut Writer,
    input: &RustInput<'_>,
    (name, direction): (&str, Direction),
    events: &[(EventId, &Event)],
) {
    let [bare, same, copied] = by_params(input, events, |_, params| {
        input.borrows(params, View::of(direction))
    });
    w.blank();
    w.block("into_owned_events! {", "}", |w| {
        w.line(name);
        entities::words(w, "bare", &bare);
        entities::words(w, "same", &same);
        entities::words(w, "copied", &copied);
    });
}

fn implementation(
    w: &mut Writer,
    input: &RustInput<'_>,
    (name, group): (&str, Group),
    events: &[(EventId, &Event)],
) {
    let view = View::of(group.direction);
    w.blank();
    w.block(
        format!("impl<'de> wire::Event<'de> for {name} {{"),
        "}",
        |w| {
            if group.frame.is_none() {
                keys(w, input);
                w.blank();
            }
            empty(w, input, view, events);
            w.blank();
            wire_name(w, input, events);
            w.blank();
            read_whole(w, input, group, events);
            read_params(w, input, group, events);
            w.blank();
            write_params(w, input, events);
        },
    );
}

fn keys(w: &mut Writer, input: &RustInput<'_>) {
    let envelope = &input.model.protocol.envelope;
    w.block("const KEYS: wire::Keys = wire::Keys {", "};", |w| {
        w.line(format!("event: {:?},", envelope.event));
        w.line(format!(
            "id: {:?},",
            envelope.id.as_deref().unwrap_or_default()
        ));
        w.line(format!("params: {:?},", envelope.params));
    });
}

/// A pattern that matches a variant with any params.
fn any_params(input: &RustInput<'_>, id: EventId, event: &Event) -> String {
    let variant = input.names.event(id);
    let params = if event.params.is_some() { "(_)" } else { "" };
    format!("Self::{variant}{params}")
}

fn wire_name(w: &mut Writer, input: &RustInput<'_>, events: &[(EventId, &Event)]) {
    w.block("fn name(&self) -> &'static str {", "}", |w| {
        if events.is_empty() {
            w.line("match *self {}");
            return;
        }
        w.block("match self {", "}", |w| {
            for (id, event) in events {
                let pattern = any_params(input, *id, event);
                arm(w, &pattern, &format!("{:?}", event.name));
            }
        });
    });
}

fn empty(w: &mut Writer, input: &RustInput<'_>, view: View, events: &[(EventId, &Event)]) {
    let mut empty = events
        .iter()
        .filter(|(_, event)| !is_whole(input, view, event));
    let has_none = empty.next().is_none();
    let (name, known) = match has_none {
        true => ("_name", "_known"),
        false => ("name", "known"),
    };
    let params =
        format!("{name}: &str, {known}: impl FnOnce(Self) -> T, unknown: impl FnOnce() -> T");
    w.block(format_args!("fn empty<T>({params}) -> T {{"), "}", |w| {
        if has_none {
            w.line("unknown()");
            return;
        }
        w.block("match (name.len(), name) {", "}", |w| {
            for (id, event) in events
                .iter()
                .filter(|(_, event)| !is_whole(input, view, event))
            {
                let pattern = format!("({}, {:?})", event.name.len(), event.name);
                let params = match event.params {
                    Some(_) => "(Default::default())",
                    None => "",
                };
                let value = format!("known(Self::{}{params})", input.names.event(*id));
                arm(w, &pattern, &value);
            }
            w.line("_ => unknown(),");
        });
    });
}

fn read_params(w: &mut Writer, input: &RustInput<'_>, group: Group, events: &[(EventId, &Event)]) {
    let from = items_from(input, group);
    let r = if events.is_empty() { "_r" } else { "r" };
    let params = format!("&mut self, {r}: &mut wire::Reader<'de>");
    let open = format!("fn read_params({params}) -> Result<(), wire::Error> {{");
    w.block(open, "}", |w| {
        if events.is_empty() {
            w.line("match *self {}");
            return;
        }
        w.block("match self {", "}", |w| {
            for (id, event) in events {
                let variant = input.names.event(*id);
                match (&event.params, from) {
                    (Some(params), Some(from)) => {
                        let way = ways::value_way(input, &params.ty);
                        let pattern = format!("Self::{variant}(params)");
                        let read = format!("wire::read_spread::<{way}, _>(params, r, {from})");
                        arm(w, &pattern, &read);
                    }
                    (Some(params), None) => {
                        let read = match ways::field_way(input, &params.field("")) {
                            Some(way) => format!("read_as::<{way}, _>"),
                            None => types::reader(input.model, &params.ty).to_owned(),
                        };
                        let pattern = format!("Self::{variant}(params)");
                        arm(w, &pattern, &format!("wire::{read}(params, r)"));
                    }
                    (None, Some(_)) => {
                        w.line(format!("Self::{variant} => wire::skip_spread(r),"));
                    }
                    (None, None) => w.line(format!("Self::{variant} => r.skip(),")),
                }
            }
        });
    });
}

fn write_params(w: &mut Writer, input: &RustInput<'_>, events: &[(EventId, &Event)]) {
    let (key, to) = match events.iter().any(|(_, event)| event.params.is_some()) {
        true => ("key", "w"),
        false => ("_key", "_w"),
    };
    let open = format!("fn write_params(&self, {key}: &str, {to}: &mut wire::Writer) {{");
    w.block(open, "}", |w| {
        if events.is_empty() {
            w.line("match *self {}");
            return;
        }
        w.block("match self {", "}", |w| {
            for (id, event) in events {
                let variant = input.names.event(*id);
                let Some(params) = &event.params else {
                    w.line(format!("Self::{variant} => {{}}"));
                    continue;
                };
                let write = match params.presence.may_be_absent() {
                    true => "write_filled_params",
                    false => "write_params",
                };
                let value = format!("wire::{write}(params, key, w)");
                arm(w, &format!("Self::{variant}(params)"), &value);
            }
        });
    });
}

/// Writes the conversions of params that belong to one event into that event, for params of a
/// client in either view.
fn conversions(w: &mut Writer, input: &RustInput<'_>, group: Group, events: &[(EventId, &Event)]) {
    let (name, direction) = (group.name(input), group.direction);
    let converting = signatures::converting(input.model, direction);
    let is_borrowing = group.borrows(input);
    for (id, event) in events {
        let params = input.model.params_entity(event);
        let Some(params) = params.filter(|ty| converting.get(ty) == Some(id)) else {
            continue;
        };
        let view = View::of(direction);
        let mut views = vec![(input.with_lifetime(params, view, "'a"), "params")];
        // A derive knows nothing of the other view.
        let has_views = input.views.differs(params) && !input.options.rust.derive;
        if direction == Direction::ClientToServer && has_views {
            let whole = input.with_lifetime(params, View::Whole, "'a");
            views.push((whole, "params.into()"));
        }
        for (ty, value) in views {
            let life = generics(is_borrowing || ty.contains("'a"), "'a");
            let event_life = generics(is_borrowing, "'a");
            w.blank();
            let head = format!("impl{life} From<{ty}>");
            implements(w, &head, &format!("{name}{event_life}"), |w| {
                w.block(format!("fn from(params: {ty}) -> Self {{"), "}", |w| {
                    w.line(format!("Self::{}({value})", input.names.event(*id)));
                });
            });
        }
    }
}

/// Writes the confirmation of a frame of one side by the other.
fn acknowledge(w: &mut Writer, input: &RustInput<'_>) {
    let pairs = [
        (Direction::ServerToClient, Direction::ClientToServer),
        (Direction::ClientToServer, Direction::ServerToClient),
    ];
    for (frames, answers) in pairs {
        let Some((event, answer)) = confirming(input, answers) else {
            continue;
        };
        let ((name, ..), (other, ..)) = (words(frames), words(answers));
        let borrows = |direction| {
            let group = Group {
                direction,
                frame: None,
            };
            group.borrows(input)
        };
        let life = generics(borrows(frames), "'_");
        let answers = generics(borrows(answers), "'static");
        let variant = input.names.event(event);
        w.blank();
        let open = format!("impl wire::Acknowledge for {name}{life} {{");
        w.block(open, "}", |w| {
            w.line(format!("type Answer = {other}{answers};"));
            w.blank();
            w.line("#[allow(clippy::field_reassign_with_default)]");
            let open = format!("fn acknowledge(id: String) -> {other}{answers} {{");
            w.block(open, "}", |w| {
                w.line(format!("let mut params = {}::default();", answer.params));
                w.line(format!("params.{} = {};", answer.member, answer.value));
                w.line(format!("{other}::{variant}(params)"));
            });
        });
    }
}

/// The conversion of an id into the params of a confirming event.
struct Answer<'a> {
    params: &'a str,
    member: &'a str,
    value: &'static str,
}

/// The event by which a side confirms frames.
fn confirming<'a>(input: &RustInput<'a>, direction: Direction) -> Option<(EventId, Answer<'a>)> {
    let (id, event) = input.model.confirming(direction)?;
    let params = input.model.params_entity(event)?;
    let entity = input.model.entity(params)?;
    let key = input.model.protocol.envelope.id.as_ref()?;
    let at = entity.fields.iter().position(|field| field.name == *key)?;
    let field = &entity.fields[at];
    if !View::of(direction).has(field) {
        return None;
    }
    let is_string =
        !input.is_borrowed() && *input.model.unaliased(&field.ty) == Type::Scalar(Scalar::String);
    let answer = Answer {
        params: input.names.in_view(params, View::of(direction)),
        member: input.names.field(params, at),
        value: match (field.presence, is_string) {
            (Presence::Required | Presence::OmitEmpty, true) => "id",
            (Presence::Required | Presence::OmitEmpty, false) => "id.into()",
            (Presence::Nullable | Presence::OmitNull | Presence::Optional, true) => "Some(id)",
            (Presence::Nullable | Presence::OmitNull | Presence::Optional, false) => {
                "Some(id.into())"
            }
            (Presence::Patch, true) => "wire::Patch::Value(id)",
            (Presence::Patch, false) => "wire::Patch::Value(id.into())",
        },
    };
    Some((id, answer))
}
