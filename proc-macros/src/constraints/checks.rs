//! The method `check`, which reports every place where a constraint of the schema does not hold.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Ident, Index, Type};
use tdproto_schema::decl::{BoundsDecl, ConstraintsDecl, FieldDecl};
use tdproto_schema::model::Scalar;

use super::{has_range, range};
use crate::shapes::{Shape, shape, unwrapped};
use crate::types::Wrapper;

/// The code that checks a value `v` with the checker `c`.
pub(crate) struct Check {
    code: TokenStream,
    /// True if a constraint is in it, or a type that may have some.
    reaches: bool,
}

/// The check of a field: its key, its member, and the code.
pub(crate) fn of_field(decl: &FieldDecl, ident: &Ident, ty: &Type) -> Option<Check> {
    let key = &decl.name.value;
    let (wrapper, inner) = unwrapped(ty);
    let Check { code, reaches } = of_value(inner, &decl.bounds)?;
    let code = match (wrapper, decl.omitempty) {
        (Wrapper::Option, _) => quote!(c.some(v, |v, c| { #code });),
        (Wrapper::Patch, _) => quote!(c.patch(v, |v, c| { #code });),
        // An empty value is left out, and says nothing.
        (Wrapper::Plain, true) => quote!(if !::tdproto_wire::Value::is_empty(v) { #code }),
        (Wrapper::Plain, false) => code,
    };
    let code = quote!(c.at(#key, &self.#ident, |v, c| { #code }););
    Some(Check { code, reaches })
}

/// The check of the value of a variant, which is under a key if it is a content.
pub(crate) fn of_variant(variant: &Ident, ty: &Type, content: Option<&str>) -> Option<Check> {
    let Check { code, reaches } = of_value(ty, &BoundsDecl::default())?;
    let code = match content {
        Some(key) => quote!(c.at(#key, v, |v, c| { #code });),
        None => code,
    };
    let code = quote!(Self::#variant(v) => { #code });
    Some(Check { code, reaches })
}

/// The check of a value, if there may be something to check.
fn of_value(ty: &Type, bounds: &BoundsDecl) -> Option<Check> {
    let own = has_range(bounds).then(|| in_range(ty, bounds));
    let mut reaches = own.is_some();
    let mut inside = |ty: &Type, wrap: &dyn Fn(TokenStream) -> TokenStream| {
        let check = of_value(ty, &BoundsDecl::default())?;
        reaches |= check.reaches;
        Some(wrap(check.code))
    };
    let parts: Vec<Option<TokenStream>> = match shape(ty) {
        Shape::BuiltIn => Vec::new(),
        Shape::Boxed(inner) => {
            let Check { code, reaches } = of_value(inner, bounds)?;
            let code = quote!({ let v = &**v; #code });
            return Some(Check { code, reaches });
        }
        Shape::Option(item) => vec![inside(item, &|code| quote!(c.some(v, |v, c| { #code });))],
        Shape::Patch(item) => vec![inside(item, &|code| quote!(c.patch(v, |v, c| { #code });))],
        Shape::List(item) => vec![inside(item, &|code| quote!(c.each(v, |v, c| { #code });))],
        Shape::Map(key, item) => vec![
            inside(key, &|code| quote!(c.keys(v, |v, c| { #code });)),
            inside(item, &|code| quote!(c.values(v, |v, c| { #code });)),
        ],
        Shape::Tuple(items) => items
            .into_iter()
            .enumerate()
            .map(|(at, item)| {
                let index = Index::from(at);
                inside(
                    item,
                    &|code| quote!(c.item(#at, &v.#index, |v, c| { #code });),
                )
            })
            .collect(),
        Shape::Named => {
            reaches = true;
            vec![Some(quote!((&::tdproto_wire::CheckOf(v)).check_value(c);))]
        }
    };
    let parts = parts.iter().flatten();
    let code = quote!(#own #(#parts)*);
    (!code.is_empty()).then_some(Check { code, reaches })
}

/// The check of the range of a value. One of a type without a range is an error at the type.
fn in_range(ty: &Type, bounds: &BoundsDecl) -> TokenStream {
    let (range, span) = (range(bounds), ty.span().resolved_at(Span::call_site()));
    let measure = quote_spanned!(span=> <#ty as ::tdproto_wire::Ranged>);
    let message = "an end of the range is not a value of the field's type";
    let fits = quote_spanned!(span=> assert!(RANGE.fits(#measure::MEASURE), #message));
    quote! {{
        const RANGE: ::tdproto_wire::Range = #range;
        const _: () = #fits;
        #measure::check_range(v, c, RANGE);
    }}
}

/// `impl Check` and the method of an entity. Only a type that may reach a constraint has the method.
pub(crate) fn entity(ident: &Ident, fields: &[Check]) -> TokenStream {
    let codes = fields.iter().map(|check| &check.code);
    let method = fields.iter().any(|check| check.reaches);
    implementation(ident, &quote!(#(#codes)*), method)
}

/// `impl Check` and the method of a union.
pub(crate) fn union(ident: &Ident, variants: &[Check]) -> TokenStream {
    let codes = variants.iter().map(|check| &check.code);
    let method = variants.iter().any(|check| check.reaches);
    let code = quote! {
        match self {
            #(#codes)*
            #[allow(unreachable_patterns)]
            _ => {}
        }
    };
    implementation(ident, &code, method)
}

/// `impl Check` of an enum, which has no constraints.
pub(crate) fn enumeration(ident: &Ident) -> TokenStream {
    implementation(ident, &TokenStream::new(), false)
}

/// `impl Check`, the method of a scalar, and the built-in type with its range.
pub(crate) fn scalar(
    ident: &Ident,
    inner: &Type,
    base: Scalar,
    found: &ConstraintsDecl,
) -> TokenStream {
    let own_range = has_range(&found.bounds).then(|| {
        let check = in_range(inner, &found.bounds);
        quote!({ let v = &self.0; #check })
    });
    let pattern = found.pattern.as_ref().map(|pattern| {
        let words = format!("a text that matches {}", pattern.value);
        pattern_check(&pattern.value, &words)
    });
    let format = found.format.as_ref().and_then(|format| {
        let words = format!("a text of the format {}", format.value.name());
        Some(pattern_check(format.value.pattern()?, &words))
    });
    let method = own_range.is_some() || found.pattern.is_some() || found.format.is_some();
    let checks = implementation(ident, &quote!(#own_range #pattern #format), method);
    // A default of bytes is a text of base64, whose code points are not counted.
    let range = match base == Scalar::Bytes {
        true => range(&BoundsDecl::default()),
        false => range(&found.bounds),
    };
    quote! {
        #checks

        #[automatically_derived]
        impl ::tdproto_wire::OfBase for #ident {
            type Base = #inner;

            const RANGE: ::tdproto_wire::Range = #range;

            fn base(&self) -> &#inner {
                &self.0
            }
        }
    }
}

fn pattern_check(pattern: &str, words: &str) -> TokenStream {
    quote! {
        c.pattern(::core::convert::AsRef::<str>::as_ref(&self.0), #pattern, #words);
    }
}

fn implementation(ident: &Ident, code: &TokenStream, method: bool) -> TokenStream {
    let method = method.then(|| {
        quote! {
            impl #ident {
                /// Returns every place where a constraint of the schema does not hold.
                #[must_use]
                #[allow(dead_code)]
                pub fn check(&self) -> ::std::vec::Vec<::tdproto_wire::Breach> {
                    ::tdproto_wire::check(self)
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::tdproto_wire::Check for #ident {
            #[allow(unused_variables)]
            fn check_in(&self, c: &mut ::tdproto_wire::Checker) {
                #[allow(unused_imports)]
                use ::tdproto_wire::{Checked as _, Unchecked as _};
                #code
            }
        }

        #method
    }
}
