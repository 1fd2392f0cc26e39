//! What unions by a tag and by key have in common: their values are objects.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use tdproto_schema::model::JsonKind;

use super::declared::{Held, Member, Union};
use crate::value;

/// The code by which the runtime reads and writes a union: `read` is the function that reads the
/// members of an object, and `write` the function that writes them.
pub(super) fn implementations(
    union: &Union,
    read: &TokenStream,
    write: &TokenStream,
) -> TokenStream {
    let (ident, name) = (&union.ident, &union.decl.name.value);
    let raw = raw(union);
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
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl<'de> ::tdproto_wire::Union<'de> for #ident {
            const NAME: &'static str = #name;

            fn read_members(
                members: ::tdproto_wire::Members<'_, 'de>,
            ) -> ::core::result::Result<Self, ::tdproto_wire::Error> {
                #read
            }

            #raw

            #[allow(unused_variables)]
            fn write_members<_To: ::tdproto_wire::Fields>(&self, w: &mut _To) {
                #write
            }
        }

        #value
        #of_kind
    }
}

/// The expression that reads the object of a variant: an entity is in a box, another type is a union
/// of the same object.
pub(super) fn reading(member: &Member, held: &Held) -> TokenStream {
    let (variant, ty, span) = (&member.ident, held.bare(), held.span());
    match held.boxed {
        Some(_) => quote_spanned!(span=> members.object::<#ty>().map(Self::#variant)),
        None => quote_spanned!(span=> members.union::<#ty>().map(Self::#variant)),
    }
}

/// The call that writes the members of the object of a variant, whose value is `value`.
pub(super) fn writing(held: &Held, to: &TokenStream) -> TokenStream {
    let (ty, span) = (held.bare(), held.span());
    match held.boxed {
        Some(_) => {
            let of_object = quote_spanned!(span=> <#ty as ::tdproto_wire::Object<'_>>);
            quote!(#of_object::write_fields(&**value, #to))
        }
        None => {
            let of_union = quote_spanned!(span=> <#ty as ::tdproto_wire::Union<'_>>);
            quote!(#of_union::write_members(value, #to))
        }
    }
}

fn raw(union: &Union) -> TokenStream {
    let arms = union.members.iter().map(|member| {
        let variant = &member.ident;
        let none = quote!(::core::option::Option::None);
        match &member.held {
            Some(held) if union.form.is_of_objects() && held.boxed.is_none() => {
                let (union, span) = (&held.ty, held.span());
                let raw = quote_spanned!(span=> <#union as ::tdproto_wire::Union<'_>>::raw);
                quote!(Self::#variant(union) => #raw(union),)
            }
            Some(_) => quote!(Self::#variant(_) => #none,),
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
