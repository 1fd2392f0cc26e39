//! How fields are read whose types have parts of different ranges. Rust holds some integers in more
//! bits than they may have.

use proc_macro2::TokenStream;
use quote::quote;
use tdproto_schema::TypeExpr;
use tdproto_schema::model::Scalar;

use crate::types::{Wrapper, scalar_reader};

/// The treatment of keys and items that are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    Skipped,
    Kept,
    Refused,
}

/// The function of the runtime that reads a field of a type.
pub(crate) fn reader(ty: &TypeExpr, wrapper: Wrapper, unknown: Unknown) -> TokenStream {
    if !has_parts(ty) {
        return scalar_reader(leaf(ty));
    }
    let way = way(ty, unknown);
    let way = match wrapper {
        Wrapper::Option | Wrapper::Patch => quote!(::tdproto_wire::Each<#way>),
        Wrapper::Plain => way,
    };
    quote!(::tdproto_wire::read_as::<#way, _>)
}

/// The built-in type in the lists and maps around it.
fn leaf(ty: &TypeExpr) -> Option<Scalar> {
    match ty {
        TypeExpr::Name(name, _) => Scalar::from_name(name),
        TypeExpr::List(item, _) | TypeExpr::Map(_, item, _) | TypeExpr::Nullable(item, _) => {
            leaf(item)
        }
        TypeExpr::Tuple(..) | TypeExpr::Constant(..) => None,
    }
}

/// Returns true if a type has parts that are read in different ways: a tuple, or a map whose keys
/// have fewer bits than those of the Rust type.
pub(crate) fn has_parts(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Map(key, item, _) => {
            leaf(key).is_some_and(Scalar::fits_double) || has_parts(item)
        }
        TypeExpr::List(item, _) | TypeExpr::Nullable(item, _) => has_parts(item),
        TypeExpr::Tuple(..) => true,
        TypeExpr::Name(..) | TypeExpr::Constant(..) => false,
    }
}

/// The way to read a type, of each of its parts.
pub(crate) fn way(ty: &TypeExpr, unknown: Unknown) -> TokenStream {
    match ty {
        TypeExpr::Name(name, _) => match Scalar::from_name(name).is_some_and(Scalar::fits_double) {
            true => quote!(::tdproto_wire::Int),
            false => quote!(::tdproto_wire::Plain),
        },
        TypeExpr::List(item, _) | TypeExpr::Nullable(item, _) => {
            let item = way(item, unknown);
            quote!(::tdproto_wire::Each<#item>)
        }
        TypeExpr::Map(key, item, _) => {
            let (key, item) = (way(key, unknown), way(item, unknown));
            quote!(::tdproto_wire::Entries<#key, #item>)
        }
        TypeExpr::Tuple(items, _) => {
            let items = items.iter().map(|item| way(item, unknown));
            match unknown {
                Unknown::Skipped => quote!(::tdproto_wire::Items<(#(#items,)*)>),
                Unknown::Kept => {
                    quote!(::tdproto_wire::Items<(#(#items,)* ::tdproto_wire::Plain,)>)
                }
                Unknown::Refused => quote!(::tdproto_wire::OnlyItems<(#(#items,)*)>),
            }
        }
        TypeExpr::Constant(..) => quote!(::tdproto_wire::Plain),
    }
}
