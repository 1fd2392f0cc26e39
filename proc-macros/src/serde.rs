//! serde's traits, by way of the text on the wire, as generated types have them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

/// serde's two traits for a type, if this crate has them as its feature.
pub(crate) fn impls(ident: &Ident) -> TokenStream {
    if cfg!(not(feature = "serde")) {
        return TokenStream::new();
    }
    quote! {
        #[automatically_derived]
        impl ::tdproto_wire::__serde::Serialize for #ident {
            fn serialize<S: ::tdproto_wire::__serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                ::tdproto_wire::serialize(self, to)
            }
        }

        #[automatically_derived]
        impl<'de> ::tdproto_wire::__serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::tdproto_wire::__serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::tdproto_wire::deserialize(from)
            }
        }
    }
}
