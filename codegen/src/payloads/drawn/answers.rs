//! Replies with values in their places.

use tdproto_schema::model::{Direction, Event, FrameKind, HoleKind, Type};

use super::makers::filled;
use super::places::{What, spots};
use crate::payloads::maker::Maker;
use crate::payloads::tree::Tree;
use crate::payloads::unions::on_wire;
use crate::payloads::values::Values;
use crate::views::View;

/// The type of the body of a reply to an event.
pub(super) fn body_type(kind: &FrameKind, event: &Event) -> (HoleKind, Type) {
    let has_error = spots(&kind.shape).iter().any(|spot| match spot.what {
        What::Hole(hole) | What::Among(hole) => hole.kind == HoleKind::Error,
        What::Constant(_) | What::Null => false,
    });
    if has_error {
        let common = kind.error.as_ref().map(|error| &error.ty);
        let own = event.error.as_ref().or(common);
        return (HoleKind::Error, own.cloned().unwrap_or(Type::Any));
    }
    let reply = event.reply.as_ref().map(|reply| reply.ty.clone());
    (HoleKind::Result, reply.unwrap_or(Type::Any))
}

/// A reply of a kind to an event, as a side sends it.
pub(super) fn reply(
    maker: &Maker<'_, '_>,
    kind: &FrameKind,
    event: &Event,
    from: Direction,
) -> Option<Tree> {
    let (hole_of_body, ty) = body_type(kind, event);
    let mut values = Values::new(maker.model, View::of(from), &event.name, maker.seed);
    let mut body = values.typical(&ty, "");
    // An error is never null.
    if body == Tree::Null && hole_of_body == HoleKind::Error {
        body = Tree::text("failed");
    }
    filled(&kind.shape, &mut |hole| match hole.kind {
        HoleKind::Event => Some(on_wire(&event.wire_name())),
        HoleKind::Params => None,
        HoleKind::Id => kind.id.as_ref().map(|id| values.typical(&id.ty, "id")),
        HoleKind::Field(at) => {
            let field = kind.fields.get(at)?;
            Some(values.typical(&field.ty, &field.name))
        }
        HoleKind::Result | HoleKind::Error => Some(body.clone()),
    })
}
