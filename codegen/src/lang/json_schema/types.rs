//! Uses of types.

use tdproto_schema::model::{JsonScalar, Scalar, Type, TypeId};

use super::naming::reference;
use super::node::Object;
use crate::lang::Input;
use crate::{sample, views};

/// The least number that 32 bits round to the infinite: 2¹²⁸ − 2¹⁰³.
const BEYOND_FLOAT32: f64 = 3.402_823_567_797_336_6e38;

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

impl View {
    /// Which fields its definitions have.
    pub(super) fn fields(self) -> views::View {
        match self {
            Self::Whole => views::View::Whole,
            Self::Input | Self::Client => views::View::Input,
        }
    }
}

/// The key of a type's definition.
pub(super) fn key<'a>(input: &Input<'a>, id: TypeId, view: View) -> &'a str {
    match view {
        View::Whole | View::Client => input.names.ty(id),
        View::Input => input.names.input(id),
    }
}

/// The schema of a value of a type.
pub(super) fn of<'a>(input: &Input<'a>, ty: &Type, view: View) -> Object<'a> {
    match type_name(ty) {
        Some(name) => constrained(typed(name), input, ty, view),
        None => reference_to(input, ty, view),
    }
}

/// The schema of a value of a type, or null.
pub(super) fn nullable<'a>(input: &Input<'a>, ty: &Type, view: View) -> Object<'a> {
    match type_name(ty) {
        Some(name) => {
            let union = Object::new().with("type", vec![name, "null"]);
            constrained(union, input, ty, view)
        }
        // Null is a value of `any` already.
        None if *ty == Type::Any => Object::new(),
        None => Object::new().with("anyOf", vec![reference_to(input, ty, view), typed("null")]),
    }
}

/// The type of JSON of a built-in type, if it has a single one.
fn type_name(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Scalar(scalar) => Some(scalar_type(*scalar)),
        Type::List(_) => Some("array"),
        Type::Map(..) => Some("object"),
        Type::Named(_) | Type::Any => None,
    }
}

fn reference_to<'a>(input: &Input<'a>, ty: &Type, view: View) -> Object<'a> {
    match ty {
        Type::Named(id) => Object::new().with("$ref", reference(key(input, *id, view))),
        Type::Any | Type::Scalar(_) | Type::List(_) | Type::Map(..) => Object::new(),
    }
}

/// Adds what a type says besides its type of JSON.
fn constrained<'a>(mut schema: Object<'a>, input: &Input<'a>, ty: &Type, view: View) -> Object<'a> {
    match ty {
        Type::Scalar(scalar) => schema.extend(limits(*scalar)),
        Type::List(item) => schema.set("items", of(input, item, view)),
        Type::Map(key, value) => {
            if let Type::Named(_) = key.as_ref() {
                schema.set("propertyNames", of(input, key, view));
            }
            schema.set("additionalProperties", of(input, value, view));
        }
        Type::Named(_) | Type::Any => {}
    }
    schema
}

/// The schema of a built-in scalar.
pub(super) fn of_scalar<'a>(scalar: Scalar) -> Object<'a> {
    let mut schema = typed(scalar_type(scalar));
    schema.extend(limits(scalar));
    schema
}

fn scalar_type(scalar: Scalar) -> &'static str {
    match scalar.json() {
        JsonScalar::Text => "string",
        JsonScalar::Bool => "boolean",
        JsonScalar::Integer { .. } => "integer",
        JsonScalar::Number => "number",
    }
}

/// What holds for a scalar besides its type of JSON.
fn limits<'a>(scalar: Scalar) -> Object<'a> {
    let schema = Object::new();
    match scalar.json() {
        JsonScalar::Integer { smallest, largest } => {
            schema.with("minimum", smallest).with("maximum", largest)
        }
        JsonScalar::Text if scalar == Scalar::Datetime => {
            schema.with("examples", vec![sample::DATETIME])
        }
        JsonScalar::Number if scalar == Scalar::Float32 => schema
            .with("exclusiveMinimum", -BEYOND_FLOAT32)
            .with("exclusiveMaximum", BEYOND_FLOAT32),
        JsonScalar::Text | JsonScalar::Bool | JsonScalar::Number => schema,
    }
}

/// A schema that holds nothing but a type of JSON.
pub(super) fn typed<'a>(name: &'static str) -> Object<'a> {
    Object::new().with("type", name)
}
