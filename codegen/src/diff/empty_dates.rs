//! Changes of `allow_empty`, by which `""` may stand for no date and time. The protocol allows it
//! for all dates, a scalar for its own, a field for those in its type.

use tdproto_schema::Model;
use tdproto_schema::model::{Field, Scalar, Type, TypeDef, TypeId};

use super::pairs::Pairs;
use super::part::TypePair;
use super::relation::Relation;

/// A change of `allow_empty` of a date and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmptyDates {
    /// `""` is valid now.
    Allowed,
    /// `""` is no longer valid.
    Refused,
}

impl From<EmptyDates> for Option<Relation> {
    /// The relation of the new values to the old ones.
    fn from(change: EmptyDates) -> Self {
        Some(match change {
            EmptyDates::Allowed => Relation::Widened,
            EmptyDates::Refused => Relation::Narrowed,
        })
    }
}

/// The part whose `allow_empty` changed, so that it did for a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    Protocol,
    Scalar(TypePair),
    Field,
}

/// The change of `[protocol]`.
pub(super) fn of_protocol(pairs: &Pairs<'_>) -> Option<EmptyDates> {
    changed(allowed_everywhere(pairs))
}

/// The change of a scalar of dates. A change of the protocol covers all scalars.
pub(super) fn of_scalar(pairs: &Pairs<'_>, old: &TypeDef, new: &TypeDef) -> Option<EmptyDates> {
    let is_date = |def: &TypeDef| def.base() == Some(Scalar::Datetime);
    let is_own = allowed_everywhere(pairs) == [false, false] && is_date(old) && is_date(new);
    changed([old.allow_empty, new.allow_empty]).filter(|_| is_own)
}

/// The changes of the dates of a field that neither the protocol nor a scalar has as well.
pub(super) fn of_field(pairs: &Pairs<'_>, fields: (&Field, &Field)) -> Vec<EmptyDates> {
    let dates = dates(pairs, fields).into_iter();
    let mut own: Vec<EmptyDates> = dates
        .filter(|(_, cause)| *cause == Cause::Field)
        .map(|(change, _)| change)
        .collect();
    own.sort_unstable();
    own.dedup();
    own
}

/// The dates of a field whose `allow_empty` changed, each with the part that changed it.
pub(super) fn dates(pairs: &Pairs<'_>, (old, new): (&Field, &Field)) -> Vec<(EmptyDates, Cause)> {
    let everywhere = allowed_everywhere(pairs);
    if everywhere == [true, true] {
        return Vec::new();
    }
    let mut all = Vec::new();
    each_date(pairs, &old.ty, &new.ty, &mut |before, after| {
        let of_scalar = [allows(pairs.old, before), allows(pairs.new, after)];
        let allowed = [
            everywhere[0] || old.allow_empty || of_scalar[0],
            everywhere[1] || new.allow_empty || of_scalar[1],
        ];
        let cause = match (before, after) {
            _ if everywhere[0] != everywhere[1] => Cause::Protocol,
            (Some(a), Some(b)) if pairs.new_type(a) == Some(b) && of_scalar[0] != of_scalar[1] => {
                Cause::Scalar((a, b))
            }
            (Some(_) | None, Some(_) | None) => Cause::Field,
        };
        all.extend(changed(allowed).map(|change| (change, cause)));
    });
    all
}

fn allowed_everywhere(pairs: &Pairs<'_>) -> [bool; 2] {
    [pairs.old, pairs.new].map(|model| model.protocol.allow_empty)
}

fn allows(model: &Model, scalar: Option<TypeId>) -> bool {
    scalar.is_some_and(|id| model.ty(id).allow_empty)
}

fn changed(allowed: [bool; 2]) -> Option<EmptyDates> {
    match allowed {
        [false, true] => Some(EmptyDates::Allowed),
        [true, false] => Some(EmptyDates::Refused),
        [true, true] | [false, false] => None,
    }
}

/// Visits the dates in both types, with the scalars that stand for them.
fn each_date(
    pairs: &Pairs<'_>,
    old: &Type,
    new: &Type,
    visit: &mut impl FnMut(Option<TypeId>, Option<TypeId>),
) {
    match (pairs.old.unaliased(old), pairs.new.unaliased(new)) {
        (Type::List(a), Type::List(b)) | (Type::Nullable(a), Type::Nullable(b)) => {
            each_date(pairs, a, b, visit);
        }
        (Type::Nullable(a), b) => each_date(pairs, a, b, visit),
        (a, Type::Nullable(b)) => each_date(pairs, a, b, visit),
        (Type::Tuple(a), Type::Tuple(b)) => {
            a.iter()
                .zip(b)
                .for_each(|(a, b)| each_date(pairs, a, b, visit));
        }
        (Type::Map(key_a, a), Type::Map(key_b, b)) => {
            each_date(pairs, key_a, key_b, visit);
            each_date(pairs, a, b, visit);
        }
        (a, b) => {
            if let (Some(a), Some(b)) = (date(pairs.old, a), date(pairs.new, b)) {
                visit(a, b);
            }
        }
    }
}

/// The scalar that a date is, if it is one.
fn date(model: &Model, ty: &Type) -> Option<Option<TypeId>> {
    match ty {
        Type::Scalar(Scalar::Datetime) => Some(None),
        Type::Named(id) if model.ty(*id).base() == Some(Scalar::Datetime) => Some(Some(*id)),
        Type::Scalar(_)
        | Type::Named(_)
        | Type::List(_)
        | Type::Map(..)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any => None,
    }
}
