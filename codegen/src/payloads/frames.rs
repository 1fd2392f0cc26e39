//! Vectors of frames: the envelope, the params as a whole, and texts that are no frame at all.

use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event};

use super::tree::Tree;
use super::values::Values;
use super::{Class, Maker};
use crate::views::View;

/// The frame of an event with these params.
pub(super) fn frame(model: &Model, event: &str, params: Option<Tree>) -> Tree {
    let envelope = &model.protocol.envelope;
    let mut members = vec![(envelope.event.clone(), Tree::text(event))];
    members.extend(params.map(|params| (envelope.params.clone(), params)));
    Tree::Object(members)
}

/// The vectors of one event.
pub(super) fn event(maker: &mut Maker<'_, '_>, event: &Event) -> ControlFlow<()> {
    let model = maker.model;
    let envelope = &model.protocol.envelope;
    let (from, name) = (event.direction, event.name.as_str());
    let view = View::of(from);
    let mut values = Values::new(model, view, name, maker.seed);
    let params = event.params_type();
    let right = params.map(|ty| values.typical(ty, ""));
    let base = frame(model, name, right);
    maker.frame(from, name, Class::Typical, "frame", &base)?;

    if let Some(key) = &envelope.id {
        let id = |value| changed(&base, key, value);
        let text = Tree::text("0Az9f8Bk2LmQ");
        maker.frame(from, name, Class::Envelope, "id", &id(text))?;
        maker.frame(from, name, Class::Envelope, "id-empty", &id(Tree::text("")))?;
        maker.frame(from, name, Class::Envelope, "id-null", &id(Tree::Null))?;
        maker.frame(from, name, Class::WrongKind, "id", &id(Tree::number(1)))?;
        let twice = base.with_twice(key, Tree::text("first"), Tree::text("last"));
        maker.frame(from, name, Class::RepeatedKey, "id", &twice)?;
    }
    let surplus = changed(&base, "of_tomorrow", Tree::List(Vec::new()));
    maker.frame(from, name, Class::UnknownKey, "envelope", &surplus)?;
    if let Tree::Object(members) = &base {
        let turned = Tree::Object(members.iter().rev().cloned().collect());
        maker.frame(from, name, Class::Order, "params-first", &turned)?;
    }
    // The side that should send the event does not expect to receive it.
    let other = match from {
        Direction::ClientToServer => Direction::ServerToClient,
        Direction::ServerToClient => Direction::ClientToServer,
    };
    maker.frame(other, name, Class::UnknownEvent, "other-side", &base)?;
    for (what, name) in [
        ("suffix", format!("{name}.v2")),
        ("upper", name.to_uppercase()),
    ] {
        let unknown = changed(&base, &envelope.event, Tree::text(&name));
        maker.frame(from, &event.name, Class::UnknownEvent, what, &unknown)?;
    }

    let with = |value| changed(&base, &envelope.params, value);
    match params {
        Some(ty) => {
            let mut without = base.clone();
            without.remove(&envelope.params);
            maker.frame(from, name, Class::Absent, "params", &without)?;
            maker.frame(from, name, Class::Null, "params", &with(Tree::Null))?;
            let (full, empty) = values.full_and_empty(ty, "");
            let twice = base.with_twice(&envelope.params, full, empty);
            maker.frame(from, name, Class::RepeatedKey, "params", &twice)?;
            for shown in values.all(ty, "") {
                let what = format!("params-{}", shown.variant);
                maker.frame(from, name, shown.class, &what, &with(shown.tree))?;
            }
        }
        None => {
            for (what, value) in [
                ("params-null", Tree::Null),
                ("params-object", Tree::Object(Vec::new())),
                ("params-text", Tree::text("x")),
            ] {
                maker.frame(from, name, Class::UnknownKey, what, &with(value))?;
            }
        }
    }
    ControlFlow::Continue(())
}

fn changed(base: &Tree, key: &str, value: Tree) -> Tree {
    let mut tree = base.clone();
    tree.set(key, value);
    tree
}

/// Frames without an event, and texts that are no JSON; if there are frames at all.
pub(super) fn broken(maker: &mut Maker<'_, '_>) -> ControlFlow<()> {
    if maker.model.events().is_empty() {
        return ControlFlow::Continue(());
    }
    let envelope = &maker.model.protocol.envelope;
    let key = envelope.event.clone();
    let named = |value| Tree::Object(vec![(key.clone(), value)]);
    for from in [Direction::ClientToServer, Direction::ServerToClient] {
        for (what, tree) in [
            ("nothing", Tree::Object(Vec::new())),
            ("event-null", named(Tree::Null)),
            ("event-number", named(Tree::number(1))),
            ("event-list", named(Tree::List(Vec::new()))),
            ("list", Tree::List(Vec::new())),
            ("text", Tree::text("event")),
            ("number", Tree::number(0)),
            ("null", Tree::Null),
        ] {
            maker.frame(from, "frame", Class::Envelope, what, &tree)?;
        }
        for (what, text) in [
            ("empty-text", ""),
            ("cut", "{\"event\":\"a"),
            ("two", "{} {}"),
            ("comma", "{\"event\":\"a\",}"),
            ("single-quotes", "{'event':'a'}"),
            ("comment", "{/**/\"event\":\"a\"}"),
            ("not-a-number", "{\"event\":NaN}"),
            ("leading-zero", "{\"event\":01}"),
            ("plus", "{\"event\":+1}"),
            ("raw-control", "{\"event\":\"a\nb\"}"),
            ("bad-escape", "{\"event\":\"\\x41\"}"),
            ("mark", "\u{feff}{\"event\":\"a\"}"),
        ] {
            maker.text(from, what, text)?;
        }
    }
    ControlFlow::Continue(())
}
