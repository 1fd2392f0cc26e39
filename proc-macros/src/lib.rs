//! Derive macros for types of a JSON event protocol that are written by hand.
//!
//! They give a type the abilities of generated ones. It reads and writes itself
//! (`tdproto_wire::Value`), and it describes itself as a schema file would
//! (`tdproto_schema::Describe`). `tdproto_codegen::from_types` can then make JSON Schema,
//! TypeScript and everything else of it.
//!
//! The crate that derives needs `tdproto-schema` and `tdproto-wire`. serde's traits and
//! `schemars::JsonSchema` are features, `serde` and `schemars`, of this crate and of
//! `tdproto-wire`. The feature `patterns` of this crate checks regular expressions when code is
//! compiled, and that of `tdproto-wire` checks texts with them.
//!
//! Every macro is two steps: a type is parsed into the same declaration that schema files are read
//! into; then code is made of that.

mod attr;
mod compare;
mod constraints;
mod conversions;
mod emit;
mod entity;
mod enumeration;
mod errors;
mod event;
mod flags;
mod json_schema;
mod parts;
mod scalar;
mod serde;
mod shapes;
mod types;
mod unions;
mod value;
mod ways;

use proc_macro::TokenStream;
use syn::{DeriveInput, Error, Result, parse_macro_input};

/// Makes a struct an entity.
///
/// Doc comments are the docs, fields are those of the struct, in order. A field's type follows
/// from its Rust type: `String`, `bool`, numbers, `Vec<T>` (a list), `BTreeMap<K, V>` (a map),
/// `Bytes`, `Datetime`, `Json` (`any`), `Box<T>` and `Option<T>` (`T`), and any other name is that
/// of a type of the schema. The struct needs `Default`, unless a field is `needed`.
///
/// Above the struct:
///
/// | `#[proto(…)]` | meaning |
/// |---|---|
/// | `name = "Message"` | the name in the schema, if not that of the struct |
/// | `topic = "message"` | the topic it belongs to |
/// | `direction = "client"` or `"server"` | the side that sends it outside events |
/// | `includes(Base, Other)` | entities whose fields are part of this one, each marked `included` |
/// | `deny_unknown` | keys that are not known are errors |
/// | `since = "1.2"` | the first version that has it |
/// | `deprecated`, `deprecated = "use …"`, `deprecated(since = "1.2", note = "use …")` | it is deprecated |
/// | `experimental` | it may change without notice |
/// | `doc = "…"` | the docs, if not the doc comment |
///
/// Above a field, the last four and:
///
/// | `#[proto(…)]` | meaning |
/// |---|---|
/// | `rename = "type"` | the key on the wire, if not the field's name |
/// | `type = "list<JID>"` | the type, if it does not follow from the Rust type |
/// | `const = "2.0"` | its only value: a text, an integer or a boolean; the Rust type is `()`, or `bool` if it is `optional` |
/// | `readonly` | set by the server only |
/// | `nullable` | `null` stands for none; the Rust type is an `Option` |
/// | `omitempty` | left out when empty |
/// | `optional` | left out when there is none; the Rust type is an `Option`, or with `nullable` a `Patch` |
/// | `allow_empty` | `""` means no date and time |
/// | `default = 20` | what it means that the field is not there: documentation, and the constant `DEFAULT_LIMIT` of a field `limit` |
/// | `min = 1`, `max = 64` | the range: of a number the value, of a text the code points, of bytes, lists and maps the count |
/// | `when(chat_type = "task")` | has a meaning only while a sibling has this value; several are `["a", "b"]` |
/// | `code_name = "reference"` | its name in generated code |
/// | `needed` | its type has no `Default`, since it is a union or an entity with such a field; the struct has none, either, and an object without the field is an error |
/// | `included` | it belongs to an entity that this one includes |
/// | `override` | it narrows a field of the same key that `includes` brings, and has its place |
/// | `unknown` | keeps the keys that are not known: a `BTreeMap<String, Json>` |
///
/// No value is refused by a range. The method `check` returns every place where a constraint does not
/// hold, as that of generated types. A struct has it if a field has a range, or a type that may have
/// constraints. If an existing type is to have a range or a default, it implements
/// `tdproto_wire::OfBase`.
///
/// ```
/// use tdproto_macros::Entity;
/// use tdproto_wire::{from_str, to_string};
///
/// /// A chat.
/// #[derive(Debug, Default, PartialEq, Entity)]
/// #[proto(since = "1.0")]
/// struct Chat {
///     /// What it is called.
///     title: String,
///     /// Who made it.
///     #[proto(readonly, nullable)]
///     owner: Option<String>,
///     /// Left out when empty.
///     #[proto(omitempty)]
///     tags: Vec<String>,
///     /// Left out when the server's limit is to be used.
///     #[proto(optional, min = 1, max = 100, default = 20)]
///     limit: Option<i64>,
/// }
///
/// let chat: Chat = from_str(r#"{ "title": "Tea", "tags": null, "new": 1 }"#).unwrap();
/// assert_eq!(to_string(&chat), r#"{"title":"Tea","owner":null}"#);
/// assert_eq!(Chat::DEFAULT_LIMIT, 20);
/// let chat: Chat = from_str(r#"{ "title": "Tea", "limit": 101 }"#).unwrap();
/// assert_eq!(chat.check()[0].to_string(), "`limit`: expected 1 to 100, found 101");
/// ```
#[proc_macro_derive(Entity, attributes(proto))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    expand(input, entity::expand)
}

