//! The tables of frames.

use tdproto_schema::model::{
    Direction, Event, EventId, FrameId, FrameKind, Hole, HoleKind, Member, Part, Presence, Type,
};

use super::{attributes, error_of, events_of};
use crate::lang::Input;
use crate::lang::direction::words;
use crate::lang::frame_values::{common_error, id_of};
use crate::lang::python::docs::string;
use crate::lang::python::idents::Idents;
use crate::lang::python::types::{
    constant_literal, presence, table_scalar, table_type, wire_literal,
};
use crate::text::Writer;
use crate::views::View;

/// Writes the tables.
pub(in crate::lang::python) fn write(w: &mut Writer, input: &Input<'_>, idents: &Idents) {
    for direction in Direction::ALL {
        let name = words(direction).prefix.to_uppercase();
        w.block(format!("{name} = Frames(CODEC, ("), "))", |w| {
            for (id, kind) in input.model.frames_with_ids() {
                if kind.sender.sends(direction) {
                    self::kind(w, input, idents, (id, kind), direction);
                }
            }
            w.line("), (");
            for (id, event, frame) in events_of(input, direction) {
                self::event(w, input, idents, (id, event, frame), direction);
            }
        });
    }
}

fn field(input: &Input<'_>, name: &str, ty: &Type, state: Presence, view: View) -> String {
    let ty = table_type(input, ty, view);
    format!("t.Field(\"v\", \"{name}\", {ty}, {})", presence(state))
}

fn kind(
    w: &mut Writer,
    input: &Input<'_>,
    idents: &Idents,
    (id, kind): (FrameId, &FrameKind),
    direction: Direction,
) {
    let view = View::of(direction);
    let names = attributes(kind);
    w.block(format!("s.Kind({},", string(&kind.name)), "),", |w| {
        w.line(format!("{},", part(&kind.shape, &names)));
        if kind.has(HoleKind::Event) {
            let base = table_scalar(kind.event.scalar());
            w.line(format!("event=t.{base},"));
            w.line(format!("name_field=t.Field(\"v\", \"name\", t.{base}),"));
        }
        w.block("members={", "},", |w| {
            if let Some(id) = id_of(kind).filter(|_| kind.has(HoleKind::Id)) {
                let declared = kind.id.as_ref().map(|id| id.presence);
                let never_null = declared == Some(Presence::Required);
                let ty = table_type(input, &id.ty, view);
                let mark = if never_null { ", True" } else { "" };
                let state = presence(id.presence);
                w.line(format!(
                    "\"$id\": t.Field(\"v\", \"id\", {ty}, {state}{mark}),"
                ));
            }
            if let Some(error) = common_error(input.model, kind) {
                let field = field(input, "error", &error.ty, error.presence, view);
                w.line(format!("\"$error\": {field},"));
            }
            for (own, name) in kind.fields.iter().zip(&names) {
                let field = field(input, name, &own.ty, own.presence, view);
                w.line(format!("\"{name}\": {field},"));
            }
        });
        if let Some(asked) = kind.replies {
            let asked_name = string(&input.model.frame(asked).name);
            w.line(format!("replies={asked_name},"));
            w.line(format!("cls=events_.{},", idents.reply(direction, id)));
            let requests = events_of(input, direction.opposite());
            let named: Vec<String> = requests
                .filter(|(_, event, frame)| *frame == asked && event.value.is_some())
                .map(|(_, event, _)| {
                    let value = wire_literal(&event.wire_name());
                    format!("{value}: {}", string(&event.name))
                })
                .collect();
            if !named.is_empty() {
                w.line(format!("asked={{{}}},", named.join(", ")));
            }
        }
    });
}

fn event(
    w: &mut Writer,
    input: &Input<'_>,
    idents: &Idents,
    (id, event, frame): (EventId, &Event, FrameId),
    direction: Direction,
) {
    let view = View::of(direction);
    let kind = input.model.frame(frame);
    let names = attributes(kind);
    let open = format!(
        "s.Event({}, {}, {}, events_.{},",
        string(&event.name),
        string(&kind.name),
        wire_literal(&event.wire_name()),
        idents.event(direction, id)
    );
    w.block(open, "),", |w| {
        if let Some(params) = &event.params {
            let field = field(input, "params", &params.ty, params.presence, view);
            w.line(format!("params={field},"));
        }
        let matches = event.matches.iter();
        let matches = matches
            .map(|(at, value)| format!("(\"{}\", {}),", names[*at], constant_literal(value)));
        let matches: Vec<String> = matches.collect();
        if !matches.is_empty() {
            w.line(format!("matches=({}),", matches.join(" ")));
        }
        if let Some(reply) = &event.reply {
            let back = View::of(direction.opposite());
            let result = field(input, "result", &reply.ty, reply.presence, back);
            w.line(format!("reply={result},"));
            let error = error_of(input, event, frame);
            let needed = field(input, "error", &error, Presence::Required, back);
            w.line(format!("error={needed},"));
            let optional = field(input, "error", &error, Presence::Optional, back);
            w.line(format!("optional_error={optional},"));
        }
        let mut others = input.model.events().iter();
        if !others.any(|other| other.frame == Some(frame) && other.name != event.name) {
            w.line("is_alone=True,");
        }
    });
}

/// A part of a shape as an expression.
fn part(part: &Part, names: &[String]) -> String {
    match part {
        Part::Constant(value) => format!("s.Is({})", constant_literal(value)),
        Part::Null => "s.Nothing()".to_owned(),
        Part::Hole(hole) | Part::Items(hole) => {
            let mark = if hole.may_be_missing { ", True" } else { "" };
            format!("s.Hole({}{mark})", hole_name(*hole, names))
        }
        Part::Object(members) => {
            let pairs = members.iter().filter_map(|member| match member {
                Member::Key(key, inner) => {
                    Some(format!("({}, {}),", string(key), self::part(inner, names)))
                }
                Member::Flat(_) => None,
            });
            let pairs: Vec<String> = pairs.collect();
            let mut flat = members.iter().filter_map(|member| match member {
                Member::Flat(hole) => Some(*hole),
                Member::Key(..) => None,
            });
            let rest = rest(flat.next(), names);
            format!("s.Obj(({}){rest})", pairs.join(" "))
        }
        Part::Array(items) => {
            let mut last = None;
            let mut parts: Vec<String> = Vec::new();
            for item in items {
                match item {
                    Part::Items(hole) => last = Some(*hole),
                    Part::Object(_)
                    | Part::Array(_)
                    | Part::Constant(_)
                    | Part::Null
                    | Part::Hole(_) => parts.push(format!("{},", self::part(item, names))),
                }
            }
            format!("s.Arr(({}){})", parts.join(" "), rest(last, names))
        }
    }
}

fn rest(hole: Option<Hole>, names: &[String]) -> String {
    hole.map_or(String::new(), |hole| {
        format!(", {}", hole_name(hole, names))
    })
}

/// The name of a hole, as a literal: fields by their attributes.
fn hole_name(hole: Hole, names: &[String]) -> String {
    match hole.kind {
        HoleKind::Field(at) => format!("\"{}\"", names[at]),
        HoleKind::Event | HoleKind::Params | HoleKind::Id | HoleKind::Result | HoleKind::Error => {
            format!("\"${}\"", hole.kind.name().unwrap_or_default())
        }
    }
}
