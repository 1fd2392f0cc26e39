//! The tables of events and of kinds of frames.
//!
//! A shape is JSON: an object is `{"object": [[key, part], …]}`, where the key `null` is that of flat
//! members; an array is `{"array": […]}`; a constant is `{"is": value}`; null is `null`. A hole is
//! `{"hole": name}`, and a field's name is its position; `{"items": name}` is a hole whose items are
//! those of the array around it. `"free": true` says that it may be missing.

use serde_json::{Map, Value, json};
use tdproto_schema::Model;
use tdproto_schema::model::{Event, FrameKind, Hole, HoleKind, Member, Part, Sender, Step, Test};

use super::types::{constant, of, present, wire_value};

pub(super) fn envelope(model: &Model) -> Value {
    let envelope = &model.protocol.envelope;
    json!({ "event": envelope.event, "id": envelope.id, "params": envelope.params })
}

/// Returns true if the direction of a capture says more than the events do.
pub(super) fn has_both(model: &Model) -> bool {
    let mut events = model.events().iter();
    events.any(|event| event.sender == Sender::Both) || !model.frames().is_empty()
}

pub(super) fn events(model: &Model) -> Value {
    let events = model.events().iter();
    events.map(|event| self::event(model, event)).collect()
}

fn event(model: &Model, event: &Event) -> Value {
    let mut table = Map::new();
    let mut put = |key: &str, value: Value| table.insert(key.to_owned(), value);
    put("name", event.name.as_str().into());
    put("from", event.sender.name().into());
    if let Some(params) = &event.params {
        put("params", present(model, &params.ty, params.presence));
    }
    if let Some(frame) = event.frame {
        put("frame", frame.index().into());
        put("wire", wire_value(&event.wire_name()));
    }
    if !event.matches.is_empty() {
        let matches = event.matches.iter();
        let matches = matches.map(|(field, value)| json!([field, constant(value)]));
        put("matches", matches.collect());
    }
    if let Some(reply) = &event.reply {
        put("reply", present(model, &reply.ty, reply.presence));
    }
    if let Some(error) = &event.error {
        put("error", of(model, error, model.protocol.allow_empty));
    }
    Value::Object(table)
}

/// The kinds of frames, in the order in which receivers try them.
pub(super) fn kinds(model: &Model) -> Value {
    let kinds = model.frames().iter();
    kinds.map(|kind| self::kind(model, kind)).collect()
}

fn kind(model: &Model, kind: &FrameKind) -> Value {
    let mut table = Map::new();
    let mut put = |key: &str, value: Value| table.insert(key.to_owned(), value);
    put("name", kind.name.as_str().into());
    put("from", kind.sender.name().into());
    put("base", kind.event.scalar().name().into());
    if let Some(replies) = kind.replies {
        put("replies", replies.index().into());
        put("own_errors", model.has_own_errors(kind).into());
    }
    if let Some(id) = &kind.id {
        put("id", present(model, &id.ty, id.presence));
    }
    if let Some(error) = &kind.error {
        put("error", present(model, &error.ty, error.presence));
    }
    let fields = kind.fields.iter();
    let fields = fields.map(|field| present(model, &field.ty, field.presence));
    put("fields", fields.collect());
    let places = (0..kind.fields.len()).map(|at| path_to(kind, HoleKind::Field(at)));
    put("field_paths", places.collect());
    put("event_path", path_to(kind, HoleKind::Event));
    put("shape", part(&kind.shape));
    let tests = kind.tests().into_iter();
    let tests = tests.map(|(path, test)| json!([steps(&path), self::test(test)]));
    put("tests", tests.collect());
    Value::Object(table)
}

/// The steps to a hole; `null` if the shape does not have it.
fn path_to(kind: &FrameKind, hole: HoleKind) -> Value {
    kind.path_to(hole).map_or(Value::Null, |path| steps(&path))
}

fn steps(path: &[Step]) -> Value {
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => Value::from(key.as_str()),
        Step::Index(index) => Value::from(*index),
    });
    steps.collect()
}

fn test(test: Test<'_>) -> Value {
    match test {
        Test::Object => "object".into(),
        Test::Array => "array".into(),
        Test::Exists => "exists".into(),
        Test::NotNull => "not null".into(),
        Test::Null => "null".into(),
        Test::Is(value) => json!({ "is": constant(value) }),
    }
}

fn part(part: &Part) -> Value {
    match part {
        Part::Object(members) => {
            let members = members.iter().map(|member| match member {
                Member::Key(key, part) => json!([key, self::part(part)]),
                Member::Flat(hole) => json!([null, self::hole("hole", *hole)]),
            });
            json!({ "object": members.collect::<Value>() })
        }
        Part::Array(items) => json!({ "array": items.iter().map(self::part).collect::<Value>() }),
        Part::Constant(value) => json!({ "is": constant(value) }),
        Part::Null => Value::Null,
        Part::Hole(hole) => self::hole("hole", *hole),
        Part::Items(hole) => self::hole("items", *hole),
    }
}

fn hole(form: &str, hole: Hole) -> Value {
    let name = match hole.kind {
        HoleKind::Event => "event".into(),
        HoleKind::Params => "params".into(),
        HoleKind::Id => "id".into(),
        HoleKind::Result => "result".into(),
        HoleKind::Error => "error".into(),
        HoleKind::Field(at) => Value::from(at),
    };
    match hole.may_be_missing {
        true => json!({ form: name, "free": true }),
        false => json!({ form: name }),
    }
}
