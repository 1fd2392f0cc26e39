//! A declaration as the code that makes it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{DocsDecl, FieldDecl, Spanned, TypeBody, TypeDecl, WhenDecl};
use tdproto_schema::model::Deprecated;

/// `impl Describe` for the type.
pub(crate) fn describe(input: &DeriveInput, decl: &TypeDecl) -> TokenStream {
    let ident = &input.ident;
    let decl = type_decl(decl);
    quote! {
        #[automatically_derived]
        impl ::tdproto_schema::Describe for #ident {
            fn describe() -> ::tdproto_schema::decl::TypeDecl {
                #decl
            }
        }
    }
}

fn type_decl(decl: &TypeDecl) -> TokenStream {
    let (name, topic, docs) = (spanned(&decl.name), &decl.topic, docs(&decl.docs));
    let TypeBody::Entity { includes, fields } = &decl.body else {
        return quote!(::core::compile_error!("only entities can be derived"));
    };
    let includes = includes.iter().map(spanned);
    let fields = fields.iter().map(field);
    quote! {
        ::tdproto_schema::decl::TypeDecl {
            name: #name,
            topic: ::std::string::String::from(#topic),
            docs: #docs,
            body: ::tdproto_schema::decl::TypeBody::Entity {
                includes: ::std::vec![#(#includes),*],
                fields: ::std::vec![#(#fields),*],
            },
        }
    }
}

fn field(field: &FieldDecl) -> TokenStream {
    let (name, ty, docs) = (
        spanned(&field.name),
        type_expr(&field.ty),
        docs(&field.docs),
    );
    let (readonly, nullable, omitempty) = (field.readonly, field.nullable, field.omitempty);
    let when = option(field.when.as_ref().map(when));
    let code_name = option(field.code_name.as_ref().map(string));
    quote! {
        ::tdproto_schema::decl::FieldDecl {
            name: #name,
            ty: #ty,
            readonly: #readonly,
            nullable: #nullable,
            omitempty: #omitempty,
            when: #when,
            code_name: #code_name,
            docs: #docs,
        }
    }
}

fn type_expr(ty: &TypeExpr) -> TokenStream {
    match ty {
        TypeExpr::Name(name, _) => {
            let name = string(name);
            quote!(::tdproto_schema::TypeExpr::Name(#name, ::tdproto_schema::Span::NONE))
        }
        TypeExpr::List(item, _) => {
            let item = type_expr(item);
            quote! {
                ::tdproto_schema::TypeExpr::List(
                    ::std::boxed::Box::new(#item),
                    ::tdproto_schema::Span::NONE,
                )
            }
        }
        TypeExpr::Map(key, value, _) => {
            let (key, value) = (type_expr(key), type_expr(value));
            quote! {
                ::tdproto_schema::TypeExpr::Map(
                    ::std::boxed::Box::new(#key),
                    ::std::boxed::Box::new(#value),
                    ::tdproto_schema::Span::NONE,
                )
            }
        }
    }
}

fn when(when: &WhenDecl) -> TokenStream {
    let (field, values) = (spanned(&when.field), when.values.iter().map(spanned));
    quote!(::tdproto_schema::decl::WhenDecl { field: #field, values: ::std::vec![#(#values),*] })
}

fn docs(docs: &DocsDecl) -> TokenStream {
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

fn deprecated(deprecated: &Deprecated) -> TokenStream {
    let note = string(&deprecated.note);
    let since = option(deprecated.since.as_ref().map(string));
    quote!(::tdproto_schema::model::Deprecated { note: #note, since: #since })
}

fn spanned(text: &Spanned<String>) -> TokenStream {
    let text = string(&text.value);
    quote!(::tdproto_schema::decl::Spanned::unplaced(#text))
}

fn string(text: &String) -> TokenStream {
    quote!(::std::string::String::from(#text))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
