//! What was read, as declarations of a schema.

mod by_kind;
mod content;
mod deprecation;
mod distributed;
mod endless;
mod entities;
mod fields;
mod kinds;
mod members;
mod merged;
mod names;
mod overrides;
mod tags;
mod texts;
mod types;
mod unions;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;
use tdproto_schema::decl::{DocsDecl, EnumValueDecl, Spanned, TypeBody, TypeDecl};
use tdproto_schema::model::WireValue;
use tdproto_schema::{Span, TypeExpr};

use super::documents::{Documents, Place};
use super::losses::Losses;
use super::node::{Choices, Member, Node, Notes, Shape};
use super::reader::Reader;

/// How deep choices are looked for in choices.
const DEPTH: usize = 8;

pub(super) use deprecation::deprecate;
pub(super) use fields::constant;
pub(super) use names::upper_camel;

/// Turns nodes into declarations. Each place becomes one declaration at most, however often it is
/// used.
#[derive(Debug)]
pub(super) struct Lower<'a> {
    pub(super) documents: &'a Documents,
    pub(super) losses: &'a mut Losses,
    /// True if enums and unions have no values that are not listed.
    pub(super) closed: bool,
    /// The names that a person chose, by their places in messages.
    pub(super) renames: &'a BTreeMap<String, String>,
    nodes: BTreeMap<Place, Rc<Node>>,
    names: BTreeMap<Place, String>,
    /// The names of places that a part of them has.
    lent: BTreeMap<Place, String>,
    taken: BTreeSet<String>,
    /// The places that have a declaration, or one in the making.
    begun: BTreeSet<Place>,
    /// The aliases in the making, since the last entity or union around them.
    aliases: Vec<Place>,
    /// The places of schemas of one kind that become one, and its place.
    merging: Vec<(Vec<Place>, Place)>,
    /// The number of definitions in the making, and those that wait for them.
    depth: usize,
    deferred: Vec<Place>,
    /// The payloads of events, whose examples are kept.
    pub(super) payloads: BTreeSet<Place>,
    /// Fields that only clients may set: the entity, and where the field is written.
    pub(super) write_only: Vec<(String, Place)>,
    /// The declarations, with the places they come from.
    types: Vec<(Place, TypeDecl)>,
    /// Their positions by their names.
    positions: BTreeMap<String, usize>,
    /// Scalars of texts by their format.
    formats: BTreeMap<&'static str, String>,
}

/// A type in a place, and what is said besides.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub(super) ty: TypeExpr,
    pub(super) nullable: bool,
}

impl<'a> Lower<'a> {
    /// Nothing is declared yet.
    pub(super) fn new(
        documents: &'a Documents,
        losses: &'a mut Losses,
        closed: bool,
        renames: &'a BTreeMap<String, String>,
    ) -> Self {
        Self {
            documents,
            losses,
            closed,
            renames,
            nodes: BTreeMap::new(),
            names: BTreeMap::new(),
            lent: BTreeMap::new(),
            taken: BTreeSet::new(),
            begun: BTreeSet::new(),
            aliases: Vec::new(),
            merging: Vec::new(),
            depth: 0,
            deferred: Vec::new(),
            payloads: BTreeSet::new(),
            write_only: Vec::new(),
            types: Vec::new(),
            positions: BTreeMap::new(),
            formats: BTreeMap::new(),
        }
    }

    /// The node at a place that has been found to exist.
    pub(super) fn node_at(&mut self, place: &Place) -> Rc<Node> {
        if let Some(node) = self.nodes.get(place) {
            return Rc::clone(node);
        }
        let value = self.documents.get(place);
        let mut reader = Reader {
            documents: self.documents,
            losses: self.losses,
            payloads: &self.payloads,
        };
        let node = match value {
            Some(value) => reader.read(value, place),
            None => super::parts::all(Vec::new(), place),
        };
        let node = Rc::new(self.with_constants(node));
        self.nodes.insert(place.clone(), Rc::clone(&node));
        node
    }

