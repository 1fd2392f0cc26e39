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
    /// The keys of the object: it is the first variant whose key is there.
    Key,
    /// The kind of JSON: each variant is of another one.
    Kind,
}

impl UnionForm {
    /// Returns true if every value is an object, in which a union by a tag may be a variant.
    #[must_use]
    pub fn is_of_objects(&self) -> bool {
        match self {
            Self::Tag(_) | Self::Key => true,
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
    /// The key beside the tag that holds the value of a variant; `None`: the members of the variant
    /// are in the object itself.
    pub content: Option<String>,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The short name.
    pub name: String,
    /// The value of the tag, or the key; `None`: the variant that has no tag and no key, or any
    /// variant by its kind.
    pub value: Option<WireValue>,
    /// The type: of the object besides the tag, of the content, or of the whole value; `None`: there
    /// is only the tag.
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
            UnionForm::Key | UnionForm::Kind => None,
        }
    }

    /// The key beside the tag that holds the value of a variant.
    #[must_use]
    pub fn content(&self) -> Option<&str> {
        self.tag().and_then(|tag| tag.content.as_deref())
    }

    /// The types of the variants whose members are in the object of the union itself.
    pub fn same_object(&self) -> impl Iterator<Item = &Type> {
        let is_same = self.form.is_of_objects() && self.content().is_none();
        let variants = self.variants.iter().filter(move |_| is_same);
        variants.filter_map(|variant| variant.ty.as_ref())
    }

    /// The keys of the object that are the union's own: the tag and the content.
    pub fn own_keys(&self) -> impl Iterator<Item = &str> {
        let tag = self.tag().map(|tag| tag.key.as_str());
        tag.into_iter().chain(self.content())
    }

    /// The position of the variant that has no tag, or none of the keys.
    #[must_use]
    pub fn absent(&self) -> Option<usize> {
        let mut variants = self.variants.iter();
        match self.form {
            UnionForm::Tag(_) | UnionForm::Key => {
                variants.position(|variant| variant.value.is_none())
            }
            UnionForm::Kind => None,
        }
    }

    /// Returns true if a receiver that does not have a variant keeps its values as they came.
    #[must_use]
    pub fn keeps(&self, unlisted: &Variant) -> bool {
        let is_known_as_other = match &self.form {
            UnionForm::Tag(_) => unlisted.value.is_some(),
            UnionForm::Key => true,
            UnionForm::Kind => false,
        };
        is_known_as_other && self.openness == Openness::Open
    }

    /// The position of the variant that an object is by its keys, of a union by key: the first whose
    /// key is there, or else the one without a key.
    #[must_use]
    pub fn variant_by_key(&self, has: impl Fn(&str) -> bool) -> Option<usize> {
        let mut variants = self.variants.iter();
        let found = variants.position(|variant| match &variant.value {
            Some(WireValue::Text(key)) => has(key),
            Some(WireValue::Int(_)) | None => false,
        });
        found.or_else(|| self.absent())
    }

    /// The position of the variant with this tag, or this key.
    #[must_use]
    pub fn position(&self, value: &WireValue) -> Option<usize> {
        let mut variants = self.variants.iter();
        variants.position(|variant| variant.value.as_ref() == Some(value))
    }
}
