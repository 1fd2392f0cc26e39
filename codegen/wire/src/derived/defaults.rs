//! Defaults of fields, whose types derives know by their names only.

use crate::wire::{Bytes, Datetime, Json};

use super::keys::is_same;
use super::ranges::{End, OfBase, Range};

/// A default as it is written.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Written {
    /// A text.
    Text(&'static str),
    /// An integer.
    Int(i64),
    /// Any other number, in each precision.
    Float(f64, f32),
    /// A boolean.
    Bool(bool),
}

/// A type that stands for a default: derives make one for each.
#[doc(hidden)]
pub trait Literal {
    /// The type of the constant, if that of the field says nothing.
    type Natural;

    /// The constant, if the type of the field says nothing.
    const NATURAL: Self::Natural;

    /// The default.
    const WRITTEN: Written;

    /// True if it is the empty value of a field that is left out when it is empty, which breaks no
    /// constraint.
    const IS_LEFT_OUT: bool;
}

/// The values that an enum lists; any other type lists none.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` has no default",
    label = "expected a scalar, an enum or a built-in type",
    note = "for an existing type that stands for a built-in one, implement `tdproto_wire::OfBase`"
)]
pub trait Listing {
    /// The texts.
    const TEXTS: &'static [&'static str] = &[];

    /// The integers.
    const INTEGERS: &'static [i64] = &[];
}

impl<T: OfBase + ?Sized> Listing for T {}

/// The position of a default in the values that an enum lists.
#[doc(hidden)]
#[must_use]
pub const fn listed_at<T: Listing + ?Sized>(default: Written) -> Option<usize> {
    let mut at = 0;
    match default {
        Written::Text(text) => {
            while at < T::TEXTS.len() {
                if is_same(T::TEXTS[at], text) {
                    return Some(at);
                }
                at += 1;
            }
        }
        Written::Int(number) => {
            while at < T::INTEGERS.len() {
                if T::INTEGERS[at] == number {
                    return Some(at);
                }
                at += 1;
            }
        }
        Written::Float(..) | Written::Bool(_) => {}
    }
    None
}

/// Returns true if a default is the empty value of an open enum.
#[doc(hidden)]
#[must_use]
pub const fn is_empty_default(default: Written) -> bool {
    match default {
        Written::Text(text) => text.is_empty(),
        Written::Int(number) => number == 0,
        Written::Float(..) | Written::Bool(_) => false,
    }
}

/// The constant of a default. `IS_LISTED`: the type is an enum that lists the value.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` has no default",
    label = "expected a scalar, an enum or a built-in type",
    note = "for an existing type that stands for a built-in one, implement `tdproto_wire::OfBase`"
)]
pub trait DefaultOf<L: Literal, const IS_LISTED: bool> {
    /// The type of the constant.
    type Type;

    /// The reason that a field of the type cannot have the default.
    const ERROR: Option<&'static str>;

    /// The constant, if there is no error.
    const VALUE: Self::Type;
}

impl<T, L: Literal, const IS_LISTED: bool> DefaultOf<L, IS_LISTED> for T
where
    T: OfBase + ?Sized,
    T::Base: DefaultOf<L, IS_LISTED>,
{
    type Type = <T::Base as DefaultOf<L, IS_LISTED>>::Type;

    const ERROR: Option<&'static str> = match <T::Base as DefaultOf<L, IS_LISTED>>::ERROR {
        None if !L::IS_LEFT_OUT && !T::RANGE.allows(L::WRITTEN) => {
            Some("the default is out of the range of the field's type")
        }
        error => error,
    };

    const VALUE: Self::Type = <T::Base as DefaultOf<L, IS_LISTED>>::VALUE;
}

impl Range {
    /// Returns true if the range allows a default.
    #[doc(hidden)]
    #[must_use]
    pub const fn allows(self, default: Written) -> bool {
        let is_below = match self.min {
            Some(min) => Self::is_below(default, min),
            None => false,
        };
        let is_above = match self.max {
            Some(max) => Self::is_above(default, max),
            None => false,
        };
        !is_below && !is_above
    }

    const fn is_below(default: Written, end: End) -> bool {
        match (default, end) {
            (Written::Text(text), End::Int(end)) => (code_points(text) as i128) < end as i128,
            (Written::Int(number), End::Int(end)) => number < end,
            (Written::Int(number), End::Float(end)) => (number as f64) < end,
            (Written::Float(number, _), End::Int(end)) => number < end as f64,
            (Written::Float(number, _), End::Float(end)) => number < end,
            (Written::Text(_), End::Float(_)) | (Written::Bool(_), _) => false,
        }
    }

