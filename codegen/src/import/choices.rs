//! Enums, and what is one of several schemas.

use serde_json::Value;

use super::documents::Place;
use super::node::{Choices, Keys, Node, Notes, Numbers, Shape};
use super::parts::all;

/// The shape of some values. Several kinds of them have no form; the error says so.
pub(super) fn shape(choices: Choices) -> Result<Shape, String> {
    let values = || choices.values.iter().map(|(value, _)| value);
    if values().all(Value::is_boolean) && choices.values.len() > 1 {
        return Ok(Shape::Bool);
    }
    let is_integer = |value: &Value| {
        value
            .as_f64()
            .is_some_and(|number| number.fract() == 0.0 && number.abs() < 9e15)
    };
    match choices.values.as_slice() {
        [] if !choices.open => Ok(Shape::Nothing),
        [(value, _)] if !choices.open => match value {
            Value::String(_) | Value::Bool(_) => Ok(Shape::Constant(value.clone())),
            value @ Value::Null
            | value @ Value::Number(_)
            | value @ Value::Array(_)
            | value @ Value::Object(_)
                if is_integer(value) =>
            {
                Ok(Shape::Constant(integer(value)))
            }
            other @ Value::Null
            | other @ Value::Number(_)
            | other @ Value::Array(_)
            | other @ Value::Object(_) => Err(format!("a constant cannot be {}", kind(other))),
        },
        _ if values().all(Value::is_string) => Ok(Shape::Enum(choices)),
        _ if values().all(is_integer) => {
            let values = choices.values.into_iter();
            let values = values.map(|(value, doc)| (integer(&value), doc)).collect();
            Ok(Shape::Enum(Choices { values, ..choices }))
        }
        _ => Err("an enum has values of several kinds".to_owned()),
    }
}

/// A number without a fraction, as an integer.
fn integer(value: &Value) -> Value {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "it was found to be an integer that a double holds"
    )]
    match value.as_i64() {
        Some(number) => number.into(),
        None => (value.as_f64().unwrap_or_default() as i64).into(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number with a fraction",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// One of several schemas.
pub(super) fn one(nodes: Vec<Node>, place: &Place) -> Node {
    let mut nullable = false;
    let mut variants: Vec<Node> = Vec::new();
    for node in nodes {
        nullable |= node.nullable;
        match node.shape {
            Shape::Nothing => {}
            // A choice in place in a choice.
            Shape::One(inner) if node.notes == Notes::default() => variants.extend(inner),
            shape @ Shape::Any
            | shape @ Shape::Constant(_)
            | shape @ Shape::Enum(_)
            | shape @ Shape::Bool
            | shape @ Shape::Integer(_)
            | shape @ Shape::Number(_)
            | shape @ Shape::Text(_)
            | shape @ Shape::List(..)
            | shape @ Shape::Tuple(..)
            | shape @ Shape::Map(..)
            | shape @ Shape::Object(_)
            | shape @ Shape::Reference(_)
            | shape @ Shape::All(_)
            | shape @ Shape::One(_) => variants.push(Node {
                nullable: false,
                shape,
                ..node
            }),
        }
    }
    let mut distinct: Vec<Node> = Vec::new();
    for node in variants {
        match distinct.iter_mut().find(|other| is_same(other, &node)) {
            Some(known) if known.notes.doc.is_none() => known.notes.doc = node.notes.doc,
            Some(_) => {}
            None => distinct.push(node),
        }
    }
    if distinct.iter().any(|node| node.shape == Shape::Any) {
        distinct.clear();
        nullable = false;
    }
    let mut found = match distinct.len() {
        0 if nullable => Node {
            shape: Shape::Nothing,
            ..all(Vec::new(), place)
        },
        0 | 1 => all(distinct, place),
        _ => Node {
            shape: values(&distinct).unwrap_or(Shape::One(distinct)),
            ..all(Vec::new(), place)
        },
    };
    found.nullable = nullable;
    found
}

/// Returns true if two schemas allow the same, wherever they are written.
pub(super) fn is_same(a: &Node, b: &Node) -> bool {
    let all_same = |a: &[Node], b: &[Node]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_or_null(a, b))
    };
    match (&a.shape, &b.shape) {
        (Shape::Map(keys, a, count), Shape::Map(other, b, of_other)) => {
            let same_keys = match (keys, other) {
                (Keys::Of(a), Keys::Of(b)) => same_or_null(a, b),
                (Keys::Text | Keys::Integer | Keys::Of(_), other) => keys == other,
            };
            same_keys && count == of_other && same_or_null(a, b)
        }
        (Shape::List(a, count), Shape::List(b, other)) => count == other && same_or_null(a, b),
        (Shape::Tuple(a, needed), Shape::Tuple(b, other)) => needed == other && all_same(a, b),
        (Shape::All(a), Shape::All(b)) | (Shape::One(a), Shape::One(b)) => all_same(a, b),
        (Shape::Object(a), Shape::Object(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| {
                    a.key == b.key && a.required == b.required && same_or_null(&a.node, &b.node)
                })
        }
        (a, b) => a == b,
    }
}

/// The same of schemas inside of others, where `null` counts.
fn same_or_null(a: &Node, b: &Node) -> bool {
    a.nullable == b.nullable && is_same(a, b)
}

/// An enum, if the schemas are constants and enums, open if another is any text or any integer.
fn values(nodes: &[Node]) -> Option<Shape> {
    let mut choices = Choices::default();
    let mut others_are_texts = Vec::new();
    for node in nodes {
        let doc = node.notes.doc.clone().or_else(|| node.notes.title.clone());
        let is_any_text = matches!(&node.shape, Shape::Text(text) if text.is_any());
        let is_any_integer =
            matches!(&node.shape, Shape::Integer(numbers) if *numbers == Numbers::default());
        if is_any_text || is_any_integer {
            choices.open = true;
            others_are_texts.push(is_any_text);
        } else if !choices.add(&node.shape, doc) {
            return None;
        }
    }
    let is_text = choices.values.iter().all(|(value, _)| value.is_string());
    let fit = others_are_texts.iter().all(|others| *others == is_text);
    if choices.values.is_empty() || !fit {
        return None;
    }
    shape(choices).ok()
}
