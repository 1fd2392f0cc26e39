//! Uses of types.

use tdproto_schema::model::{JsonScalar, Scalar, Type, TypeId, TypeKind, needed_items};

use super::keys;
use super::naming::reference;
use crate::lang::Input;
use crate::lang::node::{Node, Object};
use crate::options::UnknownFields;
use crate::{sample, views};

/// The least number that 32 bits round to the infinite: 2¹²⁸ − 2¹⁰³.
pub(crate) const BEYOND_FLOAT32: f64 = 3.402_823_567_797_336_6e38;

/// The view of the types that a definition is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// A receiver's: all fields.
    Whole,
    /// The view of a client that writes it, among the whole ones: called `…Input` where it differs.
    Input,
    /// The view of a client that writes it, in a file that holds no other view: called as in the
    /// schema.
    Client,
}

impl View {
    /// The view that decides which fields its definitions have.
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

/// The schema of a value of a type; `allow_empty` is true if `""` may stand for a date in it.
pub(super) fn of<'a>(input: &Input<'a>, ty: &Type, view: View, allow_empty: bool) -> Object<'a> {
    let ty = expanded(input, ty, allow_empty);
    match ty {
        Type::Nullable(item) => return nullable(input, item, view, allow_empty),
        Type::Tuple(items) => return one_of(tuples(input, items, view, allow_empty)),
        Type::Scalar(_)
        | Type::Named(_)
        | Type::List(_)
        | Type::Map(..)
        | Type::Constant(_)
        | Type::Null
        | Type::Any => {}
    }
    match type_name(ty) {
        Some(name) => constrained(typed(name), input, ty, view, allow_empty),
        None if allow_empty && is_strict_date(input, ty) => {
            Object::new().with("anyOf", vec![reference_to(input, ty, view), no_date()])
        }
        None => reference_to(input, ty, view),
    }
}

/// The schema of a value of a type, or null.
pub(super) fn nullable<'a>(
    input: &Input<'a>,
    ty: &Type,
    view: View,
    allow_empty: bool,
) -> Object<'a> {
    let ty = expanded(input, ty, allow_empty);
    if let Type::Tuple(items) = ty {
        let mut branches = tuples(input, items, view, allow_empty);
        branches.push(typed("null"));
        return one_of(branches);
    }
    match type_name(ty) {
        Some("null") => typed("null"),
        Some(name) => {
            let union = Object::new().with("type", vec![name, "null"]);
            constrained(union, input, ty, view, allow_empty)
        }
        // Null is a value of `any` already.
        None if *ty == Type::Any => Object::new(),
        None => {
            let mut branches = vec![reference_to(input, ty, view), typed("null")];
            if allow_empty && is_strict_date(input, ty) {
                branches.push(no_date());
            }
            Object::new().with("anyOf", branches)
        }
    }
}

/// A tuple for each number of items that it may have: checkers want all items of one to be there.
/// Further items are refused even where unknown keys are kept, since strict checkers want an end.
fn tuples<'a>(input: &Input<'a>, items: &[Type], view: View, allow_empty: bool) -> Vec<Object<'a>> {
    let counts = needed_items(items)..=items.len();
    let tuple = |count: usize| {
        let schema = typed("array");
        if count == 0 {
            return schema.with("maxItems", i128::from(0));
        }
        let items = items[..count].iter();
        let items: Vec<_> = items
            .map(|item| of(input, item, view, allow_empty))
            .collect();
        let length = i128::try_from(count).unwrap_or_default();
        schema
            .with("prefixItems", items)
            .with("minItems", length)
            .with("items", false)
    };
    counts.map(tuple).collect()
}

/// The schema of a value that is one of some.
fn one_of(mut branches: Vec<Object<'_>>) -> Object<'_> {
    match branches.len() {
        1 => branches.remove(0),
        _ => Object::new().with("anyOf", branches),
    }
}

/// The type itself, or what an alias stands for whose dates may be empty here, and nowhere else.
fn expanded<'t>(input: &Input<'t>, ty: &'t Type, allow_empty: bool) -> &'t Type {
    match allow_empty && !input.model.protocol.allow_empty {
        true => input.model.unaliased(ty),
        false => ty,
    }
}

/// Returns true if a type is a declared date and time whose definition refuses the empty text.
fn is_strict_date(input: &Input<'_>, ty: &Type) -> bool {
    let Type::Named(id) = ty else { return false };
    let def = input.model.ty(*id);
    let allows = def.allow_empty || input.model.protocol.allow_empty;
    !allows && matches!(def.kind, TypeKind::Scalar(Scalar::Datetime))
}

/// The text that stands for no date and time.
fn no_date<'a>() -> Object<'a> {
    Object::new().with("const", "")
}

/// The type of JSON of a built-in type, if it has a single one.
fn type_name(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Scalar(scalar) => Some(scalar_type(*scalar)),
        Type::List(_) => Some("array"),
        Type::Map(..) => Some("object"),
        Type::Null => Some("null"),
        Type::Named(_) | Type::Tuple(_) | Type::Nullable(_) | Type::Constant(_) | Type::Any => None,
    }
}

