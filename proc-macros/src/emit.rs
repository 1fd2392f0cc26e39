//! A declaration as the code that makes it.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Error, Ident, Result};
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{
    BoundsDecl, ConstraintsDecl, EnumValueDecl, EventDecl, FieldDecl, FormDecl, PrefixDecl,
    Spanned, TypeBody, TypeDecl, VariantDecl, WhenDecl,
};
use tdproto_schema::model::{Constant, DefaultValue, Direction, Number, Sender};

use crate::parts::{docs, enum_base, option, spanned, string, wire_value};

/// `impl Describe` for a type of this name in the schema, or for events.
pub(crate) fn describe(
    ident: &Ident,
    name: Option<&str>,
    types: &[TokenStream],
    events: &[TokenStream],
) -> TokenStream {
    let name = option(name.map(|name| quote!(#name)));
    quote! {
        #[automatically_derived]
        impl ::tdproto_schema::Describe for #ident {
            fn describe(into: &mut ::tdproto_schema::Decls) {
                #(into.types.push(#types);)*
                #(into.events.push(#events);)*
            }

            fn schema_name() -> ::core::option::Option<&'static str> {
                #name
            }
        }
    }
}

/// The declaration of a type. `field_types` makes the types of an entity's fields, or of a union's
/// variants.
pub(crate) fn type_decl(decl: &TypeDecl, field_types: &[TokenStream]) -> Result<TokenStream> {
    let (name, topic, docs) = (spanned(&decl.name), &decl.topic, docs(&decl.docs));
    let body = match &decl.body {
        TypeBody::Entity {
            direction,
            includes,
            fields,
        } => {
            let direction = option(direction.map(self::direction));
            let includes = includes.iter().map(spanned);
            let fields = fields.iter().zip(field_types);
            let fields = fields.map(|(decl, ty)| field(decl, ty));
            quote! {
                Entity {
                    direction: #direction,
                    includes: ::std::vec![#(#includes),*],
                    fields: ::std::vec![#(#fields),*],
                }
            }
        }
        TypeBody::Enum {
            base,
            open,
            empty,
            values,
        } => {
            let empty = match empty.as_ref().map(|empty| &empty.value) {
                Some(name) => {
                    let name = quote!(::std::string::String::from(#name));
                    quote!(Some(::tdproto_schema::decl::Spanned::unplaced(#name)))
                }
                None => quote!(None),
            };
            let base = enum_base(*base);
            let values = values.iter().map(value);
            quote! {
                Enum {
                    base: #base,
                    open: #open,
                    empty: ::core::option::Option::#empty,
                    values: ::std::vec![#(#values),*],
                }
            }
        }
        TypeBody::Scalar {
            base,
            allow_empty,
            constraints,
            prefixes,
        } => {
            let constraints = self::constraints(constraints);
            let base = format_ident!("{base:?}");
            let prefixes = prefixes.iter().map(prefix);
            quote! {
                Scalar {
                    base: ::tdproto_schema::model::Scalar::#base,
                    allow_empty: #allow_empty,
                    constraints: #constraints,
                    prefixes: ::std::vec![#(#prefixes),*],
                }
            }
        }
        TypeBody::Union {
            direction,
            form,
            open,
            variants,
        } => {
            let direction = option(direction.map(self::direction));
            let form = self::form(form);
            let variants = variants.iter().zip(field_types);
            let variants = variants.map(|(decl, ty)| variant(decl, ty));
            quote! {
                Union {
                    direction: #direction,
                    form: #form,
                    open: #open,
                    variants: ::std::vec![#(#variants),*],
                }
            }
        }
        TypeBody::Alias { .. } => {
            return Err(Error::new(Span::call_site(), "no derive declares an alias"));
        }
    };
    Ok(quote! {
        ::tdproto_schema::decl::TypeDecl {
            name: #name,
            topic: ::std::string::String::from(#topic),
            docs: #docs,
            body: ::tdproto_schema::decl::TypeBody::#body,
        }
    })
}

fn form(form: &FormDecl) -> TokenStream {
    match form {
        FormDecl::Tag { tag, base, content } => {
            let (tag, content) = (tag.as_ref().map(spanned), content.as_ref().map(spanned));
            let (tag, content, base) = (option(tag), option(content), enum_base(*base));
            quote! {
                ::tdproto_schema::decl::FormDecl::Tag { tag: #tag, base: #base, content: #content }
            }
        }
        FormDecl::Key => quote!(::tdproto_schema::decl::FormDecl::Key),
        FormDecl::Kind => quote!(::tdproto_schema::decl::FormDecl::Kind),
    }
}

/// The declaration of a variant of a union. `ty` makes its type, if it has one.
fn variant(variant: &VariantDecl, ty: &TokenStream) -> TokenStream {
    let (name, docs) = (spanned(&variant.name), docs(&variant.docs));
    let value = option(variant.value.as_ref().map(|value| wire_value(&value.value)));
    let ty = option(variant.ty.as_ref().map(|_| ty.clone()));
    quote! {
        ::tdproto_schema::decl::VariantDecl {
            name: #name,
            value: #value,
            ty: #ty,
            docs: #docs,
        }
    }
}

fn direction(direction: Direction) -> TokenStream {
    match direction {
        Direction::ClientToServer => quote!(::tdproto_schema::model::Direction::ClientToServer),
        Direction::ServerToClient => quote!(::tdproto_schema::model::Direction::ServerToClient),
    }
}

fn sender(sender: Sender) -> TokenStream {
    match sender {
        Sender::Client => quote!(::tdproto_schema::model::Sender::Client),
        Sender::Server => quote!(::tdproto_schema::model::Sender::Server),
        Sender::Both => quote!(::tdproto_schema::model::Sender::Both),
    }
}

/// The declaration of an event. `params` makes the name of its params.
pub(crate) fn event_decl(decl: &EventDecl, params: Option<&TokenStream>) -> TokenStream {
    let (name, topic, docs) = (spanned(&decl.name), &decl.topic, docs(&decl.docs));
    let sender = sender(decl.sender);
    let params = decl.params.as_ref().zip(params).map(|(params, ty)| {
        let (optional, nullable) = (params.optional, params.nullable);
        quote! {
            ::tdproto_schema::decl::ParamsDecl {
                ty: #ty,
                optional: #optional,
                nullable: #nullable,
                flag: ::tdproto_schema::Span::NONE,
            }
        }
    });
    let params = option(params);
    let code_name = option(decl.code_name.as_ref().map(string));
    quote! {
        ::tdproto_schema::decl::EventDecl {
            topic: ::std::string::String::from(#topic),
            params: #params,
            code_name: #code_name,
            docs: #docs,
            ..::tdproto_schema::decl::EventDecl::new(#name, #sender)
        }
    }
}

fn prefix(prefix: &PrefixDecl) -> TokenStream {
    let (text, name) = (spanned(&prefix.text), spanned(&prefix.name));
    let doc = option(prefix.doc.as_ref().map(string));
    quote!(::tdproto_schema::decl::PrefixDecl { text: #text, name: #name, doc: #doc })
}

fn value(value: &EnumValueDecl) -> TokenStream {
    let (name, docs) = (spanned(&value.name), docs(&value.docs));
    let wire = wire_value(&value.value.value);
    quote! {
        ::tdproto_schema::decl::EnumValueDecl {
            name: #name,
            value: #wire,
            docs: #docs,
        }
    }
}

fn field(field: &FieldDecl, ty: &TokenStream) -> TokenStream {
    let (name, docs) = (spanned(&field.name), docs(&field.docs));
    let (readonly, nullable, omitempty) = (field.readonly, field.nullable, field.omitempty);
    let (overrides, optional) = (field.overrides, field.optional);
    let allow_empty = field.allow_empty;
    let bounds = bounds(&field.bounds);
    let default = option(field.default.as_ref().map(default));
    let when = option(field.when.as_ref().map(when));
    let code_name = option(field.code_name.as_ref().map(string));
    quote! {
        ::tdproto_schema::decl::FieldDecl {
            name: #name,
            ty: #ty,
            overrides: #overrides,
            readonly: #readonly,
            nullable: #nullable,
            omitempty: #omitempty,
            optional: #optional,
            allow_empty: #allow_empty,
            bounds: #bounds,
            default: #default,
            when: #when,
            code_name: #code_name,
            docs: #docs,
        }
    }
}

/// The range of a field or a scalar.
fn bounds(decl: &BoundsDecl) -> TokenStream {
    let (min, max) = (bound(decl.min), bound(decl.max));
    quote!(::tdproto_schema::decl::BoundsDecl { min: #min, max: #max })
}

fn bound(bound: Option<Spanned<Number>>) -> TokenStream {
    let number = match bound.map(|bound| bound.value) {
        None => return option(None),
        Some(Number::Int(number)) => {
            let number = quote!(::tdproto_schema::model::Number::Int(#number));
            quote!(::core::option::Option::Some(#number))
        }
        Some(Number::Float(number)) => {
            let number = number.get();
            quote!(::tdproto_schema::model::Number::of(#number))
        }
    };
    quote!(#number.map(::tdproto_schema::decl::Spanned::unplaced))
}

/// The default of a field.
fn default(default: &Spanned<DefaultValue>) -> TokenStream {
    let value = match &default.value {
        DefaultValue::Text(text) => {
            let text = string(text);
            quote!(Text(#text))
        }
        DefaultValue::Number(Number::Int(number)) => {
            quote!(Number(::tdproto_schema::model::Number::Int(#number)))
        }
        DefaultValue::Number(Number::Float(number)) => {
            let number = number.get();
            let zero = quote!(::tdproto_schema::model::Number::Int(0));
            quote!(Number(::tdproto_schema::model::Number::of(#number).unwrap_or(#zero)))
        }
        DefaultValue::Bool(is_true) => quote!(Bool(#is_true)),
        DefaultValue::EmptyList => quote!(EmptyList),
        DefaultValue::EmptyMap => quote!(EmptyMap),
    };
    let value = quote!(::tdproto_schema::model::DefaultValue::#value);
    quote!(::tdproto_schema::decl::Spanned::unplaced(#value))
}

/// The constraints of a scalar.
fn constraints(decl: &ConstraintsDecl) -> TokenStream {
    let bounds = bounds(&decl.bounds);
    let pattern = option(decl.pattern.as_ref().map(spanned));
    let format = option(decl.format.map(|format| {
        let format = format.value;
        let format = format_ident!("{format:?}");
        let format = quote!(::tdproto_schema::model::TextFormat::#format);
        quote!(::tdproto_schema::decl::Spanned::unplaced(#format))
    }));
    quote! {
        ::tdproto_schema::decl::ConstraintsDecl {
            bounds: #bounds,
            pattern: #pattern,
            format: #format,
        }
    }
}

/// A type that is written in an attribute.
pub(crate) fn type_expr(ty: &TypeExpr) -> TokenStream {
    match ty {
        TypeExpr::Name(name, _) => {
            let name = string(name);
            quote!(::tdproto_schema::TypeExpr::Name(#name, ::tdproto_schema::Span::NONE))
        }
        TypeExpr::List(item, _) => {
            let item = type_expr(item);
            quote! {
                ::tdproto_schema::TypeExpr::List(
                    ::std::boxed::Box::new(#item),
                    ::tdproto_schema::Span::NONE,
                )
            }
        }
        TypeExpr::Nullable(item, _) => {
            let item = type_expr(item);
            quote! {
                ::tdproto_schema::TypeExpr::Nullable(
                    ::std::boxed::Box::new(#item),
                    ::tdproto_schema::Span::NONE,
                )
            }
        }
        TypeExpr::Tuple(items, _) => {
            let items = items.iter().map(type_expr);
            let none = quote!(::tdproto_schema::Span::NONE);
            quote!(::tdproto_schema::TypeExpr::Tuple(::std::vec![#(#items),*], #none))
        }
        TypeExpr::Constant(found, _) => {
            let found = constant(found, &quote!(::tdproto_schema::model::Constant));
            quote!(::tdproto_schema::TypeExpr::Constant(#found, ::tdproto_schema::Span::NONE))
        }
        TypeExpr::Map(key, value, _) => {
            let (key, value) = (type_expr(key), type_expr(value));
            quote! {
                ::tdproto_schema::TypeExpr::Map(
                    ::std::boxed::Box::new(#key),
                    ::std::boxed::Box::new(#value),
                    ::tdproto_schema::Span::NONE,
                )
            }
        }
    }
}

/// A constant, of the schema or of the runtime, whose texts are not owned.
pub(crate) fn constant(constant: &Constant, path: &TokenStream) -> TokenStream {
    let value = literal(constant);
    match constant {
        Constant::Text(_) => quote!(#path::Text(::core::convert::Into::into(#value))),
        Constant::Int(_) => quote!(#path::Int(#value)),
        Constant::Bool(_) => quote!(#path::Bool(#value)),
    }
}

/// A constant as a literal.
pub(crate) fn literal(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Text(text) => quote!(#text),
        Constant::Int(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
        Constant::Bool(is_true) => quote!(#is_true),
    }
}

fn when(when: &WhenDecl) -> TokenStream {
    let (field, values) = (spanned(&when.field), when.values.iter().map(spanned));
    quote!(::tdproto_schema::decl::WhenDecl { field: #field, values: ::std::vec![#(#values),*] })
}
