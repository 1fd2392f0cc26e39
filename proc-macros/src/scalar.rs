//! A newtype as a scalar.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result, Type};
use tdproto_schema::decl::TypeBody;
use tdproto_schema::model::Scalar;
use tdproto_schema::{TypeExpr, did_you_mean};

use crate::{attr, emit, json_schema, serde, types, value};

/// The whole output of `#[derive(Scalar)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let attrs = attr::of_type(
        &input.attrs,
        &["name", "topic", "base", "allow_empty", "prefix"],
    )?;
    let inner = inner(input)?;
    let base = match &attrs.base {
        Some(base) => Scalar::from_name(&base.value()).ok_or_else(|| {
            let names = Scalar::ALL.iter().map(|scalar| scalar.name());
            let help = did_you_mean(&base.value(), names).unwrap_or_default();
            Error::new(
                base.span(),
                format!("no built-in type is called so; {help}"),
            )
        })?,
        None => built_in(inner)?,
    };
    let prefixes = attrs.prefixes.clone();
    let body = TypeBody::Scalar {
        base,
        allow_empty: attrs.allow_empty,
        prefixes,
    };
    let decl = attrs.decl(&input.ident, body);
    let ident = &input.ident;
    let describe = emit::describe(ident, &[emit::type_decl(&decl)?], &[]);
    let serde = serde::impls(ident);
    let json_schema = json_schema::scalar(ident, &decl, inner);
    let read = types::scalar_reader(Some(base));
    let value = value::implementation(
        ident,
        &quote!(#read(&mut self.0, r)),
        &quote!(::tdproto_wire::Value::write(&self.0, w)),
        &quote!(::tdproto_wire::Value::is_empty(&self.0)),
    );
    let key = base.is_text().then(|| {
        value::key(
            ident,
            &quote!(::tdproto_wire::Key::from_text(text).map(Self)),
            &quote!(::tdproto_wire::Key::as_text(&self.0)),
        )
    });
    Ok(quote!(#describe #value #key #serde #json_schema))
}

/// The type that a newtype holds.
fn inner(input: &DeriveInput) -> Result<&Type> {
    if let Data::Struct(data) = &input.data
        && let Fields::Unnamed(fields) = &data.fields
        && fields.unnamed.len() == 1
        && input.generics.params.is_empty()
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
        TypeExpr::List(..) | TypeExpr::Map(..) => None,
    };
    scalar.ok_or_else(|| {
        let message = "no built-in type follows from this; write `#[proto(base = \"…\")]`";
        Error::new_spanned(ty, message)
    })
}
