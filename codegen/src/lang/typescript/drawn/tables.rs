//! Tables of frames: all that the runtime needs to know of each kind.

use tdproto_schema::model::{
    Constant, Direction, EnumBase, Event, Field, FrameId, FrameKind, Hole, HoleKind, Member, Part,
    Scalar, Type, WireValue,
};

use super::super::docs::Doc;
use super::super::enums::literal;
use super::super::literal::{constant, string};
use super::super::tables::{params, property};
use super::super::types::{Scope, WIDTH};
use super::kinds::events_of;
use super::{field_names, is_sent};
use crate::lang::direction::words;
use crate::lang::frame_values::common_error;
use crate::text::Writer;

/// The file of the runtime that has the parts of tables.
const RUNTIME: &str = "runtime/frame-table";

/// The largest integer that a number holds exactly with all smaller ones.
const MAX_SAFE: u64 = (1 << 53) - 1;

/// The name of the table of a direction's frames.
pub(super) fn table_name(direction: Direction) -> &'static str {
    match direction {
        Direction::ServerToClient => "serverFrames",
        Direction::ClientToServer => "clientFrames",
    }
}

/// Writes the table of the frames of a direction.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let sender = words(direction).sender;
    scope.import(RUNTIME, "FrameTable");
    scope.import_value(RUNTIME, "frameTable".to_owned());
    w.blank();
    Doc::default()
        .safe(format!(
            "The frames that {sender} sends, for decoders and encoders."
        ))
        .write(w);
    let name = table_name(direction);
    let open = format!("export const {name}: FrameTable = /* @__PURE__ */ frameTable({{");
    w.block(open, "});", |w| {
        w.line(format!(
            "input: {},",
            direction == Direction::ClientToServer
        ));
        w.block("kinds: () => [", "],", |w| {
            let kinds = scope.input.model.frames_with_ids();
            for (id, kind) in kinds.filter(|(_, kind)| is_sent(kind, direction)) {
                w.block("{", "},", |w| write_kind(w, scope, id, kind, direction));
            }
        });
    });
}

fn write_kind(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: FrameId,
    kind: &FrameKind,
    direction: Direction,
) {
    let names = field_names(kind);
    scope.import_value(RUNTIME, "part".to_owned());
    w.line(format!("name: {},", string(&kind.name)));
    write_part(w, "shape: ", &kind.shape, &names);
    if kind.has(HoleKind::Event) {
        let ty = match kind.event {
            EnumBase::Text => Scalar::String,
            EnumBase::Int => Scalar::Int,
        };
        let event = field("", &Type::Scalar(ty));
        w.line(format!("event: {},", params(scope, &event)));
    }
    if let Some(id) = &kind.id {
        w.line(format!("id: {},", params(scope, &id.field(""))));
    }
    if let Some(error) = common_error(scope.input.model, kind) {
        w.line(format!("error: {},", params(scope, &error.field("error"))));
    }
    if !kind.fields.is_empty() {
        w.block("fields: {", "},", |w| {
            for (field, name) in kind.fields.iter().zip(&names) {
                w.line(format!("{}: {},", property(name), params(scope, field)));
            }
        });
    }
    match kind.replies {
        Some(asked) => {
            let asked_name = &scope.input.model.frame(asked).name;
            w.line(format!("replies: {},", string(asked_name)));
            write_requests(w, scope, asked, kind, direction);
        }
        None => write_events(w, scope, id, &names, direction),
    }
}

/// Writes the requests that have another name on the wire, if a reply has the name.
fn write_requests(
    w: &mut Writer,
    scope: &Scope<'_>,
    asked: FrameId,
    kind: &FrameKind,
    direction: Direction,
) {
    if !kind.has(HoleKind::Event) {
        return;
    }
    let requests = events_of(scope, direction.opposite());
    let named: Vec<_> = requests
        .into_iter()
        .filter(|(event, frame)| *frame == asked && event.value.is_some())
        .collect();
    if named.is_empty() {
        return;
    }
    w.block("events: {", "},", |w| {
        for (event, _) in named {
            let value = wire_literal(&event.wire_name());
            w.line(format!("{}: [undefined, {value}],", property(&event.name)));
        }
    });
}

fn write_events(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: FrameId,
    names: &[String],
    direction: Direction,
) {
    let events = events_of(scope, direction);
    let events: Vec<_> = events
        .into_iter()
        .filter(|(_, frame)| *frame == id)
        .collect();
    if events.is_empty() {
        return;
    }
    w.block("events: {", "},", |w| {
        for (event, _) in events {
            let parts = event_parts(scope, event, names);
            w.line(format!(
                "{}: [{}],",
                property(&event.name),
                parts.join(", ")
            ));
        }
    });
}

