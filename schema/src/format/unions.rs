//! Unions of a schema file.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::parts::{Deprecated, Direction, EnumBase, TypeExpression, Version, WireValue};

/// A value of one of several variants.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Union {
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
    /// The part of a value by which a receiver knows its variant; default: the value of `tag`.
    form: Option<Form>,
    /// The key of the object whose value names the variant. Needed without `form`.
    #[schemars(length(min = 1))]
    tag: Option<String>,
    /// The key beside the tag that holds the value of a variant; default: the members of a variant
    /// are beside the tag.
    #[schemars(length(min = 1))]
    content: Option<String>,
    /// The kind of the tag's values; default: texts.
    base: Option<EnumBase>,
    /// True if there may be other variants, which receivers keep; default: true.
    open: Option<bool>,
    /// Its variants, by their short name.
    #[schemars(default)]
    variants: BTreeMap<String, Variant>,
}

/// The part of a value by which a receiver knows its variant.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Form {
    /// The keys of the object: it is the first variant whose key is there.
    Key,
    /// The kind of JSON: a string, a number, a boolean, an array or an object.
    Kind,
}

/// A variant of a union.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Variant {
    /// The value of the tag, or the key; default: the short name.
    value: Option<WireValue>,
    /// The type. By a tag or a key it is the entity that the object is, or a union by another tag;
    /// with `content` and by kind, any type. Default: there is only the tag.
    #[schemars(rename = "type")]
    ty: Option<TypeExpression>,
    /// True of the variant that has no tag, or none of the keys.
    #[schemars(default)]
    absent: bool,
    /// The first version that has it; default: that of its union.
    since: Option<Version>,
    /// The deprecation.
    deprecated: Option<Deprecated>,
    /// True if it may change or go without notice.
    #[schemars(default)]
    experimental: bool,
    /// The description, as Markdown.
    doc: Option<String>,
}
