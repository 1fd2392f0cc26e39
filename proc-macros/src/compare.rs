//! Comparison of enums: with values on the wire, and of open ones by these.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;
use tdproto_schema::model::{EnumBase, WireValue};

/// Comparisons with values on the wire.
pub(crate) fn with_values(ident: &Ident, base: EnumBase) -> TokenStream {
    let compared = match base {
        EnumBase::Text => vec![
            (quote!(str), quote!(self.as_str() == other)),
            (quote!(&str), quote!(self.as_str() == *other)),
            (
                quote!(::std::string::String),
                quote!(self.as_str() == other.as_str()),
            ),
        ],
        EnumBase::Int => vec![(quote!(i64), quote!(self.as_i64() == *other))],
    };
    let impls = compared.into_iter().map(|(ty, is_equal)| {
        quote! {
            #[automatically_derived]
            impl ::core::cmp::PartialEq<#ty> for #ident {
                fn eq(&self, other: &#ty) -> bool {
                    #is_equal
                }
            }
        }
    });
    quote!(#(#impls)*)
}

/// Comparisons and the hash of an open enum, by its value on the wire: a value is the same whether
/// the schema knows it or not. Known values come first, in the schema's order.
pub(crate) fn by_value(
    ident: &Ident,
    base: EnumBase,
    values: &[(Ident, WireValue)],
) -> TokenStream {
    let method = match base {
        EnumBase::Text => quote!(as_str),
        EnumBase::Int => quote!(as_i64),
    };
    let ranks = 0..values.len();
    let values = values.iter().map(|(_, value)| literal(value));
    quote! {
        #[automatically_derived]
        impl ::core::cmp::PartialEq for #ident {
            fn eq(&self, other: &Self) -> bool {
                self.#method() == other.#method()
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Eq for #ident {}

        #[automatically_derived]
        impl ::core::hash::Hash for #ident {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.#method(), state);
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialOrd for #ident {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Ord for #ident {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                // Unknown values come after all known ones.
                let rank = |value: &Self| -> usize {
                    match value.#method() {
                        #(#values => #ranks,)*
                        _ => usize::MAX,
                    }
                };
                let ranks = ::core::cmp::Ord::cmp(&rank(self), &rank(other));
                ranks.then_with(|| ::core::cmp::Ord::cmp(&self.#method(), &other.#method()))
            }
        }
    }
}

/// A value as a literal.
pub(crate) fn literal(value: &WireValue) -> TokenStream {
    match value {
        WireValue::Text(text) => quote!(#text),
        WireValue::Int(number) => {
            let number = proc_macro2::Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
    }
}
