//! Unions: their variants, and the place of each.

use super::docs;
use super::enums::openness;
use super::origins::VariantOrigin;
use crate::TypeExpr;
use crate::decl::{FormDecl, VariantDecl};
use crate::model::{Direction, Tag, Type, Union, UnionForm, Variant};

/// A union as declared.
pub(super) struct Declared {
    pub(super) direction: Option<Direction>,
    pub(super) form: FormDecl,
    pub(super) open: bool,
    pub(super) variants: Vec<VariantDecl>,
}

/// The union, and the places of its variants.
pub(super) fn resolve(
    decl: Declared,
    since: Option<&str>,
    mut ty: impl FnMut(&TypeExpr) -> Type,
) -> (Union, Vec<VariantOrigin>) {
    let variants = decl.variants.into_iter().map(|variant| {
        let origin = VariantOrigin {
            name: variant.name.span,
            value: variant
                .value
                .as_ref()
                .map_or(variant.name.span, |value| value.span),
            ty: variant.ty.clone(),
        };
        let variant = Variant {
            name: variant.name.value,
            value: variant.value.map(|value| value.value),
            ty: variant.ty.as_ref().map(&mut ty),
            docs: docs(variant.docs, since),
        };
        (variant, origin)
    });
    let (variants, origins) = variants.unzip();
    let form = match decl.form {
        FormDecl::Tag { tag, base, content } => UnionForm::Tag(Tag {
            // A missing key was reported.
            key: tag.map_or_else(|| "type".to_owned(), |tag| tag.value),
            base,
            content: content.map(|content| content.value),
        }),
        FormDecl::Key => UnionForm::Key,
        FormDecl::Kind => UnionForm::Kind,
    };
    let union = Union {
        direction: decl.direction,
        form,
        openness: openness(decl.open),
        variants,
    };
    (union, origins)
}
