//! The implementations by which the runtime reads and writes a type: the functions of `Value`, and
//! the one by which serde serializes it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;
use tdproto_schema::model::JsonKind;

/// `impl Value` of a type that has no empty value: a union, or an entity that always holds one. The
/// bodies of the functions may use `self`, `r`, `w` and `to`.
pub(crate) fn of_whole(
    ident: &Ident,
    read_new: &TokenStream,
    read_boxed: Option<&TokenStream>,
    write: &TokenStream,
    to_serde: &TokenStream,
) -> TokenStream {
    let read_boxed = read_boxed.map(|body| {
        quote! {
            fn read_boxed(
                r: &mut ::tdproto_wire::Reader<'de>,
            ) -> ::core::result::Result<::std::boxed::Box<Self>, ::tdproto_wire::Error> {
                #body
            }
        }
    });
    let to_serde = by_serde(to_serde);
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl<'de> ::tdproto_wire::Value<'de> for #ident {
            fn read_new(
                r: &mut ::tdproto_wire::Reader<'de>,
            ) -> ::core::result::Result<Self, ::tdproto_wire::Error> {
                #read_new
            }

            #read_boxed

            fn write(&self, w: &mut ::tdproto_wire::Writer) {
                #write
            }

            fn is_empty(&self) -> bool {
                false
            }

            #to_serde
        }
    }
}

/// The kind of JSON that the values of a type are, so that it can be a variant of a union by kind.
pub(crate) fn of_kind(ident: &Ident, kind: JsonKind) -> TokenStream {
    let kind = match kind {
        JsonKind::String => quote!(String),
        JsonKind::Number => quote!(Number),
        JsonKind::Boolean => quote!(Boolean),
        JsonKind::Array => quote!(Array),
        JsonKind::Object => quote!(Object),
    };
    quote! {
        #[automatically_derived]
        impl ::tdproto_wire::OfKind for #ident {
            const KIND: ::tdproto_wire::Kind = ::tdproto_wire::Kind::#kind;
        }
    }
}

/// The function by which serde serializes a type, if this crate has serde as its feature.
fn by_serde(body: &TokenStream) -> Option<TokenStream> {
    cfg!(feature = "serde").then(|| {
        quote! {
            fn to_serde<_To: ::tdproto_wire::__serde::Serializer>(
                &self,
                to: _To,
            ) -> ::core::result::Result<_To::Ok, _To::Error> {
                #body
            }
        }
    })
}

/// `impl Value` from the bodies of its functions, which may use `self`, `r`, `w` and `to`.
pub(crate) fn implementation(
    ident: &Ident,
    read: &TokenStream,
    write: &TokenStream,
    is_empty: &TokenStream,
    to_serde: &TokenStream,
) -> TokenStream {
    let to_serde = by_serde(to_serde);
    quote! {
        #[automatically_derived]
        impl<'de> ::tdproto_wire::Value<'de> for #ident {
            fn read_new(
                r: &mut ::tdproto_wire::Reader<'de>,
            ) -> ::core::result::Result<Self, ::tdproto_wire::Error> {
                let mut value: Self = ::core::default::Default::default();
                ::tdproto_wire::read(&mut value, r)?;
                ::core::result::Result::Ok(value)
            }

            fn read_item(
                list: &mut ::std::vec::Vec<Self>,
                r: &mut ::tdproto_wire::Reader<'de>,
            ) -> ::core::result::Result<(), ::tdproto_wire::Error> {
                let index = list.len();
                list.resize_with(index + 1, ::core::default::Default::default);
                ::tdproto_wire::read(&mut list[index], r)
            }

            fn read_boxed(
                r: &mut ::tdproto_wire::Reader<'de>,
            ) -> ::core::result::Result<::std::boxed::Box<Self>, ::tdproto_wire::Error> {
                let mut value: ::std::boxed::Box<Self> = ::core::default::Default::default();
                ::tdproto_wire::read(&mut *value, r)?;
                ::core::result::Result::Ok(value)
            }

            fn read(
                &mut self,
                r: &mut ::tdproto_wire::Reader<'de>,
            ) -> ::core::result::Result<(), ::tdproto_wire::Error> {
                #read
            }

            fn write(&self, w: &mut ::tdproto_wire::Writer) {
                #write
            }

            fn is_empty(&self) -> bool {
                #is_empty
            }

            #to_serde
        }
    }
}

/// `impl Key` from the bodies of its functions, which may use `text` and `self`.
pub(crate) fn key(ident: &Ident, from_text: &TokenStream, as_text: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl<'de> ::tdproto_wire::Key<'de> for #ident {
            fn from_text(
                text: ::std::borrow::Cow<'de, str>,
            ) -> ::core::result::Result<Self, ::tdproto_wire::ErrorKind> {
                #from_text
            }

            fn as_text(&self) -> ::std::borrow::Cow<'_, str> {
                #as_text
            }
        }
    }
}
