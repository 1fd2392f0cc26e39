//! What only derived types need of the runtime. The derives see the names of types, and not what
//! these are.

mod checks;
mod defaults;
mod keys;
mod ranges;
#[cfg(feature = "schemars")]
mod schemas;
#[cfg(feature = "schemars")]
mod type_schemas;

use std::collections::BTreeMap;

use crate::wire::{Bytes, Datetime, Kind};

#[doc(hidden)]
pub use checks::{CheckOf, Checked, Unchecked};
#[doc(hidden)]
pub use defaults::{DefaultOf, Listing, Literal, Written, is_empty_default, listed_at};
pub use keys::{HasKeys, always_has, has_key};
pub use ranges::{End, Measure, OfBase, Range, Ranged};
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub use schemas::{
    KeyedSchema, TaggedSchema, content_schema, keyed_schema, range_schema, tagged_schema,
};
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub use type_schemas::{integer_schema, list_schema, map_schema, nullable_schema, tuple_schema};

/// A type whose values are of one kind of JSON, so that it can be a variant of a union by kind.
///
/// Derived types have it, but for unions by kind. Implement it for an existing type that is to be a
/// variant.
#[diagnostic::on_unimplemented(
    message = "values of `{Self}` are not of one kind of JSON",
    label = "no variant of a union by kind",
    note = "an entity in a variant is boxed; a union by kind is no variant of another one"
)]
pub trait OfKind {
    /// The kind.
    const KIND: Kind;
}

macro_rules! of_kind {
    ($($kind:ident: $($ty:ty)*;)*) => {
        $($(impl OfKind for $ty {
            const KIND: Kind = Kind::$kind;
        })*)*
    };
}

of_kind! {
    String: String Bytes Datetime;
    Number: i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    Boolean: bool;
}

impl<T> OfKind for Vec<T> {
    const KIND: Kind = Kind::Array;
}

impl<K, V> OfKind for BTreeMap<K, V> {
    const KIND: Kind = Kind::Object;
}

impl<T: OfKind> OfKind for Box<T> {
    const KIND: Kind = T::KIND;
}

macro_rules! tuples {
    ($(($($item:ident)+))*) => {
        $(impl<$($item),+> OfKind for ($($item,)+) {
            const KIND: Kind = Kind::Array;
        })*
    };
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
    (A B C D E F G H I) (A B C D E F G H I J) (A B C D E F G H I J K)
}

/// The kinds that a union has, in words: `a string or a number`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Kinds {
    bytes: [u8; Self::LONGEST],
    length: usize,
}

impl Kinds {
    /// The length of all five kinds.
    const LONGEST: usize = 53;

    /// The words for some kinds, which differ.
    ///
    /// # Panics
    /// At compile time, if two kinds are the same.
    #[must_use]
    pub const fn of(kinds: &[Kind]) -> Self {
        let mut words = Self {
            bytes: [0; Self::LONGEST],
            length: 0,
        };
        let mut at = 0;
        while at < kinds.len() {
            let mut before = 0;
            while before < at {
                assert!(
                    kinds[before] as u8 != kinds[at] as u8,
                    "two variants of the union are of the same kind of JSON"
                );
                before += 1;
            }
            if at > 0 {
                words.push(if at + 1 == kinds.len() {
                    b" or "
                } else {
                    b", "
                });
            }
            words.push(match kinds[at] {
                Kind::String => b"a string",
                Kind::Number => b"a number",
                Kind::Boolean => b"a boolean",
                Kind::Array => b"an array",
                Kind::Object => b"an object",
            });
            at += 1;
        }
        words
    }

    const fn push(&mut self, text: &[u8]) {
        let mut at = 0;
        while at < text.len() {
            self.bytes[self.length] = text[at];
            self.length += 1;
            at += 1;
        }
    }

    /// The words.
    #[must_use]
    pub const fn text(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}
