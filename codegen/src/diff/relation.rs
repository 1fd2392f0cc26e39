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
    /// The values are different.
    Changed,
}

impl Relation {
    /// Returns true if there is no difference on the wire.
    #[must_use]
    pub(crate) fn is_same_on_wire(self) -> bool {
        match self {
            Self::Same | Self::Renamed => true,
            Self::Widened | Self::Narrowed | Self::MapKey | Self::DateFormat | Self::Changed => {
                false
            }
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
            Self::Changed => "changed",
        }
    }
}

/// The relation seen from the other side.
pub(super) fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Widened => Relation::Narrowed,
        Relation::Narrowed => Relation::Widened,
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
        | Relation::Changed => relation,
    }
}
