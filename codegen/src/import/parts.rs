//! What schemas are made of: several parts as one, and what keywords say.

use serde_json::{Map, Value};
use tdproto_schema::model::Number;

use super::documents::Place;
use super::integers::integer;
use super::node::{Keys, Member, Node, Notes, Numbers, Shape};

/// The notes of a schema, and where it says nothing those of a part of it.
pub(super) fn merged(own: Notes, other: Notes) -> Notes {
    Notes {
        title: own.title.or(other.title),
        doc: own.doc.or(other.doc),
        deprecated: own.deprecated || other.deprecated,
        closed: own.closed.or(other.closed),
        readonly: own.readonly || other.readonly,
        writeonly: own.writeonly || other.writeonly,
        default: own.default.or(other.default),
        examples: match own.examples.is_empty() {
            true => other.examples,
            false => own.examples,
        },
    }
}

/// All of several schemas: the only one that says something, or what is left of them.
pub(super) fn all(mut parts: Vec<Node>, place: &Place) -> Node {
    let nullable = !parts.is_empty()
        && parts
            .iter()
            .all(|part| part.nullable || part.shape == Shape::Any);
    parts.retain(|part| part.shape != Shape::Any);
    let has_choice = parts.iter().any(|part| part.shape.is_choice());
    if parts.len() > 1 {
        parts.retain(|part| !says_nothing_beside_others(&part.shape, has_choice));
    }
    let node = |shape| Node {
        place: place.clone(),
        notes: Notes::default(),
        shape,
        nullable,
    };
    match parts.len() {
        0 => node(Shape::Any),
        1 => {
            let only = parts.remove(0);
            Node {
                place: place.clone(),
                nullable: only.nullable && nullable,
                ..only
            }
        }
        _ => node(Shape::All(parts)),
    }
}

/// Returns true if a shape only names a type that other parts of the schema have, too.
fn says_nothing_beside_others(shape: &Shape, has_choice: bool) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Map(Keys::Text, value, range) => value.shape == Shape::Any && range.is_empty(),
        Shape::Object(members) => members.is_empty(),
        Shape::Text(text) => has_choice && text.is_any(),
        Shape::Integer(numbers) => has_choice && is_whole_type(*numbers),
        Shape::Number(numbers) => has_choice && *numbers == Numbers::default(),
        Shape::Bool => has_choice,
        Shape::Nothing
        | Shape::Constant(_)
        | Shape::Enum(_)
        | Shape::List(..)
        | Shape::Tuple(..)
        | Shape::Map(..)
        | Shape::Reference(_)
        | Shape::All(_)
        | Shape::One(_) => false,
    }
}

/// Returns true if integers are all those of a built-in type, or those that a double holds.
fn is_whole_type(numbers: Numbers) -> bool {
    let (_, range) = integer(numbers);
    range.is_empty()
}

/// A member that an object must have though nothing is said of its value.
pub(super) fn needed(key: &str, place: &Place) -> Member {
    Member {
        key: key.to_owned(),
        required: true,
        node: all(Vec::new(), place),
    }
}

/// A number of a keyword.
pub(super) fn number(schema: &Map<String, Value>, keyword: &str) -> Option<Number> {
    Number::of(schema.get(keyword)?.as_f64()?)
}
