//! Counts of the parts of a protocol, to compare its description with the converted schema.

use std::collections::BTreeMap;

/// The number of parts of each kind.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts(BTreeMap<&'static str, usize>);

impl Counts {
    /// Counts parts of a kind.
    pub(crate) fn add(&mut self, kind: &'static str, count: usize) {
        *self.0.entry(kind).or_default() += count;
    }

    /// Counts a part, if it is of the kind.
    pub(crate) fn add_if(&mut self, kind: &'static str, is_of_kind: bool) {
        self.add(kind, usize::from(is_of_kind));
    }

    /// The number of parts of a kind.
    pub(crate) fn of(&self, kind: &str) -> usize {
        self.0.get(kind).copied().unwrap_or_default()
    }
}
