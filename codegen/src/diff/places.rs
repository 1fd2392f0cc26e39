//! The places of a change, in the old files and in the new ones.

use tdproto_schema::model::{EventId, TypeId};
use tdproto_schema::{Origins, Span, TypeExpr};

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

fn event(origins: &Origins, id: Option<EventId>, what: What) -> Span {
    let Some(origin) = id.and_then(|id| origins.event(id)) else {
        return Span::NONE;
    };
    let params = origin.params.as_ref();
    let params = params.filter(|_| matches!(what, What::Params(_) | What::Presence));
    params.map_or(origin.name, TypeExpr::span)
}
