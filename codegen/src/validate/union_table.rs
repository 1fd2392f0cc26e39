//! The table of a union.

use std::collections::BTreeMap;

use tdproto_schema::Model;
use tdproto_schema::model::{JsonKind, Openness, Scalar, TypeId, Union, UnionForm, WireValue};

/// The facts of a union for the checker; `N` is the number of a type in use.
#[derive(Debug, Clone)]
pub(super) struct UnionTable<N> {
    pub(super) id: TypeId,
    pub(super) form: FormTable<N>,
    pub(super) is_closed: bool,
    /// The types of the variants; a variant that has only a tag has none.
    pub(super) variants: Vec<Option<N>>,
    /// The number of the first variant among the values of all enums and unions.
    pub(super) first_value: usize,
}

/// The part of a value by which the checker knows its variant.
#[derive(Debug, Clone)]
pub(super) enum FormTable<N> {
    Tag(TagTable<N>),
    Key(KeyTable),
    /// The positions of the variants by kind.
    Kind([Option<usize>; JsonKind::ALL.len()]),
}

/// The keys of a union by key.
#[derive(Debug, Clone)]
pub(super) struct KeyTable {
    /// The positions of the variants by their keys.
    pub(super) keys: BTreeMap<String, usize>,
    /// The position of the variant without a key.
    pub(super) absent: Option<usize>,
}

/// The tags of a union.
#[derive(Debug, Clone)]
pub(super) struct TagTable<N> {
    /// The key of the tag.
    pub(super) key: String,
    /// The key of the content.
    pub(super) content: Option<String>,
    /// The positions of the variants, by the values of their tags, sorted.
    values: Vec<(WireValue, usize)>,
    /// The position of the variant without a tag.
    pub(super) absent: Option<usize>,
    /// The scalar that the tag is on the wire.
    pub(super) scalar: Scalar,
    /// The type of the tag; `None` until all types have numbers.
    pub(super) base: Option<N>,
}

impl<N> UnionTable<N> {
    /// The table before the types have numbers.
    pub(super) fn new(model: &Model, id: TypeId, union: &Union, first_value: usize) -> Self {
        let form = match &union.form {
            UnionForm::Tag(tag) => {
                let variants = union.variants.iter().enumerate();
                let values =
                    variants.filter_map(|(at, variant)| Some((variant.value.clone()?, at)));
                let mut values: Vec<_> = values.collect();
                values.sort();
                FormTable::Tag(TagTable {
                    key: tag.key.clone(),
                    content: tag.content.clone(),
                    values,
                    absent: union.absent(),
                    scalar: tag.base.scalar(),
                    base: None,
                })
            }
            UnionForm::Key => {
                let variants = union.variants.iter().enumerate();
                let keys = variants.filter_map(|(at, variant)| match &variant.value {
                    Some(WireValue::Text(key)) => Some((key.clone(), at)),
                    Some(WireValue::Int(_)) | None => None,
                });
                FormTable::Key(KeyTable {
                    keys: keys.collect(),
                    absent: union.absent(),
                })
            }
            UnionForm::Kind => {
                FormTable::Kind(JsonKind::ALL.map(|kind| model.variant_of_kind(union, kind)))
            }
        };
        Self {
            id,
            form,
            is_closed: union.openness == Openness::Closed,
            variants: Vec::new(),
            first_value,
        }
    }

    /// Returns true if a value that begins with a byte may be one of the union.
    pub(super) fn begins_with(&self, byte: u8) -> bool {
        match &self.form {
            FormTable::Tag(_) | FormTable::Key(_) => byte == b'{',
            FormTable::Kind(kinds) => of_byte(kinds, byte).is_some(),
        }
    }
}

/// The position of the variant that a value is by its first byte.
pub(super) fn of_byte(kinds: &[Option<usize>; JsonKind::ALL.len()], byte: u8) -> Option<usize> {
    let kind = match byte {
        b'"' => JsonKind::String,
        b'-' | b'0'..=b'9' => JsonKind::Number,
        b't' | b'f' => JsonKind::Boolean,
        b'[' => JsonKind::Array,
        b'{' => JsonKind::Object,
        _ => return None,
    };
    kinds[kind as usize]
}

impl<N> TagTable<N> {
    /// Returns the position of the variant with this tag.
    pub(super) fn find(&self, value: &WireValue) -> Option<usize> {
        let found = self.values.binary_search_by(|(known, _)| known.cmp(value));
        found.ok().map(|at| self.values[at].1)
    }
}
