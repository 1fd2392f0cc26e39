//! Constraints and defaults in JSON Schemas.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Type;
use tdproto_schema::decl::{BoundsDecl, ConstraintsDecl};
use tdproto_schema::model::{DefaultValue, Number, TextFormat};

use crate::constraints::{self, has_range};
use crate::shapes::unwrapped;
use crate::types;

/// The code that adds the range of a field to the schema of its value.
pub(super) fn range(bounds: &BoundsDecl, ty: &Type, is_nullable: bool) -> Option<TokenStream> {
    has_range(bounds).then(|| {
        let (_, ty) = unwrapped(ty);
        let ty = types::boxed(ty).unwrap_or(ty);
        let range = constraints::range(bounds);
        quote! {
            ::tdproto_wire::range_schema(
                &mut schema,
                <#ty as ::tdproto_wire::Ranged>::MEASURE,
                #range,
                #is_nullable,
            );
        }
    })
}

/// The code that adds a default to the schema of a field.
pub(super) fn default(default: &DefaultValue) -> TokenStream {
    let value = match default {
        DefaultValue::Text(text) => quote!(#text.into()),
        DefaultValue::Number(Number::Int(number)) => {
            let number = Literal::i64_suffixed(*number);
            quote!((#number).into())
        }
        DefaultValue::Number(Number::Float(number)) => {
            let number = Literal::f64_suffixed(number.get());
            quote!((#number).into())
        }
        DefaultValue::Bool(is_true) => quote!(#is_true.into()),
        DefaultValue::EmptyList => quote!(::std::vec::Vec::<bool>::new().into()),
        DefaultValue::EmptyMap => quote!(::schemars::json_schema!({}).to_value()),
    };
    quote!(schema.insert(::std::string::String::from("default"), #value);)
}

/// The code that adds the constraints of a scalar to its schema.
pub(super) fn of_scalar(found: &ConstraintsDecl, inner: &Type) -> TokenStream {
    let range = range(&found.bounds, inner, false);
    let pattern = found.pattern.iter().map(|pattern| &pattern.value);
    let format = found.format.map(|format| {
        let (name, format) = (format.value.name(), format.value);
        // Strict checkers refuse formats that they do not know.
        match format == TextFormat::Regex || format.pattern().is_some() {
            true => ("format", name.to_owned()),
            false => ("$comment", format!("format: {name}")),
        }
    });
    let (keys, values): (Vec<_>, Vec<_>) = format.into_iter().unzip();
    quote! {
        #range
        #(schema.insert(::std::string::String::from("pattern"), #pattern.into());)*
        #(schema.insert(::std::string::String::from(#keys), #values.into());)*
    }
}
