//! Uses of types.

use serde_json::{Number, Value, json};
use tdproto_schema::model::{Scalar, Type, TypeId};

use super::naming::reference;
use super::{Object, set};
use crate::lang::Input;

/// Whose view of the types a definition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// A receiver's: all fields.
    Whole,
    /// A client's that writes it, among the whole ones: called `…Input` where it differs.
    Input,
    /// A client's that writes it, in a file that holds no other view: called as in the schema.
    Client,
}

/// The key of a type's definition.
pub(super) fn key<'a>(input: &Input<'a>, id: TypeId, view: View) -> &'a str {
    match view {
        View::Whole | View::Client => input.names.ty(id),
        View::Input => input.names.input(id),
    }
}

/// The schema of a value of a type.
pub(super) fn of(input: &Input<'_>, ty: &Type, view: View) -> Object {
    match ty {
        Type::Scalar(scalar) => of_scalar(*scalar),
        Type::Named(id) => {
            let mut schema = Object::new();
            set(&mut schema, "$ref", reference(key(input, *id, view)));
            schema
        }
        Type::List(item) => {
            let mut schema = typed("array");
            set(&mut schema, "items", of(input, item, view));
            schema
        }
        Type::Map(key, value) => {
            let mut schema = typed("object");
            if let Type::Named(_) = key.as_ref() {
                set(&mut schema, "propertyNames", of(input, key, view));
            }
            set(&mut schema, "additionalProperties", of(input, value, view));
            schema
        }
        Type::Any => Object::new(),
    }
}

/// The schema of a value of a type, or null.
pub(super) fn nullable(input: &Input<'_>, ty: &Type, view: View) -> Object {
    let mut schema = of(input, ty, view);
    if let Some(name) = schema.get("type").and_then(Value::as_str) {
        let union = json!([name, "null"]);
        set(&mut schema, "type", union);
        return schema;
    }
    match ty {
        Type::Named(_) => {
            let mut union = Object::new();
            set(&mut union, "anyOf", json!([schema, { "type": "null" }]));
            union
        }
        // Null is a value of `any` already; the others have a type and were dealt with.
        Type::Any | Type::Scalar(_) | Type::List(_) | Type::Map(..) => schema,
    }
}

/// The schema of a built-in scalar.
pub(super) fn of_scalar(scalar: Scalar) -> Object {
    match scalar {
        Scalar::String => typed("string"),
        Scalar::Bool => typed("boolean"),
        Scalar::Float32 | Scalar::Float64 => typed("number"),
        Scalar::Datetime => {
            let mut schema = typed("string");
            set(
                &mut schema,
                "examples",
                json!(["2019-09-18T00:00:07.435409Z"]),
            );
            schema
        }
        Scalar::Int
        | Scalar::Int8
        | Scalar::Int16
        | Scalar::Int32
        | Scalar::Int64
        | Scalar::Uint
        | Scalar::Uint8
        | Scalar::Uint16
        | Scalar::Uint32
        | Scalar::Uint64 => {
            let mut schema = typed("integer");
            if let Some((smallest, largest)) = scalar.integer_range() {
                set(&mut schema, "minimum", Number::from_i128(smallest));
                set(&mut schema, "maximum", Number::from_i128(largest));
            }
            schema
        }
    }
}

/// A schema that holds nothing but a type of JSON.
pub(super) fn typed(name: &str) -> Object {
    let mut schema = Object::new();
    set(&mut schema, "type", name);
    schema
}
