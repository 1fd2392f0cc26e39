//! A newtype as a scalar.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, LitStr, Result, Type};
use tdproto_schema::decl::TypeBody;
use tdproto_schema::model::Scalar;
use tdproto_schema::{Span, TypeExpr, did_you_mean};

use crate::attr::Prefix;
use crate::constraints::{checks, verify};
use crate::{attr, emit, json_schema, serde, types, value};

/// The whole output of `#[derive(Scalar)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut attrs = attr::of_type(
        &input.attrs,
        &[
            "name",
            "topic",
            "base",
            "allow_empty",
            "min",
            "max",
            "pattern",
            "format",
            "prefix",
        ],
    )?;
    let inner = inner(input)?;
    let base = match &attrs.base {
        Some(base) => {
            let found = written(base)?;
            let expr = TypeExpr::Name(base.value(), Span::NONE);
            types::check_fit(base, &expr, inner)?;
            found
        }
        None => built_in(inner)?,
    };
    if let Some(flag) = attrs
        .allow_empty
        .as_ref()
        .filter(|_| base != Scalar::Datetime)
    {
        let message = format!("`{}` is no `datetime` that may be empty", base.name());
        return Err(Error::new_spanned(flag, message));
    }
    check_prefixes(&attrs.prefixes, base)?;
    let prefixes = attrs.prefixes.iter().map(|prefix| prefix.decl.clone());
    let prefixes = prefixes.collect();
    let (constraints, places) = (attrs.constraints.clone(), std::mem::take(&mut attrs.places));
    let body = TypeBody::Scalar {
        base,
        allow_empty: attrs.allow_empty.is_some(),
        constraints: constraints.clone(),
        prefixes,
    };
    let decl = attrs.decl(&input.ident, body)?;
    crate::errors::all(verify::scalar(&decl, &places))?;
    let ident = &input.ident;
    let checks = checks::scalar(ident, inner, base, &constraints);
    let described = emit::type_decl(&decl, &[])?;
    let describe = emit::describe(ident, Some(&decl.name.value), &[described], &[]);
    let serde = serde::impls(ident);
    let json_schema = json_schema::scalar(ident, &decl, (inner, base), &constraints);
    let read = types::scalar_reader(Some(base));
    let value = value::implementation(
        ident,
        &quote!(#read(&mut self.0, r)),
        &quote!(::tdproto_wire::Value::write(&self.0, w)),
        &quote!(::tdproto_wire::Value::is_empty(&self.0)),
        &quote!(::tdproto_wire::Value::to_serde(&self.0, to)),
    );
    let key = base.is_key().then(|| {
        let way = match base.fits_double() {
            true => quote!(::tdproto_wire::Int),
            false => quote!(::tdproto_wire::Plain),
        };
        let from_text = quote! {
            let key = ::tdproto_wire::Key::from_text(text)?;
            <#way as ::tdproto_wire::KeyReading<'_, _>>::check(&key)?;
            ::core::result::Result::Ok(Self(key))
        };
        value::key(
            ident,
            &from_text,
            &quote!(::tdproto_wire::Key::as_text(&self.0)),
        )
    });
    let of_kind = value::of_kind(ident, base.json().into());
    Ok(quote!(#describe #value #of_kind #key #checks #serde #json_schema))
}

/// The built-in type of a text.
fn written(base: &LitStr) -> Result<Scalar> {
    let name = base.value();
    Scalar::from_name(&name).ok_or_else(|| {
        let names = Scalar::ALL.iter().map(|scalar| scalar.name());
        let help = did_you_mean(&name, names);
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        Error::new(base.span(), format!("no built-in type is called so{help}"))
    })
}

/// Reports prefixes of what is no text, and those that are given twice.
fn check_prefixes(prefixes: &[Prefix], base: Scalar) -> Result<()> {
    let mut errors = Vec::new();
    for (at, prefix) in prefixes.iter().enumerate() {
        let mut before = prefixes[..at].iter();
        let is_twice = before.any(|first| first.text.value() == prefix.text.value());
        let message = match (base.is_text(), is_twice) {
            (false, _) => format!("only texts have prefixes, and this is `{}`", base.name()),
            (true, true) => "this prefix is given twice".to_owned(),
            (true, false) => continue,
        };
        errors.push(Error::new(prefix.text.span(), message));
    }
    crate::errors::all(errors)
}

/// The type that a newtype holds.
fn inner(input: &DeriveInput) -> Result<&Type> {
    if let Data::Struct(data) = &input.data
        && let Fields::Unnamed(fields) = &data.fields
        && fields.unnamed.len() == 1
        && let Some(field) = fields.unnamed.first()
    {
        return Ok(&field.ty);
    }
    let message = "a scalar is a struct that holds one built-in type: `struct Id(String);`";
    Err(Error::new_spanned(&input.ident, message))
}

fn built_in(ty: &Type) -> Result<Scalar> {
    let scalar = match types::expr(ty)? {
        TypeExpr::Name(name, _) => Scalar::from_name(&name),
        TypeExpr::List(..)
        | TypeExpr::Map(..)
        | TypeExpr::Tuple(..)
        | TypeExpr::Nullable(..)
        | TypeExpr::Constant(..) => None,
    };
    scalar.ok_or_else(|| {
        let message = "no built-in type follows from this; write `#[proto(base = \"…\")]`";
        Error::new_spanned(ty, message)
    })
}
