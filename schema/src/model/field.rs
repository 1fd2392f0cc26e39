//! Fields: the cases in which they are on the wire, and the sides that may write them.

use super::{Bounds, DefaultValue, Docs, Type, TypeId};

/// The cases in which a field is on the wire or `null` there. It is built once from the three flags
/// of the schema file; nothing else ever combines them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// The field is always there, never `null`.
    Required,
    /// The field is always there, `null` for none.
    Nullable,
    /// The field is left out when empty (`false`, `0`, `""`, no items), never `null`.
    OmitEmpty,
    /// The field is left out when there is none, and may be `null`, which means none, too.
    OmitNull,
    /// The field is left out when there is none, never `null`. An empty value is a value.
    Optional,
    /// A missing field, `null` and a value have three meanings.
    Patch,
}

impl Presence {
    /// All states, in the order of the documentation.
    pub const ALL: [Self; 6] = [
        Self::Required,
        Self::Nullable,
        Self::OmitEmpty,
        Self::OmitNull,
        Self::Optional,
        Self::Patch,
    ];

    /// Returns true if a sender may leave the field out.
    #[must_use]
    pub fn may_be_absent(self) -> bool {
        match self {
            Self::Required | Self::Nullable => false,
            Self::OmitEmpty | Self::OmitNull | Self::Optional | Self::Patch => true,
        }
    }

    /// Returns true if a sender may write `null`.
    #[must_use]
    pub fn may_be_null(self) -> bool {
        match self {
            Self::Required | Self::OmitEmpty | Self::Optional => false,
            Self::Nullable | Self::OmitNull | Self::Patch => true,
        }
    }

    /// Returns true if a field can have no value at all, which differs from every value of its
    /// type.
    #[must_use]
    pub fn may_be_none(self) -> bool {
        match self {
            Self::Required | Self::OmitEmpty => false,
            Self::Nullable | Self::OmitNull | Self::Optional | Self::Patch => true,
        }
    }

    /// The name in `model.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Nullable => "nullable",
            Self::OmitEmpty => "omit_empty",
            Self::OmitNull => "omit_null",
            Self::Optional => "optional",
            Self::Patch => "patch",
        }
    }
}

/// The sides that may write a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Clients and servers.
    ReadWrite,
    /// The server only; in the client's view of what it sends, the field does not exist.
    ReadOnly,
}

/// A field of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The key on the wire, never recased.
    pub name: String,
    /// The name in generated code, if not derived from the key.
    pub code_name: Option<String>,
    /// The type.
    pub ty: Type,
    /// The cases in which it is on the wire.
    pub presence: Presence,
    /// True if `""` may mean no date and time in it.
    pub allow_empty: bool,
    /// The range of its values, besides that of its type.
    pub bounds: Bounds,
    /// The default, which documents what it means that the field is not there.
    pub default: Option<DefaultValue>,
    /// The sides that may write it.
    pub access: Access,
    /// The condition: the sibling and its values with which it has a meaning.
    pub when: Option<When>,
    /// The entity it was included from, if it is not the owner's own.
    pub included_from: Option<TypeId>,
    /// The entity whose field of the same key it overrides: one that the owner includes.
    pub overrides: Option<TypeId>,
    /// Docs and lifecycle.
    pub docs: Docs,
}

/// The condition of a conditional field: it only has a meaning while a sibling that is an enum has
/// one of these values. It may be on the wire all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The sibling's position in [`Entity::fields`](super::Entity::fields).
    pub field: usize,
    /// Wire values of the sibling's enum, in the order written.
    pub values: Vec<String>,
}
