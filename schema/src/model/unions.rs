//! Unions: values of one of several types.

use super::{Direction, Docs, EnumBase, Openness, Type, WireValue};

/// A value that is one of several variants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    /// The side that sends it outside events, such as a body of HTTP; `None`: either may.
    pub direction: Option<Direction>,
    /// The part of a value by which a receiver knows its variant.
    pub form: UnionForm,
    /// The openness: open if there may be other variants, which a receiver keeps.
    pub openness: Openness,
    /// The variants, in the order written.
    pub variants: Vec<Variant>,
}

/// The part of a value by which a receiver knows its variant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnionForm {
    /// The value of a key in the object, which differs from one variant to the next.
    Tag(Tag),
    /// The kind of JSON: each variant is of another one.
    Kind,
}

impl UnionForm {
    /// Returns true if every value is an object, in which a union by a tag may be a variant.
    #[must_use]
    pub fn is_of_objects(&self) -> bool {
        match self {
            Self::Tag(_) => true,
            Self::Kind => false,
        }
    }
}

/// The key of an object whose value names the variant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// The key on the wire.
    pub key: String,
    /// Text or integer.
    pub base: EnumBase,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The short name.
    pub name: String,
    /// The value of the tag; `None`: the variant that has no tag, or any variant by its kind.
    pub value: Option<WireValue>,
    /// The type: of the object besides the tag, or of the whole value by its kind; `None`: there is
    /// only the tag.
    pub ty: Option<Type>,
    /// Docs and lifecycle.
    pub docs: Docs,
}

impl Union {
    /// The tag, if that is how variants differ.
    #[must_use]
    pub fn tag(&self) -> Option<&Tag> {
        match &self.form {
            UnionForm::Tag(tag) => Some(tag),
            UnionForm::Kind => None,
        }
    }

    /// The position of the variant that has no tag.
    #[must_use]
    pub fn absent(&self) -> Option<usize> {
        let mut variants = self.variants.iter();
        match self.form {
            UnionForm::Tag(_) => variants.position(|variant| variant.value.is_none()),
            UnionForm::Kind => None,
        }
    }

    /// The position of the variant with this tag.
    #[must_use]
    pub fn position(&self, value: &WireValue) -> Option<usize> {
        let mut variants = self.variants.iter();
        variants.position(|variant| variant.value.as_ref() == Some(value))
    }
}
