//! The declaration of an entity in Rust.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::ext::IdentExt as _;
use syn::{Data, DeriveInput, Error, Field, Fields, Ident, Result, Type};
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{FieldDecl, Spanned, TypeBody, TypeDecl};

use crate::attr::{self, ConstantValue, FieldAttrs, TypeAttrs};
use crate::constraints::verify;
use crate::{emit, types};

const KEYS: &[&str] = &["name", "topic", "direction", "includes", "deny_unknown"];

/// An entity, read from its declaration in Rust.
pub(crate) struct Entity {
    pub(crate) decl: TypeDecl,
    pub(crate) members: Vec<Member>,
    /// The member that keeps unknown keys.
    pub(crate) unknown: Option<Ident>,
    pub(crate) deny_unknown: bool,
}

/// A field of an entity, with its Rust type and its declaration.
pub(crate) struct Member {
    pub(crate) ident: Ident,
    pub(crate) key: String,
    pub(crate) ty: Type,
    pub(crate) decl: FieldDecl,
    /// The code that makes the type in the schema.
    pub(super) described: TokenStream,
    /// The place of the default.
    pub(super) default_place: Option<Span>,
    /// The place of the key.
    span: Span,
    /// The place of the sibling in its condition.
    sibling: Option<Span>,
    /// True if the field belongs to another entity, which is included.
    pub(super) included: bool,
    /// True if its type has no empty value.
    pub(crate) is_needed: bool,
}

impl Member {
    /// The code of its only value, if it has one.
    pub(crate) fn constant(&self) -> Option<TokenStream> {
        let TypeExpr::Constant(constant, _) = &self.decl.ty else {
            return None;
        };
        Some(emit::constant(constant, &quote!(::tdproto_wire::Constant)))
    }
}

/// The entity that a struct declares.
pub(super) fn parse(input: &DeriveInput) -> Result<Entity> {
    let (mut members, mut unknown, mut errors) = (Vec::new(), None, Vec::new());
    let attrs = attr::of_type(&input.attrs, KEYS).unwrap_or_else(|error| {
        errors.push(error);
        TypeAttrs::default()
    });
    let name = match &attrs.name {
        Some(name) => name.value(),
        None => input.ident.unraw().to_string(),
    };
    for field in fields(input)? {
        match (attr::of_field(&field.attrs), &field.ident) {
            (Ok(attrs), Some(ident)) if attrs.unknown => {
                if unknown.replace(ident.clone()).is_some() {
                    let message = "another field keeps unknown keys already";
                    errors.push(Error::new_spanned(ident, message));
                }
            }
            (Ok(mut field_attrs), Some(ident)) => {
                errors.extend(check_included(&attrs, &field_attrs));
                let places = std::mem::take(&mut field_attrs.places);
                match member(field, ident, field_attrs) {
                    Ok(mut member) => {
                        errors.extend(verify::field(&name, &member.decl, &places));
                        member.default_place = places.default;
                        members.push(member);
                    }
                    Err(error) => errors.push(error),
                }
            }
            (Ok(_), None) => {}
            (Err(error), _) => errors.push(error),
        }
    }
    check_keys(&members, &mut errors);
    check_conditions(&members, &mut errors);
    crate::errors::all(errors)?;
    if let (Some(unknown), true) = (&unknown, attrs.deny_unknown) {
        let message = "unknown keys are either kept here or refused by `deny_unknown`";
        return Err(Error::new_spanned(unknown, message));
    }
    let deny_unknown = attrs.deny_unknown;
    let includes = attrs.includes.iter().cloned().map(Spanned::unplaced);
    let own = members.iter().filter(|member| !member.included);
    let direction = attrs.direction.as_ref().map(attr::side).transpose()?;
    let body = TypeBody::Entity {
        direction,
        includes: includes.collect(),
        fields: own.map(|member| member.decl.clone()).collect(),
    };
    let decl = attrs.decl(&input.ident, body)?;
    Ok(Entity {
        decl,
        members,
        unknown,
        deny_unknown,
    })
}

fn fields(input: &DeriveInput) -> Result<Vec<&Field>> {
    let message = "an entity is a struct with named fields";
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(fields.named.iter().collect()),
            Fields::Unnamed(fields) => Err(Error::new_spanned(fields, message)),
            Fields::Unit => Ok(Vec::new()),
        },
        Data::Enum(data) => Err(Error::new(data.enum_token.span, message)),
        Data::Union(data) => Err(Error::new(data.union_token.span, message)),
    }
}

/// Reports a field of an included entity, or one that overrides it, if no entity is included.
fn check_included(entity: &TypeAttrs, field: &FieldAttrs) -> Option<Error> {
    let flag = field.overrides.as_ref().or(field.included.as_ref())?;
    let message = match (&field.overrides, &field.included) {
        _ if entity.includes.is_empty() => {
            "no entity is included; write `includes(…)` above the struct"
        }
        (Some(_), Some(_)) => {
            "a field with `override` is the struct's own; it is not `included`, too"
        }
        (Some(_), None) | (None, _) => return None,
    };
    Some(Error::new_spanned(flag, message))
}

