//! Texts that stand for no date and time.

use std::collections::BTreeSet;

use crate::model::{Scalar, Type, TypeId};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports `allow_empty` where no date and time is expected: it would change nothing there.
pub(super) fn check_empty(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, def) in model.types_with_ids() {
        for (index, field) in def.fields().iter().enumerate() {
            let is_own = field.included_from.is_none();
            if is_own
                && field.allow_empty
                && !holds_datetime(model, &field.ty, &mut BTreeSet::new())
            {
                let origin = origins.field(id, index);
                let span = origin.map_or(Span::NONE, |origin| origin.ty.span());
                let owner = format!("{}.{}", def.name, field.name);
                refuse(&owner, span, sink);
            }
        }
        if def.allow_empty && def.base() != Some(Scalar::Datetime) {
            let span = origins.ty(id).map_or(Span::NONE, |origin| origin.name);
            refuse(&def.name, span, sink);
        }
    }
}

fn refuse(owner: &str, span: Span, sink: &mut Sink) {
    let message = format!("`{owner}` has `allow_empty`, but holds no `datetime`");
    let found = Diagnostic::error(Code::ValueInvalid, message)
        .at(span, "expected a type with `datetime` in it")
        .help("remove `allow_empty`");
    sink.push(found);
}

/// Returns true if a type is a date and time, or a list or map of some. Aliases that were `seen`
/// lead back.
fn holds_datetime(model: &Model, ty: &Type, seen: &mut BTreeSet<TypeId>) -> bool {
    match ty {
        Type::Scalar(scalar) => *scalar == Scalar::Datetime,
        Type::Named(id) => match model.ty(*id).alias() {
            Some(target) => seen.insert(*id) && holds_datetime(model, target, seen),
            None => model.ty(*id).base() == Some(Scalar::Datetime),
        },
        Type::List(item) | Type::Nullable(item) => holds_datetime(model, item, seen),
        Type::Tuple(items) => items.iter().any(|item| holds_datetime(model, item, seen)),
        Type::Map(key, value) => {
            holds_datetime(model, key, seen) || holds_datetime(model, value, seen)
        }
        Type::Constant(_) | Type::Null | Type::Any => false,
    }
}
