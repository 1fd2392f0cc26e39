//! The implementation of `schemars::JsonSchema`: the schema of what a strict checker takes, like
//! that of the JSON Schema back end.

mod constraints;
pub(crate) mod unions;
mod values;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Type};
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{ConstraintsDecl, DocsDecl, FieldDecl, TypeDecl};
use tdproto_schema::model::{EnumBase, Scalar, WireValue};

use crate::{compare, emit};

/// The trait for a type whose schema `body` makes, if this crate has it as its feature.
fn implementation(ident: &Ident, decl: &TypeDecl, body: &TokenStream) -> TokenStream {
    if cfg!(not(feature = "schemars")) {
        return TokenStream::new();
    }
    let name = &decl.name.value;
    let docs = annotations(&decl.docs);
    quote! {
        #[automatically_derived]
        impl ::schemars::JsonSchema for #ident {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(#name)
            }

            #[allow(unused_mut, unused_variables)]
            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                let mut schema: ::schemars::Schema = { #body };
                #docs
                schema
            }
        }
    }
}

/// A field of an entity: its declaration, and its Rust type.
pub(crate) struct Property<'a> {
    pub(crate) key: &'a str,
    pub(crate) decl: &'a FieldDecl,
    pub(crate) ty: &'a Type,
}

/// An object with known properties.
pub(crate) fn entity(
    ident: &Ident,
    decl: &TypeDecl,
    properties: &[Property<'_>],
    keeps_unknown: bool,
) -> TokenStream {
    let inserted = properties.iter().map(|property| {
        let Property { key, decl, ty } = property;
        let docs = annotations(&decl.docs);
        let value = match &decl.ty {
            TypeExpr::Constant(constant, _) => {
                let value = emit::literal(constant);
                quote!(::schemars::json_schema!({ "const": #value }))
            }
            TypeExpr::Name(..)
            | TypeExpr::List(..)
            | TypeExpr::Map(..)
            | TypeExpr::Tuple(..)
            | TypeExpr::Nullable(..) => values::of_field(&decl.ty, ty, decl.nullable),
        };
        let readonly = decl
            .readonly
            .then(|| quote!(schema.insert(::std::string::String::from("readOnly"), true.into());));
        let range = constraints::range(&decl.bounds, property.ty, decl.nullable);
        let default = decl.default.as_ref();
        let default = default.map(|default| constraints::default(&default.value));
        quote! {
            let mut schema = #value;
            #docs
            #range
            #default
            #readonly
            properties.insert(::std::string::String::from(#key), schema.to_value());
        }
    });
    let required = properties
        .iter()
        .filter(|property| !property.decl.omitempty && !property.decl.optional)
        .map(|property| property.key);
    let closed = (!keeps_unknown).then(|| {
        quote!(object.insert(::std::string::String::from("additionalProperties"), false.into());)
    });
    let body = quote! {
        let mut properties = ::schemars::json_schema!({});
        #(#inserted)*
        let required: ::std::vec::Vec<&str> = ::std::vec![#(#required),*];
        let mut object = ::schemars::json_schema!({ "type": "object" });
        object.insert(::std::string::String::from("properties"), properties.to_value());
        object.insert(::std::string::String::from("required"), required.into());
        #closed
        object
    };
    implementation(ident, decl, &body)
}

/// The schema of an enum, with a constant for each value; an open enum takes others as well.
pub(crate) fn enumeration(
    ident: &Ident,
    decl: &TypeDecl,
    known: &[&WireValue],
    is_text: bool,
    is_open: bool,
) -> TokenStream {
    let constants = known.iter().map(|value| {
        let value = compare::literal(value);
        quote!({ "const": #value })
    });
    let name = if is_text { "string" } else { "integer" };
    let others = is_open.then(|| quote!({ "type": #name }));
    let others = others.iter();
    let body = quote! {
        ::schemars::json_schema!({ "type": #name, "anyOf": [#(#constants,)* #(#others,)*] })
    };
    let range = (!is_text)
        .then(|| values::range_of(EnumBase::Int.scalar()))
        .flatten();
    let body = match range {
        Some((smallest, largest)) => quote! {
            ::tdproto_wire::integer_schema(#body, #smallest, #largest)
        },
        None => body,
    };
    implementation(ident, decl, &body)
}

/// The schema of the type that a newtype holds, with its constraints.
pub(crate) fn scalar(
    ident: &Ident,
    decl: &TypeDecl,
    (inner, base): (&Type, Scalar),
    found: &ConstraintsDecl,
) -> TokenStream {
    let constraints = constraints::of_scalar(found, inner);
    let range = values::range_of(base).map(|(smallest, largest)| {
        quote!(let schema = ::tdproto_wire::integer_schema(schema, #smallest, #largest);)
    });
    let body = quote! {
        let schema = <#inner as ::schemars::JsonSchema>::json_schema(generator);
        #range
        let mut schema = schema;
        #constraints
        schema
    };
    implementation(ident, decl, &body)
}

fn annotations(docs: &DocsDecl) -> TokenStream {
    let text = docs.doc.iter().filter(|text| !text.is_empty());
    let deprecated = docs.deprecated.iter().map(|_| true);
    quote! {
        #(schema.insert(::std::string::String::from("description"), #text.into());)*
        #(schema.insert(::std::string::String::from("deprecated"), #deprecated.into());)*
    }
}
