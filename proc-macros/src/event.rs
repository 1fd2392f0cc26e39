//! An enum as the events of one direction.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Error, Fields, Ident, Result, Type, Variant};
use tdproto_schema::decl::{EventDecl, ParamsDecl, Spanned};
use tdproto_schema::model::Direction;

use crate::attr::{self, VariantAttrs};
use crate::emit;
use crate::types::{self, Wrapper};
use crate::ways::{self, Unknown};

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
    crate::errors::all(errors)?;
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
    decl: EventDecl,
    /// The code that makes the type of the params.
    params: Option<TokenStream>,
    /// The function of the runtime that reads the params.
    read: Option<TokenStream>,
    /// The way to read params that have no empty value, so that the event is read as a whole.
    whole: Option<TokenStream>,
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
    let keys = [
        "event",
        "params",
        "optional",
        "nullable",
        "needed",
        "code_name",
        "topic",
    ];
    let attrs = attr::of_variant(&variant.attrs, &keys)?;
    let Some(name) = &attrs.event else {
        let message = "what is the event called on the wire? Write `#[proto(event = \"server.chat.updated\")]`";
        return Err(Error::new_spanned(variant, message));
    };
    let field = match &variant.fields {
        Fields::Unit => None,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
        Fields::Unnamed(_) | Fields::Named(_) => {
            let message = "an event holds its params, which are one value, or nothing";
            return Err(Error::new_spanned(&variant.fields, message));
        }
    };
    let params_type = field.map(|field| &field.ty);
    let params = match params_type {
        Some(ty) => Some(event_params(ty, &attrs)?),
        None => {
            let text = attrs.ty.as_ref().map(ToTokens::to_token_stream);
            let flags = attrs.flags.optional.iter().chain(&attrs.flags.nullable);
            let flag = flags
                .chain(&attrs.needed)
                .map(ToTokens::to_token_stream)
                .next();
            if let Some(tokens) = text.or(flag) {
                let message = "the variant holds no params; write `Variant(Params)`";
                return Err(Error::new_spanned(tokens, message));
            }
            None
        }
    };
    let (params, described) = params.unzip();
    let wrapper = params_type.map_or(Wrapper::Plain, types::wrapper);
    let read = params
        .as_ref()
        .map(|params| ways::reader(&params.ty, wrapper, Unknown::Skipped));
    let whole = params.as_ref().filter(|_| attrs.needed.is_some());
    let whole = whole.map(|params| ways::way(&params.ty, Unknown::Skipped));
    Ok(Event {
        ident: variant.ident.clone(),
        decl: EventDecl {
            topic: attrs.topic,
            params,
            code_name: attrs.code_name,
            docs: attrs.docs,
            ..EventDecl::new(Spanned::unplaced(name.value()), direction.into())
        },
        params: described,
        read,
        whole,
        span: name.span(),
    })
}

/// The params of an event, and the code that makes their type.
fn event_params(ty: &Type, attrs: &VariantAttrs) -> Result<(ParamsDecl, TokenStream)> {
    attrs.flags.check(ty)?;
    attrs.flags.check_needed(attrs.needed.as_ref())?;
    let (found, described, span) = match &attrs.ty {
        Some(text) => {
            let found = types::written(text)?;
            types::check_fit(text, &found, ty)?;
            let described = emit::type_expr(&found);
            (found, described, text.to_token_stream())
        }
        None => (types::expr(ty)?, types::described(ty), ty.to_token_stream()),
    };
    types::check_keys(&found).map_err(|message| Error::new_spanned(span, message))?;
    let params = ParamsDecl {
        ty: found,
        optional: attrs.flags.optional.is_some(),
        nullable: attrs.flags.nullable.is_some(),
        flag: tdproto_schema::Span::NONE,
    };
    Ok((params, described))
}

fn wire(ident: &Ident, events: &[Event], keys: &TokenStream) -> TokenStream {
    let names = events.iter().map(|event| {
        let (variant, name) = (&event.ident, &event.decl.name.value);
        match event.decl.params {
            Some(_) => quote!(Self::#variant(_) => #name,),
            None => quote!(Self::#variant => #name,),
        }
    });
    let empties = events.iter().filter(|event| event.whole.is_none());
    let empties = empties.map(|event| {
        let (variant, name) = (&event.ident, &event.decl.name.value);
        let (length, params) = (
            name.len(),
            event
                .decl
                .params
                .as_ref()
                .map(|_| quote!((::core::default::Default::default()))),
        );
        quote!((#length, #name) => known(Self::#variant #params),)
    });
    let reads = events.iter().map(|event| {
        let variant = &event.ident;
        match &event.read {
            Some(read) => quote!(Self::#variant(ref mut params) => #read(params, r),),
            None => quote!(Self::#variant => r.skip(),),
        }
    });
    let read_whole = read_whole(events);
    let writes = events.iter().map(|event| {
        let variant = &event.ident;
        match &event.decl.params {
            Some(params) if params.optional => quote! {
                Self::#variant(ref params) => ::tdproto_wire::write_filled_params(params, key, w),
            },
            Some(_) => {
                quote!(Self::#variant(ref params) => ::tdproto_wire::write_params(params, key, w),)
            }
            None => quote!(Self::#variant => {}),
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

            #read_whole

            fn write_params(&self, key: &str, w: &mut ::tdproto_wire::Writer) {
                match *self { #(#writes)* }
            }
        }
    }
}

/// The function that reads events whose params have no empty value, if there are any.
fn read_whole(events: &[Event]) -> Option<TokenStream> {
    let whole: Vec<TokenStream> = events
        .iter()
        .filter_map(|event| {
            let (variant, name, way) =
                (&event.ident, &event.decl.name.value, event.whole.as_ref()?);
            Some(quote! {
                #name => Self::#variant(<#way as ::tdproto_wire::Reading<'de, _>>::read_new(r)?),
            })
        })
        .collect();
    (!whole.is_empty()).then(|| {
        quote! {
            fn read_whole(
                name: &str,
                r: &mut ::tdproto_wire::Reader<'de>,
            ) -> ::core::result::Result<
                ::core::option::Option<Self>,
                ::tdproto_wire::Error,
            > {
                ::core::result::Result::Ok(::core::option::Option::Some(match name {
                    #(#whole)*
                    _ => return ::core::result::Result::Ok(::core::option::Option::None),
                }))
            }
        }
    })
}
