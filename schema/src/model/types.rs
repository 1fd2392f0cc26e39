//! Declared types.

use super::{Docs, Enum, Field, Scalar, Type, TypeId};

/// A declared type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDef {
    /// Its name.
    pub name: String,
    /// The topic it belongs to.
    pub topic: String,
    /// What it is.
    pub kind: TypeKind,
    /// Whether `""` may mean no date and time; of a scalar only.
    pub allow_empty: bool,
    /// The prefixes of a scalar's texts; each is a kind of text.
    pub prefixes: Vec<Prefix>,
    /// Docs and lifecycle.
    pub docs: Docs,
}

/// A prefix of some texts of a scalar, with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// The beginning, such as `d-`.
    pub text: String,
    /// What code calls the kind of text.
    pub name: String,
    /// The meaning.
    pub doc: String,
}

/// The four kinds of declared types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// An object with known fields.
    Entity(Entity),
    /// A set of named values.
    Enum(Enum),
    /// A built-in scalar with a meaning of its own.
    Scalar(Scalar),
    /// Another name of a type.
    Alias(Type),
}

impl TypeKind {
    /// What people call the kind.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Entity(_) => "entity",
            Self::Enum(_) => "enum",
            Self::Scalar(_) => "scalar",
            Self::Alias(_) => "alias",
        }
    }
}

/// An object with known fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entity {
    /// The entities whose fields are part of this one, in the order written.
    pub includes: Vec<TypeId>,
    /// All fields: the included ones first, then its own, each in the order written.
    pub fields: Vec<Field>,
}
