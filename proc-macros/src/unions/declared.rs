//! The parts of a union, read from its declaration in Rust.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{Ident, Type};
use tdproto_schema::decl::{TypeBody, TypeDecl, VariantDecl};

use super::form::Form;
use crate::types;
use crate::ways::{self, Unknown};

/// A union, read from its declaration in Rust.
pub(super) struct Union {
    pub(super) ident: Ident,
    pub(super) decl: TypeDecl,
    pub(super) form: Form,
    pub(super) members: Vec<Member>,
    /// The variant that keeps those that are not known.
    pub(super) unknown: Option<Ident>,
    pub(super) deny_unknown: bool,
}

impl Union {
    /// The declarations of the variants.
    pub(super) fn variants(&self) -> &[VariantDecl] {
        match &self.decl.body {
            TypeBody::Union { variants, .. } => variants,
            TypeBody::Entity { .. }
            | TypeBody::Enum { .. }
            | TypeBody::Scalar { .. }
            | TypeBody::Alias { .. } => &[],
        }
    }

    /// The variants with their declarations.
    pub(super) fn declared(&self) -> impl Iterator<Item = (&Member, &VariantDecl)> {
        self.members.iter().zip(self.variants())
    }
}

/// A variant of the enum.
pub(super) struct Member {
    pub(super) ident: Ident,
    pub(super) held: Option<Held>,
    /// True if its content has no empty value.
    pub(super) is_needed: bool,
    /// False if another variant has its type by another name.
    pub(super) has_from: bool,
    /// The place that decides its value, or its name.
    pub(super) span: Span,
}

/// The value of a variant.
pub(super) struct Held {
    /// The Rust type, in its box if it has one.
    pub(super) ty: Type,
    /// The type in the box, if there is one.
    pub(super) boxed: Option<Type>,
    /// The code that makes the type in the schema.
    pub(super) described: TokenStream,
}

impl Held {
    /// The place of the type, for code that is an error unless the type is the one expected.
    pub(super) fn span(&self) -> Span {
        self.ty.span().resolved_at(Span::call_site())
    }

    /// The way to read a value that is no object around the tag.
    pub(super) fn way(&self, decl: &VariantDecl, deny_unknown: bool) -> TokenStream {
        let unknown = match (types::keeps_items(&self.ty), deny_unknown) {
            (true, _) => Unknown::Kept,
            (false, true) => Unknown::Refused,
            (false, false) => Unknown::Skipped,
        };
        let Some(ty) = &decl.ty else {
            return quote!(::tdproto_wire::Plain);
        };
        let way = ways::way(ty, unknown);
        match (ways::has_parts(ty), &self.boxed) {
            (true, Some(_)) => quote!(::tdproto_wire::Boxed<#way>),
            (true, None) | (false, _) => way,
        }
    }

    /// The type without its box.
    pub(super) fn bare(&self) -> &Type {
        self.boxed.as_ref().unwrap_or(&self.ty)
    }
}

impl Member {
    pub(super) fn described(&self) -> TokenStream {
        let held = self.held.as_ref();
        held.map(|held| held.described.clone()).unwrap_or_default()
    }
}
