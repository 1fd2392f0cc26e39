//! Changes of the condition of a conditional field.

use std::collections::BTreeSet;

use tdproto_schema::model::When;

use super::relation::Relation;

/// A change of the condition of a conditional field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhenChange {
    /// The field has a meaning in fewer cases.
    Narrowed,
    /// The field has a meaning in more cases.
    Widened,
    /// The field has a meaning in more cases and in fewer, or depends on another sibling.
    Changed,
}

impl From<WhenChange> for Option<Relation> {
    /// The relation of the new cases to the old ones.
    fn from(change: WhenChange) -> Self {
        Some(match change {
            WhenChange::Narrowed => Relation::Narrowed,
            WhenChange::Widened => Relation::Widened,
            WhenChange::Changed => Relation::Changed,
        })
    }
}

/// The change of the condition of a field. `is_one` returns true if two siblings are the same
/// field.
pub(super) fn when_change(
    old: Option<&When>,
    new: Option<&When>,
    is_one: impl Fn(usize, usize) -> bool,
) -> Option<WhenChange> {
    match (old, new) {
        (None, None) => None,
        (None, Some(_)) => Some(WhenChange::Narrowed),
        (Some(_), None) => Some(WhenChange::Widened),
        (Some(x), Some(y)) => {
            if !is_one(x.field, y.field) {
                return Some(WhenChange::Changed);
            }
            let values = |when: &When| when.values.iter().cloned().collect::<BTreeSet<String>>();
            let (x, y) = (values(x), values(y));
            match (x.is_subset(&y), y.is_subset(&x)) {
                (true, true) => None,
                (true, false) => Some(WhenChange::Widened),
                (false, true) => Some(WhenChange::Narrowed),
                (false, false) => Some(WhenChange::Changed),
            }
        }
    }
}
