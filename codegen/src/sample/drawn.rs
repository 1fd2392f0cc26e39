//! Samples of drawn frames.

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::model::{
    Event, Field, FrameId, FrameKind, Hole, HoleKind, Member, Part, Sender, Type,
};

use super::{Sampler, constant, on_wire};
use crate::views::View;

/// A drawn frame with values in its places. A place without a value is left out, and with it
/// everything behind it in an array.
pub(crate) fn filled(
    kind: &FrameKind,
    value: &mut dyn FnMut(HoleKind) -> Option<Value>,
) -> Option<Value> {
    part(&kind.shape, value)
}

fn part(shape: &Part, value: &mut dyn FnMut(HoleKind) -> Option<Value>) -> Option<Value> {
    Some(match shape {
        Part::Constant(found) => constant(found),
        Part::Null => Value::Null,
        Part::Hole(hole) => return value(hole.kind),
        Part::Items(hole) => return value(hole.kind),
        Part::Object(members) => {
            let mut object = Map::new();
            for member in members {
                match member {
                    Member::Key(key, inner) => {
                        object.extend(part(inner, value).map(|found| (key.clone(), found)));
                    }
                    Member::Flat(hole) => {
                        let found = value(hole.kind);
                        let found = found.as_ref().and_then(Value::as_object);
                        object.extend(found.cloned().unwrap_or_default());
                    }
                }
            }
            object.into()
        }
        Part::Array(parts) => {
            let mut items = Vec::new();
            for inner in parts {
                let Some(found) = part(inner, value) else {
                    break;
                };
                match (inner, found) {
                    (Part::Items(_), Value::Array(found)) => items.extend(found),
                    (Part::Items(_), _) => {}
                    (
                        Part::Object(_)
                        | Part::Array(_)
                        | Part::Constant(_)
                        | Part::Null
                        | Part::Hole(_),
                        found,
                    ) => items.push(found),
                }
            }
            items.into()
        }
    })
}

/// The value of a field of a frame that its event asks for, if there is one.
pub(crate) fn matched(event: &Event, kind: &FrameKind, at: usize) -> Option<Value> {
    // The matches of an event are of fields of its own kind of frame.
    let matches = event.matches.iter().filter(|_| kind.replies.is_none());
    let mut matches = matches.filter(|(field, _)| *field == at);
    matches.next().map(|(_, found)| constant(found))
}

/// The type of the error of a reply of a kind to an event.
pub(crate) fn error_type(event: &Event, kind: &FrameKind) -> Type {
    let own = kind.error.as_ref().map(|error| &error.ty);
    event.error.as_ref().or(own).cloned().unwrap_or(Type::Any)
}

/// The type of the value in a place of a frame; `None` for the name of the event, and for places
/// that frames of the event do not have.
pub(crate) fn type_of(kind: &FrameKind, event: &Event, hole: HoleKind) -> Option<Type> {
    match hole {
        HoleKind::Event => None,
        HoleKind::Params => event.params.as_ref().map(|params| params.ty.clone()),
        HoleKind::Id => kind.id.as_ref().map(|id| id.ty.clone()),
        HoleKind::Result => event.reply.as_ref().map(|reply| reply.ty.clone()),
        HoleKind::Error => Some(error_type(event, kind)),
        HoleKind::Field(at) => kind.fields.get(at).map(|field: &Field| field.ty.clone()),
    }
}

