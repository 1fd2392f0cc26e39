//! The values of a part in both models: the old one and the new one. For parts of another kind
//! there are none.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Docs, EnumValue, Event, Field, FrameKind, Params, Protocol, Tombstone, TypeDef, TypeId, Union,
    Variant,
};

use super::carried::carried as carried_by;
use super::pairs::{Pairs, event};
use super::part::{Part, Side, TypePair};

/// The old one and the new one, where the models have it.
pub(crate) type Both<T> = [Option<T>; 2];

/// The protocols.
pub(super) fn protocols<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<&'a Protocol> {
    let is_protocol = *part == Part::Protocol;
    [pairs.old, pairs.new].map(|model| is_protocol.then_some(&model.protocol))
}

/// The declared types.
pub(crate) fn types<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<&'a TypeDef> {
    let Part::Type(side) = part else {
        return [None, None];
    };
    [
        side.before().map(|id| pairs.old.ty(id)),
        side.after().map(|id| pairs.new.ty(id)),
    ]
}

/// The fields, each with its entity.
pub(super) fn owned_fields<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<(TypeId, &'a Field)> {
    let Part::Field { owner, field, .. } = part else {
        return [None, None];
    };
    let of = |model: &'a Model, id: TypeId, at: Option<usize>| {
        Some((id, model.ty(id).fields().get(at?)?))
    };
    [
        of(pairs.old, owner.0, field.before()),
        of(pairs.new, owner.1, field.after()),
    ]
}

/// The fields, of entities or of kinds of frames.
pub(crate) fn fields<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<&'a Field> {
    if let Part::FrameField { owner, field } = part {
        return [
            field
                .before()
                .and_then(|at| pairs.old.frame(owner.0).fields.get(at)),
            field
                .after()
                .and_then(|at| pairs.new.frame(owner.1).fields.get(at)),
        ];
    }
    owned_fields(pairs, part).map(|field| field.map(|(_, field)| field))
}

/// The values of enums.
pub(super) fn values<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<&'a EnumValue> {
    let Part::Value { owner, value } = part else {
        return [None, None];
    };
    let of = |model: &'a Model, id: TypeId, at: Option<usize>| model.ty(id).values().get(at?);
    [
        of(pairs.old, owner.0, value.before()),
        of(pairs.new, owner.1, value.after()),
    ]
}

/// The variants of unions, each with its union.
pub(super) fn variants<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<(&'a Union, &'a Variant)> {
    let Part::Variant { owner, variant } = part else {
        return [None, None];
    };
    let of = |model: &'a Model, id: TypeId, at: Option<usize>| {
        let union = model.union(id)?;
        Some((union, union.variants.get(at?)?))
    };
    [
        of(pairs.old, owner.0, variant.before()),
        of(pairs.new, owner.1, variant.after()),
    ]
}

/// The events.
pub(crate) fn events<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<&'a Event> {
    let Part::Event(side) = part else {
        return [None, None];
    };
    [
        side.before().map(|id| event(pairs.old, id)),
        side.after().map(|id| event(pairs.new, id)),
    ]
}

/// The kinds of frames.
pub(crate) fn frames<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<&'a FrameKind> {
    let Part::Frame(side) = part else {
        return [None, None];
    };
    [
        side.before().map(|id| pairs.old.frame(id)),
        side.after().map(|id| pairs.new.frame(id)),
    ]
}

/// The values that frames carry, with their presence.
pub(crate) fn carried(pairs: &Pairs<'_>, part: &Part) -> Both<Params> {
    let Part::Carried(old, new) = part else {
        return [None, None];
    };
    [carried_by(pairs.old, *old), carried_by(pairs.new, *new)]
}

/// The tombstones.
pub(super) fn tombstones<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<&'a Tombstone> {
    let Part::Tombstone(side) = part else {
        return [None, None];
    };
    [
        side.before().and_then(|at| pairs.old.removed.get(at)),
        side.after().and_then(|at| pairs.new.removed.get(at)),
    ]
}

/// The docs of the parts. The protocol as a whole and tombstones have none that change.
pub(crate) fn docs<'a>(pairs: &Pairs<'a>, part: &Part) -> Both<&'a Docs> {
    match part {
        Part::Protocol | Part::Carried(..) | Part::Tombstone(_) => [None, None],
        Part::Frame(_) => frames(pairs, part).map(|kind| kind.map(|kind| &kind.docs)),
        Part::Type(_) => types(pairs, part).map(|def| def.map(|def| &def.docs)),
        Part::Field { .. } | Part::FrameField { .. } => {
            fields(pairs, part).map(|field| field.map(|field| &field.docs))
        }
        Part::Value { .. } => values(pairs, part).map(|value| value.map(|value| &value.docs)),
        Part::Variant { .. } => variants(pairs, part).map(|found| Some(&found?.1.docs)),
        Part::Event(_) => events(pairs, part).map(|event| event.map(|event| &event.docs)),
    }
}

/// The new one if both models have it.
pub(super) fn latest<T>([old, new]: Both<T>) -> Option<T> {
    new.or(old)
}

/// The key of a field on the wire, the new one if both models have it.
pub(super) fn field_name<'a>(pairs: &Pairs<'a>, owner: TypePair, field: Side<usize>) -> &'a str {
    let old = || Some(&pairs.old.entity(owner.0)?.fields[field.before()?]);
    let new = || Some(&pairs.new.entity(owner.1)?.fields[field.after()?]);
    new().or_else(old).map_or("", |field| field.name.as_str())
}
