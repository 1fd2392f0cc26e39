//! What only derived types need of the runtime. The derives see the names of types, and not what
//! these are.

use std::collections::BTreeMap;

#[cfg(feature = "schemars")]
use schemars::{Schema, json_schema};

use crate::wire::{Bytes, Datetime, Kind};

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

/// The JSON Schema of a variant by its tag.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[derive(Debug)]
pub struct TaggedSchema {
    /// The schema of the tag, a `const`; `None`: the variant without a tag.
    pub tag: Option<Schema>,
    /// The title and the docs.
    pub head: Schema,
    /// The object besides the tag.
    pub members: Schema,
}

/// The JSON Schema of a union by a tag, as the back end for JSON Schema has it.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[must_use]
pub fn tagged_schema(
    (key, base): (&str, &str),
    is_open: bool,
    variants: Vec<TaggedSchema>,
) -> Schema {
    let tags = variants.iter().filter_map(|variant| variant.tag.as_ref());
    let known: Vec<_> = tags.filter_map(|tag| tag.get("const").cloned()).collect();
    let listed = json_schema!({ "enum": known });
    let tagged = |values: &Schema| json_schema!({ "type": "object", "properties": { key: values }, "required": [key] });
    let (mut absent, mut rules) = (None, Vec::new());
    for variant in variants {
        let members = opened(variant.members);
        let Some(tag) = &variant.tag else {
            absent = Some(members);
            continue;
        };
        let mut rule = variant.head;
        rule.insert("if".to_owned(), tagged(tag).to_value());
        rule.insert("then".to_owned(), members.to_value());
        rules.push(rule);
    }
    let mut values = json_schema!({ "type": base });
    if !is_open {
        values.insert("enum".to_owned(), known.into());
    }
    let unknown = is_open.then(|| {
        let anything = json_schema!({ "type": "object", "additionalProperties": true });
        json_schema!({ "if": tagged(&listed), "else": anything })
    });
    let mut schema = json_schema!({
        "type": "object",
        "properties": { key: values },
        "unevaluatedProperties": false,
    });
    match absent {
        Some(absent) => {
            let mut rule = json_schema!({ "if": tagged(&Schema::from(true)), "else": absent });
            if let Some(unknown) = unknown {
                rule.insert("then".to_owned(), unknown.to_value());
            }
            rules.push(rule);
        }
        None => {
            schema.insert("required".to_owned(), vec![key].into());
            rules.extend(unknown);
        }
    }
    let rules: Vec<_> = rules.into_iter().map(Schema::to_value).collect();
    schema.insert("allOf".to_owned(), rules.into());
    schema
}

/// A schema of an object that takes other keys, too: the union around it refuses them.
#[cfg(feature = "schemars")]
fn opened(mut schema: Schema) -> Schema {
    schema.remove("additionalProperties");
    schema.remove("unevaluatedProperties");
    schema
}
