//! The relation of the values of a type to those of another one.

/// The relation of the values of a new type to those of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The values are the same, by the same name.
    Same,
    /// The values are the same, by another name.
    Renamed,
    /// The values are those that there were, and more.
    Widened,
    /// The values are some of those that there were, and no others.
    Narrowed,
    /// A map has other keys.
    MapKey,
    /// A date and time has another format.
    DateFormat,
    /// A tuple has another item at its end, which may be missing.
    OptionalItemAdded,
    /// A tuple has another item at its end, which must be there.
    ItemAdded,
    /// A tuple lacks an item at its end, which could be missing.
    OptionalItemRemoved,
    /// A tuple lacks an item at its end, which had to be there.
    ItemRemoved,
    /// The values are different.
    Changed,
}

impl Relation {
    /// Returns true if there is no difference on the wire.
    #[must_use]
    pub(crate) fn is_same_on_wire(self) -> bool {
        match self {
            Self::Same | Self::Renamed => true,
            Self::Widened
            | Self::Narrowed
            | Self::MapKey
            | Self::DateFormat
            | Self::OptionalItemAdded
            | Self::ItemAdded
            | Self::OptionalItemRemoved
            | Self::ItemRemoved
            | Self::Changed => false,
        }
    }

    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Renamed => "renamed",
            Self::Widened => "widened",
            Self::Narrowed => "narrowed",
            Self::MapKey => "map-key",
            Self::DateFormat => "date-format",
            Self::OptionalItemAdded => "optional-item-added",
            Self::ItemAdded => "item-added",
            Self::OptionalItemRemoved => "optional-item-removed",
            Self::ItemRemoved => "item-removed",
            Self::Changed => "changed",
        }
    }
}

/// The relation seen from the other side.
pub(super) fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Widened => Relation::Narrowed,
        Relation::Narrowed => Relation::Widened,
        Relation::OptionalItemAdded => Relation::OptionalItemRemoved,
        Relation::OptionalItemRemoved => Relation::OptionalItemAdded,
        Relation::ItemAdded => Relation::ItemRemoved,
        Relation::ItemRemoved => Relation::ItemAdded,
        Relation::Same
        | Relation::Renamed
        | Relation::MapKey
        | Relation::DateFormat
        | Relation::Changed => relation,
    }
}

/// The relation of types that are not called the same.
pub(super) fn renamed(relation: Relation) -> Relation {
    match relation {
        Relation::Same => Relation::Renamed,
        Relation::Renamed
        | Relation::Widened
        | Relation::Narrowed
        | Relation::MapKey
        | Relation::DateFormat
        | Relation::OptionalItemAdded
        | Relation::ItemAdded
        | Relation::OptionalItemRemoved
        | Relation::ItemRemoved
        | Relation::Changed => relation,
    }
}
