//! A struct as an entity.

mod parse;
mod reading;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Ident, Result};
use tdproto_schema::model::JsonKind;

use crate::constraints::{checks, constants};
use crate::json_schema::{self, Property};
use crate::{emit, serde, value};
use parse::{Entity, parse};

/// The whole output of `#[derive(Entity)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let entity = parse(input)?;
    let own = entity.members.iter().filter(|member| !member.included);
    let types: Vec<_> = own.map(|member| member.described.clone()).collect();
    let decl = emit::type_decl(&entity.decl, &types)?;
    let name = &entity.decl.name.value;
    let describe = emit::describe(&input.ident, Some(name), &[decl], &[]);
    let wire = reading::of_entity(&input.ident, &entity);
    let of_kind = value::of_kind(&input.ident, JsonKind::Object);
    let serde = serde::impls(&input.ident);
    let json_schema = json_schema(&input.ident, &entity);
    let has_keys = has_keys(&input.ident, &entity);
    let members = || entity.members.iter();
    let checks = members().filter(|member| member.constant().is_none());
    let checks: Vec<_> = checks
        .filter_map(|member| checks::of_field(&member.decl, &member.ident, &member.ty))
        .collect();
    let checks = checks::entity(&input.ident, &checks);
    let constants = members().filter_map(|member| {
        let decl = (&member.decl, member.default_place);
        constants::of_field(&input.ident, &member.ident, decl, &member.ty)
    });
    Ok(quote! {
        #describe #wire #of_kind #has_keys #checks #(#constants)* #serde #json_schema
    })
}

/// The keys, by which a union by key may know the entity.
fn has_keys(ident: &Ident, entity: &Entity) -> TokenStream {
    let keys = entity.members.iter().map(|member| {
        let decl = &member.decl;
        let is_always = !decl.readonly && !decl.omitempty && !decl.optional;
        let key = &member.key;
        quote!((#key, #is_always))
    });
    quote! {
        #[automatically_derived]
        impl ::tdproto_wire::HasKeys for #ident {
            const KEYS: &'static [(&'static str, bool)] = &[#(#keys),*];
        }
    }
}

fn json_schema(ident: &Ident, entity: &Entity) -> TokenStream {
    let properties = entity.members.iter().map(|member| Property {
        key: &member.key,
        decl: &member.decl,
        ty: &member.ty,
    });
    let properties: Vec<_> = properties.collect();
    json_schema::entity(ident, &entity.decl, &properties, entity.unknown.is_some())
}
