//! Changes of constraints.

use tdproto_schema::model::{Bounds, Constraints, JsonScalar, Number, Scalar};

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

impl ConstraintsChange {
    /// The change without a part of it that is known from elsewhere; `None`: that is all of it.
    pub(super) fn without(self, known: Option<Self>) -> Option<Self> {
        match (self, known) {
            (Self::Changed, Some(Self::Tightened)) => Some(Self::Loosened),
            (Self::Changed, Some(Self::Loosened)) => Some(Self::Tightened),
            (change, Some(known)) => (change != known).then_some(change),
            (change, None) => Some(change),
        }
    }
}

/// The change of the constraints of values that are a built-in scalar on the wire, or none.
pub(super) fn change(
    (old, before): (&Constraints, Option<Scalar>),
    (new, now): (&Constraints, Option<Scalar>),
) -> Option<ConstraintsChange> {
    let (mut tighter, mut looser) = (false, false);
    let [a, b] = [range(old.bounds, before), range(new.bounds, now)];
    let lowest = |bound: Option<Number>| bound.map(|bound| (true, bound));
    // Without a bound, the end is beyond all that have one.
    match (lowest(a.min), lowest(b.min)) {
        (a, b) if a < b => tighter = true,
        (a, b) if a > b => looser = true,
        _ => {}
    }
    match (a.max, b.max) {
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

/// The bounds with those that values have by themselves: integers a range, all that is counted no
/// less than nothing.
fn range(bounds: Bounds, scalar: Option<Scalar>) -> Bounds {
    let number = |number: i128| i64::try_from(number).ok().map(Number::Int);
    let own = match scalar.map(Scalar::json) {
        Some(JsonScalar::Integer { smallest, largest }) => Bounds {
            min: number(smallest),
            max: number(largest),
        },
        Some(JsonScalar::Number | JsonScalar::Bool) => Bounds::default(),
        Some(JsonScalar::Text | JsonScalar::Base64) | None => Bounds {
            min: number(0),
            max: None,
        },
    };
    bounds.and(own)
}
