//! The schemas of unions.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Type};
use tdproto_schema::decl::{TypeDecl, VariantDecl};
use tdproto_schema::model::EnumBase;

use super::{annotations, implementation, values};
use crate::compare;
use crate::parts::option;

/// The schema of a union by a tag: a rule for each variant, whose object is `Some`.
pub(crate) fn tagged(
    ident: &Ident,
    decl: &TypeDecl,
    (key, base, content): (&str, EnumBase, Option<&str>),
    is_open: bool,
    variants: &[(&VariantDecl, Option<&Type>)],
) -> TokenStream {
    let base = match base {
        EnumBase::Text => "string",
        EnumBase::Int => "integer",
    };
    let variants = variants.iter().map(|(decl, held)| {
        let (head, tag) = (head(decl), value(decl));
        let tag = match tag {
            Some(tag) => quote!(Some(::schemars::json_schema!({ "const": #tag }))),
            None => quote!(None),
        };
        let members = match (held, content) {
            (Some(ty), Some(content)) => {
                let value = whole(decl, ty);
                quote!(::tdproto_wire::content_schema(#content, #value))
            }
            (held, _) => members(*held),
        };
        quote! {
            ::tdproto_wire::TaggedSchema {
                tag: ::core::option::Option::#tag,
                head: #head,
                members: #members,
            }
        }
    });
    let body = quote! {
        ::tdproto_wire::tagged_schema((#key, #base), #is_open, ::std::vec![#(#variants),*])
    };
    implementation(ident, decl, &body)
}

/// The title and the docs of a variant.
fn head(decl: &VariantDecl) -> TokenStream {
    let (title, docs) = (&decl.name.value, annotations(&decl.docs));
    quote! {{
        let mut schema = ::schemars::json_schema!({ "title": #title });
        #docs
        schema
    }}
}

/// The tag, or the key, of a variant.
fn value(decl: &VariantDecl) -> Option<TokenStream> {
    let value = decl.value.as_ref()?;
    Some(compare::literal(&value.value))
}

/// The members of an object, which are those of its type if there is one.
fn members(held: Option<&Type>) -> TokenStream {
    match held {
        Some(ty) => quote!(<#ty as ::schemars::JsonSchema>::json_schema(generator)),
        None => quote!(::schemars::json_schema!({ "type": "object" })),
    }
}

/// The schema of a union by key: a chain of rules, since the first key decides.
pub(crate) fn keyed(
    ident: &Ident,
    decl: &TypeDecl,
    is_open: bool,
    variants: &[(&VariantDecl, Option<&Type>)],
) -> TokenStream {
    let variants = variants.iter().map(|(decl, held)| {
        let (head, key, members) = (head(decl), option(value(decl)), members(*held));
        quote!(::tdproto_wire::KeyedSchema { key: #key, head: #head, members: #members })
    });
    let body = quote! {
        ::tdproto_wire::keyed_schema(#is_open, ::std::vec![#(#variants),*])
    };
    implementation(ident, decl, &body)
}

/// The schema of a value that is no object around the tag.
fn whole(decl: &VariantDecl, ty: &Type) -> TokenStream {
    match &decl.ty {
        Some(expr) => values::of(expr, ty),
        None => quote!(generator.subschema_for::<#ty>()),
    }
}

/// The schema of a union by kind.
pub(crate) fn by_kind(
    ident: &Ident,
    decl: &TypeDecl,
    variants: &[(&VariantDecl, &Type)],
) -> TokenStream {
    let variants = variants.iter().map(|(decl, ty)| {
        let (title, docs) = (&decl.name.value, annotations(&decl.docs));
        let value = whole(decl, ty);
        quote! {{
            let mut schema = #value;
            schema.insert(::std::string::String::from("title"), #title.into());
            #docs
            schema.to_value()
        }}
    });
    let body = quote! {
        let variants = ::std::vec![#(#variants),*];
        let mut any = ::schemars::json_schema!({});
        any.insert(::std::string::String::from("anyOf"), variants.into());
        any
    };
    implementation(ident, decl, &body)
}
