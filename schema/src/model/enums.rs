//! Enums and their values.

use super::{Docs, Scalar};

/// A set of named values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enum {
    /// Text or integer.
    pub base: EnumBase,
    /// The openness: open if values that are not listed are possible.
    pub openness: Openness,
    /// The values, in the order written.
    pub values: Vec<EnumValue>,
    /// The position of the value that a missing one of a closed enum is: the first one, unless the
    /// schema names another. An open enum has none: its empty value is the empty text, or zero.
    pub empty: usize,
}

impl Enum {
    /// The value that a missing one is, if the enum is closed.
    #[must_use]
    pub fn empty_value(&self) -> Option<&EnumValue> {
        match self.openness {
            Openness::Closed => self.values.get(self.empty),
            Openness::Open => None,
        }
    }
}

/// The scalar that the values of an enum are on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnumBase {
    /// Texts.
    Text,
    /// Integers.
    Int,
}

impl EnumBase {
    /// The built-in scalar.
    #[must_use]
    pub fn scalar(self) -> Scalar {
        match self {
            Self::Text => Scalar::String,
            Self::Int => Scalar::Int,
        }
    }
}

/// The openness of an enum: a receiver of an open one must be ready for values that are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Openness {
    /// An open enum: other values are possible and kept.
    Open,
    /// A closed enum: other values are errors.
    Closed,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue {
    /// The short name.
    pub name: String,
    /// The value on the wire.
    pub value: WireValue,
    /// Docs and lifecycle.
    pub docs: Docs,
}

/// An enum value as it is on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WireValue {
    /// A text.
    Text(String),
    /// An integer.
    Int(i64),
}