/// Reports keys that two fields have: a receiver could not distinguish them.
fn check_keys(members: &[Member], errors: &mut Vec<Error>) {
    let mut seen = BTreeMap::new();
    for member in members {
        if let Some(first) = seen.insert(&member.key, member) {
            let message = format!(
                "field `{}` has the key `{}` as well",
                first.ident.unraw(),
                member.key
            );
            errors.push(Error::new(member.span, message));
        }
    }
}

/// Reports conditions on a field that does not exist, or is no enum.
fn check_conditions(members: &[Member], errors: &mut Vec<Error>) {
    for member in members {
        let (Some(when), Some(span)) = (&member.decl.when, member.sibling) else {
            continue;
        };
        let name = &when.field.value;
        let siblings = members.iter().filter(|other| other.key != member.key);
        let sibling = siblings.clone().find(|other| other.key == *name);
        let message = match sibling.map(|sibling| &sibling.decl.ty) {
            None => {
                let keys = siblings.map(|other| other.key.as_str());
                let help = tdproto_schema::did_you_mean(name, keys);
                let help = help.map(|help| format!("; {help}")).unwrap_or_default();
                format!("there is no other field `{name}`{help}")
            }
            Some(ty) if types::is_declared(ty) => continue,
            Some(ty) => format!("`{name}` is `{ty}`, and a condition needs an enum of texts"),
        };
        errors.push(Error::new(span, message));
    }
}

fn member(field: &Field, ident: &Ident, attrs: FieldAttrs) -> Result<Member> {
    match &attrs.constant {
        Some(constant) => check_constant(field, &attrs, constant)?,
        None => attrs.flags.check(&field.ty)?,
    }
    attrs.flags.check_needed(attrs.needed.as_ref())?;
    let (key, span) = match &attrs.rename {
        Some(rename) => (rename.value(), rename.span()),
        None => (ident.unraw().to_string(), ident.span()),
    };
    let (ty, described) = field_type(field, &attrs)?;
    let (sibling, when) = attrs.when.map(|when| (when.span, when.decl)).unzip();
    let decl = FieldDecl {
        name: Spanned::unplaced(key.clone()),
        ty,
        overrides: attrs.overrides.is_some(),
        readonly: attrs.readonly,
        nullable: attrs.flags.nullable.is_some(),
        omitempty: attrs.flags.omitempty.is_some(),
        optional: attrs.flags.optional.is_some(),
        allow_empty: attrs.allow_empty.is_some(),
        bounds: attrs.bounds,
        default: attrs.default,
        when,
        code_name: attrs.code_name,
        docs: attrs.docs,
    };
    Ok(Member {
        ident: ident.clone(),
        key,
        ty: field.ty.clone(),
        decl,
        described,
        default_place: None,
        span,
        sibling,
        included: attrs.included.is_some(),
        is_needed: attrs.needed.is_some(),
    })
}

/// The type of a field in the schema, and the code that makes it.
fn field_type(field: &Field, attrs: &FieldAttrs) -> Result<(TypeExpr, TokenStream)> {
    if let Some(constant) = &attrs.constant {
        let ty = TypeExpr::Constant(constant.value.clone(), tdproto_schema::Span::NONE);
        let described = emit::type_expr(&ty);
        return Ok((ty, described));
    }
    let (ty, described, span) = match &attrs.ty {
        Some(text) => {
            let ty = types::written(text)?;
            types::check_fit(text, &ty, &field.ty)?;
            let described = emit::type_expr(&ty);
            (ty, described, text.to_token_stream())
        }
        None => {
            let ty = types::expr(&field.ty)?;
            (ty, types::described(&field.ty), field.ty.to_token_stream())
        }
    };
    types::check_keys(&ty).map_err(|message| Error::new_spanned(span, message))?;
    match &attrs.allow_empty {
        Some(flag) if !types::may_hold_datetime(&ty) => {
            let message = format!("`{ty}` holds no `datetime` that may be empty");
            Err(Error::new_spanned(flag, message))
        }
        Some(_) | None => Ok((ty, described)),
    }
}

/// Checks a field that has one value only: the struct says at most if it is there.
fn check_constant(field: &Field, attrs: &FieldAttrs, constant: &ConstantValue) -> Result<()> {
    let flags = [
        &attrs.flags.nullable,
        &attrs.flags.omitempty,
        &attrs.allow_empty,
    ];
    if attrs.readonly || attrs.ty.is_some() || flags.into_iter().any(Option::is_some) {
        let message = "`const` gives the type and the only value; it goes with `optional` alone";
        return Err(Error::new(constant.span, message));
    }
    let fits = match attrs.flags.optional {
        Some(_) => types::expr(&field.ty).is_ok_and(|ty| ty.to_string() == "bool"),
        None => types::is_unit(&field.ty),
    };
    if fits {
        return Ok(());
    }
    let message = "a field with one value is `()`, or `bool` if it is `optional`";
    Err(Error::new_spanned(&field.ty, message))
}
