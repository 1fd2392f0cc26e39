//! Rust types as types of the schema.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, GenericArgument, LitStr, PathArguments, Result, Type};
use tdproto_schema::model::Scalar;
use tdproto_schema::{Span, TypeExpr, parse_type};

/// The type of the schema that a Rust type stands for; an `Option` stands for the type in it.
pub(crate) fn expr(ty: &Type) -> Result<TypeExpr> {
    let Type::Path(path) = ty else {
        let message = "no type of a schema follows from this; write `#[proto(type = \"…\")]`";
        return Err(Error::new_spanned(ty, message));
    };
    let Some(last) = path.path.segments.last() else {
        return Err(Error::new_spanned(ty, "expected a type"));
    };
    let args = arguments(&last.arguments);
    let ident = last.ident.to_string();
    match (ident.as_str(), args.as_slice()) {
        ("Option" | "Box", [inner]) => expr(inner),
        ("Vec", [item]) => Ok(TypeExpr::List(Box::new(expr(item)?), Span::NONE)),
        ("BTreeMap" | "HashMap", [key, value]) => Ok(TypeExpr::Map(
            Box::new(expr(key)?),
            Box::new(expr(value)?),
            Span::NONE,
        )),
        (name, []) => Ok(TypeExpr::Name(
            built_in(name).unwrap_or(name).to_owned(),
            Span::NONE,
        )),
        (name, _) => {
            let message = format!(
                "no type of a schema follows from `{name}<…>`; write `#[proto(type = \"…\")]`"
            );
            Err(Error::new_spanned(ty, message))
        }
    }
}

/// The function of the runtime that reads a type. Rust holds some integers in more bits than they
/// may have.
pub(crate) fn reader(ty: &TypeExpr) -> TokenStream {
    match ty {
        TypeExpr::Name(name, _) => scalar_reader(Scalar::from_name(name)),
        TypeExpr::List(item, _) | TypeExpr::Map(_, item, _) => reader(item),
    }
}

/// The function of the runtime that reads a built-in type; `None` stands for any other type.
pub(crate) fn scalar_reader(scalar: Option<Scalar>) -> TokenStream {
    match scalar.is_some_and(Scalar::fits_double) {
        true => quote!(::tdproto_wire::read_int),
        false => quote!(::tdproto_wire::read),
    }
}

/// A type written out by hand; an error points at the text.
pub(crate) fn written(text: &LitStr) -> Result<TypeExpr> {
    parse_type(&text.value(), |_| Span::NONE)
        .map_err(|error| Error::new(text.span(), error.message))
}

/// Returns true if a Rust type is an `Option`.
pub(crate) fn is_option(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "Option")
}

/// The type in an `Option`; any other type unchanged.
pub(crate) fn without_option(ty: &Type) -> &Type {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && last.ident == "Option"
        && let [inner] = arguments(&last.arguments).as_slice()
    {
        return inner;
    }
    ty
}

fn arguments(arguments: &PathArguments) -> Vec<&Type> {
    let PathArguments::AngleBracketed(found) = arguments else {
        return Vec::new();
    };
    let types = found.args.iter().filter_map(|argument| {
        let GenericArgument::Type(ty) = argument else {
            return None;
        };
        Some(ty)
    });
    types.collect()
}

fn built_in(name: &str) -> Option<&'static str> {
    Some(match name {
        "String" => "string",
        "bool" => "bool",
        "i8" => "int8",
        "i16" => "int16",
        "i32" => "int32",
        "i64" => "int64",
        "u8" => "uint8",
        "u16" => "uint16",
        "u32" => "uint32",
        "u64" => "uint64",
        "f32" => "float32",
        "f64" => "float64",
        "Datetime" => "datetime",
        "Json" => "any",
        _ => return None,
    })
}
