//! An enum as a union: values that are one of several variants.

mod by_kind;
mod by_tag;
mod declared;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use crate::{emit, serde, types};
use declared::{Form, Member, Union};

/// The whole output of `#[derive(Union)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let union = parse::union(input)?;
    let types: Vec<TokenStream> = union.members.iter().map(Member::described).collect();
    let decl = emit::type_decl(&union.decl, &types)?;
    let name = &union.decl.name.value;
    let describe = emit::describe(&input.ident, Some(name), &[decl], &[]);
    let own = match &union.form {
        Form::Tag { key, base } => by_tag::implementations(&union, key, *base),
        Form::Kind => by_kind::implementations(&union),
    };
    let from = conversions(&union);
    let serde = serde::impls(&input.ident);
    Ok(quote!(#describe #own #from #serde))
}

/// The conversions of the types that only one variant has.
fn conversions(union: &Union) -> TokenStream {
    let held = union.members.iter().filter_map(|member| {
        let held = member.held.as_ref()?;
        Some((&member.ident, types::text(held.bare()), held))
    });
    let held: Vec<_> = held.collect();
    let is_only = |text: &str| held.iter().filter(|(_, other, _)| other == text).count() == 1;
    let ident = &union.ident;
    let only = held.iter().filter(|(_, text, _)| is_only(text));
    only.map(|(variant, _, held)| {
        let ty = held.bare();
        let value = match held.boxed {
            Some(_) => quote!(::std::boxed::Box::new(value)),
            None => quote!(value),
        };
        quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl ::core::convert::From<#ty> for #ident {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    })
    .collect()
}