/// Makes an enum one of values on the wire.
///
/// A variant is a value: its name in `snake_case`, or the text in `#[proto(rename = "…")]`. A
/// variant that holds a `String` keeps all other values. Without one, other values are errors. The
/// first variant then stands for a missing value, or the variant whose value's name is in
/// `#[proto(empty = "…")]`. With `#[proto(base = "int")]`, values are integers, each given by
/// `#[proto(value = 3)]`.
///
/// The enum gets what generated ones have: `ALL`, `as_str` (or `as_i64`), `From` (or `TryFrom`),
/// `FromStr`, `AsRef<str>`, `Display`, `Default`, and comparison with texts (or integers). One that
/// keeps other values is compared, ordered and hashed by its value on the wire, so that
/// `Unknown("task")` equals `Task`. It must not derive `PartialEq`, `Eq`, `Hash`, `PartialOrd` or
/// `Ord` besides; one that does not keep other values may.
///
/// ```
/// use tdproto_macros::WireEnum;
/// use tdproto_wire::{from_str, to_string};
///
/// #[derive(Debug, WireEnum)]
/// enum Kind {
///     /// A task.
///     Task,
///     #[proto(rename = "self")]
///     Own,
///     Unknown(String),
/// }
///
/// assert_eq!(from_str::<Kind>("\"self\"").unwrap(), Kind::Own);
/// assert_eq!(to_string(&Kind::from("new")), "\"new\"");
/// assert_eq!(Kind::Unknown("task".to_owned()), Kind::Task);
/// assert_eq!(Kind::Task, "task");
/// ```
#[proc_macro_derive(WireEnum, attributes(proto))]
pub fn derive_enum(input: TokenStream) -> TokenStream {
    expand(input, enumeration::expand)
}

/// Makes a newtype a scalar: a built-in type with a meaning of its own.
///
/// Its attributes are `name`, `topic` and the like, as for entities. If the built-in type does not
/// follow from the Rust type, it is given by `#[proto(base = "datetime")]`. If its texts have
/// prefixes that decide their kind, each is given by
/// `#[proto(prefix("d-", name = "direct", doc = "A contact."))]`.
///
/// The constraints `min` and `max` are those of fields. Texts may have a `pattern`, a regular
/// expression as ECMAScript has them, and a `format` of JSON Schema. No value is refused by them. A
/// scalar with constraints has the method `check`. It needs the feature `patterns` of `tdproto-wire`
/// for regular expressions and formats, and takes every text without it. With the feature `patterns`
/// of this crate, a `pattern` that is none is an error.
///
/// ```
/// #[derive(Debug, Default, Clone, PartialEq, tdproto_macros::Scalar)]
/// #[proto(min = 2, max = 20, pattern = "^[a-z]+$")]
/// struct Slug(String);
///
/// assert_eq!(Slug("a".to_owned()).check().len(), 1);
/// ```
///
/// ```
/// #[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord, tdproto_macros::Scalar)]
/// #[proto(name = "JID")]
/// struct Jid(String);
///
/// assert_eq!(tdproto_wire::to_string(&Jid("d-1".to_owned())), "\"d-1\"");
/// ```
#[proc_macro_derive(Scalar, attributes(proto))]
pub fn derive_scalar(input: TokenStream) -> TokenStream {
    expand(input, scalar::expand)
}

