//! The declaration of a union in Rust.

use proc_macro2::Span;
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{
    Attribute, Data, DeriveInput, Error, Field, Fields, FieldsNamed, Ident, Lit, LitStr, Result,
    Variant,
};
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{FormDecl, Spanned, TypeBody, VariantDecl};
use tdproto_schema::model::{EnumBase, WireValue};

use super::declared::{Form, Held, Member, Union};
use crate::attr::{self, TypeAttrs, VariantAttrs};
use crate::emit;
use crate::enumeration::{base, in_range, snake};
use crate::types::{self, Wrapper};

const KEYS: &[&str] = &[
    "name",
    "topic",
    "direction",
    "form",
    "tag",
    "base",
    "deny_unknown",
];

const UNKNOWN: &str = "a variant with named fields keeps all others: `Unknown { tag: String, raw: \
                       Json }`, where an `i64` is a tag of integers";

/// The union that an enum declares.
pub(super) fn union(input: &DeriveInput) -> Result<Union> {
    let attrs = attr::of_type(&input.attrs, KEYS)?;
    let Data::Enum(data) = &input.data else {
        let message = "the variants of a union are those of an `enum`";
        return Err(Error::new_spanned(&input.ident, message));
    };
    let form = form(&input.ident, &attrs)?;
    let (mut members, mut decls, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    let mut unknown = None;
    for variant in &data.variants {
        if let Fields::Named(fields) = &variant.fields {
            match keeps_unknown(variant, fields, &form) {
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
        form: match &form {
            Form::Tag { key, base } => FormDecl::Tag {
                tag: Some(Spanned::unplaced(key.clone())),
                base: *base,
                content: None,
            },
            Form::Kind => FormDecl::Kind,
        },
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

fn form(ident: &Ident, attrs: &TypeAttrs) -> Result<Form> {
    let excluded = |key: &LitStr| {
        let message = "`form = \"kind\"` excludes a tag, and its base";
        Err(Error::new(key.span(), message))
    };
    match (&attrs.form, &attrs.tag) {
        (Some(form), _) if form.value() != "kind" => {
            let message = "the form of a derived union is \"kind\"; one by a tag has `tag` in place \
                           of `form`";
            Err(Error::new(form.span(), message))
        }
        (Some(_), Some(tag)) => excluded(tag),
        (Some(_), None) => match &attrs.base {
            Some(base) => excluded(base),
            None => Ok(Form::Kind),
        },
        (None, Some(tag)) => Ok(Form::Tag {
            key: tag.value(),
            base: base(attrs.base.as_ref(), "a tag")?,
        }),
        (None, None) => {
            let message = "how does a receiver know the variant? Write `#[proto(tag = \"type\")]` for \
                           the key that names it, or `#[proto(form = \"kind\")]` for the kind of JSON";
            Err(Error::new_spanned(ident, message))
        }
    }
}

/// Checks the variant that keeps those that are not known.
fn keeps_unknown(variant: &Variant, fields: &FieldsNamed, form: &Form) -> Result<()> {
    let has_attribute = |attr: &&Attribute| attr.path().is_ident("proto");
    if let Some(found) = variant.attrs.iter().find(has_attribute) {
        let message = "the variant that keeps all others has no attributes";
        return Err(Error::new_spanned(found, message));
    }
    let Form::Tag { base, .. } = form else {
        let message = "a union by kind is closed: a value of another kind is of a wrong type";
        return Err(Error::new_spanned(&variant.ident, message));
    };
    let tag = match base {
        EnumBase::Text => "string",
        EnumBase::Int => "int64",
    };
    for (name, expected) in [("tag", tag), ("raw", "any")] {
        let is_field = |field: &&Field| field.ident.as_ref().is_some_and(|ident| ident == name);
        let Some(field) = fields.named.iter().find(is_field) else {
            return Err(Error::new_spanned(fields, UNKNOWN));
        };
        match types::expr(&field.ty) {
            Ok(TypeExpr::Name(name, _)) if name == expected => {}
            Ok(_) | Err(_) => return Err(Error::new_spanned(&field.ty, UNKNOWN)),
        }
    }
    match fields.named.len() {
        2 => Ok(()),
        _ => Err(Error::new_spanned(fields, UNKNOWN)),
    }
}

fn member(variant: &Variant, form: &Form) -> Result<(Member, VariantDecl)> {
    let keys: &[&str] = match form {
        Form::Tag {
            base: EnumBase::Text,
            ..
        } => &["name", "rename", "type", "absent"],
        Form::Tag {
            base: EnumBase::Int,
            ..
        } => &["name", "value", "type", "absent"],
        Form::Kind => &["name", "type"],
    };
    let attrs = attr::of_variant(&variant.attrs, keys)?;
    let held = match &variant.fields {
        Fields::Unit => None,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
        Fields::Unnamed(_) | Fields::Named(_) => {
            let message = "a variant holds one value, or nothing but the tag";
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
        Form::Kind => None,
    };
    let held = held
        .map(|field| held_value(field, &attrs, form))
        .transpose()?;
    if held.is_none() {
        if let Some(ty) = &attrs.ty {
            let message = "the variant holds nothing; write `Variant(Type)`";
            return Err(Error::new(ty.span(), message));
        }
        if value.is_none() {
            let message = "without a tag, the variant needs a value: write `Variant(Type)`";
            return Err(Error::new_spanned(variant, message));
        }
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
        span: span.unwrap_or_else(|| variant.ident.span()),
    };
    Ok((member, decl))
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
            let message = "this is the value of a tag that is `absent`";
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
    if let Form::Tag { .. } = form
        && !types::is_declared(&ty)
    {
        let message = format!("the tag is a key of the object, and `{ty}` is no entity or union");
        return Err(Error::new_spanned(&tokens, message));
    }
    if let Form::Kind = form
        && let TypeExpr::Name(name, _) = &ty
        && matches!(name.as_str(), "any" | "null")
    {
        let message = format!("`{ty}` is of no single kind of JSON");
        return Err(Error::new_spanned(&tokens, message));
    }
    let held = Held {
        ty: field.ty.clone(),
        boxed: types::boxed(&field.ty).cloned(),
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
            Form::Tag { .. } if value(first) == value(decl) => {
                return error(
                    member.span,
                    match decl.value {
                        Some(_) => format!("variant `{name}` has this tag, too"),
                        None => format!("variant `{name}` is `absent`, too"),
                    },
                );
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
            Form::Tag { .. } => {}
        }
    }
    None
}