/// Returns true if the definition of a type takes keys that it does not know: it may be a part of an
/// object only. Where it is the whole object, it is closed.
pub(super) fn is_open(input: &Input<'_>, id: TypeId) -> bool {
    let model = input.model;
    let union = model.union(id);
    let is_of_objects = union.is_some_and(|union| union.form.is_of_objects());
    is_of_objects || model.is_variant(id) || model.is_flat(id)
}

/// Adds a reference to the definition of a whole value.
pub(super) fn closed_reference<'a>(
    input: &Input<'a>,
    schema: Object<'a>,
    id: TypeId,
    view: View,
) -> Object<'a> {
    let reference = reference(key(input, id, view));
    match (is_open(input, id), input.options.unknown_fields) {
        (true, UnknownFields::Ignore | UnknownFields::Deny) => schema
            .with("type", "object")
            .with("$ref", reference)
            .with("unevaluatedProperties", false),
        (true, UnknownFields::Keep) | (false, _) => schema.with("$ref", reference),
    }
}

fn reference_to<'a>(input: &Input<'a>, ty: &Type, view: View) -> Object<'a> {
    match ty {
        Type::Named(id) => closed_reference(input, Object::new(), *id, view),
        Type::Constant(found) => Object::new().with("const", Node::from(sample::constant(found))),
        Type::Null
        | Type::Any
        | Type::Scalar(_)
        | Type::List(_)
        | Type::Map(..)
        | Type::Tuple(_)
        | Type::Nullable(_) => Object::new(),
    }
}

/// Adds the constraints of a type besides its type of JSON.
fn constrained<'a>(
    mut schema: Object<'a>,
    input: &Input<'a>,
    ty: &Type,
    view: View,
    allow_empty: bool,
) -> Object<'a> {
    match ty {
        Type::Scalar(scalar) => {
            schema.extend(limits(
                *scalar,
                allow_empty || input.model.protocol.allow_empty,
            ));
        }
        Type::List(item) => schema.set("items", of(input, item, view, allow_empty)),
        Type::Map(key, value) => {
            // Every text is a key of the other types.
            let is_integer = input.model.wire_scalar(key).is_some_and(Scalar::is_integer);
            match key.as_ref() {
                key if is_integer => schema.set("propertyNames", keys::of_integers(input, key)),
                Type::Named(_) | Type::Scalar(Scalar::Datetime) => {
                    schema.set("propertyNames", of(input, key, view, allow_empty));
                }
                Type::Scalar(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Nullable(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any => {}
            }
            schema.set("additionalProperties", of(input, value, view, allow_empty));
        }
        Type::Named(_)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any => {}
    }
    schema
}

/// The schema of a built-in scalar; `allow_empty` is true if `""` may stand for a date.
pub(super) fn of_scalar<'a>(scalar: Scalar, allow_empty: bool) -> Object<'a> {
    let mut schema = typed(scalar_type(scalar));
    schema.extend(limits(scalar, allow_empty));
    schema
}

fn scalar_type(scalar: Scalar) -> &'static str {
    match scalar.json() {
        JsonScalar::Text | JsonScalar::Base64 => "string",
        JsonScalar::Bool => "boolean",
        JsonScalar::Integer { .. } => "integer",
        JsonScalar::Number => "number",
    }
}

/// The limits of a scalar besides its type of JSON.
fn limits<'a>(scalar: Scalar, allow_empty: bool) -> Object<'a> {
    let schema = Object::new();
    match scalar.json() {
        JsonScalar::Integer { smallest, largest } => {
            schema.with("minimum", smallest).with("maximum", largest)
        }
        JsonScalar::Text if scalar == Scalar::Datetime => {
            let schema = match allow_empty {
                true => schema.with("anyOf", vec![date_time(), no_date()]),
                false => schema.with("format", DATE_TIME),
            };
            schema.with("examples", vec![sample::DATETIME])
        }
        JsonScalar::Number if scalar == Scalar::Float32 => schema
            .with("exclusiveMinimum", -BEYOND_FLOAT32)
            .with("exclusiveMaximum", BEYOND_FLOAT32),
        JsonScalar::Base64 => schema
            .with("contentEncoding", "base64")
            .with("pattern", BASE64),
        JsonScalar::Text | JsonScalar::Bool | JsonScalar::Number => schema,
    }
}

/// Texts of base64 as senders write it: padded, and with no bit that says nothing.
const BASE64: &str = "^(?:[A-Za-z0-9+/]{4})*\
    (?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$";

/// The format of a date and time.
const DATE_TIME: &str = "date-time";

fn date_time<'a>() -> Object<'a> {
    Object::new().with("format", DATE_TIME)
}

/// A schema that holds nothing but a type of JSON.
pub(super) fn typed<'a>(name: &'static str) -> Object<'a> {
    Object::new().with("type", name)
}