/// The frame of an event that is drawn, and the frames that answer it: one of each kind of reply.
/// All have the same id.
pub(super) fn frames(
    model: &Model,
    id: FrameId,
    event: &Event,
    seed: u64,
    view: View,
) -> Vec<Value> {
    let kind = model.frame(id);
    let mut sampler = Sampler::new(model, view, &event.name, seed);
    let shared = kind.id.as_ref().map(|id| sampler.value(&id.ty, "id"));
    let replies = model.replies_to(id).map(|(_, kind)| kind);
    let all = std::iter::once(kind).chain(replies);
    let all = all.filter_map(|kind| {
        let view = match kind.replies {
            None => view,
            Some(_) => match event.sender {
                Sender::Client => View::Whole,
                Sender::Server | Sender::Both => View::Input,
            },
        };
        let mut sampler = Sampler::new(model, view, &event.name, seed);
        filled(kind, &mut |hole| {
            let name = match hole {
                HoleKind::Event => return Some(on_wire(&event.wire_name())),
                HoleKind::Id => return shared.clone(),
                HoleKind::Field(at) if kind.replies.is_none() => {
                    return Some(match matched(event, kind, at) {
                        Some(constant) => constant,
                        None => field(&mut sampler, kind, event, at),
                    });
                }
                HoleKind::Field(at) => kind.fields[at].name.as_str(),
                HoleKind::Params | HoleKind::Result | HoleKind::Error => "",
            };
            let ty = type_of(kind, event, hole)?;
            Some(sampler.value(&ty, name))
        })
    });
    all.collect()
}

/// A value of a field for which its event has no constant.
fn field(sampler: &mut Sampler<'_>, kind: &FrameKind, event: &Event, at: usize) -> Value {
    let field = &kind.fields[at];
    let model = sampler.model;
    of_no_other(model, (kind, event), at, &mut || {
        sampler.value(&field.ty, &field.name)
    })
}

/// A value of a field for which its event has no constant: not the constant of another event of the
/// same name on the wire, since the frame would be of that event. `make` makes values of the type.
pub(crate) fn of_no_other(
    model: &Model,
    (kind, event): (&FrameKind, &Event),
    at: usize,
    make: &mut dyn FnMut() -> Value,
) -> Value {
    const TRIES: usize = 16;
    let first = make();
    let name = event.wire_name();
    let others = model.events().iter();
    let others = others.filter(|other| other.frame == event.frame && other.wire_name() == name);
    let taken: Vec<Value> = others
        .filter_map(|other| matched(other, kind, at))
        .collect();
    if !taken.contains(&first) {
        return first;
    }
    let random: Vec<Value> = std::iter::repeat_with(make).take(TRIES).collect();
    let next = match &first {
        Value::Number(number) => {
            let start = number.as_i64().unwrap_or_default();
            let mut further = (start..).take(taken.len() + 1).map(Value::from);
            further.find(|value| !taken.contains(value))
        }
        Value::Bool(is_true) => Some((!is_true).into()),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let listed = listed(model, &kind.fields[at].ty);
    let mut all = random.into_iter().chain(listed).chain(next);
    all.find(|value| !taken.contains(value)).unwrap_or(first)
}

/// The values that an enum lists.
fn listed(model: &Model, ty: &Type) -> Vec<Value> {
    let Type::Named(id) = model.unaliased(ty) else {
        return Vec::new();
    };
    let values = model.ty(*id).enumeration().map(|found| &found.values);
    let values = values.into_iter().flatten();
    values.map(|value| on_wire(&value.value)).collect()
}

/// Returns true if a value of a frame may be null.
pub(crate) fn may_be_null(kind: &FrameKind, event: &Event, hole: HoleKind) -> bool {
    let presence = match hole {
        HoleKind::Params => event.params.as_ref().map(|params| params.presence),
        HoleKind::Result => event.reply.as_ref().map(|reply| reply.presence),
        HoleKind::Id => kind.id.as_ref().map(|id| id.presence),
        HoleKind::Field(at) => kind.fields.get(at).map(|field| field.presence),
        HoleKind::Event | HoleKind::Error => None,
    };
    presence.is_some_and(|presence| presence.may_be_null())
}

/// Returns true if a place of a frame may go without its value.
pub(crate) fn may_go(kind: &FrameKind, event: &Event, hole: HoleKind) -> bool {
    match hole {
        HoleKind::Params => event
            .params
            .as_ref()
            .is_none_or(|params| params.presence.may_be_absent()),
        HoleKind::Event
        | HoleKind::Id
        | HoleKind::Result
        | HoleKind::Error
        | HoleKind::Field(_) => {
            let mut holes = kind.places().into_iter();
            let found = holes.find_map(|place| place.content.hole().filter(|of| of.kind == hole));
            found.is_none_or(|hole: Hole| kind.may_be_missing(hole))
        }
    }
}
