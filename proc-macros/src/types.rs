//! Rust types as types of the schema.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, GenericArgument, LitStr, PathArguments, Result, Type};
use tdproto_schema::model::{JsonKind, Scalar};
use tdproto_schema::{Span, TypeExpr, parse_type};

/// The type without the groups that a macro puts around it, and without parentheses.
pub(crate) fn bare(ty: &Type) -> &Type {
    if let Type::Group(group) = ty {
        return bare(&group.elem);
    }
    if let Type::Paren(paren) = ty {
        return bare(&paren.elem);
    }
    ty
}

/// The type of the schema that a Rust type stands for; an `Option` stands for the type in it.
pub(crate) fn expr(ty: &Type) -> Result<TypeExpr> {
    if is_unit(ty) {
        return Ok(TypeExpr::Name("null".to_owned(), Span::NONE));
    }
    if let Some(items) = tuple(ty) {
        let items = items.into_iter().map(item).collect::<Result<_>>()?;
        return Ok(TypeExpr::Tuple(items, Span::NONE));
    }
    let Type::Path(path) = bare(ty) else {
        let message = "no type of a schema follows from this; write `#[proto(type = \"…\")]`";
        return Err(Error::new_spanned(ty, message));
    };
    let Some(last) = path.path.segments.last() else {
        return Err(Error::new_spanned(ty, "expected a type"));
    };
    let args = arguments(&last.arguments);
    let ident = last.ident.to_string();
    match (ident.as_str(), args.as_slice()) {
        ("Option" | "Patch" | "Box", [inner]) => expr(inner),
        ("Vec", [item_type]) => Ok(TypeExpr::List(Box::new(item(item_type)?), Span::NONE)),
        ("HashMap", _) => {
            let message = "use a `BTreeMap`: its order is the same in every run";
            Err(Error::new_spanned(ty, message))
        }
        ("BTreeMap", [key, value]) => Ok(TypeExpr::Map(
            Box::new(expr(key)?),
            Box::new(item(value)?),
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

/// The type of an item of a list or a value of a map; in an `Option`, null may be in its place.
fn item(ty: &Type) -> Result<TypeExpr> {
    let found = expr(ty)?;
    Ok(match wrapper(ty) {
        Wrapper::Option => TypeExpr::Nullable(Box::new(found), Span::NONE),
        Wrapper::Patch | Wrapper::Plain => found,
    })
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

/// The code that makes the description of a type that follows from a Rust type. Where that describes
/// itself, its name in the schema is used, which may differ from that in Rust.
pub(crate) fn described(ty: &Type) -> TokenStream {
    let none = quote!(::tdproto_schema::Span::NONE);
    if is_unit(ty) {
        let name = quote!(::std::string::String::from("null"));
        return quote!(::tdproto_schema::TypeExpr::Name(#name, #none));
    }
    if let Some(items) = tuple(ty) {
        let items = items.into_iter().map(described_item);
        return quote!(::tdproto_schema::TypeExpr::Tuple(::std::vec![#(#items),*], #none));
    }
    let mut path = None;
    if let Type::Path(found) = bare(ty) {
        path = found.path.segments.last();
    }
    let args = path.map_or_else(Vec::new, |last| arguments(&last.arguments));
    let ident = path.map(|last| last.ident.to_string()).unwrap_or_default();
    match (ident.as_str(), args.as_slice()) {
        ("Option" | "Patch" | "Box", [inner]) => described(inner),
        ("Vec", [item]) => {
            let item = described_item(item);
            quote!(::tdproto_schema::TypeExpr::List(::std::boxed::Box::new(#item), #none))
        }
        ("BTreeMap", [key, value]) => {
            let (key, value) = (described(key), described_item(value));
            quote! {
                ::tdproto_schema::TypeExpr::Map(
                    ::std::boxed::Box::new(#key),
                    ::std::boxed::Box::new(#value),
                    #none,
                )
            }
        }
        (name, _) => {
            let name = name_of(ty, built_in(name), name);
            quote!(::tdproto_schema::TypeExpr::Name(#name, #none))
        }
    }
}

/// The code that makes the description of an item of a list or a value of a map.
fn described_item(ty: &Type) -> TokenStream {
    let found = described(ty);
    match wrapper(ty) {
        Wrapper::Option => quote! {
            ::tdproto_schema::TypeExpr::Nullable(
                ::std::boxed::Box::new(#found),
                ::tdproto_schema::Span::NONE,
            )
        },
        Wrapper::Patch | Wrapper::Plain => found,
    }
}

/// The code that makes the name of a Rust type in the schema.
fn name_of(ty: &Type, built_in: Option<&str>, written: &str) -> TokenStream {
    if let Some(name) = built_in {
        return quote!(::std::string::String::from(#name));
    }
    quote! {{
        #[allow(unused_imports)]
        use ::tdproto_schema::describe::{DescribedName as _, WrittenName as _};
        (&::tdproto_schema::describe::NameOf::<#ty>::NEW).schema_name(#written)
    }}
}

/// Reports a written type that the Rust type cannot hold. A name that is not built in may be an alias
/// or a type of any kind.
pub(crate) fn check_fit(text: &LitStr, written: &TypeExpr, ty: &Type) -> Result<()> {
    let fits = expr(ty).map_or(true, |found| fits(written, &found));
    if fits {
        return Ok(());
    }
    let rust = quote!(#ty).to_string().replace(' ', "");
    let message = format!("`{rust}` is no Rust type of `{written}`");
    Err(Error::new(text.span(), message))
}

fn fits(written: &TypeExpr, rust: &TypeExpr) -> bool {
    match (written, rust) {
        (TypeExpr::List(written, _), TypeExpr::List(rust, _))
        | (TypeExpr::Nullable(written, _), TypeExpr::Nullable(rust, _)) => fits(written, rust),
        (TypeExpr::Map(key, value, _), TypeExpr::Map(rust_key, rust_value, _)) => {
            fits(key, rust_key) && fits(value, rust_value)
        }
        (TypeExpr::Tuple(written, _), TypeExpr::Tuple(rust, _)) => {
            let mut pairs = written.iter().zip(rust);
            written.len() == rust.len() && pairs.all(|(written, rust)| fits(written, rust))
        }
        (TypeExpr::Name(written, _), TypeExpr::Name(rust, _)) => {
            !is_known(written) || !is_known(rust) || is_same(written, rust)
        }
        (
            TypeExpr::Name(written, _),
            TypeExpr::List(..) | TypeExpr::Map(..) | TypeExpr::Tuple(..),
        ) => !is_known(written),
        (TypeExpr::List(..) | TypeExpr::Map(..) | TypeExpr::Tuple(..), TypeExpr::Name(rust, _)) => {
            !is_known(rust)
        }
        (TypeExpr::List(..), TypeExpr::Map(..) | TypeExpr::Tuple(..))
        | (TypeExpr::Map(..), TypeExpr::List(..) | TypeExpr::Tuple(..))
        | (TypeExpr::Tuple(..), TypeExpr::List(..) | TypeExpr::Map(..))
        | (TypeExpr::Nullable(..) | TypeExpr::Constant(..), _)
        | (_, TypeExpr::Nullable(..) | TypeExpr::Constant(..)) => false,
    }
}

fn is_known(name: &str) -> bool {
    matches!(name, "any" | "null") || Scalar::from_name(name).is_some()
}

/// Returns true if a type is the name of a declared one.
pub(crate) fn is_declared(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Name(name, _) => !is_known(name),
        TypeExpr::List(..)
        | TypeExpr::Map(..)
        | TypeExpr::Tuple(..)
        | TypeExpr::Nullable(..)
        | TypeExpr::Constant(..) => false,
    }
}

/// Returns true if a built-in type is the one that a Rust type stands for, or another one that the
/// same Rust type holds.
fn is_same(written: &str, rust: &str) -> bool {
    written == rust
        || matches!(
            (written, rust),
            ("int", "int64") | ("uint", "uint64") | ("datetime", "string")
        )
}

/// Reports a key of a map that is no text or integer on the wire, as far as the type shows it.
pub(crate) fn check_keys(ty: &TypeExpr) -> std::result::Result<(), String> {
    match ty {
        TypeExpr::Name(..) | TypeExpr::Constant(..) => Ok(()),
        TypeExpr::List(item, _) | TypeExpr::Nullable(item, _) => check_keys(item),
        TypeExpr::Tuple(items, _) => items.iter().try_for_each(check_keys),
        TypeExpr::Map(key, value, _) => match &**key {
            TypeExpr::Name(name, _)
                if !is_known(name) || Scalar::from_name(name).is_some_and(Scalar::is_key) =>
            {
                check_keys(value)
            }
            TypeExpr::Name(..)
            | TypeExpr::List(..)
            | TypeExpr::Map(..)
            | TypeExpr::Tuple(..)
            | TypeExpr::Nullable(..)
            | TypeExpr::Constant(..) => Err(format!(
                "`{key}` cannot be the key of a map: it is no text or integer on the wire"
            )),
        },
    }
}

/// Returns true if a type is a date and time or holds one, or may, since a name is not built in.
pub(crate) fn may_hold_datetime(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Name(name, _) => name == "datetime" || !is_known(name),
        TypeExpr::List(item, _) | TypeExpr::Nullable(item, _) => may_hold_datetime(item),
        TypeExpr::Constant(..) => false,
        TypeExpr::Tuple(items, _) => items.iter().any(may_hold_datetime),
        TypeExpr::Map(key, value, _) => may_hold_datetime(key) || may_hold_datetime(value),
    }
}

/// The kind of member that a Rust type is for its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapper {
    /// An `Option`: there may be none.
    Option,
    /// A `Patch`: a missing key and null differ.
    Patch,
    /// Any other type.
    Plain,
}

/// The kind of member that a Rust type is.
pub(crate) fn wrapper(ty: &Type) -> Wrapper {
    let Type::Path(path) = bare(ty) else {
        return Wrapper::Plain;
    };
    let Some(last) = path.path.segments.last() else {
        return Wrapper::Plain;
    };
    match (last.ident.to_string().as_str(), &last.arguments) {
        ("Option", _) => Wrapper::Option,
        ("Patch", PathArguments::AngleBracketed(_)) => Wrapper::Patch,
        _ => Wrapper::Plain,
    }
}

/// The type in a `Box`.
pub(crate) fn boxed(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = bare(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    match arguments(&last.arguments).as_slice() {
        [inner] if last.ident == "Box" => Some(inner),
        _ => None,
    }
}

/// The text of a type, by which two uses of it are compared.
pub(crate) fn text(ty: &Type) -> String {
    let ty = bare(ty);
    quote!(#ty).to_string()
}

/// Returns true if a tuple in a type keeps further items.
pub(crate) fn keeps_items(ty: &Type) -> bool {
    if let Type::Tuple(found) = bare(ty) {
        let items = tuple(ty).unwrap_or_default();
        return items.len() < found.elems.len() || items.into_iter().any(keeps_items);
    }
    let Type::Path(path) = bare(ty) else {
        return false;
    };
    let last = path.path.segments.last();
    let args = last.map_or_else(Vec::new, |last| arguments(&last.arguments));
    args.into_iter().any(keeps_items)
}

/// The kind of JSON of a type, as far as its name shows it.
pub(crate) fn json_kind(ty: &TypeExpr) -> Option<JsonKind> {
    match ty {
        TypeExpr::Name(name, _) => Scalar::from_name(name).map(|scalar| scalar.json().into()),
        TypeExpr::List(..) | TypeExpr::Tuple(..) => Some(JsonKind::Array),
        TypeExpr::Map(..) => Some(JsonKind::Object),
        TypeExpr::Nullable(..) | TypeExpr::Constant(..) => None,
    }
}

/// Returns true if a Rust type is `()`.
pub(crate) fn is_unit(ty: &Type) -> bool {
    let Type::Tuple(tuple) = bare(ty) else {
        return false;
    };
    tuple.elems.is_empty()
}

/// The items of a tuple, without the further items that it keeps.
pub(crate) fn tuple(ty: &Type) -> Option<Vec<&Type>> {
    let Type::Tuple(tuple) = bare(ty) else {
        return None;
    };
    let is_rest = |ty: &&mut &Type| {
        let Type::Path(path) = bare(ty) else {
            return false;
        };
        let last = path.path.segments.last();
        last.is_some_and(|last| last.ident == "Rest")
    };
    let mut items: Vec<&Type> = tuple.elems.iter().collect();
    items.pop_if(|last| is_rest(&last));
    Some(items)
}

pub(crate) fn arguments(arguments: &PathArguments) -> Vec<&Type> {
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

pub(crate) fn built_in(name: &str) -> Option<&'static str> {
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
        "Bytes" => "bytes",
        "Json" => "any",
        _ => return None,
    })
}
