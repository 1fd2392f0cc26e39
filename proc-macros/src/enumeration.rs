//! An enum as one of values on the wire.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Data, DeriveInput, Error, Fields, FieldsUnnamed, Lit, LitInt, LitStr, Result, Variant};
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{EnumValueDecl, Spanned, TypeBody};
use tdproto_schema::model::{EnumBase, JsonScalar, WireValue};

use crate::constraints::{checks, constants};
use crate::conversions::{self, Enumeration};
use crate::{attr, compare, emit, json_schema, serde, types, value};

/// The whole output of `#[derive(WireEnum)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let found = parse(input)?;
    let decl = emit::type_decl(&found.decl, &[])?;
    let describe = emit::describe(&input.ident, Some(&found.decl.name.value), &[decl], &[]);
    let conversions = conversions::of_enum(&input.ident, &found);
    let comparisons = compare::with_values(&input.ident, found.base);
    let by_value = found.other.is_some();
    let by_value = by_value.then(|| compare::by_value(&input.ident, found.base, &found.values));
    let wire = conversions::wire(&input.ident, found.base);
    let serde = serde::impls(&input.ident);
    let values: Vec<&WireValue> = found.values.iter().map(|(_, value)| value).collect();
    let is_text = found.base == EnumBase::Text;
    let json_schema = json_schema::enumeration(
        &input.ident,
        &found.decl,
        &values,
        is_text,
        found.other.is_some(),
    );
    let checks = checks::enumeration(&input.ident);
    let constants = constants::of_enum(
        &input.ident,
        found.base,
        &found.values,
        found.other.is_some(),
    );
    let of_kind = value::of_kind(&input.ident, found.base.scalar().json().into());
    Ok(quote! {
        #describe #conversions #comparisons #by_value #wire #of_kind #checks #constants #serde
        #json_schema
    })
}

/// The position of the variant that `empty` names, if it is written.
fn empty(named: Option<&LitStr>, open: bool, values: &[EnumValueDecl]) -> Result<Option<usize>> {
    let Some(named) = named else {
        return Ok(None);
    };
    if open {
        let message =
            "an enum that keeps other values has no `empty`: it is the empty text, or zero";
        return Err(Error::new(named.span(), message));
    }
    let text = named.value();
    let names = || values.iter().map(|value| value.name.value.as_str());
    match names().position(|name| name == text) {
        Some(at) => Ok(Some(at)),
        None => {
            let help = tdproto_schema::did_you_mean(&text, names());
            let help = help.map(|help| format!("; {help}")).unwrap_or_default();
            let message = format!("the enum has no value `{text}`{help}");
            Err(Error::new(named.span(), message))
        }
    }
}

fn parse(input: &DeriveInput) -> Result<Enumeration> {
    let attrs = attr::of_type(&input.attrs, &["name", "topic", "base", "empty"])?;
    let Data::Enum(data) = &input.data else {
        let message = "the values of an enum are the variants of an `enum`";
        return Err(Error::new_spanned(&input.ident, message));
    };
    let base = base(attrs.base.as_ref(), "an enum")?;
    let (mut values, mut decls, mut other, mut errors) = (Vec::new(), Vec::new(), None, Vec::new());
    for variant in &data.variants {
        match (&variant.fields, value_of(variant, base)) {
            (Fields::Unit, Ok((decl, span))) => {
                errors.extend(same_value(&decls, &decl, span));
                values.push((variant.ident.clone(), decl.value.value.clone()));
                decls.push(decl);
            }
            (Fields::Unnamed(fields), Ok(_)) if fields.unnamed.len() == 1 && other.is_none() => {
                errors.extend(kept_type(fields, base).err());
                other = Some(variant.ident.clone());
            }
            (Fields::Unnamed(_) | Fields::Named(_), Ok(_)) => {
                let message = "a variant is a value; one may hold all others: `Unknown(String)`";
                errors.push(Error::new_spanned(variant, message));
            }
            (_, Err(error)) => errors.push(error),
        }
    }
    crate::errors::all(errors)?;
    if values.is_empty() && other.is_none() {
        return Err(Error::new_spanned(
            &input.ident,
            "an enum without values has none to read",
        ));
    }
    let empty = empty(attrs.empty.as_ref(), other.is_some(), &decls)?;
    let body = TypeBody::Enum {
        base,
        open: other.is_some(),
        empty: empty.map(|at| decls[at].name.clone()),
        values: decls,
    };
    let decl = attrs.decl(&input.ident, body)?;
    Ok(Enumeration {
        decl,
        base,
        empty: empty.unwrap_or_default(),
        values,
        other,
    })
}

