//! Ranges of values, whose types derives know by their names only.

use std::collections::BTreeMap;

use crate::wire::{Bytes, Checker};

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum End {
    /// An integer.
    Int(i64),
    /// Any other number.
    Float(f64),
}

/// A range: of a number its value, of a text its code points, of bytes, a list or a map the count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The least that is allowed.
    pub min: Option<End>,
    /// The most that is allowed.
    pub max: Option<End>,
}

impl Range {
    /// The range that allows everything.
    pub const ALL: Self = Self {
        min: None,
        max: None,
    };

    /// Returns true if each end is one that a measure can have.
    #[must_use]
    pub const fn fits(self, measure: Measure) -> bool {
        Self::end_fits(self.min, measure) && Self::end_fits(self.max, measure)
    }

    const fn end_fits(end: Option<End>, measure: Measure) -> bool {
        match (end, measure) {
            (None, _) | (Some(_), Measure::Number) => true,
            (Some(End::Int(end)), Measure::Integer { smallest, largest }) => {
                smallest <= end as i128 && end as i128 <= largest
            }
            (
                Some(End::Int(end)),
                Measure::Text | Measure::Bytes | Measure::Items | Measure::Entries,
            ) => end >= 0,
            (
                Some(End::Float(_)),
                Measure::Integer { .. }
                | Measure::Text
                | Measure::Bytes
                | Measure::Items
                | Measure::Entries,
            ) => false,
        }
    }

    fn integers(self) -> [Option<i128>; 2] {
        self.ends(|end| match end {
            End::Int(end) => Some(end.into()),
            End::Float(_) => None,
        })
    }

    fn counts(self) -> [Option<u64>; 2] {
        self.ends(|end| match end {
            End::Int(end) => u64::try_from(end).ok(),
            End::Float(_) => None,
        })
    }

    fn numbers(self) -> [Option<f64>; 2] {
        self.ends(|end| match end {
            #[allow(clippy::cast_precision_loss, reason = "the nearest double is the end")]
            End::Int(end) => Some(end as f64),
            End::Float(end) => Some(end),
        })
    }

    fn ends<T>(self, of: impl Fn(End) -> Option<T>) -> [Option<T>; 2] {
        [self.min, self.max].map(|end| end.and_then(&of))
    }
}

/// What a range of a type is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The value of an integer.
    Integer {
        /// The smallest value of the type.
        smallest: i128,
        /// The largest value of the type.
        largest: i128,
    },
    /// The value of another number.
    Number,
    /// The code points of a text.
    Text,
    /// The count of bytes.
    Bytes,
    /// The count of items of a list.
    Items,
    /// The count of entries of a map.
    Entries,
}

/// A type that may have a range.
///
/// The types that a built-in type of the schema stands for have it, and scalars of these. An
/// existing type has it, if it implements [`OfBase`].
#[diagnostic::on_unimplemented(
    message = "values of `{Self}` have no range",
    label = "expected a number, a text, bytes, a list or a map",
    note = "for an existing type that stands for one of these, implement `tdproto_wire::OfBase`"
)]
pub trait Ranged {
    /// What a range is about.
    const MEASURE: Measure;

    /// Reports a value that is out of a range.
    fn check_range(&self, c: &mut Checker, range: Range);
}

/// A type that stands for a built-in type of the schema, so that a field of it can have a range, and a
/// default.
///
/// Derived scalars have it. Implement it for an existing type whose fields have either.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number, text, bytes, list or map, and has no range",
    label = "expected a number, a text, bytes, a list or a map"
)]
pub trait OfBase {
    /// The built-in type, such as `String`, `str` or `i64`.
    type Base: ?Sized;

    /// The range of its values.
    const RANGE: Range = Range::ALL;

    /// The value of the built-in type.
    fn base(&self) -> &Self::Base;
}

impl<T: OfBase + ?Sized> Ranged for T
where
    T::Base: Ranged,
{
    const MEASURE: Measure = <T::Base as Ranged>::MEASURE;

    fn check_range(&self, c: &mut Checker, range: Range) {
        self.base().check_range(c, range);
    }
}

macro_rules! integers {
    ($($ty:ident)*) => {
        $(impl Ranged for $ty {
            const MEASURE: Measure = Measure::Integer {
                smallest: $ty::MIN as i128,
                largest: $ty::MAX as i128,
            };

            fn check_range(&self, c: &mut Checker, range: Range) {
                let [min, max] = range.integers();
                c.integer(i128::from(*self), min, max);
            }
        })*
    };
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

macro_rules! numbers {
    ($($ty:ident)*) => {
        $(impl Ranged for $ty {
            const MEASURE: Measure = Measure::Number;

            fn check_range(&self, c: &mut Checker, range: Range) {
                let [min, max] = range.numbers();
                c.number(f64::from(*self), min, max);
            }
        })*
    };
}

numbers! { f32 f64 }

impl Ranged for str {
    const MEASURE: Measure = Measure::Text;

    fn check_range(&self, c: &mut Checker, range: Range) {
        let [min, max] = range.counts();
        c.text(self, min, max);
    }
}

impl Ranged for String {
    const MEASURE: Measure = Measure::Text;

    fn check_range(&self, c: &mut Checker, range: Range) {
        self.as_str().check_range(c, range);
    }
}

macro_rules! counted {
    ($($ty:ty, $measure:ident $unit:literal, $value:ident $count:expr, [$($parameter:ident)*];)*) => {
        $(impl<$($parameter),*> Ranged for $ty {
            const MEASURE: Measure = Measure::$measure;

            fn check_range(&self, c: &mut Checker, range: Range) {
                let ($value, [min, max]) = (self, range.counts());
                c.count($count, $unit, min, max);
            }
        })*
    };
}

counted! {
    Bytes, Bytes "bytes", v v.0.len(), [];
    Vec<T>, Items "items", v v.len(), [T];
    BTreeMap<K, V>, Entries "entries", v v.len(), [K V];
}
