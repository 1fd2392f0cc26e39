//! The conversions of an enum from the value on the wire and to it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;
use tdproto_schema::decl::TypeDecl;
use tdproto_schema::model::{EnumBase, WireValue};

use crate::{compare, value};

/// An enum, read from its declaration in Rust.
pub(crate) struct Enumeration {
    pub(crate) decl: TypeDecl,
    pub(crate) base: EnumBase,
    /// The variants with their values.
    pub(crate) values: Vec<(Ident, WireValue)>,
    /// The position of the variant that a missing one is, if no variant keeps other values.
    pub(crate) empty: usize,
    /// The variant that keeps other values.
    pub(crate) other: Option<Ident>,
}

/// The parts of the conversions that depend on whether other values are kept.
struct Parts {
    /// The arm that gives the value of a variant which keeps another one.
    to_other: TokenStream,
    /// The conversion from a value.
    from: TokenStream,
    /// The value that a missing one is.
    default: TokenStream,
}

/// The conversions from the value on the wire and to it, and the value that a missing one is.
pub(crate) fn of_enum(ident: &Ident, found: &Enumeration) -> TokenStream {
    let (method, returned) = match found.base {
        EnumBase::Text => (quote!(as_str), quote!(&str)),
        EnumBase::Int => (quote!(as_i64), quote!(i64)),
    };
    let values = found.values.iter();
    let values: Vec<TokenStream> = values.map(|(_, value)| compare::literal(value)).collect();
    let variants: Vec<&Ident> = found.values.iter().map(|(variant, _)| variant).collect();
    let texts = match found.base {
        EnumBase::Text => texts(ident, found.other.is_some()),
        EnumBase::Int => TokenStream::new(),
    };
    let parts = match &found.other {
        Some(other) => open(ident, found.base, (&values, &variants), other),
        None => closed(ident, found, (&values, &variants), &returned),
    };
    let Parts {
        to_other,
        from,
        default,
    } = parts;
    quote! {
        #[allow(deprecated)]
        impl #ident {
            /// The value on the wire.
            #[must_use]
            pub fn #method(&self) -> #returned {
                match self {
                    #(Self::#variants => #values,)*
                    #to_other
                }
            }
        }

        #[automatically_derived]
        #[allow(deprecated)]
        #from

        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::default::Default for #ident {
            fn default() -> Self {
                #default
            }
        }

        #[allow(deprecated, dead_code)]
        impl #ident {
            /// Every value that this version of the schema knows.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];
        }

        #texts

        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.#method(), f)
            }
        }
    }
}

/// The parts of an enum that keeps other values in a variant.
fn open(
    ident: &Ident,
    base: EnumBase,
    (values, variants): (&[TokenStream], &[&Ident]),
    other: &Ident,
) -> Parts {
    let (returned, empty, shown, kept) = match base {
        EnumBase::Text => (
            quote!(&str),
            quote!(""),
            quote!(value),
            quote!(::std::string::String::from(value)),
        ),
        EnumBase::Int => (quote!(i64), quote!(0), quote!(*value), quote!(value)),
    };
    Parts {
        to_other: quote!(Self::#other(value) => #shown,),
        from: quote! {
            impl ::core::convert::From<#returned> for #ident {
                fn from(value: #returned) -> Self {
                    match value {
                        #(#values => Self::#variants,)*
                        _ => Self::#other(#kept),
                    }
                }
            }
        },
        default: quote!(<Self as ::core::convert::From<#returned>>::from(#empty)),
    }
}

/// The parts of an enum without other values.
fn closed(
    ident: &Ident,
    found: &Enumeration,
    (values, variants): (&[TokenStream], &[&Ident]),
    returned: &TokenStream,
) -> Parts {
    let name = &found.decl.name.value;
    let empty = variants.get(found.empty);
    Parts {
        to_other: TokenStream::new(),
        from: quote! {
            impl ::core::convert::TryFrom<#returned> for #ident {
                type Error = ::tdproto_wire::UnknownValue;

                fn try_from(
                    value: #returned,
                ) -> ::core::result::Result<Self, ::tdproto_wire::UnknownValue> {
                    match value {
                        #(#values => ::core::result::Result::Ok(Self::#variants),)*
                        _ => ::core::result::Result::Err(::tdproto_wire::UnknownValue {
                            name: #name,
                            value: ::std::string::ToString::to_string(&value),
                        }),
                    }
                }
            }
        },
        default: quote!(Self::#empty),
    }
}

/// The conversions of texts of any kind.
fn texts(ident: &Ident, is_open: bool) -> TokenStream {
    let (into, error) = match is_open {
        true => (
            quote!(::core::result::Result::Ok(
                <Self as ::core::convert::From<&str>>::from(text)
            )),
            quote!(::core::convert::Infallible),
        ),
        false => (
            quote!(<Self as ::core::convert::TryFrom<&str>>::try_from(text)),
            quote!(::tdproto_wire::UnknownValue),
        ),
    };
    let owned = match is_open {
        true => quote! {
            impl ::core::convert::From<::std::string::String> for #ident {
                fn from(text: ::std::string::String) -> Self {
                    <Self as ::core::convert::From<&str>>::from(&text)
                }
            }
        },
        false => quote! {
            impl ::core::convert::TryFrom<::std::string::String> for #ident {
                type Error = ::tdproto_wire::UnknownValue;

                fn try_from(
                    text: ::std::string::String,
                ) -> ::core::result::Result<Self, ::tdproto_wire::UnknownValue> {
                    <Self as ::core::convert::TryFrom<&str>>::try_from(&text)
                }
            }
        },
    };
    quote! {
        #[automatically_derived]
        #owned

        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = #error;

            fn from_str(text: &str) -> ::core::result::Result<Self, #error> {
                #into
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for #ident {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    }
}

/// The code by which the runtime reads and writes it.
pub(crate) fn wire(ident: &Ident, base: EnumBase) -> TokenStream {
    match base {
        EnumBase::Text => {
            let value = value::implementation(
                ident,
                &quote!(::tdproto_wire::read_text(self, r)),
                &quote!(w.string(self.as_str())),
                &quote!(self.as_str().is_empty()),
                &quote!(to.serialize_str(self.as_str())),
            );
            let from_text = quote! {
                <Self as ::core::convert::TryFrom<&str>>::try_from(&text)
                    .map_err(::core::convert::Into::into)
            };
            let key = value::key(ident, &from_text, &quote!(self.as_str().into()));
            quote!(#value #key)
        }
        EnumBase::Int => {
            let value = value::implementation(
                ident,
                &quote!(::tdproto_wire::read_number(self, r)),
                &quote!(w.signed(self.as_i64())),
                &quote!(self.as_i64() == 0),
                &quote!(to.serialize_i64(self.as_i64())),
            );
            let key = value::key(
                ident,
                &quote!(::tdproto_wire::number_key(text)),
                &quote!(self.as_i64().to_string().into()),
            );
            quote!(#value #key)
        }
    }
}
