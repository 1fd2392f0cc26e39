//! Constraints and defaults, which document: errors in them, the method that checks them, and the
//! constants.

pub(crate) mod checks;
pub(crate) mod constants;
pub(crate) mod verify;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use tdproto_schema::decl::{BoundsDecl, Spanned};
use tdproto_schema::model::Number;

use crate::parts::option;

/// The places of constraints and of a default.
#[derive(Default)]
pub(crate) struct Places {
    pub(crate) min: Option<Span>,
    pub(crate) max: Option<Span>,
    pub(crate) pattern: Option<Span>,
    pub(crate) format: Option<Span>,
    pub(crate) default: Option<Span>,
}

/// Returns true if there is a range.
pub(crate) fn has_range(bounds: &BoundsDecl) -> bool {
    bounds.min.is_some() || bounds.max.is_some()
}

/// A range of the runtime.
pub(crate) fn range(bounds: &BoundsDecl) -> TokenStream {
    let end = |end: Option<Spanned<Number>>| {
        option(end.map(|end| match end.value {
            Number::Int(number) => quote!(::tdproto_wire::End::Int(#number)),
            Number::Float(number) => {
                let number = number.get();
                quote!(::tdproto_wire::End::Float(#number))
            }
        }))
    };
    let (min, max) = (end(bounds.min), end(bounds.max));
    quote!(::tdproto_wire::Range { min: #min, max: #max })
}
