//! Whether a field narrows an included one, as the schema language demands it of an override.

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{BoundsDecl, FieldDecl, TypeBody};
use tdproto_schema::model::{Constant, WireValue};

use super::types::{is_any, is_null};
use super::{DEPTH, Lower};

/// Returns true if a field says nothing that the included one does not.
pub(super) fn is_same(field: &FieldDecl, over: &FieldDecl) -> bool {
    field.ty.to_string() == over.ty.to_string()
        && same_bounds(&field.bounds, &over.bounds)
        && (field.readonly, field.nullable, field.optional)
            == (over.readonly, over.nullable, over.optional)
        && (field.docs.doc.is_none() || field.docs.doc == over.docs.doc)
        && field.docs.deprecated == over.docs.deprecated
}

/// Returns true if every value of a field is one of the included field.
pub(super) fn narrows(lower: &Lower<'_>, field: &FieldDecl, over: &FieldDecl) -> bool {
    let flags = (!field.optional || over.optional)
        && (!field.nullable || over.nullable)
        && field.readonly == over.readonly;
    flags && narrows_type(lower, field, over)
}

fn narrows_type(lower: &Lower<'_>, field: &FieldDecl, over: &FieldDecl) -> bool {
    if is_any(&over.ty) {
        return true;
    }
    if is_null(&field.ty) {
        return over.nullable && !over.optional || is_null(&over.ty);
    }
    if field.ty.to_string() == over.ty.to_string() {
        return same_bounds(&field.bounds, &over.bounds);
    }
    if let TypeExpr::Constant(constant, _) = &field.ty {
        return holds(lower, over, constant);
    }
    match (lower.body_of(&field.ty), lower.body_of(&over.ty)) {
        (Some(TypeBody::Entity { .. }), Some(TypeBody::Entity { .. })) => {
            let (TypeExpr::Name(own, _), TypeExpr::Name(other, _)) = (&field.ty, &over.ty) else {
                return false;
            };
            includes(lower, own, other, DEPTH)
        }
        (Some(TypeBody::Enum { values, open, .. }), other) => match other {
            Some(TypeBody::Enum {
                values: all,
                open: other,
                ..
            }) => {
                let is_listed =
                    |value: &WireValue| all.iter().any(|known| known.value.value == *value);
                (!open || *other) && values.iter().all(|value| is_listed(&value.value.value))
            }
            Some(_) => false,
            None => {
                let is_text = values
                    .iter()
                    .all(|value| matches!(value.value.value, WireValue::Text(_)));
                let wide = over.ty.to_string();
                let is_free = same_bounds(&over.bounds, &BoundsDecl::default());
                is_free && wide == if is_text { "string" } else { "int" }
            }
        },
        _ => false,
    }
}

/// Returns true if an entity includes another one, itself or through others.
fn includes(lower: &Lower<'_>, own: &str, other: &str, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let bases = lower.includes_of(own);
    let mut bases = bases.iter();
    bases.any(|base| base == other || includes(lower, base, other, depth))
}

/// Returns true if a field may have a value.
fn holds(lower: &Lower<'_>, over: &FieldDecl, constant: &Constant) -> bool {
    let is_free = same_bounds(&over.bounds, &BoundsDecl::default());
    match (&over.ty, constant) {
        (TypeExpr::Constant(other, _), constant) => other == constant,
        (TypeExpr::Name(name, _), Constant::Text(_)) if name == "string" => is_free,
        (TypeExpr::Name(name, _), Constant::Int(_)) if name == "int" => is_free,
        (TypeExpr::Name(name, _), Constant::Bool(_)) if name == "bool" => true,
        (ty, constant) => match lower.body_of(ty) {
            Some(TypeBody::Enum { values, .. }) => {
                values
                    .iter()
                    .any(|value| match (&value.value.value, constant) {
                        (WireValue::Text(text), Constant::Text(other)) => text == other,
                        (WireValue::Int(number), Constant::Int(other)) => number == other,
                        (
                            WireValue::Text(_) | WireValue::Int(_),
                            Constant::Text(_) | Constant::Int(_) | Constant::Bool(_),
                        ) => false,
                    })
            }
            Some(_) | None => false,
        },
    }
}

fn same_bounds(a: &BoundsDecl, b: &BoundsDecl) -> bool {
    let ends = |bounds: &BoundsDecl| {
        let end =
            |end: &Option<tdproto_schema::decl::Spanned<_>>| end.as_ref().map(|end| end.value);
        (end(&bounds.min), end(&bounds.max))
    };
    ends(a) == ends(b)
}
