//! Unions by kind: each variant is of another kind of JSON.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use tdproto_schema::decl::VariantDecl;

use super::declared::{Held, Member, Union};
use crate::{json_schema, value};

/// The code by which the runtime reads and writes the union.
pub(super) fn implementations(union: &Union) -> TokenStream {
    let ident = &union.ident;
    let held: Vec<(&Member, &Held, &VariantDecl)> = union
        .declared()
        .filter_map(|(member, decl)| Some((member, member.held.as_ref()?, decl)))
        .collect();
    let variants: Vec<_> = held.iter().map(|(member, ..)| &member.ident).collect();
    let kinds: Vec<TokenStream> = held.iter().map(|(_, held, _)| kind(held)).collect();
    let reads = held.iter().zip(&kinds).map(|((member, held, decl), kind)| {
        let (variant, way) = (&member.ident, held.way(decl, union.deny_unknown));
        quote! {
            if kind == ::core::option::Option::Some(#kind) {
                return <#way as ::tdproto_wire::Reading<'de, _>>::read_new(r).map(Self::#variant);
            }
        }
    });
    // Two variants of one kind are an error there.
    let words = quote_spanned!(ident.span()=> &::tdproto_wire::Kinds::of(&[#(#kinds),*]));
    let value = value::of_whole(
        ident,
        &quote! {
            const KINDS: &::tdproto_wire::Kinds = #words;
            let kind = ::tdproto_wire::Kind::next(r)?;
            #(#reads)*
            ::tdproto_wire::Kind::refuse(r, KINDS.text())
        },
        None,
        &quote! {
            match self {
                #(Self::#variants(value) => ::tdproto_wire::Value::write(value, w),)*
            }
        },
        &quote! {
            match self {
                #(Self::#variants(value) => ::tdproto_wire::Value::to_serde(value, to),)*
            }
        },
    );
    let types: Vec<_> = held
        .iter()
        .map(|(_, held, decl)| (*decl, &held.ty))
        .collect();
    let json_schema = json_schema::unions::by_kind(ident, &union.decl, &types);
    quote!(#value #json_schema)
}

/// The kind of a variant.
fn kind(held: &Held) -> TokenStream {
    let ty = &held.ty;
    quote_spanned!(held.span()=> <#ty as ::tdproto_wire::OfKind>::KIND)
}
