//! The part of a schema that a change is about.

use tdproto_schema::model::{Carrier, EventId, FrameId, TypeId};

/// The models that have a part, and its place in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side<T> {
    /// The old one only.
    Old(T),
    /// The new one only.
    New(T),
    /// The places in both models: in the old one, and in the new one.
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

    /// The place in the old model, or in the new one.
    #[must_use]
    pub fn on(self, is_old: bool) -> Option<T> {
        if is_old { self.before() } else { self.after() }
    }

    /// Swaps the sides: the new one is the old one.
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

/// A part of a schema that a change is about.
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
    /// A variant of a union that both models have.
    Variant {
        /// The union.
        owner: TypePair,
        /// The positions of the variant.
        variant: Side<usize>,
    },
    /// A kind of frame.
    Frame(Side<FrameId>),
    /// A field of a kind of frame that both models have.
    FrameField {
        /// The kind of frame.
        owner: (FrameId, FrameId),
        /// The positions of the field.
        field: Side<usize>,
    },
    /// A value that frames of both models carry and that is neither a field nor params: the old one
    /// and the new one.
    Carried(Carrier, Carrier),
    /// An event.
    Event(Side<EventId>),
    /// A tombstone of one model or both, by its position there.
    Tombstone(Side<usize>),
}

/// A kind of [`Part`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// The protocol as a whole.
    Protocol,
    /// A declared type.
    Type,
    /// A field of an entity.
    Field,
    /// A value of an enum.
    Value,
    /// A variant of a union.
    Variant,
    /// A kind of frame.
    Frame,
    /// A field of a kind of frame.
    FrameField,
    /// The id or the error of a kind of frame, or the reply of an event.
    Carried,
    /// An event.
    Event,
    /// A tombstone.
    Tombstone,
}

impl Part {
    /// The kind of the part.
    #[must_use]
    pub fn kind(&self) -> PartKind {
        match self {
            Self::Protocol => PartKind::Protocol,
            Self::Type(_) => PartKind::Type,
            Self::Field { .. } => PartKind::Field,
            Self::Value { .. } => PartKind::Value,
            Self::Variant { .. } => PartKind::Variant,
            Self::Frame(_) => PartKind::Frame,
            Self::FrameField { .. } => PartKind::FrameField,
            Self::Carried(..) => PartKind::Carried,
            Self::Event(_) => PartKind::Event,
            Self::Tombstone(_) => PartKind::Tombstone,
        }
    }
}
