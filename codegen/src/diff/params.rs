//! Changes of the params of an event.

use super::relation::Relation;

/// A change of the params of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParamsChange {
    /// The event had none.
    Added,
    /// The event no longer has any.
    Removed,
    /// They are of another type.
    Replaced(Relation),
}

impl From<ParamsChange> for Option<Relation> {
    /// The relation of the new params to the old ones, if there are both.
    fn from(change: ParamsChange) -> Self {
        match change {
            ParamsChange::Added | ParamsChange::Removed => None,
            ParamsChange::Replaced(relation) => Some(relation),
        }
    }
}

/// A change of the reply to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReplyChange {
    /// The event had none.
    Added,
    /// The event no longer has one.
    Removed,
}

impl From<ReplyChange> for Option<Relation> {
    /// There is nothing to compare.
    fn from(_: ReplyChange) -> Self {
        None
    }
}
