//! Unions by a tag: objects, in which a key names the variant. Its value is the rest of the object, or
//! beside the tag.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;
use tdproto_schema::decl::VariantDecl;
use tdproto_schema::model::{EnumBase, WireValue};

use super::declared::{Held, Member, Union};
use super::objects;
use crate::parts::wire_key;
use crate::{compare, json_schema};

/// The tag of a union.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    pub(super) key: &'a str,
    pub(super) base: EnumBase,
    /// The key that holds the value of a variant.
    pub(super) content: Option<&'a str>,
}

/// The code by which the runtime reads and writes the union.
pub(super) fn implementations(union: &Union, tag: Tag<'_>) -> TokenStream {
    let (ident, key) = (&union.ident, tag.key);
    let read = read(union, tag);
    let objects = objects::implementations(union, &quote!(members.tagged()), &write(union, tag));
    let base_of_tag = match tag.base {
        EnumBase::Text => quote!(Text),
        EnumBase::Int => quote!(Int),
    };
    let json_schema = json_schema::unions::tagged(
        ident,
        &union.decl,
        (key, tag.base, tag.content),
        union.unknown.is_some(),
        &variants(union),
    );
    quote! {
        #objects

        #[automatically_derived]
        #[allow(deprecated)]
        impl<'de> ::tdproto_wire::Tagged<'de> for #ident {
            const TAG: &'static str = #key;
            const BASE: ::tdproto_wire::Base = ::tdproto_wire::Base::#base_of_tag;

            #read
        }

        #json_schema
    }
}

/// The variants with the types of their values, for their JSON Schema.
pub(super) fn variants(union: &Union) -> Vec<(&VariantDecl, Option<&syn::Type>)> {
    let variants = union.declared();
    variants
        .map(|(member, decl)| (decl, member.held.as_ref().map(Held::bare)))
        .collect()
}

fn read(union: &Union, tag: Tag<'_>) -> TokenStream {
    let reads = union.declared().filter_map(|(member, decl)| {
        let value = literal(&decl.value.as_ref()?.value);
        let reading = reading(union, tag, (member, decl));
        Some(quote!(#value => #reading,))
    });
    let (kind, text, owned) = match tag.base {
        EnumBase::Text => (quote!(Text), quote!(&*tag), quote!(tag.into_owned())),
        EnumBase::Int => (quote!(Int), quote!(tag), quote!(tag)),
    };
    let other = match &union.unknown {
        Some(unknown) => quote! {
            ::core::result::Result::Ok(Self::#unknown { raw: members.raw()?, tag: #owned })
        },
        None => quote!(members.refuse::<Self, Self>(&::tdproto_wire::Tag::#kind(tag))),
    };
    let absent = union.declared().find(|(_, decl)| decl.value.is_none());
    let absent = absent.map(|absent| {
        let reading = reading(union, tag, absent);
        quote!(::tdproto_wire::Tag::Absent => #reading,)
    });
    quote! {
        fn read_variant(
            tag: ::tdproto_wire::Tag<'de>,
            members: ::tdproto_wire::Members<'_, 'de>,
        ) -> ::core::result::Result<Self, ::tdproto_wire::Error> {
            match tag {
                ::tdproto_wire::Tag::#kind(tag) => match #text {
                    #(#reads)*
                    _ => #other,
                },
                #absent
                tag => members.refuse::<Self, Self>(&tag),
            }
        }
    }
}

/// The expression that reads a variant.
fn reading(union: &Union, tag: Tag<'_>, (member, decl): (&Member, &VariantDecl)) -> TokenStream {
    let (variant, denies) = (&member.ident, union.deny_unknown);
    match (&member.held, tag.content) {
        (None, _) => quote!(members.nothing::<Self>(#denies).map(|()| Self::#variant)),
        (Some(held), None) => objects::reading(member, held),
        (Some(held), Some(key)) => {
            let (way, span) = (held.way(decl, union.deny_unknown), held.span());
            let read = match member.is_needed {
                true => Ident::new("needed_content", span),
                false => Ident::new("content", span),
            };
            quote_spanned! {span=>
                members.#read::<Self, _, #way>(#key, #denies).map(Self::#variant)
            }
        }
    }
}

/// The body of the function that writes the members, the tag first.
fn write(union: &Union, tag: Tag<'_>) -> TokenStream {
    let key = wire_key(tag.key);
    let arms = union.declared().map(|(member, decl)| {
        let variant = &member.ident;
        let written = decl.value.as_ref().map(|value| {
            let constant = match &value.value {
                WireValue::Text(_) => quote!(Text),
                WireValue::Int(_) => quote!(Int),
            };
            let value = literal(&value.value);
            quote!(w.field(#key, &::tdproto_wire::Constant::#constant(#value));)
        });
        let call = match (&member.held, tag.content) {
            (None, _) => return quote!(Self::#variant => { #written }),
            (Some(_), Some(content)) => {
                let content = wire_key(content);
                quote!(w.field(#content, value))
            }
            // The object may have the tag as a constant.
            (Some(held), None) => {
                objects::writing(held, &quote!(&mut ::tdproto_wire::Without::new(w, #key)))
            }
        };
        quote!(Self::#variant(value) => { #written #call; })
    });
    let unknown = union.unknown.iter();
    quote! {
        match self {
            #(#arms)*
            #(Self::#unknown { .. } => {})*
        }
    }
}

fn literal(value: &WireValue) -> TokenStream {
    compare::literal(value)
}
