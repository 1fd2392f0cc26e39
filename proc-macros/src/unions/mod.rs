//! An enum as a union: values that are one of several variants.

mod by_key;
mod by_kind;
mod by_tag;
mod declared;
mod form;
mod objects;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use crate::constraints::checks;
use crate::{emit, serde, types};
use by_tag::Tag;
use declared::{Member, Union};
use form::Form;

/// The whole output of `#[derive(Union)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let union = parse::union(input)?;
    let types: Vec<TokenStream> = union.members.iter().map(Member::described).collect();
    let decl = emit::type_decl(&union.decl, &types)?;
    let name = &union.decl.name.value;
    let describe = emit::describe(&input.ident, Some(name), &[decl], &[]);
    let own = match &union.form {
        Form::Tag { key, base, content } => {
            let content = content.as_deref();
            by_tag::implementations(
                &union,
                Tag {
                    key,
                    base: *base,
                    content,
                },
            )
        }
        Form::Key => by_key::implementations(&union),
        Form::Kind => by_kind::implementations(&union),
    };
    let from = conversions(&union);
    let serde = serde::impls(&input.ident);
    let checks = union.members.iter().filter_map(|member| {
        let held = member.held.as_ref()?;
        checks::of_variant(&member.ident, &held.ty, union.form.content())
    });
    let checks = checks::union(&input.ident, &checks.collect::<Vec<_>>());
    Ok(quote!(#describe #own #from #checks #serde))
}

/// The conversions of the types that only one variant has.
fn conversions(union: &Union) -> TokenStream {
    let held = union.members.iter().filter_map(|member| {
        let held = member.held.as_ref()?;
        Some((member, types::text(held.bare()), held))
    });
    let held: Vec<_> = held.collect();
    let ident = &union.ident;
    // The union holds itself as well, by either name.
    let own = [ident.to_string(), "Self".to_owned()];
    let is_only = |text: &String| {
        let same = held.iter().filter(|(_, other, _)| other == text);
        same.count() == 1 && !own.contains(text)
    };
    let only = held
        .iter()
        .filter(|(member, text, _)| member.has_from && is_only(text));
    only.map(|(member, _, held)| {
        let (variant, ty) = (&member.ident, held.bare());
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
