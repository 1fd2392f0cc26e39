//! `schemars::JsonSchema`: of the types of the runtime that fields may have, and of generated types
//! by the definitions that the JSON Schema of their protocol has.

use std::borrow::Cow;
use std::sync::OnceLock;

use ::schemars::transform::{Transform, transform_subschemas};
use ::schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::borrowed;
use super::bytes::Bytes;
use super::frame::Frame;
use super::json::Json;
use super::patch::Patch;
use super::text::Datetime;

/// The JSON Schema of a protocol, read once.
#[derive(Debug)]
pub struct Bundle {
    text: &'static str,
    read: OnceLock<Schema>,
}

impl Bundle {
    /// Takes the text of a JSON Schema.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        let read = OnceLock::new();
        Self { text, read }
    }

    /// The definition of this key; `refer` makes the reference to the definition of another.
    pub fn definition(&self, key: &str, refer: &mut dyn FnMut(&str) -> Option<Schema>) -> Schema {
        let read = self.read.get_or_init(|| {
            let mut whole = json_schema!({});
            whole.insert("bundle".to_owned(), self.text.parse().unwrap_or_default());
            whole
        });
        let definitions = read.get("bundle").and_then(|bundle| bundle.get("$defs"));
        let definition = definitions.and_then(|definitions| definitions.get(key));
        let schema = definition.and_then(|found| Schema::try_from(found.clone()).ok());
        let mut schema = schema.unwrap_or_default();
        Refer(refer).transform(&mut schema);
        schema
    }
}

/// Puts references in the place of those in a bundle.
struct Refer<'r>(&'r mut dyn FnMut(&str) -> Option<Schema>);

impl Transform for Refer<'_> {
    fn transform(&mut self, schema: &mut Schema) {
        // What comes of a reference is never looked at again.
        transform_subschemas(self, schema);
        let reference = schema.get("$ref").and_then(|reference| reference.as_str());
        let key = reference.and_then(|reference| reference.strip_prefix("#/$defs/"));
        let Some(target) = key.and_then(|key| (self.0)(&key.replace("~1", "/"))) else {
            return;
        };
        schema.remove("$ref");
        for (key, value) in target.as_object().into_iter().flatten() {
            let members = schema.ensure_object();
            members.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
}

/// The schema of a value that is one of several.
#[must_use]
pub fn any_of(schemas: Vec<Schema>) -> Schema {
    if schemas.is_empty() {
        return Schema::from(false);
    }
    let mut any = json_schema!({});
    let schemas: Vec<_> = schemas.into_iter().map(Schema::to_value).collect();
    any.insert("anyOf".to_owned(), schemas.into());
    any
}

/// Gives generated types the definitions of their protocol's JSON Schema. Some definitions have no
/// type of their own; they have numbers.
#[allow(unused_macros)]
macro_rules! json_schemas {
    (
        $bundle:literal
        types { $($name:ident $(<$life:lifetime>)? $key:literal;)* }
        others { $($number:literal $other:literal;)* }
        $(events $events_key:literal $events:ident $(<$events_life:lifetime>)? { $($frame:literal)* })*
    ) => {
        static BUNDLE: wire::Bundle = wire::Bundle::new(include_str!($bundle));

        /// A definition that has no type of its own.
        struct Other<const NUMBER: usize>;

        #[allow(clippy::extra_unused_lifetimes)]
        fn refer<'de>(
            key: &str,
            generator: &mut ::schemars::SchemaGenerator,
        ) -> Option<::schemars::Schema> {
            match key {
                $($key => Some(generator.subschema_for::<$name $(<$life>)?>()),)*
                $($other => Some(generator.subschema_for::<Other<$number>>()),)*
                _ => None,
            }
        }

        fn definition(
            key: &str,
            generator: &mut ::schemars::SchemaGenerator,
        ) -> ::schemars::Schema {
            BUNDLE.definition(key, &mut |key| refer(key, generator))
        }

        $(json_schema_impl! {
            [$($life)?] $name $(<$life>)?, $key, generator => definition($key, generator)
        })*
        $(json_schema_impl! {
            [] Other<$number>, $other, generator => definition($other, generator)
        })*
        $(json_schema_impl! {
            [$($events_life)?] $events $(<$events_life>)?, $events_key, generator => wire::any_of(
                [$($frame),*].into_iter().filter_map(|frame: &str| refer(frame, generator)).collect()
            )
        })*
    };
}

/// The schema of a type, by an expression.
#[allow(unused_macros)]
macro_rules! json_schema_impl {
    (
        [$($life:lifetime)?] $name:ident $(<$parameter:tt>)?, $key:literal,
        $generator:ident => $schema:expr
    ) => {
        impl $(<$life>)? ::schemars::JsonSchema for $name $(<$parameter>)? {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $key.into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", $key).into()
            }

            fn json_schema($generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                $schema
            }
        }
    };
}

/// The schema of a type that is written where it is used.
macro_rules! inline_schema {
    ($($name:ty, $text:literal, $schema:expr;)*) => {$(
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $text.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

inline_schema! {
    Json, "any", Schema::from(true);
    borrowed::Json<'_>, "any", Schema::from(true);
    Datetime, "datetime", json_schema!({ "type": "string" });
    Bytes, "bytes", json_schema!({
        "type": "string",
        "contentEncoding": "base64",
        "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$",
    });
    borrowed::Datetime<'_>, "datetime", json_schema!({ "type": "string" });
}

/// Any of its values and `null`; the object that has it decides if the key may be missing.
impl<T: JsonSchema> JsonSchema for Patch<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("patch_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// The schema of its event, which includes what is around it.
impl<E: JsonSchema> JsonSchema for Frame<E> {
    fn inline_schema() -> bool {
        E::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        E::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        E::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        E::json_schema(generator)
    }
}
