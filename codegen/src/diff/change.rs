//! One change between two models, as data. Old and new values are read from the models by the
//! ids; the words for them are made in `words.rs`.

use tdproto_schema::model::{EventId, TypeId};

use super::{EmptyDates, Relation};

/// Which of the two models has a part, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side<T> {
    /// The old one only.
    Old(T),
    /// The new one only.
    New(T),
    /// Both: its place in the old one, and in the new one.
    Both(T, T),
}

impl<T: Copy> Side<T> {
    /// The place in the old model.
    #[must_use]
    pub fn before(self) -> Option<T> {
        match self {
            Self::Old(old) | Self::Both(old, _) => Some(old),
            Self::New(_) => None,
        }
    }

    /// The place in the new model.
    #[must_use]
    pub fn after(self) -> Option<T> {
        match self {
            Self::New(new) | Self::Both(_, new) => Some(new),
            Self::Old(_) => None,
        }
    }

    /// The part seen from the other side: what was new is old.
    #[must_use]
    pub fn swapped(self) -> Self {
        match self {
            Self::Old(old) => Self::New(old),
            Self::New(new) => Self::Old(new),
            Self::Both(old, new) => Self::Both(new, old),
        }
    }
}

/// A type that both models have: its old and its new id.
pub type TypePair = (TypeId, TypeId);

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The protocol as a whole.
    Protocol,
    /// A declared type.
    Type(Side<TypeId>),
    /// A field of an entity that both models have.
    Field {
        /// The entity.
        owner: TypePair,
        /// The positions of the field.
        field: Side<usize>,
        /// Entities that include the owner, and so have the same change.
        includers: Vec<TypePair>,
    },
    /// A value of an enum that both models have.
    Value {
        /// The enum.
        owner: TypePair,
        /// The positions of the value.
        value: Side<usize>,
    },
    /// An event.
    Event(Side<EventId>),
    /// What one of the models remembers as removed, by its position there.
    Tombstone(Side<usize>),
}

/// What happened to a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The new model has it, the old one has not.
    Added,
    /// The old model has it, the new one has not.
    Removed,
    /// It has another name; of an enum value and of a field, only code sees it (`CodeName`).
    Renamed,
    /// It is in another topic.
    Moved,
    /// Generated code calls it otherwise.
    CodeName,
    /// A type is of another kind, an entity that was an enum, say.
    Kind(Relation),
    /// When a field is on the wire, and whether it may be null.
    Presence,
    /// Who may write a field.
    Access,
    /// The type of a field.
    Type(Relation),
    /// When a field has a meaning.
    When(WhenChange),
    /// Whether `""` may stand for no date and time.
    EmptyDates(EmptyDates),
    /// What an alias or a scalar stands for.
    Base(Relation),
    /// Whether an enum is of texts or of integers.
    EnumBase,
    /// Which value of a closed enum a missing one is.
    Empty,
    /// What is on the wire for the name of a value.
    WireValue,
    /// Whether an enum is open.
    Openness,
    /// What the texts of a scalar begin with.
    Prefixes,
    /// Which entities are included; what that does to fields is told of the fields.
    Includes,
    /// The order of fields or values.
    Order,
    /// Who sends an event.
    Direction,
    /// The params of an event.
    Params(ParamsChange),
    /// The keys of a frame.
    Envelope,
    /// The name of the protocol.
    Name,
    /// The version of the protocol.
    Version,
    /// The placeholders of examples.
    Placeholders,
    /// The first version that has it.
    Since,
    /// It is deprecated now.
    Deprecated,
    /// It is not deprecated any more.
    Undeprecated,
    /// What is said about its deprecation.
    DeprecationNote,
    /// It is experimental now.
    Experimental,
    /// It is not experimental any more.
    Stable,
    /// The description.
    Docs,
}

/// How the condition of a conditional field changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhenChange {
    /// The field has a meaning in fewer cases.
    Narrowed,
    /// The field has a meaning in more cases.
    Widened,
    /// In some cases more and some less, or it depends on another sibling.
    Changed,
}

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

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub part: Part,
    /// What happened to it.
    pub what: What,
}

impl What {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::CodeName => "code-name",
            Self::Kind(_) => "kind",
            Self::Presence => "presence",
            Self::Access => "access",
            Self::Type(_) => "type",
            Self::When(_) => "when",
            Self::EmptyDates(_) => "empty-dates",
            Self::Base(_) => "base",
            Self::EnumBase => "enum-base",
            Self::Empty => "empty",
            Self::WireValue => "wire-value",
            Self::Openness => "openness",
            Self::Prefixes => "prefixes",
            Self::Includes => "includes",
            Self::Order => "order",
            Self::Direction => "direction",
            Self::Params(_) => "params",
            Self::Envelope => "envelope",
            Self::Name => "name",
            Self::Version => "version",
            Self::Placeholders => "placeholders",
            Self::Since => "since",
            Self::Deprecated => "deprecated",
            Self::Undeprecated => "undeprecated",
            Self::DeprecationNote => "deprecation-note",
            Self::Experimental => "experimental",
            Self::Stable => "stable",
            Self::Docs => "docs",
        }
    }

    /// How the new value relates to the old one, where types are compared.
    #[must_use]
    pub fn relation(self) -> Option<Relation> {
        match self {
            Self::Kind(relation)
            | Self::Type(relation)
            | Self::Base(relation)
            | Self::Params(ParamsChange::Replaced(relation)) => Some(relation),
            Self::When(WhenChange::Narrowed) | Self::EmptyDates(EmptyDates::Refused) => {
                Some(Relation::Narrowed)
            }
            Self::When(WhenChange::Widened) | Self::EmptyDates(EmptyDates::Allowed) => {
                Some(Relation::Widened)
            }
            Self::When(WhenChange::Changed) => Some(Relation::Changed),
            Self::Added
            | Self::Removed
            | Self::Renamed
            | Self::Moved
            | Self::CodeName
            | Self::Presence
            | Self::Access
            | Self::EnumBase
            | Self::Empty
            | Self::WireValue
            | Self::Openness
            | Self::Prefixes
            | Self::Includes
            | Self::Order
            | Self::Direction
            | Self::Params(ParamsChange::Added | ParamsChange::Removed)
            | Self::Envelope
            | Self::Name
            | Self::Version
            | Self::Placeholders
            | Self::Since
            | Self::Deprecated
            | Self::Undeprecated
            | Self::DeprecationNote
            | Self::Experimental
            | Self::Stable
            | Self::Docs => None,
        }
    }
}
