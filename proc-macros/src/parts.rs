//! Parts that several declarations have, as the code that makes them.

use proc_macro2::TokenStream;
use quote::quote;
use tdproto_schema::decl::{DocsDecl, Spanned};
use tdproto_schema::model::{Deprecated, EnumBase, WireValue};

pub(crate) fn enum_base(base: EnumBase) -> TokenStream {
    match base {
        EnumBase::Text => quote!(::tdproto_schema::model::EnumBase::Text),
        EnumBase::Int => quote!(::tdproto_schema::model::EnumBase::Int),
    }
}

/// A value on the wire.
pub(crate) fn wire_value(value: &WireValue) -> TokenStream {
    let value = match value {
        WireValue::Text(text) => {
            let text = string(text);
            quote!(Text(#text))
        }
        WireValue::Int(number) => quote!(Int(#number)),
    };
    quote! {
        ::tdproto_schema::decl::Spanned::unplaced(::tdproto_schema::model::WireValue::#value)
    }
}

pub(crate) fn docs(docs: &DocsDecl) -> TokenStream {
    let doc = option(docs.doc.as_ref().map(string));
    let since = option(docs.since.as_ref().map(string));
    let deprecated = option(docs.deprecated.as_ref().map(deprecated));
    let experimental = docs.experimental;
    quote! {
        ::tdproto_schema::decl::DocsDecl {
            doc: #doc,
            since: #since,
            deprecated: #deprecated,
            experimental: #experimental,
        }
    }
}

pub(crate) fn deprecated(deprecated: &Deprecated) -> TokenStream {
    let note = string(&deprecated.note);
    let since = option(deprecated.since.as_ref().map(string));
    quote!(::tdproto_schema::model::Deprecated { note: #note, since: #since })
}

pub(crate) fn spanned(text: &Spanned<String>) -> TokenStream {
    let text = string(&text.value);
    quote!(::tdproto_schema::decl::Spanned::unplaced(#text))
}

pub(crate) fn string(text: &String) -> TokenStream {
    quote!(::std::string::String::from(#text))
}

pub(crate) fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// A key as on the wire, `"key":`.
pub(crate) fn wire_key(key: &str) -> String {
    format!("{}:", json_string(key))
}

/// A text as JSON writes it.
fn json_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
