//! Keys of maps.

use crate::model::{Scalar, Type};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span, TypeExpr};

/// Reports keys of maps that are no texts and no integers: a map is a JSON object, whose keys are
/// texts, and an integer is one of decimal digits there.
pub(super) fn check_keys(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, event) in model.events_with_ids() {
        let origin = origins.event(id);
        let carried = [
            (
                event.params_type(),
                origin.and_then(|origin| origin.params.as_ref()),
            ),
            (
                event.reply.as_ref().map(|reply| &reply.ty),
                origin.and_then(|origin| origin.reply.as_ref()),
            ),
            (
                event.error.as_ref(),
                origin.and_then(|origin| origin.error.as_ref()),
            ),
        ];
        for (ty, origin) in carried {
            if let Some(ty) = ty {
                check_type(model, ty, origin, sink);
            }
        }
    }
    for (id, kind) in model.frames_with_ids() {
        for (index, field) in kind.fields.iter().enumerate() {
            let origin = origins
                .frame(id)
                .and_then(|origin| origin.fields.get(index));
            check_type(model, &field.ty, origin.map(|origin| &origin.ty), sink);
        }
        for params in kind.id.iter().chain(&kind.error) {
            check_type(model, &params.ty, None, sink);
        }
    }
    for (id, def) in model.types_with_ids() {
        for (index, field) in def.fields().iter().enumerate() {
            if field.included_from.is_none() {
                let origin = origins.field(id, index).map(|origin| &origin.ty);
                check_type(model, &field.ty, origin, sink);
            }
        }
        for (index, variant) in def.variants().iter().enumerate() {
            if let Some(ty) = &variant.ty {
                let origin = origins.variant(id, index);
                check_type(
                    model,
                    ty,
                    origin.and_then(|origin| origin.ty.as_ref()),
                    sink,
                );
            }
        }
        if let Some(target) = def.alias() {
            let origin = origins.ty(id).and_then(|origin| origin.ty.as_ref());
            check_type(model, target, origin, sink);
        }
    }
}

fn check_type(model: &Model, ty: &Type, origin: Option<&TypeExpr>, sink: &mut Sink) {
    match ty {
        Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any => {}
        Type::List(item) | Type::Nullable(item) => {
            let origin = match origin {
                Some(TypeExpr::List(item, _) | TypeExpr::Nullable(item, _)) => Some(&**item),
                Some(
                    TypeExpr::Name(..)
                    | TypeExpr::Map(..)
                    | TypeExpr::Tuple(..)
                    | TypeExpr::Constant(..),
                )
                | None => None,
            };
            check_type(model, item, origin, sink);
        }
        Type::Tuple(items) => {
            let origins: &[TypeExpr] = match origin {
                Some(TypeExpr::Tuple(items, _)) => items,
                Some(
                    TypeExpr::Name(..)
                    | TypeExpr::List(..)
                    | TypeExpr::Map(..)
                    | TypeExpr::Nullable(..)
                    | TypeExpr::Constant(..),
                )
                | None => &[],
            };
            for (at, item) in items.iter().enumerate() {
                check_type(model, item, origins.get(at), sink);
            }
        }
        Type::Map(key, value) => {
            let (key_origin, value_origin) = match origin {
                Some(TypeExpr::Map(key, value, _)) => (Some(&**key), Some(&**value)),
                Some(
                    TypeExpr::Name(..)
                    | TypeExpr::List(..)
                    | TypeExpr::Tuple(..)
                    | TypeExpr::Nullable(..)
                    | TypeExpr::Constant(..),
                )
                | None => (None, None),
            };
            let is_key = model.wire_scalar(key).is_some_and(Scalar::is_key);
            if !is_key || key.constant().is_some() {
                let message = format!("`{}` cannot be the key of a map", model.type_text(key));
                let span = key_origin.map_or(Span::NONE, TypeExpr::span);
                let found = Diagnostic::error(Code::MapKey, message)
                    .at(span, "is no text or integer on the wire")
                    .help("keys are `string`, `datetime`, integers, scalars of those, or enums");
                sink.push(found);
            }
            check_type(model, value, value_origin, sink);
        }
    }
}
