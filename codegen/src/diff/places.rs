//! The places of a change, in the old files and in the new ones.

use tdproto_schema::model::{Carrier, EventId, FrameId, TypeId};
use tdproto_schema::{EventOrigin, Origins, Span, TypeExpr};

use super::change::Change;
use super::kinds::What;
use super::part::Part;

/// The old and the new place of a change. Where one of the models does not have the part, it is
/// the place of what holds it; [`Span::NONE`] if there is none, or no text.
#[must_use]
pub fn places(old: &Origins, new: &Origins, change: &Change) -> (Span, Span) {
    match &change.part {
        Part::Protocol => (old.protocol(), new.protocol()),
        Part::Type(side) => (ty(old, side.before()), ty(new, side.after())),
        Part::Field {
            owner, field: at, ..
        } => (
            field(old, owner.0, at.before(), change.what),
            field(new, owner.1, at.after(), change.what),
        ),
        Part::Value { owner, value: at } => (
            value(old, owner.0, at.before()),
            value(new, owner.1, at.after()),
        ),
        Part::Variant { owner, variant: at } => (
            variant(old, owner.0, at.before(), change.what),
            variant(new, owner.1, at.after(), change.what),
        ),
        Part::Frame(side) => (
            frame(old, side.before(), change.what),
            frame(new, side.after(), change.what),
        ),
        Part::FrameField { owner, field: at } => (
            frame_field(old, owner.0, at.before(), change.what),
            frame_field(new, owner.1, at.after(), change.what),
        ),
        Part::Carried(before, after) => (carrier(old, *before), carrier(new, *after)),
        Part::Event(side) => (
            event(old, side.before(), change.what),
            event(new, side.after(), change.what),
        ),
        Part::Tombstone(side) => {
            let place = |origins: &Origins, at: Option<usize>| {
                at.map_or(Span::NONE, |at| origins.tombstone(at))
            };
            (place(old, side.before()), place(new, side.after()))
        }
    }
}

fn ty(origins: &Origins, id: Option<TypeId>) -> Span {
    id.map_or(Span::NONE, |id| origins.type_name(id))
}

fn field(origins: &Origins, owner: TypeId, at: Option<usize>, what: What) -> Span {
    let origin = at.and_then(|at| origins.field(owner, at));
    let Some(origin) = origin else {
        return origins.type_name(owner);
    };
    if matches!(what, What::Type(_)) {
        origin.ty.span()
    } else {
        origin.name
    }
}

fn value(origins: &Origins, owner: TypeId, at: Option<usize>) -> Span {
    at.map_or(origins.type_name(owner), |at| origins.value_name(owner, at))
}

fn variant(origins: &Origins, owner: TypeId, at: Option<usize>, what: What) -> Span {
    match (at, what) {
        (None, _) => origins.type_name(owner),
        (Some(at), What::Type(_)) => origins.variant_type(owner, at),
        (Some(at), _) => origins.variant_name(owner, at),
    }
}

fn frame(origins: &Origins, id: Option<FrameId>, what: What) -> Span {
    let origin = id.and_then(|id| origins.frame(id));
    origin.map_or(Span::NONE, |origin| {
        if matches!(what, What::Shape) {
            origin.shape
        } else {
            origin.name
        }
    })
}

fn frame_field(origins: &Origins, owner: FrameId, at: Option<usize>, what: What) -> Span {
    let Some(frame) = origins.frame(owner) else {
        return Span::NONE;
    };
    let Some(origin) = at.and_then(|at| frame.fields.get(at)) else {
        return frame.name;
    };
    if matches!(what, What::Type(_)) {
        origin.ty.span()
    } else {
        origin.name
    }
}

/// The place of the type of a value, or of what carries it.
fn carrier(origins: &Origins, carrier: Carrier) -> Span {
    let of_event = |id: EventId, ty: fn(&EventOrigin) -> Option<&TypeExpr>| {
        let origin = origins.event(id);
        let span = |origin| ty(origin).map_or(origin.name, TypeExpr::span);
        origin.map_or(Span::NONE, span)
    };
    match carrier {
        Carrier::Params(id) => of_event(id, |origin| origin.params.as_ref()),
        Carrier::Reply(id) => of_event(id, |origin| origin.reply.as_ref()),
        Carrier::Error(id) => of_event(id, |origin| origin.error.as_ref()),
        Carrier::Field(id, at) => {
            let field = origins.frame(id).and_then(|frame| frame.fields.get(at));
            field.map_or(Span::NONE, |field| field.ty.span())
        }
        Carrier::Id(id) | Carrier::FrameError(id) => {
            origins.frame(id).map_or(Span::NONE, |frame| frame.shape)
        }
    }
}

fn event(origins: &Origins, id: Option<EventId>, what: What) -> Span {
    let Some(origin) = id.and_then(|id| origins.event(id)) else {
        return Span::NONE;
    };
    let params = origin.params.as_ref();
    let params = params.filter(|_| {
        matches!(
            what,
            What::Params(_) | What::Presence | What::Constraints(_)
        )
    });
    params.map_or(origin.name, TypeExpr::span)
}
