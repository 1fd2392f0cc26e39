//! Vectors of frames: the envelope, the params as a whole, and texts that are no frame at all.

use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event};

use super::class::Class;
use super::maker::Maker;
use super::tree::Tree;
use super::values::Values;
use crate::views::View;

/// The frame of an event with these params.
pub(super) fn frame(model: &Model, event: &str, params: Option<Tree>) -> Tree {
    let envelope = &model.protocol.envelope;
    let mut members = vec![(envelope.event.clone(), Tree::text(event))];
    members.extend(params.map(|params| (envelope.params.clone(), params)));
    Tree::Object(members)
}

/// The frame that the vectors of an event change, with what they need to know of it.
struct Base<'e> {
    event: &'e Event,
    from: Direction,
    frame: Tree,
}

impl Base<'_> {
    /// Makes a vector of a changed frame.
    fn vector(
        &self,
        maker: &mut Maker<'_, '_>,
        class: Class,
        what: &str,
        frame: &Tree,
    ) -> ControlFlow<()> {
        maker.frame(self.from, &self.event.name, class, what, frame)
    }

    /// The frame with another value under a key.
    fn with(&self, key: &str, value: Tree) -> Tree {
        changed(&self.frame, key, value)
    }
}

/// The vectors of one event, from each side that sends it.
pub(super) fn event(maker: &mut Maker<'_, '_>, event: &Event) -> ControlFlow<()> {
    for from in event.sender.directions() {
        of_sender(maker, event, *from)?;
    }
    ControlFlow::Continue(())
}

fn of_sender(maker: &mut Maker<'_, '_>, event: &Event, from: Direction) -> ControlFlow<()> {
    let model = maker.model;
    let view = View::of(from);
    let mut values = Values::new(model, view, &event.name, maker.seed);
    let right = event.params_type().map(|ty| values.typical(ty, ""));
    let base = Base {
        event,
        from,
        frame: frame(model, &event.name, right),
    };
    base.vector(maker, Class::Typical, "frame", &base.frame)?;
    ids(maker, &base)?;
    others(maker, &base)?;
    params(maker, &base, &mut values)
}

/// The vectors of the id, if frames have one.
fn ids(maker: &mut Maker<'_, '_>, base: &Base<'_>) -> ControlFlow<()> {
    let Some(key) = maker.model.protocol.envelope.id.as_deref() else {
        return ControlFlow::Continue(());
    };
    for (class, what, value) in [
        (Class::Envelope, "id", Tree::text("0Az9f8Bk2LmQ")),
        (Class::Envelope, "id-empty", Tree::text("")),
        (Class::Envelope, "id-null", Tree::Null),
        (Class::WrongKind, "id", Tree::number(1)),
    ] {
        base.vector(maker, class, what, &base.with(key, value))?;
    }
    let twice = base
        .frame
        .with_twice(key, Tree::text("first"), Tree::text("last"));
    base.vector(maker, Class::RepeatedKey, "id", &twice)?;
    let twice = base
        .frame
        .with_twice(key, Tree::number(1), Tree::text("last"));
    base.vector(maker, Class::RepeatedKey, "id-wrong-then-right", &twice)
}

/// The vectors of other keys, another order, another sender and other events.
fn others(maker: &mut Maker<'_, '_>, base: &Base<'_>) -> ControlFlow<()> {
    let surplus = base.with("of_tomorrow", Tree::List(Vec::new()));
    base.vector(maker, Class::UnknownKey, "envelope", &surplus)?;
    if let Tree::Object(members) = &base.frame {
        let turned = Tree::Object(members.iter().rev().cloned().collect());
        base.vector(maker, Class::Order, "params-first", &turned)?;
    }
    let name = &base.event.name;
    // The side that should send the event does not expect to receive it.
    for other in Direction::ALL {
        if !base.event.is_sent(other) {
            maker.frame(other, name, Class::UnknownEvent, "other-side", &base.frame)?;
        }
    }
    let key = &maker.model.protocol.envelope.event;
    for (what, first) in [
        ("event-wrong-then-right", Tree::number(1)),
        ("event-unknown-then-right", Tree::text("of_tomorrow")),
    ] {
        let twice = base.frame.with_twice(key, first, Tree::text(name));
        base.vector(maker, Class::RepeatedKey, what, &twice)?;
    }
    for (what, name) in [
        ("suffix", format!("{name}.v2")),
        ("upper", name.to_uppercase()),
    ] {
        let unknown = base.with(key, Tree::text(&name));
        base.vector(maker, Class::UnknownEvent, what, &unknown)?;
    }
    ControlFlow::Continue(())
}

/// The vectors of the params, or of values in their place.
fn params(maker: &mut Maker<'_, '_>, base: &Base<'_>, values: &mut Values<'_>) -> ControlFlow<()> {
    let key = maker.model.protocol.envelope.params.as_str();
    let Some(ty) = base.event.params_type() else {
        for (what, value) in [
            ("params-null", Tree::Null),
            ("params-object", Tree::Object(Vec::new())),
            ("params-text", Tree::text("x")),
        ] {
            base.vector(maker, Class::UnknownKey, what, &base.with(key, value))?;
        }
        return ControlFlow::Continue(());
    };
    let mut without = base.frame.clone();
    without.remove(key);
    base.vector(maker, Class::Absent, "params", &without)?;
    base.vector(maker, Class::Null, "params", &base.with(key, Tree::Null))?;
    let (full, empty) = values.full_and_empty(ty, "");
    let twice = base.frame.with_twice(key, full, empty);
    base.vector(maker, Class::RepeatedKey, "params", &twice)?;
    if let Some(wrong) = values.wrong_kinds(ty).into_iter().next() {
        let right = values.typical(ty, "");
        let twice = base.frame.with_twice(key, wrong.tree, right);
        base.vector(maker, Class::RepeatedKey, "params-wrong-then-right", &twice)?;
    }
    for shown in values.all(ty, "") {
        let what = format!("params-{}", shown.variant);
        base.vector(maker, shown.class, &what, &base.with(key, shown.tree))?;
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
    if maker.model.frames().is_empty() {
        without_event(maker)?;
    } else {
        super::drawn::broken(maker)?;
    }
    for from in [Direction::ClientToServer, Direction::ServerToClient] {
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

/// Frames without an event.
fn without_event(maker: &mut Maker<'_, '_>) -> ControlFlow<()> {
    let envelope = &maker.model.protocol.envelope;
    let key = envelope.event.clone();
    let named = |value| Tree::Object(vec![(key.clone(), value)]);
    for from in Direction::ALL {
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
    }
    ControlFlow::Continue(())
}
