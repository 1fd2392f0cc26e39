//! The marks by which the variants of two unions are the same.

use tdproto_schema::Model;
use tdproto_schema::model::{JsonKind, Union, UnionForm, Variant, WireValue};

/// The part of a value by which a receiver knows its variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark<'a> {
    /// The value of its tag, or its key.
    Value(Option<&'a WireValue>),
    Kind(Option<JsonKind>),
}

/// The mark of a variant in a model.
pub(super) fn mark<'a>(model: &Model, union: &Union, variant: &'a Variant) -> Mark<'a> {
    match union.form {
        UnionForm::Tag(_) | UnionForm::Key => Mark::Value(variant.value.as_ref()),
        UnionForm::Kind => Mark::Kind(variant.ty.as_ref().and_then(|ty| model.json_kind(ty))),
    }
}
