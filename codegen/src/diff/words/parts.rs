//! The parts of both models that a change is about: the old one and the new one.

use tdproto_schema::Model;
use tdproto_schema::model::{EnumValue, Event, EventId, Field, TypeDef, TypeId, TypeKind};

use crate::diff::{Pairs, Side, TypePair};

pub(in crate::diff) fn type_defs<'a>(
    pairs: &Pairs<'a>,
    side: Side<TypeId>,
) -> [Option<&'a TypeDef>; 2] {
    [
        side.before().map(|id| pairs.old.ty(id)),
        side.after().map(|id| pairs.new.ty(id)),
    ]
}

pub(in crate::diff) fn fields<'a>(
    pairs: &Pairs<'a>,
    owner: TypePair,
    side: Side<usize>,
) -> [Option<&'a Field>; 2] {
    let field = |model: &'a Model, id: TypeId, at: Option<usize>| model.entity(id)?.fields.get(at?);
    [
        field(pairs.old, owner.0, side.before()),
        field(pairs.new, owner.1, side.after()),
    ]
}

pub(in crate::diff) fn values<'a>(
    pairs: &Pairs<'a>,
    owner: TypePair,
    side: Side<usize>,
) -> [Option<&'a EnumValue>; 2] {
    let value = |model: &'a Model, id: TypeId, at: Option<usize>| match &model.ty(id).kind {
        TypeKind::Enum(found) => found.values.get(at?),
        TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => None,
    };
    [
        value(pairs.old, owner.0, side.before()),
        value(pairs.new, owner.1, side.after()),
    ]
}

pub(in crate::diff) fn events<'a>(
    pairs: &Pairs<'a>,
    side: Side<EventId>,
) -> [Option<&'a Event>; 2] {
    [
        side.before().map(|id| &pairs.old.events()[id.index()]),
        side.after().map(|id| &pairs.new.events()[id.index()]),
    ]
}