    /// Puts a node at a place that no document has.
    pub(super) fn set_node(&mut self, place: &Place, node: Node) {
        self.nodes.insert(place.clone(), Rc::new(node));
    }

    /// The examples of a schema, with their places.
    pub(super) fn examples_of(&mut self, place: &Place) -> Vec<(Value, Place)> {
        let node = self.node_at(place);
        let examples = node.notes.examples.iter().enumerate();
        let place = place.at("examples");
        examples
            .map(|(at, example)| (example.clone(), place.at(&at.to_string())))
            .collect()
    }

    /// A schema with the constants by which a discriminator knows it.
    fn with_constants(&self, node: Node) -> Node {
        let constants = self.documents.constants(&node.place);
        if constants.is_empty() {
            return node;
        }
        let members = constants.iter().map(|(key, values)| {
            let values = values.iter().map(|value| (value.clone(), None)).collect();
            let choices = Choices {
                values,
                open: false,
            };
            let place = node.place.at("properties").at(key);
            Member {
                key: key.clone(),
                required: true,
                node: Node {
                    shape: super::choices::shape(choices).unwrap_or(Shape::Any),
                    ..super::parts::all(Vec::new(), &place)
                },
            }
        });
        let constants = Node {
            shape: Shape::Object(members.collect()),
            ..super::parts::all(Vec::new(), &node.place)
        };
        let mut parts = if let Shape::All(parts) = &node.shape {
            parts.clone()
        } else {
            vec![Node {
                notes: Notes::default(),
                ..node.clone()
            }]
        };
        parts.push(constants);
        Node {
            shape: Shape::All(parts),
            ..node
        }
    }

    /// Lowers what is in an entity or a union: aliases around these may be used in it.
    fn apart<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::take(&mut self.aliases);
        let found = lower(self);
        self.aliases = outer;
        found
    }

    /// Adds a declaration.
    fn declare(&mut self, place: &Place, name: &str, docs: DocsDecl, body: TypeBody) {
        let def = TypeDecl {
            name: Spanned::unplaced(name.to_owned()),
            topic: String::new(),
            docs,
            body,
        };
        self.positions.insert(name.to_owned(), self.types.len());
        self.types.push((place.clone(), def));
    }

    /// The declaration of a name; `None`: there is none, or not yet.
    fn declared(&self, name: &str) -> Option<&TypeDecl> {
        let (_, def) = self.types.get(*self.positions.get(name)?)?;
        Some(def)
    }
}

/// A text or an integer as a value on the wire.
fn wire(value: &Value) -> WireValue {
    match value.as_str() {
        Some(text) => WireValue::Text(text.to_owned()),
        None => WireValue::Int(value.as_i64().unwrap_or_default()),
    }
}

/// A text, or an integer as a text.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A reference to a type by its name.
pub(in crate::import) fn named(name: &str) -> TypeExpr {
    TypeExpr::Name(name.to_owned(), Span::NONE)
}

/// What a schema says of itself, as docs.
pub(super) fn docs(notes: &Notes, name: &str) -> DocsDecl {
    let is_name = |title: &String| upper_camel(title) == name;
    let title = notes.title.clone().filter(|title| !is_name(title));
    let mut doc = notes.doc.clone().or(title);
    if !notes.examples.is_empty() {
        let examples: Vec<_> = notes
            .examples
            .iter()
            .filter(|example| !example.is_object() && !example.is_array())
            .map(|example| format!("`{example}`"))
            .collect();
        if !examples.is_empty() {
            let examples = format!("For example {}.", examples.join(", "));
            doc = Some(match doc {
                Some(doc) if !doc.contains(&examples) => format!("{doc}\n\n{examples}"),
                Some(doc) => doc,
                None => examples,
            });
        }
    }
    deprecation::docs(doc, notes.deprecated)
}

/// A value of an enum.
fn enum_value(name: String, value: WireValue, doc: Option<String>) -> EnumValueDecl {
    EnumValueDecl {
        name: Spanned::unplaced(name),
        value: Spanned::unplaced(value),
        docs: DocsDecl {
            doc,
            ..DocsDecl::default()
        },
    }
}
