//! The file format as a JSON Schema, for editors: `#:schema` at the top of a schema file.
//!
//! These types only describe; files are read by [`read`](crate::read()), which knows places.

#![allow(
    dead_code,
    reason = "the types exist for their JSON Schema; no value of them is made"
)]

mod constraints;
mod events;
mod frames;
mod parts;
mod structure;
mod unions;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::Value;

use constraints::{DefaultValue, Format, Number};
use events::Event;
use frames::Frame;
use parts::{ConstantValue, Deprecated, Direction, EnumBase, TypeExpression, Version, WireValue};
use structure::{Protocol, Topic};
use unions::Union;

/// The JSON Schema of a schema file.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = schemars::schema_for!(SchemaFile).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert(
            "title".to_owned(),
            "A schema file of a JSON event protocol".into(),
        );
    }
    schema
}

/// One file of a schema directory. Its name is the topic of what it declares.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct SchemaFile {
    /// The protocol as a whole; in one file of the directory.
    protocol: Option<Protocol>,
    /// Kinds of frames, by name, in the order in which receivers try them; none: all frames are
    /// those of `[protocol.envelope]`.
    #[schemars(default)]
    frame: BTreeMap<String, Frame>,
    /// The topic that the file is.
    topic: Option<Topic>,
    /// Objects with known fields, by name.
    #[schemars(default)]
    entity: BTreeMap<String, Entity>,
    /// Sets of named values, by name.
    #[schemars(default, rename = "enum")]
    enumeration: BTreeMap<String, Enum>,
    /// Values of one of several variants, by name.
    #[schemars(default)]
    union: BTreeMap<String, Union>,
    /// Built-in scalars with a meaning of their own, by name.
    #[schemars(default)]
    scalar: BTreeMap<String, ScalarTable>,
    /// Other names of types, by name.
    #[schemars(default)]
    alias: BTreeMap<String, Alias>,
    /// Events, by their name on the wire, quoted: `[event."server.message.updated"]`.
    #[schemars(default)]
    event: BTreeMap<String, Event>,
    /// Types and events that the protocol once had.
    removed: Option<Removed>,
}

/// Types and events that the protocol once had; no name comes back with another meaning.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Removed {
    /// Entities, enums, unions, scalars and aliases, by name.
    #[schemars(default)]
    types: BTreeMap<String, Tombstone>,
    /// Events, by their name on the wire, quoted.
    #[schemars(default)]
    events: BTreeMap<String, Tombstone>,
}

/// A removed part.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Tombstone {
    /// The first version without it.
    since: Option<Version>,
    /// The reason for the removal, or the replacement.
    doc: Option<String>,
}

/// A removed enum value.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ValueTombstone {
    /// The value on the wire; default: its short name.
    value: Option<WireValue>,
    /// The first version without it.
    since: Option<Version>,
    /// The reason for the removal, or the replacement.
    doc: Option<String>,
}

/// An object with known fields.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Entity {
    /// The description, as Markdown.
    doc: Option<String>,
    /// The first version that has it.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
    /// The side that sends it outside events, such as bodies of HTTP; default: either.
    direction: Option<Direction>,
    /// Entities whose fields are part of this one.
    #[schemars(default)]
    includes: Vec<String>,
    /// Its own fields, by their key on the wire.
    #[schemars(default)]
    fields: BTreeMap<String, Field>,
    /// Fields it once had, by their key on the wire.
    #[schemars(default)]
    removed: BTreeMap<String, Tombstone>,
}

/// A field of an entity.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    extend("oneOf" = [{ "required": ["type"] }, { "required": ["const"] }])
)]
struct Field {
    /// Its type. Required, unless the field has `const`.
    #[schemars(rename = "type")]
    ty: Option<TypeExpression>,
    /// Its only value, in place of a type: a text, an integer or a boolean.
    #[schemars(rename = "const")]
    constant: Option<ConstantValue>,
    /// Takes the place of an included field of the same key, which is wider.
    #[schemars(default, rename = "override")]
    overrides: bool,
    /// Set by the server; a client must not send it.
    #[schemars(default)]
    readonly: bool,
    /// `null` means none.
    #[schemars(default)]
    nullable: bool,
    /// Left out when empty.
    #[schemars(default)]
    omitempty: bool,
    /// Left out when there is none; an empty value is written. With `nullable`, a missing key and
    /// `null` differ.
    #[schemars(default)]
    optional: bool,
    /// True if `""` may mean no date and time, in a type with `datetime` in it.
    #[schemars(default)]
    allow_empty: bool,
    /// The least that is allowed: of a number its value, of a text its code points, of bytes, a
    /// list or a map the count.
    min: Option<Number>,
    /// The most that is allowed, counted in the same way.
    max: Option<Number>,
    /// The default, which documents: a text, a number, a boolean, `[]` or `{}`. With `omitempty`,
    /// it is the empty value.
    default: Option<DefaultValue>,
    /// The sibling, and its values, while which the field has a meaning.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 1))]
    when: Option<BTreeMap<String, Values>>,
    /// The first version that has it; default: that of its entity.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
    /// The name in generated code; default: that of its key.
    #[schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9_]*$"))]
    name: Option<String>,
    /// The description, as Markdown.
    doc: Option<String>,
}

/// One value or several.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Values {
    /// One value.
    One(String),
    /// Several values.
    Several(Vec<String>),
}

/// A set of named values.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Enum {
    /// The description, as Markdown.
    doc: Option<String>,
    /// The first version that has it.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
    /// The kind of its values on the wire; default: texts.
    base: Option<EnumBase>,
    /// True if other values are possible and kept; default: true.
    open: Option<bool>,
    /// Of a closed enum, the short name of the value that a missing one is; default: the first.
    empty: Option<String>,
    /// Its values, by their short name.
    #[schemars(default)]
    values: BTreeMap<String, EnumValue>,
    /// Values it once had, by their short name.
    #[schemars(default)]
    removed: BTreeMap<String, ValueTombstone>,
}

/// A value of an enum.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct EnumValue {
    /// The value on the wire; default: its short name.
    value: Option<WireValue>,
    /// The first version that has it; default: that of its enum.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
    /// The description, as Markdown.
    doc: Option<String>,
}

/// A built-in scalar with a meaning of its own.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ScalarTable {
    /// The description, as Markdown.
    doc: Option<String>,
    /// The first version that has it.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
    /// The built-in scalar it is on the wire.
    base: String,
    /// True if `""` may mean no date and time, if the base is `datetime`.
    #[schemars(default)]
    allow_empty: bool,
    /// The least that is allowed: of a number its value, of a text its code points, of bytes the
    /// count.
    min: Option<Number>,
    /// The most that is allowed, counted in the same way.
    max: Option<Number>,
    /// A regular expression, as ECMAScript has them, that matches somewhere in each text.
    pattern: Option<String>,
    /// The format of the texts, by the names of JSON Schema.
    format: Option<Format>,
    /// The prefixes of its texts, each with its meaning.
    #[schemars(default)]
    prefixes: BTreeMap<String, Prefix>,
}

/// A prefix of some texts of a scalar, with its meaning.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Prefix {
    /// The name of the kind of text in code.
    #[schemars(length(min = 1))]
    name: String,
    /// The meaning, as Markdown.
    doc: Option<String>,
}

/// Another name of a type.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Alias {
    /// The description, as Markdown.
    doc: Option<String>,
    /// The first version that has it.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
    /// The type behind the alias.
    #[schemars(rename = "type")]
    ty: TypeExpression,
}
