//! Changes of the params of an event.

use super::relation::Relation;

/// How the params of an event changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParamsChange {
    /// It had none.
    Added,
    /// It has none.
    Removed,
    /// It has another entity.
    Replaced(Relation),
}

impl From<ParamsChange> for Option<Relation> {
    /// How the new params relate to the old ones, if there are both.
    fn from(change: ParamsChange) -> Self {
        match change {
            ParamsChange::Added | ParamsChange::Removed => None,
            ParamsChange::Replaced(relation) => Some(relation),
        }
    }
}
