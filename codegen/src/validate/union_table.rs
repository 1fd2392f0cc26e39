//! The table of a union.

use tdproto_schema::model::{Openness, Scalar, TypeId, Union, WireValue};

/// What the checker knows of a union; `N` is the number of a type in use.
#[derive(Debug, Clone)]
pub(super) struct UnionTable<N> {
    pub(super) id: TypeId,
    /// The key of the tag.
    pub(super) key: String,
    pub(super) is_closed: bool,
    /// The positions of the variants, by the values of their tags, sorted.
    values: Vec<(WireValue, usize)>,
    /// The position of the variant without a tag.
    pub(super) absent: Option<usize>,
    /// What the tag is on the wire.
    pub(super) scalar: Scalar,
    /// The type of the tag; `None` until all types have numbers.
    pub(super) base: Option<N>,
    /// The types of the variants; a variant that has only a tag has none.
    pub(super) variants: Vec<Option<N>>,
    /// The number of the first variant among the values of all enums and unions.
    pub(super) first_value: usize,
}

impl<N> UnionTable<N> {
    /// The table before the types have numbers.
    pub(super) fn new(id: TypeId, union: &Union, first_value: usize) -> Self {
        let variants = union.variants.iter().enumerate();
        let values = variants.filter_map(|(at, variant)| Some((variant.value.clone()?, at)));
        let mut values: Vec<_> = values.collect();
        values.sort();
        Self {
            id,
            key: union.tag().key.clone(),
            is_closed: union.openness == Openness::Closed,
            values,
            absent: union.absent(),
            scalar: union.tag().base.scalar(),
            base: None,
            variants: Vec::new(),
            first_value,
        }
    }

    /// Returns the position of the variant with this tag.
    pub(super) fn find(&self, value: &WireValue) -> Option<usize> {
        let found = self.values.binary_search_by(|(known, _)| known.cmp(value));
        found.ok().map(|at| self.values[at].1)
    }
}
