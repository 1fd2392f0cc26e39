//! The texts that enums list, for conditions that depend on them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Enum, Model, Type, TypeId, WireValue};

/// Looks up the texts of enums, each enum once.
pub(super) struct EnumTexts<'a> {
    model: &'a Model,
    /// The enums so far; `None`: not an enum of texts.
    known: BTreeMap<TypeId, Option<BTreeSet<&'a str>>>,
}

impl<'a> EnumTexts<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        Self {
            model,
            known: BTreeMap::new(),
        }
    }

    /// The texts that a type lists, if it is an enum of texts.
    pub(super) fn of(&mut self, ty: &Type) -> Option<&BTreeSet<&'a str>> {
        let model = self.model;
        let Type::Named(id) = model.unaliased(ty) else {
            return None;
        };
        let texts = self
            .known
            .entry(*id)
            .or_insert_with(|| model.ty(*id).enumeration().and_then(texts));
        texts.as_ref()
    }
}

fn texts(listing: &Enum) -> Option<BTreeSet<&str>> {
    let texts = listing.values.iter().map(|value| match &value.value {
        WireValue::Text(text) => Some(text.as_str()),
        WireValue::Int(_) => None,
    });
    texts.collect()
}
