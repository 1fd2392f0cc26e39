//! Types: built in and declared.

use super::{Docs, Field};
use crate::decl::WireValue;

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

macro_rules! scalars {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// The built-in scalars.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scalar {
            $(#[doc = $doc] $variant,)*
        }

        impl Scalar {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in a schema file.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

scalars! {
    String "string" "Text.",
    Bool "bool" "`true` or `false`.",
    Int "int" "An integer that a double holds exactly: ±(2⁵³ − 1).",
    Int8 "int8" "A signed integer of 8 bits.",
    Int16 "int16" "A signed integer of 16 bits.",
    Int32 "int32" "A signed integer of 32 bits.",
    Int64 "int64" "A signed integer of 64 bits; a bare number on the wire.",
    Uint "uint" "A non-negative integer that a double holds exactly.",
    Uint8 "uint8" "An unsigned integer of 8 bits.",
    Uint16 "uint16" "An unsigned integer of 16 bits.",
    Uint32 "uint32" "An unsigned integer of 32 bits.",
    Uint64 "uint64" "An unsigned integer of 64 bits; a bare number on the wire.",
    Float32 "float32" "A number, held in 32 bits.",
    Float64 "float64" "A number, held in 64 bits.",
    Datetime "datetime" "Date and time as text per RFC 3339.",
}

impl Scalar {
    /// The scalar of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|scalar| scalar.name() == name)
    }

    /// What it is in JSON.
    #[must_use]
    pub fn json(self) -> JsonScalar {
        const SAFE: i128 = (1 << 53) - 1;
        let integer = |smallest, largest| JsonScalar::Integer { smallest, largest };
        match self {
            Self::String | Self::Datetime => JsonScalar::Text,
            Self::Bool => JsonScalar::Bool,
            Self::Float32 | Self::Float64 => JsonScalar::Number,
            Self::Int => integer(-SAFE, SAFE),
            Self::Int8 => integer(i8::MIN.into(), i8::MAX.into()),
            Self::Int16 => integer(i16::MIN.into(), i16::MAX.into()),
            Self::Int32 => integer(i32::MIN.into(), i32::MAX.into()),
            Self::Int64 => integer(i64::MIN.into(), i64::MAX.into()),
            Self::Uint => integer(0, SAFE),
            Self::Uint8 => integer(0, u8::MAX.into()),
            Self::Uint16 => integer(0, u16::MAX.into()),
            Self::Uint32 => integer(0, u32::MAX.into()),
            Self::Uint64 => integer(0, u64::MAX.into()),
        }
    }

    /// Whether it is one of the integers that every double holds exactly: languages without such a
    /// type hold it in 64 bits, which take more than it may be.
    #[must_use]
    pub fn fits_double(self) -> bool {
        matches!(self, Self::Int | Self::Uint)
    }

    /// Whether it is text on the wire, and so may be the key of a map.
    #[must_use]
    pub fn is_text(self) -> bool {
        self.json() == JsonScalar::Text
    }
}

/// What a built-in scalar is in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonScalar {
    /// A string.
    Text,
    /// `true` or `false`.
    Bool,
    /// A number without a fraction, in a range.
    Integer {
        /// The smallest value.
        smallest: i128,
        /// The largest value.
        largest: i128,
    },
    /// Any number.
    Number,
}

/// A declared type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDef {
    /// Its name.
    pub name: String,
    /// The topic it belongs to.
    pub topic: String,
    /// What it is.
    pub kind: TypeKind,
    /// Whether `""` may stand for no date and time; of a scalar only.
    pub allow_empty: bool,
    /// What the texts of a scalar begin with; each tells a kind of text.
    pub prefixes: Vec<Prefix>,
    /// Docs and lifecycle.
    pub docs: Docs,
}

/// What some texts of a scalar begin with, and what that tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// The beginning, such as `d-`.
    pub text: String,
    /// What code calls the kind of text.
    pub name: String,
    /// What it tells.
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

/// A set of named values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enum {
    /// Text or integer.
    pub base: EnumBase,
    /// Whether values that are not listed are possible.
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

/// What the values of an enum are on the wire.
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

/// Whether a receiver must be ready for values that are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Openness {
    /// Other values are possible and kept.
    Open,
    /// Other values are errors.
    Closed,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue {
    /// Its short name.
    pub name: String,
    /// What is on the wire.
    pub value: WireValue,
    /// Docs and lifecycle.
    pub docs: Docs,
}
