//! The declaration of a union in Rust.

use proc_macro2::Span;
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, Error, Field, Fields, Lit, LitStr, Result, Variant};
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{Spanned, TypeBody, VariantDecl};
use tdproto_schema::model::{EnumBase, WireValue};

use super::declared::{Held, Member, Union};
use super::form::{self, Form};
use crate::attr::{self, VariantAttrs};
use crate::emit;
use crate::enumeration::{in_range, snake};
use crate::types::{self, Wrapper};

const KEYS: &[&str] = &[
    "name",
    "topic",
    "direction",
    "form",
    "tag",
    "content",
    "base",
    "deny_unknown",
];

/// The union that an enum declares.
pub(super) fn union(input: &DeriveInput) -> Result<Union> {
    let attrs = attr::of_type(&input.attrs, KEYS)?;
    let Data::Enum(data) = &input.data else {
        let message = "the variants of a union are those of an `enum`";
        return Err(Error::new_spanned(&input.ident, message));
    };
    let form = form::form(&input.ident, &attrs)?;
    let (mut members, mut decls, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    let mut unknown = None;
    for variant in &data.variants {
        if let Fields::Named(fields) = &variant.fields {
            match form::keeps_unknown(variant, fields, &form) {
                Ok(()) if unknown.is_none() => unknown = Some(variant.ident.clone()),
                Ok(()) => {
                    let message = "another variant keeps those that are not known already";
                    errors.push(Error::new_spanned(&variant.ident, message));
                }
                Err(error) => errors.push(error),
            }
            continue;
        }
        match member(variant, &form) {
            Ok((member, decl)) => {
                errors.extend(same_variant(&members, &decls, (&member, &decl), &form));
                members.push(member);
                decls.push(decl);
            }
            Err(error) => errors.push(error),
        }
    }
    crate::errors::all(errors)?;
    if members.is_empty() {
        return Err(Error::new_spanned(
            &input.ident,
            "the union has no variants",
        ));
    }
    let body = TypeBody::Union {
        direction: attrs.direction.as_ref().map(attr::side).transpose()?,
        form: form.decl(),
        open: unknown.is_some(),
        variants: decls,
    };
    let deny_unknown = attrs.deny_unknown;
    Ok(Union {
        ident: input.ident.clone(),
        decl: attrs.decl(&input.ident, body)?,
        form,
        members,
        unknown,
        deny_unknown,
    })
}

fn member(variant: &Variant, form: &Form) -> Result<(Member, VariantDecl)> {
    let attrs = attr::of_variant(&variant.attrs, form.keys_of_variants())?;
    let held = match &variant.fields {
        Fields::Unit => None,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
        Fields::Unnamed(_) | Fields::Named(_) => {
            let message = match form {
                Form::Tag { .. } => "a variant holds one value, or nothing but the tag",
                Form::Key | Form::Kind => "a variant holds one value",
            };
            return Err(Error::new_spanned(&variant.fields, message));
        }
    };
    let name = match &attrs.name {
        Some(name) => name.value(),
        None => snake(&variant.ident.unraw().to_string()),
    };
    let span = attrs.value.as_ref().map(Lit::span);
    let span = span.or(attrs.name.as_ref().map(LitStr::span));
    let value = match form {
        Form::Tag { base, .. } => tag_value(variant, &attrs, &name, *base)?,
        Form::Key => tag_value(variant, &attrs, &name, EnumBase::Text)?,
        Form::Kind => None,
    };
    let held = held
        .map(|field| held_value(field, &attrs, form))
        .transpose()?;
    if held.is_none() {
        check_nothing(variant, &attrs, form, value.as_ref())?;
    }
    let (held, ty) = held.unzip();
    let decl = VariantDecl {
        name: Spanned::unplaced(name),
        value: value.map(Spanned::unplaced),
        ty,
        docs: attrs.docs,
    };
    let member = Member {
        ident: variant.ident.clone(),
        held,
        is_needed: attrs.needed.is_some(),
        has_from: attrs.no_from.is_none(),
        span: span.unwrap_or_else(|| variant.ident.span()),
    };
    Ok((member, decl))
}

/// Reports a variant that has to hold a value, and does not.
fn check_nothing(
    variant: &Variant,
    attrs: &VariantAttrs,
    form: &Form,
    value: Option<&WireValue>,
) -> Result<()> {
    let ty = attrs.ty.as_ref().map(ToTokens::to_token_stream);
    let flag = attrs.needed.as_ref().or(attrs.no_from.as_ref());
    if let Some(tokens) = ty.or(flag.map(ToTokens::to_token_stream)) {
        let message = "the variant holds nothing; write `Variant(Type)`";
        return Err(Error::new_spanned(tokens, message));
    }
    let message = match form {
        Form::Tag { .. } if value.is_some() => return Ok(()),
        Form::Key => "a variant by key holds an entity: write `Variant(Box<Type>)`",
        Form::Tag { .. } | Form::Kind => {
            "without a tag, the variant needs a value: write `Variant(Type)`"
        }
    };
    Err(Error::new_spanned(variant, message))
}

/// The value of the tag; `None`: the variant has no tag.
fn tag_value(
    variant: &Variant,
    attrs: &VariantAttrs,
    name: &str,
    base: EnumBase,
) -> Result<Option<WireValue>> {
    match (&attrs.absent, &attrs.value, base) {
        (Some(_), Some(value), _) => {
            let message = "this is the value of a tag or a key that is `absent`";
            Err(Error::new(value.span(), message))
        }
        (Some(_), None, _) => Ok(None),
        (None, Some(Lit::Str(text)), EnumBase::Text) => Ok(Some(WireValue::Text(text.value()))),
        (None, Some(Lit::Int(number)), EnumBase::Int) => {
            in_range(number).map(WireValue::Int).map(Some)
        }
        (None, None, EnumBase::Text) => Ok(Some(WireValue::Text(name.to_owned()))),
        (None, _, EnumBase::Int | EnumBase::Text) => {
            let message = "a variant by a tag of integers needs `#[proto(value = …)]`";
            Err(Error::new_spanned(variant, message))
        }
    }
}

/// The value of a variant, and its type in the schema.
fn held_value(field: &Field, attrs: &VariantAttrs, form: &Form) -> Result<(Held, TypeExpr)> {
    if types::wrapper(&field.ty) != Wrapper::Plain {
        let message = "a variant is never null; write `nullable` where the union is used";
        return Err(Error::new_spanned(&field.ty, message));
    }
    let (ty, described, tokens) = match &attrs.ty {
        Some(text) => {
            let ty = types::written(text)?;
            types::check_fit(text, &ty, &field.ty)?;
            let described = emit::type_expr(&ty);
            (ty, described, text.to_token_stream())
        }
        None => {
            let described = types::described(&field.ty);
            (
                types::expr(&field.ty)?,
                described,
                field.ty.to_token_stream(),
            )
        }
    };
    types::check_keys(&ty).map_err(|message| Error::new_spanned(&tokens, message))?;
    let boxed = types::boxed(&field.ty).cloned();
    if let Some(message) = form.refuses(&ty, boxed.is_some()) {
        return Err(Error::new_spanned(&tokens, message));
    }
    let held = Held {
        ty: field.ty.clone(),
        boxed,
        described,
    };
    Ok((held, ty))
}

/// The error in a variant that a receiver could not distinguish from one before, or of its name.
fn same_variant(
    members: &[Member],
    decls: &[VariantDecl],
    (member, decl): (&Member, &VariantDecl),
    form: &Form,
) -> Option<Error> {
    let before = members.iter().zip(decls);
    let error = |span: Span, message: String| Some(Error::new(span, message));
    for (other, first) in before {
        let name = &first.name.value;
        if *name == decl.name.value {
            return error(member.span, format!("another variant is called `{name}`"));
        }
        let value = |decl: &VariantDecl| decl.value.as_ref().map(|value| value.value.clone());
        match form {
            Form::Tag { .. } | Form::Key if value(first) == value(decl) => {
                let message = match (form, &decl.value) {
                    (_, None) => format!("variant `{name}` is `absent`, too"),
                    (Form::Key, Some(_)) => format!("variant `{name}` has this key, too"),
                    (Form::Tag { .. } | Form::Kind, Some(_)) => {
                        format!("variant `{name}` has this tag, too")
                    }
                };
                return error(member.span, message);
            }
            Form::Kind => {
                let kind = |decl: &VariantDecl| decl.ty.as_ref().and_then(types::json_kind);
                if let (Some(a), Some(b)) = (kind(first), kind(decl))
                    && a == b
                {
                    let span = member
                        .held
                        .as_ref()
                        .map_or(member.span, |held| held.ty.span());
                    let message = format!("variant `{}` is {} as well", other.ident, a.phrase());
                    return error(span, message);
                }
            }
            Form::Tag { .. } | Form::Key => {}
        }
    }
    None
}
