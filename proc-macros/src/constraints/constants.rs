//! The constants of defaults, as generated types have them.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Ident, Type};
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::FieldDecl;
use tdproto_schema::model::{DefaultValue, EnumBase, JsonScalar, Number, Scalar, WireValue};

use crate::shapes::{of_scalar, unwrapped};
use crate::{compare, types};

/// The constant of a field with a default; lists and maps have none.
pub(crate) fn of_field(
    entity: &Ident,
    ident: &Ident,
    (decl, place): (&FieldDecl, Option<Span>),
    ty: &Type,
) -> Option<TokenStream> {
    let literal = Default::of(&decl.default.as_ref()?.value)?;
    let name = format_ident!("DEFAULT_{}", ident.unraw().to_string().to_uppercase());
    let doc = format!(
        "The default of `{}`, which receivers do not fill in.",
        decl.name.value
    );
    let constant = |ty: &TokenStream, value: &TokenStream| {
        quote! {
            #[allow(dead_code, deprecated)]
            impl #entity {
                #[doc = #doc]
                pub const #name: #ty = #value;
            }
        }
    };
    if !types::is_declared(&decl.ty) {
        let (ty, value) = literal.of_built_in(&decl.ty)?;
        return Some(constant(&ty, &value));
    }
    Some(of_declared(&literal, (decl, place), ty, constant))
}

/// The constant of a field of a declared type: the compiler knows what that is.
fn of_declared(
    literal: &Default<'_>,
    (decl, place): (&FieldDecl, Option<Span>),
    ty: &Type,
    constant: impl Fn(&TokenStream, &TokenStream) -> TokenStream,
) -> TokenStream {
    let (_, ty) = unwrapped(ty);
    let ty = types::boxed(ty).unwrap_or(ty);
    let span = ty.span().resolved_at(Span::call_site());
    let (natural, value) = literal.natural();
    let written = literal.written();
    let is_left_out = decl.omitempty && !decl.nullable;
    let is_listed = quote_spanned! {span=>
        ::tdproto_wire::listed_at::<#ty>(#written).is_some()
    };
    let default_of = quote_spanned! {span=>
        <#ty as ::tdproto_wire::DefaultOf<__Default, { #is_listed }>>
    };
    let constant = constant(&quote!(#default_of::Type), &quote!(#default_of::VALUE));
    // A default that the type does not have is an error at its place.
    let place = place.unwrap_or(span).resolved_at(Span::call_site());
    let error = quote_spanned! {place=>
        const _: () = match #default_of::ERROR {
            ::core::option::Option::Some(error) => panic!("{}", error),
            ::core::option::Option::None => {}
        };
    };
    quote! {
        #[allow(dead_code, deprecated)]
        const _: () = {
            pub enum __Default {}

            #[automatically_derived]
            impl ::tdproto_wire::Literal for __Default {
                type Natural = #natural;

                const NATURAL: #natural = #value;
                const WRITTEN: ::tdproto_wire::Written = #written;
                const IS_LEFT_OUT: bool = #is_left_out;
            }

            #constant

            #error
        };
    }
}

/// A default that has a constant.
enum Default<'a> {
    Text(&'a str),
    Number(Number),
    Bool(bool),
}

impl<'a> Default<'a> {
    fn of(default: &'a DefaultValue) -> Option<Self> {
        match default {
            DefaultValue::Text(text) => Some(Self::Text(text)),
            DefaultValue::Number(number) => Some(Self::Number(*number)),
            DefaultValue::Bool(is_true) => Some(Self::Bool(*is_true)),
            DefaultValue::EmptyList | DefaultValue::EmptyMap => None,
        }
    }

    /// The type and the value of the constant for a field of a built-in type.
    fn of_built_in(&self, ty: &TypeExpr) -> Option<(TokenStream, TokenStream)> {
        let TypeExpr::Name(name, _) = ty else {
            return None;
        };
        let scalar = Scalar::from_name(name);
        Some(match (self, scalar.map(|scalar| (scalar, scalar.json()))) {
            (Self::Number(number), Some((scalar, JsonScalar::Integer { .. }))) => {
                let number = Literal::i64_unsuffixed(number.as_int()?);
                (of_scalar(scalar), quote!(#number))
            }
            (Self::Number(number), Some((scalar, JsonScalar::Number))) => {
                let number = Literal::f64_unsuffixed(number.as_f64());
                (of_scalar(scalar), quote!(#number))
            }
            (Self::Text(_) | Self::Number(_) | Self::Bool(_), _) => self.natural(),
        })
    }

    /// The type and the value of the constant, if the type of the field says nothing.
    fn natural(&self) -> (TokenStream, TokenStream) {
        match self {
            Self::Text(text) => (quote!(&'static str), quote!(#text)),
            Self::Number(number) => {
                let number = number.as_f64();
                (quote!(f64), quote!(#number))
            }
            Self::Bool(is_true) => (quote!(bool), quote!(#is_true)),
        }
    }

    /// The default as the runtime has it.
    fn written(&self) -> TokenStream {
        let written = match self {
            Self::Text(text) => quote!(Text(#text)),
            Self::Number(Number::Int(number)) => quote!(Int(#number)),
            Self::Number(Number::Float(number)) => {
                let number = Literal::f64_unsuffixed(number.get());
                quote!(Float(#number, #number))
            }
            Self::Bool(is_true) => quote!(Bool(#is_true)),
        };
        quote!(::tdproto_wire::Written::#written)
    }
}

/// The constants of fields that have an enum as their type: the variant of a value, or the empty value
/// of an open enum, which no variant is.
pub(crate) fn of_enum(
    ident: &Ident,
    base: EnumBase,
    values: &[(Ident, WireValue)],
    is_open: bool,
) -> TokenStream {
    let literals = values.iter().map(|(_, value)| compare::literal(value));
    let (list, base) = match base {
        EnumBase::Text => (
            quote!(const TEXTS: &'static [&'static str] = &[#(#literals),*];),
            quote!(::std::string::String),
        ),
        EnumBase::Int => (
            quote!(const INTEGERS: &'static [i64] = &[#(#literals),*];),
            quote!(i64),
        ),
    };
    let arms = values
        .iter()
        .enumerate()
        .map(|(at, (variant, _))| quote!(::core::option::Option::Some(#at) => Self::#variant,));
    let of_base = quote!(<#base as ::tdproto_wire::DefaultOf<_Literal, false>>);
    let message = "the default is not a value of the enum";
    quote! {
        #[automatically_derived]
        impl ::tdproto_wire::Listing for #ident {
            #list
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl<_Literal: ::tdproto_wire::Literal> ::tdproto_wire::DefaultOf<_Literal, true>
            for #ident
        {
            type Type = Self;

            const ERROR: ::core::option::Option<&'static str> = ::core::option::Option::None;

            const VALUE: Self = match ::tdproto_wire::listed_at::<Self>(_Literal::WRITTEN) {
                #(#arms)*
                _ => panic!(#message),
            };
        }

        #[automatically_derived]
        impl<_Literal: ::tdproto_wire::Literal> ::tdproto_wire::DefaultOf<_Literal, false>
            for #ident
        {
            type Type = #of_base::Type;

            const ERROR: ::core::option::Option<&'static str> =
                match #is_open && ::tdproto_wire::is_empty_default(_Literal::WRITTEN) {
                    true => #of_base::ERROR,
                    false => ::core::option::Option::Some(#message),
                };

            const VALUE: Self::Type = #of_base::VALUE;
        }
    }
}