/// The base of the values of an enum, or of the tag of a union.
pub(crate) fn base(written: Option<&LitStr>, owner: &str) -> Result<EnumBase> {
    let Some(written) = written else {
        return Ok(EnumBase::Text);
    };
    match written.value().as_str() {
        "string" => Ok(EnumBase::Text),
        "int" => Ok(EnumBase::Int),
        _ => {
            let message = format!("the base of {owner} is \"string\" or \"int\"");
            Err(Error::new(written.span(), message))
        }
    }
}

/// The error in a value that is the same as one before, on the wire or by its short name.
fn same_value(before: &[EnumValueDecl], decl: &EnumValueDecl, span: Span) -> Option<Error> {
    let is_same = |first: &&EnumValueDecl| {
        first.value.value == decl.value.value || first.name.value == decl.name.value
    };
    let first = before.iter().find(is_same)?;
    let message = match first.value.value == decl.value.value {
        true => format!("value `{}` is the same on the wire", first.name.value),
        false => format!("another value is called `{}`", first.name.value),
    };
    Some(Error::new(span, message))
}

/// Checks the type in the variant that keeps other values.
fn kept_type(fields: &FieldsUnnamed, base: EnumBase) -> Result<()> {
    let (expected, rust) = match base {
        EnumBase::Text => ("string", "String"),
        EnumBase::Int => ("int64", "i64"),
    };
    let Some(field) = fields.unnamed.first() else {
        return Ok(());
    };
    match types::expr(&field.ty) {
        Ok(TypeExpr::Name(name, _)) if name == expected => Ok(()),
        Ok(_) | Err(_) => {
            let message = format!("other values of this enum are kept as `{rust}`");
            Err(Error::new_spanned(&field.ty, message))
        }
    }
}

/// The value of a variant, and the place that decides it.
fn value_of(variant: &Variant, base: EnumBase) -> Result<(EnumValueDecl, Span)> {
    let key = match base {
        EnumBase::Text => "rename",
        EnumBase::Int => "value",
    };
    let attrs = attr::of_variant(&variant.attrs, &["name", key])?;
    let name_span = attrs.name.as_ref().map(LitStr::span);
    let span = attrs.value.as_ref().map(Lit::span).or(name_span);
    let span = span.unwrap_or_else(|| variant.ident.span());
    let name = match attrs.name {
        Some(name) => name.value(),
        None => snake(&variant.ident.unraw().to_string()),
    };
    let value = match (&attrs.value, base) {
        (Some(Lit::Str(text)), EnumBase::Text) => WireValue::Text(text.value()),
        (None, EnumBase::Text) => WireValue::Text(name.clone()),
        (Some(Lit::Int(number)), EnumBase::Int) => WireValue::Int(in_range(number)?),
        (_, EnumBase::Int) if matches!(variant.fields, Fields::Unnamed(_)) => WireValue::Int(0),
        (_, EnumBase::Int | EnumBase::Text) => {
            let message = "a value of an enum of integers needs `#[proto(value = …)]`";
            return Err(Error::new_spanned(variant, message));
        }
    };
    let decl = EnumValueDecl {
        name: Spanned::unplaced(name),
        value: Spanned::unplaced(value),
        docs: attrs.docs,
    };
    Ok((decl, span))
}

/// A number that JavaScript holds exactly.
pub(crate) fn in_range(number: &LitInt) -> Result<i64> {
    let value: i64 = number.base10_parse()?;
    match EnumBase::Int.scalar().json() {
        JsonScalar::Integer { smallest, largest }
            if !(smallest..=largest).contains(&i128::from(value)) =>
        {
            Err(Error::new(
                number.span(),
                "the number is beyond ±(2^53 - 1)",
            ))
        }
        JsonScalar::Integer { .. }
        | JsonScalar::Text
        | JsonScalar::Base64
        | JsonScalar::Bool
        | JsonScalar::Number => Ok(value),
    }
}

/// `TaskStatus` as `task_status`.
pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for (index, c) in name.chars().enumerate() {
        if c.is_uppercase() && index > 0 {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}
