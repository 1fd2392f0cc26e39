//! Unions by key: objects, of which the first variant is the one whose key is there.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use tdproto_schema::decl::VariantDecl;
use tdproto_schema::model::WireValue;

use super::by_tag::variants;
use super::declared::{Held, Member, Union};
use super::objects;
use crate::json_schema;

/// The code by which the runtime reads and writes the union.
pub(super) fn implementations(union: &Union) -> TokenStream {
    let ident = &union.ident;
    let objects = objects::implementations(union, &quote!(members.keyed()), &write(union));
    let known: Vec<(&str, &Member, &Held)> = union
        .declared()
        .filter_map(|(member, decl)| Some((key(decl)?, member, member.held.as_ref()?)))
        .collect();
    let keys = known.iter().map(|(key, ..)| key);
    let reads = known.iter().enumerate().map(|(at, (_, member, held))| {
        let reading = objects::reading(member, held);
        quote!(::core::option::Option::Some(#at) => #reading,)
    });
    let other = other(union);
    let checks = checks(union, &known);
    let json_schema = json_schema::unions::keyed(
        ident,
        &union.decl,
        union.unknown.is_some(),
        &variants(union),
    );
    quote! {
        #objects

        #[automatically_derived]
        #[allow(deprecated)]
        impl<'de> ::tdproto_wire::Keyed<'de> for #ident {
            const KEYS: &'static [&'static str] = &[#(#keys),*];

            fn read_variant(
                key: ::core::option::Option<usize>,
                members: ::tdproto_wire::Members<'_, 'de>,
            ) -> ::core::result::Result<Self, ::tdproto_wire::Error> {
                match key {
                    #(#reads)*
                    _ => #other,
                }
            }
        }

        #checks
        #json_schema
    }
}

/// The key of a variant; the one without a key has none.
fn key(decl: &VariantDecl) -> Option<&str> {
    match &decl.value.as_ref()?.value {
        WireValue::Text(key) => Some(key),
        WireValue::Int(_) => None,
    }
}

/// The expression that reads an object with none of the keys.
fn other(union: &Union) -> TokenStream {
    let absent = union.declared().find(|(_, decl)| decl.value.is_none());
    let absent = absent.and_then(|(member, _)| Some((member, member.held.as_ref()?)));
    match (absent, &union.unknown) {
        (Some((member, held)), _) => objects::reading(member, held),
        (None, Some(unknown)) => quote!(members.raw().map(|raw| Self::#unknown { raw })),
        (None, None) => quote!(members.refuse_keys::<Self, Self>()),
    }
}

/// The body of the function that writes the members.
fn write(union: &Union) -> TokenStream {
    let arms = union.members.iter().filter_map(|member| {
        let variant = &member.ident;
        let call = objects::writing(member.held.as_ref()?, &quote!(w));
        Some(quote!(Self::#variant(value) => #call,))
    });
    let unknown = union.unknown.iter();
    quote! {
        match self {
            #(#arms)*
            #(Self::#unknown { .. } => {})*
        }
    }
}

/// Checks, when the code is compiled, that a receiver knows each variant: it always has its key, and
/// none of a variant before it. The variant without a key is the last resort, in any place.
fn checks(union: &Union, known: &[(&str, &Member, &Held)]) -> TokenStream {
    let absent = union.declared().filter(|(_, decl)| decl.value.is_none());
    let absent = absent.filter_map(|(member, _)| Some((None, member.held.as_ref()?)));
    let all = known.iter().map(|(key, _, held)| (Some(*key), *held));
    let checks = all.chain(absent).enumerate().map(|(at, (key, held))| {
        let (ty, span) = (held.bare(), held.span());
        let keys = quote_spanned!(span=> <#ty as ::tdproto_wire::HasKeys>::KEYS);
        let own = key.map(|key| {
            let message = format!(
                "the entity does not always have the key `{key}`, by which a receiver knows the \
                 variant"
            );
            quote_spanned!(span=> assert!(::tdproto_wire::always_has(#keys, #key), #message);)
        });
        let others = known[..at.min(known.len())].iter().map(|(other, ..)| {
            let message = format!(
                "the entity has the key `{other}` of a variant before it, and a receiver would \
                 take it for that one"
            );
            quote_spanned!(span=> assert!(!::tdproto_wire::has_key(#keys, #other), #message);)
        });
        quote_spanned!(span=> const _: () = { #own #(#others)* };)
    });
    quote!(#(#checks)*)
}
