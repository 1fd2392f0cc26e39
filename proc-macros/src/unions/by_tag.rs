//! Unions by a tag: objects, in which a key names the variant.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use tdproto_schema::decl::VariantDecl;
use tdproto_schema::model::{EnumBase, JsonKind, WireValue};

use super::declared::{Held, Member, Union};
use crate::parts::wire_key;
use crate::{compare, json_schema, value};

/// The code by which the runtime reads and writes the union.
pub(super) fn implementations(union: &Union, key: &str, base: EnumBase) -> TokenStream {
    let (ident, name) = (&union.ident, &union.decl.name.value);
    let read = read(union, base);
    let (raw, write) = (raw(union), write(union, key));
    let base_of_tag = match base {
        EnumBase::Text => quote!(Text),
        EnumBase::Int => quote!(Int),
    };
    let value = value::of_whole(
        ident,
        &quote!(::tdproto_wire::read_union(r)),
        None,
        &quote! {
            match ::tdproto_wire::Union::raw(self) {
                ::core::option::Option::Some(raw) => w.raw(raw),
                ::core::option::Option::None => {
                    w.begin_object();
                    ::tdproto_wire::Union::write_members(self, w);
                    w.end_object();
                }
            }
        },
        &quote!(::tdproto_wire::serialize_union(self, to)),
    );
    let of_kind = value::of_kind(ident, JsonKind::Object);
    let json_schema = json_schema::tagged(
        ident,
        &union.decl,
        (key, base),
        union.unknown.is_some(),
        &variants(union),
    );
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl<'de> ::tdproto_wire::Union<'de> for #ident {
            const NAME: &'static str = #name;

            fn read_members(
                members: ::tdproto_wire::Members<'_, 'de>,
            ) -> ::core::result::Result<Self, ::tdproto_wire::Error> {
                members.tagged()
            }

            #raw
            #write
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl<'de> ::tdproto_wire::Tagged<'de> for #ident {
            const TAG: &'static str = #key;
            const BASE: ::tdproto_wire::Base = ::tdproto_wire::Base::#base_of_tag;

            #read
        }

        #value
        #of_kind
        #json_schema
    }
}

/// The variants with the types of their objects, for their JSON Schema.
fn variants(union: &Union) -> Vec<(&VariantDecl, Option<&syn::Type>)> {
    let variants = union.declared();
    variants
        .map(|(member, decl)| (decl, member.held.as_ref().map(Held::bare)))
        .collect()
}

fn read(union: &Union, base: EnumBase) -> TokenStream {
    let reads = union.declared().filter_map(|(member, decl)| {
        let value = literal(&decl.value.as_ref()?.value);
        let reading = reading(union, member);
        Some(quote!(#value => #reading,))
    });
    let (kind, tag, owned) = match base {
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
    let absent = absent.map(|(member, _)| {
        let reading = reading(union, member);
        quote!(::tdproto_wire::Tag::Absent => #reading,)
    });
    quote! {
        fn read_variant(
            tag: ::tdproto_wire::Tag<'de>,
            members: ::tdproto_wire::Members<'_, 'de>,
        ) -> ::core::result::Result<Self, ::tdproto_wire::Error> {
            match tag {
                ::tdproto_wire::Tag::#kind(tag) => match #tag {
                    #(#reads)*
                    _ => #other,
                },
                #absent
                tag => members.refuse::<Self, Self>(&tag),
            }
        }
    }
}

/// The expression that reads a variant: an entity is in a box, another type is a union by a further
/// tag.
fn reading(union: &Union, member: &Member) -> TokenStream {
    let (variant, denies) = (&member.ident, union.deny_unknown);
    match &member.held {
        Some(held) if held.boxed.is_some() => quote!(members.object().map(Self::#variant)),
        Some(held) => {
            let (union, span) = (&held.ty, held.span());
            quote_spanned!(span=> members.union::<#union>().map(Self::#variant))
        }
        None => quote!(members.nothing::<Self>(#denies).map(|()| Self::#variant)),
    }
}

fn raw(union: &Union) -> TokenStream {
    let arms = union.members.iter().map(|member| {
        let variant = &member.ident;
        let none = quote!(::core::option::Option::None);
        match &member.held {
            Some(held) if held.boxed.is_some() => quote!(Self::#variant(_) => #none,),
            Some(held) => {
                let (union, span) = (&held.ty, held.span());
                let raw = quote_spanned!(span=> <#union as ::tdproto_wire::Union<'_>>::raw);
                quote!(Self::#variant(union) => #raw(union),)
            }
            None => quote!(Self::#variant => #none,),
        }
    });
    let unknown = union.unknown.iter();
    quote! {
        fn raw(&self) -> ::core::option::Option<&str> {
            match self {
                #(#arms)*
                #(Self::#unknown { raw, .. } => ::core::option::Option::Some(raw.as_str()),)*
            }
        }
    }
}

fn write(union: &Union, key: &str) -> TokenStream {
    let key = wire_key(key);
    let arms = union.declared().map(|(member, decl)| {
        let variant = &member.ident;
        let tag = decl.value.as_ref().map(|value| {
            let constant = match &value.value {
                WireValue::Text(_) => quote!(Text),
                WireValue::Int(_) => quote!(Int),
            };
            let value = literal(&value.value);
            quote!(w.field(#key, &::tdproto_wire::Constant::#constant(#value));)
        });
        let (call, value) = match &member.held {
            None => return quote!(Self::#variant => { #tag }),
            Some(held) if held.boxed.is_some() => (
                quote!(::tdproto_wire::Object::write_fields),
                quote!(&**value),
            ),
            Some(held) => {
                let (union, span) = (&held.ty, held.span());
                let of_union = quote_spanned!(span=> <#union as ::tdproto_wire::Union<'_>>);
                (quote!(#of_union::write_members), quote!(value))
            }
        };
        // The object may have the tag as a constant.
        quote! {
            Self::#variant(value) => {
                #tag
                #call(#value, &mut ::tdproto_wire::Without::new(w, #key));
            }
        }
    });
    let unknown = union.unknown.iter();
    quote! {
        #[allow(unused_variables)]
        fn write_members<_To: ::tdproto_wire::Fields>(&self, w: &mut _To) {
            match self {
                #(#arms)*
                #(Self::#unknown { .. } => {})*
            }
        }
    }
}

fn literal(value: &WireValue) -> TokenStream {
    compare::literal(value)
}
