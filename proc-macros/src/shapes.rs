//! Rust types by what is in them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{PathSegment, Type};
use tdproto_schema::model::Scalar;

use crate::types::{Wrapper, arguments, bare, built_in, is_unit, tuple};

/// What is in a Rust type.
pub(crate) enum Shape<'t> {
    /// Nothing but a value of a built-in type.
    BuiltIn,
    Boxed(&'t Type),
    Option(&'t Type),
    Patch(&'t Type),
    List(&'t Type),
    Map(&'t Type, &'t Type),
    Tuple(Vec<&'t Type>),
    /// A type of which only the name is known.
    Named,
}

/// What is in a Rust type, as far as its name shows it.
pub(crate) fn shape(ty: &Type) -> Shape<'_> {
    if is_unit(ty) {
        return Shape::BuiltIn;
    }
    if let Some(items) = tuple(ty) {
        return Shape::Tuple(items);
    }
    let Some(last) = last(ty) else {
        return Shape::Named;
    };
    let (ident, args) = (last.ident.to_string(), arguments(&last.arguments));
    match (ident.as_str(), args.as_slice()) {
        ("Box", [inner]) => Shape::Boxed(inner),
        ("Option", [inner]) => Shape::Option(inner),
        ("Patch", [inner]) => Shape::Patch(inner),
        ("Vec", [item]) => Shape::List(item),
        ("BTreeMap", [key, value]) => Shape::Map(key, value),
        (name, []) if built_in(name).is_some() => Shape::BuiltIn,
        _ => Shape::Named,
    }
}

/// The type in an `Option` or a `Patch`, and which of them it is.
pub(crate) fn unwrapped(ty: &Type) -> (Wrapper, &Type) {
    match shape(ty) {
        Shape::Option(inner) => (Wrapper::Option, inner),
        Shape::Patch(inner) => (Wrapper::Patch, inner),
        Shape::BuiltIn
        | Shape::Boxed(_)
        | Shape::List(_)
        | Shape::Map(..)
        | Shape::Tuple(_)
        | Shape::Named => (Wrapper::Plain, ty),
    }
}

/// The Rust type of a built-in type.
pub(crate) fn of_scalar(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::String => quote!(::std::string::String),
        Scalar::Bool => quote!(bool),
        Scalar::Int8 => quote!(i8),
        Scalar::Int16 => quote!(i16),
        Scalar::Int32 => quote!(i32),
        Scalar::Int | Scalar::Int64 => quote!(i64),
        Scalar::Uint8 => quote!(u8),
        Scalar::Uint16 => quote!(u16),
        Scalar::Uint32 => quote!(u32),
        Scalar::Uint | Scalar::Uint64 => quote!(u64),
        Scalar::Float32 => quote!(f32),
        Scalar::Float64 => quote!(f64),
        Scalar::Datetime => quote!(::tdproto_wire::Datetime),
        Scalar::Bytes => quote!(::tdproto_wire::Bytes),
    }
}

fn last(ty: &Type) -> Option<&PathSegment> {
    let Type::Path(path) = bare(ty) else {
        return None;
    };
    path.path.segments.last()
}