    const fn is_above(default: Written, end: End) -> bool {
        match (default, end) {
            (Written::Text(text), End::Int(end)) => code_points(text) as i128 > end as i128,
            (Written::Int(number), End::Int(end)) => number > end,
            (Written::Int(number), End::Float(end)) => number as f64 > end,
            (Written::Float(number, _), End::Int(end)) => number > end as f64,
            (Written::Float(number, _), End::Float(end)) => number > end,
            (Written::Text(_), End::Float(_)) | (Written::Bool(_), _) => false,
        }
    }
}

/// The number of code points of a text.
const fn code_points(text: &str) -> usize {
    let (bytes, mut at, mut count) = (text.as_bytes(), 0, 0);
    while at < bytes.len() {
        // Not a byte that continues a code point.
        if bytes[at] & 0xC0 != 0x80 {
            count += 1;
        }
        at += 1;
    }
    count
}

macro_rules! texts {
    ($($ty:ty)*) => {
        $(impl Listing for $ty {}

        impl<L: Literal, const IS_LISTED: bool> DefaultOf<L, IS_LISTED> for $ty {
            type Type = &'static str;

            const ERROR: Option<&'static str> = match L::WRITTEN {
                Written::Text(_) => None,
                Written::Int(_) | Written::Float(..) | Written::Bool(_) => {
                    Some("the type of the field is a text, and the default is none")
                }
            };

            const VALUE: &'static str = match L::WRITTEN {
                Written::Text(text) => text,
                Written::Int(_) | Written::Float(..) | Written::Bool(_) => "",
            };
        })*
    };
}

texts! { str String Bytes Datetime }

macro_rules! integers {
    ($($ty:ident)*) => {
        $(impl Listing for $ty {}

        impl<L: Literal, const IS_LISTED: bool> DefaultOf<L, IS_LISTED> for $ty {
            type Type = $ty;

            #[allow(clippy::cast_lossless, reason = "`From` is not for constants")]
            const ERROR: Option<&'static str> = match L::WRITTEN {
                Written::Int(number)
                    if number as i128 >= $ty::MIN as i128 && number as i128 <= $ty::MAX as i128 =>
                {
                    None
                }
                Written::Int(_) | Written::Text(_) | Written::Float(..) | Written::Bool(_) => {
                    Some(concat!(
                        "the type of the field is an integer, and the default is no `",
                        stringify!($ty),
                        "`"
                    ))
                }
            };

            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_lossless,
                reason = "without an error, the number is in the range of the type"
            )]
            const VALUE: $ty = match L::WRITTEN {
                Written::Int(number) => number as $ty,
                Written::Text(_) | Written::Float(..) | Written::Bool(_) => 0,
            };
        })*
    };
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

macro_rules! numbers {
    ($($ty:ident $double:pat, $single:pat => $number:expr;)*) => {
        $(impl Listing for $ty {}

        impl<L: Literal, const IS_LISTED: bool> DefaultOf<L, IS_LISTED> for $ty {
            type Type = $ty;

            const ERROR: Option<&'static str> = match L::WRITTEN {
                Written::Int(_) | Written::Float(..) => None,
                Written::Text(_) | Written::Bool(_) => {
                    Some("the type of the field is a number, and the default is none")
                }
            };

            #[allow(clippy::cast_precision_loss, reason = "the nearest number is the default")]
            const VALUE: $ty = match L::WRITTEN {
                Written::Int(number) => number as $ty,
                Written::Float($double, $single) => $number,
                Written::Text(_) | Written::Bool(_) => 0.0,
            };
        })*
    };
}

numbers! {
    f32 _, number => number;
    f64 number, _ => number;
}

impl Listing for bool {}

impl<L: Literal, const IS_LISTED: bool> DefaultOf<L, IS_LISTED> for bool {
    type Type = bool;

    const ERROR: Option<&'static str> = match L::WRITTEN {
        Written::Bool(_) => None,
        Written::Text(_) | Written::Int(_) | Written::Float(..) => {
            Some("the type of the field is a boolean, and the default is none")
        }
    };

    const VALUE: bool = matches!(L::WRITTEN, Written::Bool(true));
}

impl Listing for Json {}

impl<L: Literal, const IS_LISTED: bool> DefaultOf<L, IS_LISTED> for Json {
    type Type = L::Natural;

    const ERROR: Option<&'static str> = None;

    const VALUE: L::Natural = L::NATURAL;
}
