//! Vectors of frames that the schema draws: the kinds, the events in them, and replies.

mod answers;
mod bodies;
mod edit;
pub(super) mod heads;
mod lenient;
mod makers;
mod parts;
mod places;
mod replies;
mod shapes;
mod strict;

pub(super) use makers::{frame, frame_with};

use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event};

use super::class::Class;
use super::maker::Maker;
use super::tree::Tree;
use makers::Base;

/// Returns true if the frames of an event do not say its name.
pub(super) fn is_nameless(model: &Model, event: &Event) -> bool {
    let kind = event.frame.map(|frame| model.frame(frame));
    kind.is_some_and(heads::is_nameless)
}

/// The vectors of one event, and of the replies to it, from each side that sends it.
pub(super) fn event<'a>(maker: &mut Maker<'a, '_>, event: &'a Event) -> ControlFlow<()> {
    for from in event.sender.directions() {
        let Some(mut base) = Base::of_event(maker, event, *from) else {
            continue;
        };
        base.typical(maker)?;
        shapes::changed(maker, &mut base)?;
        bodies::params(maker, &mut base)?;
        replies::of_event(maker, event, *from)?;
    }
    ControlFlow::Continue(())
}

/// Texts that are frames of no kind.
pub(super) fn broken(maker: &mut Maker<'_, '_>) -> ControlFlow<()> {
    for from in Direction::ALL {
        for (what, tree) in [
            ("empty-object", Tree::Object(Vec::new())),
            ("list", Tree::List(Vec::new())),
            ("list-in-list", Tree::List(vec![Tree::List(Vec::new())])),
            ("text", Tree::text("event")),
            ("number", Tree::number(0)),
            ("boolean", Tree::Bool(true)),
            ("null", Tree::Null),
        ] {
            maker.frame(from, "frame", Class::Envelope, what, &tree)?;
        }
    }
    ControlFlow::Continue(())
}
