//! An enum as the events of one direction.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Ident, Result, Type, Variant};
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{EventDecl, Spanned};
use tdproto_schema::model::Direction;

use crate::{attr, emit, types};

/// The whole output of `#[derive(Event)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let attrs = attr::of_type(&input.attrs, &["direction", "keys"])?;
    let direction = match &attrs.direction {
        Some(text) => attr::side(text)?,
        None => {
            let message =
                "who sends these events? Write `#[proto(direction = \"client\")]` or `\"server\"`";
            return Err(Error::new_spanned(&input.ident, message));
        }
    };
    let Data::Enum(data) = &input.data else {
        let message = "the events of a direction are the variants of an `enum`";
        return Err(Error::new_spanned(&input.ident, message));
    };
    let (mut events, mut errors) = (Vec::new(), Vec::new());
    for variant in &data.variants {
        match event(variant, direction) {
            Ok(event) => events.push(event),
            Err(error) => errors.push(error),
        }
    }
    check_names(&events, &mut errors);
    crate::all(errors)?;
    let decls: Vec<_> = events
        .iter()
        .map(|event| emit::event_decl(&event.decl, event.params.as_ref()))
        .collect();
    let describe = emit::describe(&input.ident, None, &[], &decls);
    let keys = match &attrs.keys {
        Some((event, id, params)) => quote!(event: #event, id: #id, params: #params,),
        None => quote!(event: "event", id: "confirm_id", params: "params",),
    };
    let wire = wire(&input.ident, &events, &keys);
    Ok(quote!(#describe #wire))
}

struct Event {
    ident: Ident,
    has_params: bool,
    decl: EventDecl,
    /// The code that makes the name of the params.
    params: Option<TokenStream>,
    /// The place of the name.
    span: Span,
}

/// Reports names that two events have: a receiver could not distinguish them.
fn check_names(events: &[Event], errors: &mut Vec<Error>) {
    let mut seen = BTreeMap::new();
    for event in events {
        let name = &event.decl.name.value;
        if let Some(first) = seen.insert(name, &event.ident) {
            let message = format!("variant `{first}` is the event `{name}` as well");
            errors.push(Error::new(event.span, message));
        }
    }
}

fn event(variant: &Variant, direction: Direction) -> Result<Event> {
    let attrs = attr::of_variant(&variant.attrs, &["event", "params", "code_name", "topic"])?;
    let Some(name) = attrs.event else {
        let message = "what is the event called on the wire? Write `#[proto(event = \"server.chat.updated\")]`";
        return Err(Error::new_spanned(variant, message));
    };
    let params = match &variant.fields {
        Fields::Unit => None,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
        Fields::Unnamed(_) | Fields::Named(_) => {
            let message = "an event holds its params, which are an entity, or nothing";
            return Err(Error::new_spanned(&variant.fields, message));
        }
    };
    let (params_name, described) = match (params, attrs.params) {
        (Some(_), Some(name)) => {
            let name = name.value();
            let described = quote!(::std::string::String::from(#name));
            (Some(name), Some(described))
        }
        (Some(field), None) => {
            let name = entity_name(&field.ty)?;
            let described = types::entity_name(&field.ty, &name);
            (Some(name), Some(described))
        }
        (None, Some(name)) => {
            let message = "the variant holds no params; write `Variant(Params)`";
            return Err(Error::new(name.span(), message));
        }
        (None, None) => (None, None),
    };
    Ok(Event {
        ident: variant.ident.clone(),
        has_params: params.is_some(),
        decl: EventDecl {
            name: Spanned::unplaced(name.value()),
            topic: attrs.topic,
            direction,
            params: params_name.map(Spanned::unplaced),
            code_name: attrs.code_name,
            docs: attrs.docs,
        },
        params: described,
        span: name.span(),
    })
}

/// The entity that a Rust type is called after.
fn entity_name(ty: &Type) -> Result<String> {
    match types::expr(ty)? {
        TypeExpr::Name(name, span) if types::is_declared(&TypeExpr::Name(name.clone(), span)) => {
            Ok(name)
        }
        TypeExpr::Name(..)
        | TypeExpr::List(..)
        | TypeExpr::Map(..)
        | TypeExpr::Nullable(..)
        | TypeExpr::Constant(..) => Err(Error::new_spanned(
            ty,
            "the params of an event are an entity",
        )),
    }
}

fn wire(ident: &Ident, events: &[Event], keys: &TokenStream) -> TokenStream {
    let names = events.iter().map(|event| {
        let (variant, name) = (&event.ident, &event.decl.name.value);
        match event.has_params {
            true => quote!(Self::#variant(_) => #name,),
            false => quote!(Self::#variant => #name,),
        }
    });
    let empties = events.iter().map(|event| {
        let (variant, name) = (&event.ident, &event.decl.name.value);
        let (length, params) = (
            name.len(),
            event
                .has_params
                .then(|| quote!((::core::default::Default::default()))),
        );
        quote!((#length, #name) => known(Self::#variant #params),)
    });
    let reads = events.iter().map(|event| {
        let variant = &event.ident;
        match event.has_params {
            true => quote!(Self::#variant(ref mut params) => ::tdproto_wire::read(params, r),),
            false => quote!(Self::#variant => r.skip(),),
        }
    });
    let writes = events.iter().map(|event| {
        let variant = &event.ident;
        match event.has_params {
            true => {
                quote!(Self::#variant(ref params) => ::tdproto_wire::write_params(params, key, w),)
            }
            false => quote!(Self::#variant => {}),
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated, unused_variables)]
        impl<'de> ::tdproto_wire::Event<'de> for #ident {
            const KEYS: ::tdproto_wire::Keys = ::tdproto_wire::Keys { #keys };

            fn name(&self) -> &'static str {
                match *self { #(#names)* }
            }

            fn empty<T>(
                name: &str,
                known: impl ::core::ops::FnOnce(Self) -> T,
                unknown: impl ::core::ops::FnOnce() -> T,
            ) -> T {
                match (name.len(), name) {
                    #(#empties)*
                    _ => unknown(),
                }
            }

            fn read_params(
                &mut self,
                r: &mut ::tdproto_wire::Reader<'de>,
            ) -> ::core::result::Result<(), ::tdproto_wire::Error> {
                match *self { #(#reads)* }
            }

            fn write_params(&self, key: &str, w: &mut ::tdproto_wire::Writer) {
                match *self { #(#writes)* }
            }
        }
    }
}
