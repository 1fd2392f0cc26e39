//! Uses of types.

use super::Scalar;

/// The number of a type in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(u32);

impl TypeId {
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The position in [`Model::types`](super::Model::types).
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A use of a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// Built in.
    Scalar(Scalar),
    /// Declared.
    Named(TypeId),
    /// A JSON array.
    List(Box<Type>),
    /// A JSON object with arbitrary keys.
    Map(Box<Type>, Box<Type>),
    /// Any JSON value.
    Any,
}

impl Type {
    /// The declared types in it, in the order they are written.
    #[must_use]
    pub fn named(&self) -> Vec<TypeId> {
        match self {
            Self::Named(id) => vec![*id],
            Self::List(item) => item.named(),
            Self::Map(key, value) => [key.named(), value.named()].concat(),
            Self::Scalar(_) | Self::Any => Vec::new(),
        }
    }
}
