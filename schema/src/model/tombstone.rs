//! Tombstones: parts that the protocol once had, so that their names never return with another
//! meaning.

use super::TypeId;
use super::WireValue;

/// A part that was removed. Peers of older versions still know it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tombstone {
    /// The removed part.
    pub part: RemovedPart,
    /// The first version without it.
    pub since: Option<String>,
    /// The reason for its removal, or a replacement; empty if none is given.
    pub doc: String,
}

impl Tombstone {
    /// The name of the removed part.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.part {
            RemovedPart::Type { name }
            | RemovedPart::Field { name, .. }
            | RemovedPart::Value { name, .. }
            | RemovedPart::Event { name } => name,
        }
    }
}

/// A part of a protocol that is gone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemovedPart {
    /// An entity, enum, scalar or alias.
    Type {
        /// The name.
        name: String,
    },
    /// A field of an entity that still exists.
    Field {
        /// The entity.
        entity: TypeId,
        /// The key on the wire.
        name: String,
    },
    /// A value of an enum that still exists.
    Value {
        /// The enum.
        enumeration: TypeId,
        /// The value that was on the wire.
        value: WireValue,
        /// The short name.
        name: String,
    },
    /// An event.
    Event {
        /// The name on the wire.
        name: String,
    },
}