/// Makes an enum a union: values that are one of several variants.
///
/// With `#[proto(tag = "type")]`, the value is an object, and the key `type` names the variant. A
/// variant holds an entity in a `Box`, a union of the same object without one, or nothing but the tag.
/// A variant `Unknown { tag: String, raw: Json }` keeps all others; without it, they are errors. With
/// `#[proto(base = "int")]`, tags are integers, and `tag` is an `i64`.
///
/// With `#[proto(tag = "name", content = "value")]`, the value of the variant is under the key `value`
/// beside the tag, and of any type. A content that is missing or null is its empty value. If its type
/// has no `Default`, the variant is `needed`.
///
/// With `#[proto(form = "key")]`, the value is an object, and the first variant whose key it has. A
/// variant holds an entity in a `Box`, which always has the key, and none of a variant before it. A
/// variant `Unknown { raw: Json }` keeps objects with none of the keys. An entity that is not derived
/// has the trait `tdproto_wire::HasKeys`.
///
/// With `#[proto(form = "kind")]`, each variant is of another kind of JSON: a string, a number, a
/// boolean, an array or an object. It holds any type of a single kind, an entity in a `Box`. A type
/// that is not derived has the trait `tdproto_wire::OfKind`.
///
/// The enum has `name`, `topic`, `direction` and the like, as entities have, and `deny_unknown`: a
/// variant with nothing but the tag, or with a content, has no other keys. It is made of each type
/// that only one variant holds, by `From`. A union has no `Default`, so that a field of its type is an
/// `Option`, in a list or map, or `needed`. It has the method `check`, if a variant holds a type that
/// may have constraints.
///
/// Above a variant, the lifecycle keys and `doc` as for entities, and:
///
/// | `#[proto(…)]` | meaning |
/// |---|---|
/// | `rename = "picture"` | the value of the tag, or the key, if not the variant's name in `snake_case` |
/// | `value = 2` | the value of the tag, with `base = "int"` |
/// | `absent` | the variant without a tag, or with none of the keys |
/// | `needed` | its content has no `Default`, so that an object without it is an error |
/// | `no_from` | the union is not made of its type by `From`, since another variant has that type by another name |
/// | `name = "image"` | its name in the schema, if not that of the variant in `snake_case` |
/// | `type = "list<JID>"` | the type, if it does not follow from the Rust type |
///
/// ```
/// use tdproto_macros::{Entity, Union};
/// use tdproto_wire::{Json, from_str, to_string};
///
/// #[derive(Debug, Default, PartialEq, Entity)]
/// struct Text { text: String }
///
/// #[derive(Debug, PartialEq, Union)]
/// #[proto(tag = "type")]
/// enum Block {
///     Text(Box<Text>),
///     Divider,
///     Unknown { tag: String, raw: Json },
/// }
///
/// #[derive(Debug, PartialEq, Union)]
/// #[proto(form = "kind")]
/// enum Id {
///     Number(i64),
///     Text(String),
/// }
///
/// #[derive(Debug, PartialEq, Entity)]
/// struct Page {
///     #[proto(needed)]
///     id: Id,
///     blocks: Vec<Block>,
/// }
///
/// let text = r#"{"id":1,"blocks":[{"type":"text","text":"a"},{"type":"new","size":1}]}"#;
/// let page: Page = from_str(text).unwrap();
/// assert_eq!(page.id, 1.into());
/// assert_eq!(page.blocks[0], Text { text: "a".to_owned() }.into());
/// assert!(matches!(&page.blocks[1], Block::Unknown { tag, .. } if tag == "new"));
/// assert_eq!(to_string(&page), text);
/// assert!(from_str::<Page>(r#"{"blocks":[]}"#).is_err());
///
/// #[derive(Debug, PartialEq, Union)]
/// #[proto(tag = "name", content = "value")]
/// enum Setting {
///     Volume(i64),
///     Muted,
/// }
///
/// #[derive(Debug, PartialEq, Union)]
/// #[proto(form = "key")]
/// enum Line {
///     Text(Box<Text>),
///     Unknown { raw: Json },
/// }
///
/// assert_eq!(to_string(&Setting::Volume(7)), r#"{"name":"volume","value":7}"#);
/// assert_eq!(from_str::<Line>(r#"{"text":"a"}"#).unwrap(), Text { text: "a".to_owned() }.into());
/// ```
///
/// An entity that is in no box does not compile, and two variants of one kind of JSON do not:
///
/// ```compile_fail,E0277
/// # #[derive(Default, tdproto_macros::Entity)]
/// # struct Text { text: String }
/// #[derive(tdproto_macros::Union)]
/// #[proto(tag = "type")]
/// enum Block {
///     Text(Text),
/// }
/// ```
///
/// ```compile_fail,E0080
/// # #[derive(tdproto_macros::WireEnum)]
/// # enum Level { Low, Unknown(String) }
/// #[derive(tdproto_macros::Union)]
/// #[proto(form = "kind")]
/// enum Label {
///     Text(String),
///     Level(Level),
/// }
/// # tdproto_wire::from_str::<Label>("1").unwrap_err();
/// ```
#[proc_macro_derive(Union, attributes(proto))]
pub fn derive_union(input: TokenStream) -> TokenStream {
    expand(input, unions::expand)
}

