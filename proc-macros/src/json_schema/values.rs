//! The schemas of values: those of Rust types, but for parts whose constraints these do not have.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;
use tdproto_schema::TypeExpr;
use tdproto_schema::model::{JsonScalar, Scalar};

use crate::shapes::{Shape, shape, unwrapped};

/// The code that makes the schema of a field, which may be null.
pub(super) fn of_field(expr: &TypeExpr, ty: &Type, is_nullable: bool) -> TokenStream {
    let (_, inner) = unwrapped(ty);
    match (is_nullable, has_parts(expr)) {
        (false, _) => of(expr, inner),
        (true, true) => {
            let inner = of(expr, inner);
            quote!(::tdproto_wire::nullable_schema(#inner))
        }
        (true, false) => quote!(generator.subschema_for::<#ty>()),
    }
}

/// The code that makes the schema of a value.
pub(super) fn of(expr: &TypeExpr, ty: &Type) -> TokenStream {
    let whole = quote!(generator.subschema_for::<#ty>());
    if !has_parts(expr) {
        return whole;
    }
    match (shape(ty), expr) {
        (Shape::Boxed(inner), expr) => of(expr, inner),
        (Shape::Option(inner), TypeExpr::Nullable(expr, _)) => {
            let inner = of(expr, inner);
            quote!(::tdproto_wire::nullable_schema(#inner))
        }
        (Shape::List(item), TypeExpr::List(expr, _)) => {
            let item = of(expr, item);
            quote!(::tdproto_wire::list_schema(#item))
        }
        (Shape::Map(_, value), TypeExpr::Map(_, expr, _)) if has_parts(expr) => {
            let value = of(expr, value);
            quote! {{
                let value = #value;
                ::tdproto_wire::map_schema(#whole, &value)
            }}
        }
        (Shape::Tuple(items), TypeExpr::Tuple(exprs, _)) => {
            let is_needed = |expr: &TypeExpr| !matches!(expr, TypeExpr::Nullable(..));
            let needed = exprs.iter().rposition(is_needed).map_or(0, |last| last + 1);
            let items = exprs.iter().zip(items).map(|(expr, item)| of(expr, item));
            quote!(::tdproto_wire::tuple_schema(#needed, &[#(#items),*]))
        }
        (Shape::BuiltIn, TypeExpr::Name(name, _)) => match range(name) {
            Some((smallest, largest)) => {
                quote!(::tdproto_wire::integer_schema(#whole, #smallest, #largest))
            }
            None => whole,
        },
        (
            Shape::BuiltIn
            | Shape::Option(_)
            | Shape::Patch(_)
            | Shape::List(_)
            | Shape::Map(..)
            | Shape::Tuple(_)
            | Shape::Named,
            _,
        ) => whole,
    }
}

/// Returns true if a type has a part whose schema is not that of the Rust type.
fn has_parts(expr: &TypeExpr) -> bool {
    match expr {
        TypeExpr::Name(name, _) => range(name).is_some(),
        TypeExpr::List(item, _) | TypeExpr::Map(_, item, _) | TypeExpr::Nullable(item, _) => {
            has_parts(item)
        }
        TypeExpr::Tuple(..) => true,
        TypeExpr::Constant(..) => false,
    }
}

/// The range of a built-in integer.
fn range(name: &str) -> Option<(i64, u64)> {
    Scalar::from_name(name).and_then(range_of)
}

/// The range of a built-in type, if it is an integer.
pub(super) fn range_of(scalar: Scalar) -> Option<(i64, u64)> {
    match scalar.json() {
        JsonScalar::Integer { smallest, largest } => {
            Some((smallest.try_into().ok()?, largest.try_into().ok()?))
        }
        JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool | JsonScalar::Number => None,
    }
}
