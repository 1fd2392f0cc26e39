//! Uses of types.

use super::{Constant, Scalar};

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
    /// A JSON array of these items. Items at its end may be missing, if null may be in their place.
    Tuple(Vec<Type>),
    /// A value of a type, or `null`: of the items of lists and the values of maps.
    Nullable(Box<Type>),
    /// One value and no other: of fields.
    Constant(Constant),
    /// `null`, and no other value.
    Null,
    /// A JSON value of any kind.
    Any,
}

impl Type {
    /// The constant that it is, if it is one.
    #[must_use]
    pub fn constant(&self) -> Option<&Constant> {
        match self {
            Self::Constant(constant) => Some(constant),
            Self::Scalar(_)
            | Self::Named(_)
            | Self::List(_)
            | Self::Map(..)
            | Self::Tuple(_)
            | Self::Nullable(_)
            | Self::Null
            | Self::Any => None,
        }
    }

    /// Visits the types in it that hold no others, in the order they are written.
    pub(crate) fn each_leaf<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        match self {
            Self::List(item) | Self::Nullable(item) => item.each_leaf(visit),
            Self::Tuple(items) => items.iter().for_each(|item| item.each_leaf(visit)),
            Self::Map(key, value) => {
                key.each_leaf(visit);
                value.each_leaf(visit);
            }
            Self::Scalar(_) | Self::Named(_) | Self::Constant(_) | Self::Null | Self::Any => {
                visit(self);
            }
        }
    }

    /// The types in it that hold no others, in the order they are written.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Self> {
        let mut leaves = Vec::new();
        self.each_leaf(&mut |leaf| leaves.push(leaf));
        leaves
    }

    /// Visits the declared types in it, in the order they are written.
    pub fn each_named(&self, visit: &mut impl FnMut(TypeId)) {
        self.each_leaf(&mut |leaf| {
            if let Self::Named(id) = leaf {
                visit(*id);
            }
        });
    }

    /// The declared types in it, in the order they are written.
    #[must_use]
    pub fn named(&self) -> Vec<TypeId> {
        let mut named = Vec::new();
        self.each_named(&mut |id| named.push(id));
        named
    }
}

/// The number of items that a tuple has at least: the others are at its end, and null may be in
/// their place.
#[must_use]
pub fn needed_items(items: &[Type]) -> usize {
    let is_needed = |item: &Type| !matches!(item, Type::Nullable(_));
    items.iter().rposition(is_needed).map_or(0, |last| last + 1)
}