/// Makes an enum the events of one direction.
///
/// A variant is an event; it holds its params, which are of any type, or nothing. The enum has
/// `#[proto(direction = "client")]` or `"server"`, and, if the keys of a frame are not the usual
/// ones, `#[proto(keys("event", "confirm_id", "params"))]`. A variant has:
///
/// | `#[proto(…)]` | meaning |
/// |---|---|
/// | `event = "server.chat.updated"` | the name on the wire |
/// | `params = "Chat"` | the type in the schema, if it does not follow from the Rust type |
/// | `optional` | a frame may go without the params, which are an `Option` |
/// | `nullable` | the params may be null, and are an `Option`; with `optional`, a `Patch` |
/// | `needed` | the params have no `Default`, as a union has none |
/// | `code_name = "ChatTouched"` | its name in code, if not derived from its name on the wire |
/// | `topic`, `since`, `deprecated`, `experimental`, `doc` | as for entities |
///
/// ```
/// use tdproto_macros::{Entity, Event};
/// use tdproto_wire::Frame;
///
/// #[derive(Debug, Default, Entity)]
/// struct Chat { title: String }
///
/// #[derive(Debug, Event)]
/// #[proto(direction = "server")]
/// enum ServerEvent {
///     #[proto(event = "server.chat.updated")]
///     ChatUpdated(Chat),
///     #[proto(event = "server.ping")]
///     Ping,
/// }
///
/// let frame = Frame::<ServerEvent>::decode(br#"{"event":"server.chat.updated","params":{}}"#);
/// assert!(matches!(frame.known().unwrap().event, ServerEvent::ChatUpdated(_)));
/// ```
#[proc_macro_derive(Event, attributes(proto))]
pub fn derive_event(input: TokenStream) -> TokenStream {
    expand(input, event::expand)
}

fn expand(
    input: TokenStream,
    expand: fn(&DeriveInput) -> Result<proc_macro2::TokenStream>,
) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let expanded = match input.generics.params.is_empty() {
        true => expand(&input),
        false => {
            let message = "a type of a schema has no parameters and no lifetimes: it is one type on \
                           the wire; write a type for each use of it";
            Err(Error::new_spanned(&input.generics, message))
        }
    };
    expanded.unwrap_or_else(Error::into_compile_error).into()
}
