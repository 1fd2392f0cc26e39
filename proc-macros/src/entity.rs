//! A struct as the declaration of an entity.

use syn::ext::IdentExt as _;
use syn::{Data, DeriveInput, Error, Field, Fields, Result};
use tdproto_schema::decl::{FieldDecl, Spanned, TypeBody, TypeDecl};

use crate::attr::{self, FieldAttrs};
use crate::types;

pub(crate) fn parse(input: &DeriveInput) -> Result<TypeDecl> {
    let attrs = attr::of_entity(&input.attrs)?;
    let fields = fields(input)?.into_iter().map(field);
    Ok(TypeDecl {
        name: Spanned::unplaced(
            attrs
                .name
                .unwrap_or_else(|| input.ident.unraw().to_string()),
        ),
        topic: attrs.topic,
        docs: attrs.docs,
        body: TypeBody::Entity {
            includes: attrs.includes.into_iter().map(Spanned::unplaced).collect(),
            fields: all(fields)?,
        },
    })
}

fn fields(input: &DeriveInput) -> Result<Vec<&Field>> {
    let message = "an entity is a struct with named fields";
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &input.generics,
            "an entity has no parameters",
        ));
    }
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

fn field(field: &Field) -> Result<FieldDecl> {
    let attrs = attr::of_field(&field.attrs)?;
    check_presence(field, &attrs)?;
    let ident = field
        .ident
        .as_ref()
        .map(|ident| ident.unraw().to_string())
        .unwrap_or_default();
    Ok(FieldDecl {
        name: Spanned::unplaced(attrs.rename.unwrap_or(ident)),
        ty: match &attrs.ty {
            Some(text) => types::written(text)?,
            None => types::expr(&field.ty)?,
        },
        readonly: attrs.readonly,
        nullable: attrs.nullable.is_some(),
        omitempty: attrs.omitempty.is_some(),
        when: attrs.when,
        code_name: attrs.code_name,
        docs: attrs.docs,
    })
}

/// `Option` and the flags must agree, since together they say when the field is on the wire.
fn check_presence(field: &Field, attrs: &FieldAttrs) -> Result<()> {
    let option = types::is_option(&field.ty);
    if let (false, Some(nullable)) = (option, &attrs.nullable) {
        let message = "a nullable field is an `Option`: null stands for `None`";
        return Err(Error::new_spanned(nullable, message));
    }
    if option && attrs.nullable.is_none() && attrs.omitempty.is_none() {
        let message = "when is an `Option` on the wire? Write `#[proto(nullable)]` for null, \
                       `#[proto(omitempty)]` for an absent key, or both";
        return Err(Error::new_spanned(&field.ty, message));
    }
    Ok(())
}

/// All values, or all errors.
fn all<T>(results: impl Iterator<Item = Result<T>>) -> Result<Vec<T>> {
    let (mut values, mut errors): (Vec<T>, Option<Error>) = (Vec::new(), None);
    for result in results {
        match (result, &mut errors) {
            (Ok(value), _) => values.push(value),
            (Err(error), Some(errors)) => errors.combine(error),
            (Err(error), None) => errors = Some(error),
        }
    }
    errors.map_or(Ok(values), Err)
}
