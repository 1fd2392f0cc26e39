//! A JSON Schema, of any draft from 4 to 2020-12, as a [`Node`].

use serde_json::{Map, Value};

use super::choices;
use super::demands;
use super::described::link;
use super::documents::Place;
use super::node::{Choices, Node, Notes, Numbers, Shape};
use super::objects;
use super::own;
use super::parts::{all, merged};
use super::reader::Reader;
use super::texts;

/// The keywords that are understood in any place.
const KNOWN: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contentEncoding",
    "contentMediaType",
    "default",
    "definitions",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "id",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "writeOnly",
];

impl Reader<'_> {
    /// Reads the schema at a place.
    pub(super) fn read(&mut self, value: &Value, place: &Place) -> Node {
        let node = |shape| Node {
            place: place.clone(),
            notes: Notes::default(),
            shape,
            nullable: false,
        };
        match value {
            Value::Bool(true) => node(Shape::Any),
            Value::Bool(false) => node(Shape::Nothing),
            Value::Object(members) => self.object(members, place),
            Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                self.losses.wider("a schema is no object", "`any`", place);
                node(Shape::Any)
            }
        }
    }

    fn object(&mut self, schema: &Map<String, Value>, place: &Place) -> Node {
        for (keyword, value) in schema {
            let is_said = keyword == "not" && !demands::excluded(schema).is_empty();
            if !KNOWN.contains(&keyword.as_str()) && !own::is_own(keyword, value) && !is_said {
                self.losses.keyword(keyword, place);
            }
        }
        let mut parts = Vec::new();
        let mut nullable = schema.get("nullable") == Some(&Value::Bool(true));
        if let Some(Value::String(reference)) = schema.get("$ref") {
            parts.push(self.reference(reference, place));
        }
        parts.extend(self.typed(schema, place, &mut nullable));
        if let Some(Value::Array(items)) = schema.get("allOf") {
            for (at, item) in items.iter().enumerate() {
                let part = self.read(item, &place.at("allOf").at(&at.to_string()));
                parts.push(part);
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(Value::Array(items)) = schema.get(keyword) {
                let part = self.one_of(items, &place.at(keyword));
                parts.push(Node {
                    place: place.clone(),
                    ..part
                });
            }
        }
        let notes = self.notes(schema, place);
        let mut node = all(parts, place);
        node.nullable |= nullable;
        node.notes = merged(notes, node.notes);
        node
    }

    fn reference(&mut self, reference: &str, place: &Place) -> Node {
        let found = self.documents.resolve(place, reference);
        if found.is_none() {
            let reason = format!("`$ref` leads to nothing: {reference}");
            self.losses.wider(reason, "`any`", place);
        }
        Node {
            place: place.clone(),
            notes: Notes::default(),
            shape: found.map_or(Shape::Any, Shape::Reference),
            nullable: false,
        }
    }

    /// What `const`, `enum`, `type` and the keywords of each type say.
    fn typed(
        &mut self,
        schema: &Map<String, Value>,
        place: &Place,
        nullable: &mut bool,
    ) -> Option<Node> {
        let node = |shape| Node {
            place: place.clone(),
            notes: Notes::default(),
            shape,
            nullable: false,
        };
        let types = types(schema);
        let values = match (schema.get("const"), schema.get("enum")) {
            (Some(value), _) => Some(vec![value.clone()]),
            (None, Some(Value::Array(values))) => Some(values.clone()),
            (None, _) => None,
        };
        if let Some(mut values) = values {
            let has_null = values.iter().any(Value::is_null);
            values.retain(|value| !value.is_null());
            *nullable |= has_null && (types.is_empty() || types.contains(&"null"));
            return Some(node(self.values(values, place)));
        }
        let with_null = types.contains(&"null");
        *nullable |= with_null;
        let mut shapes: Vec<Shape> = Vec::new();
        for ty in types.iter().filter(|ty| **ty != "null") {
            shapes.push(self.of_type(ty, schema, place));
        }
        if shapes.contains(&Shape::Number(Numbers::default())) {
            shapes.retain(|shape| !matches!(shape, Shape::Integer(_)));
        }
        match shapes.len() {
            0 if with_null => Some(node(Shape::Nothing)),
            0 => None,
            1 => shapes.pop().map(node),
            _ => Some(node(Shape::One(shapes.into_iter().map(node).collect()))),
        }
    }

    /// The values of `enum`, or the one of `const`.
    fn values(&mut self, values: Vec<Value>, place: &Place) -> Shape {
        let values: Vec<_> = values.into_iter().map(|value| (value, None)).collect();
        match choices::shape(Choices {
            values,
            open: false,
        }) {
            Ok(shape) => shape,
            Err(reason) => {
                self.losses.wider(reason, "`any`", place);
                Shape::Any
            }
        }
    }

    fn of_type(&mut self, ty: &str, schema: &Map<String, Value>, place: &Place) -> Shape {
        match ty {
            "boolean" => Shape::Bool,
            "integer" => Shape::Integer(texts::numbers(self, schema, place, true)),
            "number" => Shape::Number(texts::numbers(self, schema, place, false)),
            "string" => Shape::Text(texts::text(self, schema, place)),
            "array" => objects::array(self, schema, place),
            "object" => objects::object(self, schema, place),
            other => {
                let reason = format!("there is no type `{other}`");
                self.losses.wider(reason, "`any`", place);
                Shape::Any
            }
        }
    }

    /// One of several schemas. Those that only say which keys are needed say nothing of types.
    fn one_of(&mut self, items: &[Value], place: &Place) -> Node {
        let is_demand = |item: &Value| {
            let members = item.as_object();
            members.is_some_and(|members| {
                members.len() == 1
                    && (members.contains_key("required") || members.contains_key("not"))
            })
        };
        if !items.is_empty() && items.iter().all(is_demand) {
            self.losses
                .part("a choice of keys that are needed cannot be said", place);
            return all(Vec::new(), place);
        }
        let nodes: Vec<_> = items
            .iter()
            .enumerate()
            .filter(|(_, item)| !own::is_others(item))
            .map(|(at, item)| self.read(item, &place.at(&at.to_string())))
            .collect();
        choices::one(nodes, place)
    }

    fn notes(&mut self, schema: &Map<String, Value>, place: &Place) -> Notes {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        let doc = |key: &str| {
            let text = text(key).map(|text| text.trim().replace("\r\n", "\n"));
            text.filter(|text| !text.is_empty())
        };
        let flag = |key: &str| schema.get(key) == Some(&Value::Bool(true));
        let mut examples = match schema.get("examples") {
            Some(Value::Array(items)) => items.clone(),
            Some(other) => vec![other.clone()],
            None => Vec::new(),
        };
        examples.extend(schema.get("example").cloned());
        let has_objects = examples
            .iter()
            .any(|example| example.is_object() || example.is_array());
        if has_objects && !self.payloads.contains(place) {
            let what = "an example of a type that is no event is left out";
            self.losses.part(what, place);
        }
        if text("$comment").is_some() {
            self.losses.keyword("$comment", place);
        }
        Notes {
            title: doc("title"),
            doc: match (doc("description"), link(schema.get("externalDocs"))) {
                (Some(doc), Some(link)) => Some(format!("{doc}\n\n{link}")),
                (doc, link) => doc.or(link),
            },
            deprecated: flag("deprecated"),
            closed: own::closed(schema),
            readonly: own::is_readonly(schema),
            writeonly: flag("writeOnly"),
            default: schema.get("default").cloned(),
            examples,
        }
    }
}

/// The types of values: those that are named, or those that the other keywords are about.
fn types(schema: &Map<String, Value>) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(ty)) => return vec![ty],
        Some(Value::Array(types)) => return types.iter().filter_map(Value::as_str).collect(),
        Some(_) | None => {}
    }
    let about = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
    if about(&["properties", "patternProperties", "propertyNames"])
        || about(&["additionalProperties", "required"])
    {
        vec!["object"]
    } else if about(&["items", "prefixItems", "minItems", "maxItems"]) {
        vec!["array"]
    } else if about(&["pattern", "minLength", "maxLength", "contentEncoding"]) {
        vec!["string"]
    } else if about(&["minimum", "maximum"]) {
        vec!["number"]
    } else {
        Vec::new()
    }
}
