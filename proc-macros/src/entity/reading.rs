//! The code by which the runtime reads and writes an entity, like that of a generated type.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::parse::{Entity, Member};
use crate::parts::wire_key;
use crate::types::{self, Wrapper};
use crate::value;
use crate::ways::{self, Unknown};

/// The implementations for an entity; one that always holds a union has no empty value.
pub(crate) fn of_entity(ident: &Ident, entity: &Entity) -> TokenStream {
    match entity.members.iter().any(|member| member.is_needed) {
        true => object(ident, entity),
        false => entity_with_default(ident, entity),
    }
}

fn entity_with_default(ident: &Ident, entity: &Entity) -> TokenStream {
    let name = &entity.decl.name.value;
    let reads = reads(entity, &quote!(self));
    let writes = writes(entity);
    let value = value::implementation(
        ident,
        &quote!(::tdproto_wire::read_entity(self, r)),
        &quote!(::tdproto_wire::write_entity(self, w)),
        &quote!(false),
        &quote!(::tdproto_wire::serialize_entity(self, to)),
    );
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl<'de> ::tdproto_wire::Entity<'de> for #ident {
            const NAME: &'static str = #name;

            fn read_field(
                &mut self,
                key: &str,
                r: &mut ::tdproto_wire::Reader<'de>,
            ) -> ::core::result::Result<(), ::tdproto_wire::Error> {
                #reads
            }

            #writes
        }

        #value
    }
}

/// An entity that always holds a union: its fields are read into a struct that has an empty value.
fn object(ident: &Ident, entity: &Entity) -> TokenStream {
    let name = &entity.decl.name.value;
    let reads = reads(entity, &quote!(draft));
    let writes = writes(entity);
    let drafts = entity.members.iter().map(|member| {
        let (ident, ty) = (&member.ident, &member.ty);
        match member.is_needed {
            true => quote!(#ident: ::core::option::Option<#ty>,),
            false => quote!(#ident: #ty,),
        }
    });
    let kept = entity.unknown.iter();
    let kept_drafts = kept.clone().map(|ident| {
        quote!(#ident: ::std::collections::BTreeMap<::std::string::String, ::tdproto_wire::Json>,)
    });
    let members = entity.members.iter().map(|member| {
        let (ident, key) = (&member.ident, &member.key);
        match member.is_needed {
            true => quote!(#ident: draft.#ident.ok_or(#key)?,),
            false => quote!(#ident: draft.#ident,),
        }
    });
    let read = quote!(::tdproto_wire::read_object(r));
    let value = value::of_whole(
        ident,
        &quote!(#read.map(|object| *object)),
        Some(&read),
        &quote!(::tdproto_wire::write_object(self, w)),
        &quote!(::tdproto_wire::serialize_object(self, to)),
    );
    quote! {
        #[allow(deprecated)]
        const _: () = {
            #[derive(Default)]
            pub struct __Draft {
                #(#drafts)*
                #(#kept_drafts)*
            }

            #[automatically_derived]
            impl<'de> ::tdproto_wire::Object<'de> for #ident {
                const NAME: &'static str = #name;

                type Draft = __Draft;

                fn read_field(
                    draft: &mut Self::Draft,
                    key: &str,
                    r: &mut ::tdproto_wire::Reader<'de>,
                ) -> ::core::result::Result<(), ::tdproto_wire::Error> {
                    #reads
                }

                fn finish(
                    draft: ::std::boxed::Box<Self::Draft>,
                ) -> ::core::result::Result<::std::boxed::Box<Self>, &'static str> {
                    let draft = *draft;
                    ::core::result::Result::Ok(::std::boxed::Box::new(Self {
                        #(#members)*
                        #(#kept: draft.#kept,)*
                    }))
                }

                #writes
            }
        };

        #value
    }
}

/// The code that reads the field of a key into a whole: the entity itself, or its draft.
fn reads(entity: &Entity, whole: &TokenStream) -> TokenStream {
    let unknown = match (&entity.unknown, entity.deny_unknown) {
        (Some(_), _) => Unknown::Kept,
        (None, true) => Unknown::Refused,
        (None, false) => Unknown::Skipped,
    };
    let reads = entity.members.iter().map(|member| {
        let (key, length, ident) = (&member.key, member.key.len(), &member.ident);
        if let Some(constant) = member.constant() {
            let read = match member.decl.optional {
                true => quote!(::tdproto_wire::read_flag(&mut #whole.#ident, #constant, r)),
                false => quote!(::tdproto_wire::read(&mut #constant, r)),
            };
            return quote!((#length, #key) => #read,);
        }
        let read = reader(member, unknown);
        quote!((#length, #key) => #read(&mut #whole.#ident, r),)
    });
    let other = match &entity.unknown {
        Some(unknown) => quote!(::tdproto_wire::keep(&mut #whole.#unknown, key, r)),
        None if entity.deny_unknown => {
            quote!(::tdproto_wire::deny_key::<Self>(key, r))
        }
        None => quote!(r.skip()),
    };
    quote! {
        match (key.len(), key) {
            #(#reads)*
            _ => #other,
        }
    }
}

/// The function of the runtime that reads a field; a value without an empty one is read into an
/// option.
fn reader(member: &Member, unknown: Unknown) -> TokenStream {
    let wrapper = match member.is_needed {
        true => Wrapper::Option,
        false => types::wrapper(&member.ty),
    };
    ways::reader(&member.decl.ty, wrapper, unknown)
}

/// The function that writes all fields.
fn writes(entity: &Entity) -> TokenStream {
    let writes = entity.members.iter().map(|member| {
        let ident = &member.ident;
        let key = wire_key(&member.key);
        if let Some(constant) = member.constant() {
            return match member.decl.optional {
                true => quote!(::tdproto_wire::write_flag(w, #key, self.#ident, #constant);),
                false => quote!(w.field(#key, &#constant);),
            };
        }
        match member.decl.omitempty || member.decl.optional {
            true => quote!(w.filled(#key, &self.#ident);),
            false => quote!(w.field(#key, &self.#ident);),
        }
    });
    let kept = entity.unknown.iter();
    quote! {
        #[allow(unused_variables)]
        fn write_fields<_To: ::tdproto_wire::Fields>(&self, w: &mut _To) {
            #(#writes)*
            #(::tdproto_wire::write_kept(w, &self.#kept);)*
        }
    }
}
