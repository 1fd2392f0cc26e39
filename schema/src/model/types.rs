//! Declared types.

use super::{
    Constraints, Direction, Docs, Enum, EnumValue, Field, Openness, Scalar, Type, TypeId, Union,
    Variant,
};

/// A declared type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDef {
    /// The name.
    pub name: String,
    /// The topic it belongs to.
    pub topic: String,
    /// The kind of the type, with its content.
    pub kind: TypeKind,
    /// True if `""` may mean no date and time; of a scalar only.
    pub allow_empty: bool,
    /// The constraints on the values of a scalar; none of another type.
    pub constraints: Constraints,
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
    /// The name in code of the kind of text.
    pub name: String,
    /// The meaning.
    pub doc: String,
}

/// The five kinds of declared types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// An object with known fields.
    Entity(Entity),
    /// A set of named values.
    Enum(Enum),
    /// A value of one of several variants.
    Union(Union),
    /// A built-in scalar with a meaning of its own.
    Scalar(Scalar),
    /// An alias: another name of a type.
    Alias(Type),
}

impl TypeKind {
    /// The name of the kind for people.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Entity(_) => "entity",
            Self::Enum(_) => "enum",
            Self::Union(_) => "union",
            Self::Scalar(_) => "scalar",
            Self::Alias(_) => "alias",
        }
    }
}

/// Methods that most code needs of a declared type, of any kind.
impl TypeDef {
    /// The entity, if it is one.
    #[must_use]
    pub fn entity(&self) -> Option<&Entity> {
        match &self.kind {
            TypeKind::Entity(entity) => Some(entity),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => {
                None
            }
        }
    }

    pub(crate) fn entity_mut(&mut self) -> Option<&mut Entity> {
        match &mut self.kind {
            TypeKind::Entity(entity) => Some(entity),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => {
                None
            }
        }
    }

    /// The enum, if it is one.
    #[must_use]
    pub fn enumeration(&self) -> Option<&Enum> {
        match &self.kind {
            TypeKind::Enum(enumeration) => Some(enumeration),
            TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => {
                None
            }
        }
    }

    /// The union, if it is one.
    #[must_use]
    pub fn union(&self) -> Option<&Union> {
        match &self.kind {
            TypeKind::Union(union) => Some(union),
            TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => {
                None
            }
        }
    }

    /// The side that sends it outside events; `None`: either may, or no side does.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        match &self.kind {
            TypeKind::Entity(entity) => entity.direction,
            TypeKind::Union(union) => union.direction,
            TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => None,
        }
    }

    /// The built-in scalar of a scalar type.
    #[must_use]
    pub fn base(&self) -> Option<Scalar> {
        match &self.kind {
            TypeKind::Scalar(base) => Some(*base),
            TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => {
                None
            }
        }
    }

    /// The type that an alias stands for.
    #[must_use]
    pub fn alias(&self) -> Option<&Type> {
        match &self.kind {
            TypeKind::Alias(target) => Some(target),
            TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Scalar(_) => {
                None
            }
        }
    }

    /// The fields of an entity, the included ones first; of another type none.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        self.entity().map_or(&[], |entity| &entity.fields)
    }

    /// The values that an enum lists; of another type none.
    #[must_use]
    pub fn values(&self) -> &[EnumValue] {
        self.enumeration().map_or(&[], |listing| &listing.values)
    }

    /// The variants of a union; of another type none.
    #[must_use]
    pub fn variants(&self) -> &[Variant] {
        self.union().map_or(&[], |union| &union.variants)
    }

    /// Whether an enum or a union may have others than are listed; of another type none.
    #[must_use]
    pub fn openness(&self) -> Option<Openness> {
        match &self.kind {
            TypeKind::Enum(listing) => Some(listing.openness),
            TypeKind::Union(union) => Some(union.openness),
            TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => None,
        }
    }

    /// The types that a value of this one consists of: those of fields or variants, or the target
    /// of an alias.
    pub fn parts(&self) -> impl Iterator<Item = &Type> {
        let fields = self.fields().iter().map(|field| &field.ty);
        let variants = self.variants().iter();
        let variants = variants.filter_map(|variant| variant.ty.as_ref());
        fields.chain(variants).chain(self.alias())
    }
}

/// An object with known fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entity {
    /// The side that sends it outside events, such as a body of HTTP; `None`: either may.
    pub direction: Option<Direction>,
    /// The entities whose fields are part of this one, in the order written.
    pub includes: Vec<TypeId>,
    /// All fields: the included ones first, then its own, each in the order written.
    pub fields: Vec<Field>,
}
