//! An enum as a union: values that are one of several variants.

mod by_kind;
mod by_tag;
mod parse;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Result, Type};
use tdproto_schema::decl::{TypeBody, TypeDecl, VariantDecl};
use tdproto_schema::model::EnumBase;

use crate::{emit, serde, types};

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

/// A union, read from its declaration in Rust.
struct Union {
    ident: Ident,
    decl: TypeDecl,
    form: Form,
    members: Vec<Member>,
    /// The variant that keeps those that are not known.
    unknown: Option<Ident>,
    deny_unknown: bool,
}

impl Union {
    /// The declarations of the variants.
    fn variants(&self) -> &[VariantDecl] {
        match &self.decl.body {
            TypeBody::Union { variants, .. } => variants,
            TypeBody::Entity { .. }
            | TypeBody::Enum { .. }
            | TypeBody::Scalar { .. }
            | TypeBody::Alias { .. } => &[],
        }
    }

    /// The variants with their declarations.
    fn declared(&self) -> impl Iterator<Item = (&Member, &VariantDecl)> {
        self.members.iter().zip(self.variants())
    }
}

/// The part of a value by which a receiver knows its variant.
enum Form {
    Tag { key: String, base: EnumBase },
    Kind,
}

/// A variant of the enum.
struct Member {
    ident: Ident,
    held: Option<Held>,
    /// The place that decides its value, or its name.
    span: Span,
}

/// The value of a variant.
struct Held {
    /// The Rust type, in its box if it has one.
    ty: Type,
    /// The type in the box, if there is one.
    boxed: Option<Type>,
    /// The code that makes the type in the schema.
    described: TokenStream,
}

impl Held {
    /// The place of the type, for code that is an error where the type is another one.
    fn span(&self) -> Span {
        self.ty.span().resolved_at(Span::call_site())
    }

    /// The type without its box.
    fn bare(&self) -> &Type {
        self.boxed.as_ref().unwrap_or(&self.ty)
    }
}

impl Member {
    fn described(&self) -> TokenStream {
        let held = self.held.as_ref();
        held.map(|held| held.described.clone()).unwrap_or_default()
    }
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
