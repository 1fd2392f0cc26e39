//! Changes of the constraints of fields and scalars.

use tdproto_schema::Model;
use tdproto_schema::model::{Bounds, Constraints, Field, Number, Type, TypeDef};

use super::pairs::Pairs;
use super::relation::Relation;

/// A change of constraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConstraintsChange {
    /// Some values are no longer allowed.
    Tightened,
    /// More values are allowed.
    Loosened,
    /// Some values are no longer allowed, and others are.
    Changed,
}

impl From<ConstraintsChange> for Option<Relation> {
    /// The relation of the new values to the old ones.
    fn from(change: ConstraintsChange) -> Self {
        Some(match change {
            ConstraintsChange::Tightened => Relation::Narrowed,
            ConstraintsChange::Loosened => Relation::Widened,
            ConstraintsChange::Changed => Relation::Changed,
        })
    }
}

/// The constraints of a field with those of its scalar.
#[must_use]
pub(crate) fn of_field(model: &Model, field: &Field) -> Constraints {
    let of_type = model.constraints_of(&field.ty);
    Constraints {
        bounds: of_type.bounds.and(field.bounds),
        ..of_type
    }
}

/// The change of the constraints of a field whose type is the same on the wire. Those of a scalar
/// that both types are is a change of the scalar.
pub(super) fn of_fields(
    pairs: &Pairs<'_>,
    (old, new): (&Field, &Field),
) -> Option<ConstraintsChange> {
    if !pairs.relation(&old.ty, &new.ty).is_same_on_wire() {
        return None;
    }
    let [a, b] = [pairs.old.unaliased(&old.ty), pairs.new.unaliased(&new.ty)];
    let is_same_scalar = match (a, b) {
        (Type::Named(a), Type::Named(b)) => pairs.new_type(*a) == Some(*b),
        (
            Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any,
            Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any,
        ) => false,
    };
    match is_same_scalar {
        true => change(&of_bounds(old.bounds), &of_bounds(new.bounds)),
        false => change(&of_field(pairs.old, old), &of_field(pairs.new, new)),
    }
}

/// The change of the constraints of a scalar.
pub(super) fn of_scalar(old: &TypeDef, new: &TypeDef) -> Option<ConstraintsChange> {
    change(&old.constraints, &new.constraints)
}

fn of_bounds(bounds: Bounds) -> Constraints {
    Constraints {
        bounds,
        ..Constraints::default()
    }
}

fn change(old: &Constraints, new: &Constraints) -> Option<ConstraintsChange> {
    let (mut tighter, mut looser) = (false, false);
    let lowest = |bound: Option<Number>| bound.map(|bound| (true, bound));
    // Without a bound, the end is beyond all that have one.
    match (lowest(old.bounds.min), lowest(new.bounds.min)) {
        (a, b) if a < b => tighter = true,
        (a, b) if a > b => looser = true,
        _ => {}
    }
    match (old.bounds.max, new.bounds.max) {
        (None, Some(_)) => tighter = true,
        (Some(_), None) => looser = true,
        (a, b) if a > b => tighter = true,
        (a, b) if a < b => looser = true,
        _ => {}
    }
    let texts = [
        (old.pattern.clone(), new.pattern.clone()),
        (
            old.format.map(|format| format.name().to_owned()),
            new.format.map(|format| format.name().to_owned()),
        ),
    ];
    for (before, after) in texts.iter().filter(|(before, after)| before != after) {
        tighter |= after.is_some();
        looser |= before.is_some();
    }
    match (tighter, looser) {
        (true, true) => Some(ConstraintsChange::Changed),
        (true, false) => Some(ConstraintsChange::Tightened),
        (false, true) => Some(ConstraintsChange::Loosened),
        (false, false) => None,
    }
}