/// The params of an event, its name on the wire and the fields that decide it, as far as they differ
/// from the default.
fn event_parts(scope: &mut Scope<'_>, event: &Event, names: &[String]) -> Vec<String> {
    let none = || "undefined".to_owned();
    let given = event.params_field("");
    let mut parts = vec![given.map_or_else(none, |given| params(scope, &given))];
    parts.push(event.value.as_ref().map_or_else(none, wire_literal));
    if !event.matches.is_empty() {
        let matches = event.matches.iter().map(|(at, value)| {
            let name = property(&names[*at]);
            format!("{name}: {}", constant_literal(value))
        });
        parts.push(format!("{{ {} }}", matches.collect::<Vec<_>>().join(", ")));
    }
    while parts.last().is_some_and(|last| last == "undefined") {
        parts.pop();
    }
    parts
}

fn field(name: &str, ty: &Type) -> Field {
    tdproto_schema::model::Params::required(ty.clone()).field(name)
}

/// An integer that a number does not hold exactly is a bigint.
fn integer(number: i64) -> String {
    let mark = if number.unsigned_abs() > MAX_SAFE {
        "n"
    } else {
        ""
    };
    format!("{number}{mark}")
}

fn constant_literal(value: &Constant) -> String {
    match value {
        Constant::Int(number) => integer(*number),
        Constant::Text(_) | Constant::Bool(_) => constant(value),
    }
}

fn wire_literal(value: &WireValue) -> String {
    match value {
        WireValue::Int(number) => integer(*number),
        WireValue::Text(_) => literal(value),
    }
}

/// Writes a part of a shape, in several lines if one is not enough.
fn write_part(w: &mut Writer, before: &str, part: &Part, names: &[String]) {
    let line = format!("{before}{},", in_line(part, names));
    if w.column() + line.chars().count() <= WIDTH {
        w.line(line);
        return;
    }
    match part {
        Part::Object(members) => {
            let close = format!("]{}),", rest(flat(members), names));
            w.block(format!("{before}part.object(["), close, |w| {
                for member in members {
                    if let Member::Key(key, part) = member {
                        write_member(w, key, part, names);
                    }
                }
            });
        }
        Part::Array(items) => {
            let close = format!("]{}),", rest(last(items), names));
            w.block(format!("{before}part.array(["), close, |w| {
                for item in items.iter().filter(|item| !is_items(item)) {
                    write_part(w, "", item, names);
                }
            });
        }
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => w.line(line),
    }
}

fn write_member(w: &mut Writer, key: &str, part: &Part, names: &[String]) {
    let line = format!("[{}, {}],", string(key), in_line(part, names));
    if w.column() + line.chars().count() <= WIDTH {
        w.line(line);
        return;
    }
    w.block("[", "],", |w| {
        w.line(format!("{},", string(key)));
        write_part(w, "", part, names);
    });
}

fn in_line(part: &Part, names: &[String]) -> String {
    match part {
        Part::Constant(value) => format!("part.is({})", constant_literal(value)),
        Part::Null => "part.none".to_owned(),
        Part::Hole(hole) => {
            let mark = if hole.may_be_missing { ", true" } else { "" };
            format!("part.hole({}{mark})", string(&member_name(*hole, names)))
        }
        // It is in an array, which names it.
        Part::Items(hole) => string(&member_name(*hole, names)),
        Part::Object(members) => {
            let pairs = members.iter().filter_map(|member| match member {
                Member::Key(key, part) => {
                    Some(format!("[{}, {}]", string(key), in_line(part, names)))
                }
                Member::Flat(_) => None,
            });
            let pairs: Vec<_> = pairs.collect();
            let rest = rest(flat(members), names);
            format!("part.object([{}]{rest})", pairs.join(", "))
        }
        Part::Array(items) => {
            let parts = items.iter().filter(|item| !is_items(item));
            let parts: Vec<_> = parts.map(|item| in_line(item, names)).collect();
            let rest = rest(last(items), names);
            format!("part.array([{}]{rest})", parts.join(", "))
        }
    }
}

fn rest(hole: Option<Hole>, names: &[String]) -> String {
    hole.map_or(String::new(), |hole| {
        format!(", {}", string(&member_name(hole, names)))
    })
}

fn flat(members: &[Member]) -> Option<Hole> {
    members.iter().find_map(|member| match member {
        Member::Flat(hole) => Some(*hole),
        Member::Key(..) => None,
    })
}

fn last(items: &[Part]) -> Option<Hole> {
    match items.last() {
        Some(Part::Items(hole)) => Some(*hole),
        Some(Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null | Part::Hole(_))
        | None => None,
    }
}

fn is_items(part: &Part) -> bool {
    match part {
        Part::Items(_) => true,
        Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null | Part::Hole(_) => false,
    }
}

/// The member of a frame in code that is in a hole.
fn member_name(hole: Hole, names: &[String]) -> String {
    match hole.kind {
        HoleKind::Field(at) => names[at].clone(),
        HoleKind::Event | HoleKind::Params | HoleKind::Id | HoleKind::Result | HoleKind::Error => {
            hole.kind.name().unwrap_or_default().to_owned()
        }
    }
}
