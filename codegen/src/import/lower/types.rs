//! The types of values in a place, with the declarations that they need.

use std::collections::BTreeSet;

use serde_json::Value;
use tdproto_schema::decl::{ConstraintsDecl, Spanned, TypeBody};
use tdproto_schema::model::{EnumBase, Scalar};
use tdproto_schema::{Span, TypeExpr};

use super::names::short;
use super::texts::{bounds, built_in, constraints, scalar};
use super::{Lower, Use, docs, enum_value, named, text, wire};
use crate::import::documents::Place;
use crate::import::integers::integer;
use crate::import::node::{Choices, Keys, Node, Range, Shape};

/// The longest chain of definitions that are declared within one another.
const MAX_CHAIN: usize = 48;

/// The deepest that types are written in one another before an inner one gets a name.
const MAX_DEPTH: usize = 8;

impl Lower<'_> {
    /// The type of a value, without the limits that a field may say itself.
    pub(super) fn ty(&mut self, node: &Node) -> Use {
        let ty = match &node.shape {
            Shape::Reference(place) => return self.reference(node, &place.clone()),
            Shape::Any => named("any"),
            Shape::Nothing => named("null"),
            Shape::Bool => named("bool"),
            Shape::Constant(Value::Bool(_)) => {
                let what = "a boolean constant is one of a field only";
                self.losses.wider(what, "`bool`", &node.place);
                named("bool")
            }
            Shape::Constant(value) => {
                let values = vec![(value.clone(), None)];
                self.enumeration(
                    node,
                    &Choices {
                        values,
                        open: false,
                    },
                )
            }
            Shape::Enum(choices) => self.enumeration(node, choices),
            Shape::Integer(numbers) => named(integer(*numbers).0.name()),
            Shape::Number(numbers) => named(numbers.scalar.unwrap_or(Scalar::Float64).name()),
            Shape::Text(text) => match built_in(text) {
                Some(scalar) => named(scalar.name()),
                None => self.text_scalar(node, text),
            },
            Shape::List(item, _) => TypeExpr::List(Box::new(self.item(item)), Span::NONE),
            Shape::Tuple(items, needed) => self.tuple(items, *needed),
            Shape::Map(keys, value, _) => {
                let key = self.key(keys);
                TypeExpr::Map(Box::new(key), Box::new(self.item(value)), Span::NONE)
            }
            Shape::Object(_) => {
                let name = self.name(&node.place);
                self.entity(node, &name);
                named(&name)
            }
            Shape::All(_) => return self.all_of(node),
            Shape::One(nodes) => return self.one_of(node, &nodes.clone()),
        };
        Use {
            ty,
            nullable: node.nullable,
        }
    }

    fn reference(&mut self, node: &Node, place: &Place) -> Use {
        let (target, nullable) = self.target(node);
        let nullable = nullable || node.nullable;
        if target.shape == Shape::Any {
            return Use {
                ty: named("any"),
                nullable: false,
            };
        }
        if is_inline(&target.shape) {
            let found = self.ty(&target);
            return Use {
                nullable: nullable || found.nullable,
                ..found
            };
        }
        let found = self.definition(place);
        Use {
            nullable: nullable || found.nullable,
            ..found
        }
    }

    /// The type of params: limits need a scalar there.
    pub(in crate::import) fn value(&mut self, node: &Node) -> Use {
        self.limited(node)
    }

    /// The type of a value in another one: an alias, if it has many more in it.
    fn shallow(&mut self, node: &Node) -> Use {
        let mut found = self.limited(node);
        if depth(&found.ty) > MAX_DEPTH {
            let name = self.name(&node.place);
            if self.begun.insert(node.place.clone()) {
                let body = TypeBody::Alias { ty: found.ty };
                self.declare(&node.place, &name, docs(&node.notes, &name), body);
            }
            found.ty = named(&name);
        }
        found
    }

    /// The type of an item, of a map's value or of a variant: limits need a scalar there, and null
    /// a mark.
    pub(super) fn item(&mut self, node: &Node) -> TypeExpr {
        let found = self.shallow(node);
        match found.nullable && !is_any(&found.ty) && !is_null(&found.ty) {
            true => TypeExpr::Nullable(Box::new(found.ty), Span::NONE),
            false => found.ty,
        }
    }

    /// The type of a value, with a scalar of its own if it has limits.
    pub(super) fn limited(&mut self, node: &Node) -> Use {
        if let Shape::List(_, range) | Shape::Map(_, _, range) = &node.shape
            && !range.is_empty()
        {
            let what = "only a list or a map of a field can have a count of items";
            self.losses.part(what, &node.place);
        }
        let limited = scalar(&node.shape)
            .filter(|(base, range)| !range.is_empty() && *base != Scalar::Datetime);
        let Some((base, range)) = limited else {
            return self.ty(node);
        };
        let name = self.name(&node.place);
        let limits = ConstraintsDecl {
            bounds: bounds(range),
            ..ConstraintsDecl::default()
        };
        self.scalar(node, &name, base, limits);
        Use {
            ty: named(&name),
            nullable: node.nullable,
        }
    }

    fn tuple(&mut self, items: &[Node], needed: usize) -> TypeExpr {
        let items = items.iter().enumerate().map(|(at, item)| {
            let found = self.shallow(item);
            let is_marked = (found.nullable || at >= needed) && !is_null(&found.ty);
            match is_marked && !(is_any(&found.ty) && at < needed) {
                true => TypeExpr::Nullable(Box::new(found.ty), Span::NONE),
                false => found.ty,
            }
        });
        TypeExpr::Tuple(items.collect(), Span::NONE)
    }

    fn key(&mut self, keys: &Keys) -> TypeExpr {
        match keys {
            Keys::Text => named("string"),
            Keys::Integer => named("int"),
            Keys::Of(node) => {
                let (target, _) = self.target(node);
                if matches!(target.shape, Shape::Enum(_) | Shape::Text(_)) {
                    return self.limited(node).ty;
                }
                self.losses
                    .part("keys of a map have an odd type", &node.place);
                named("string")
            }
        }
    }

    /// An enum.
    pub(super) fn enumeration(&mut self, node: &Node, choices: &Choices) -> TypeExpr {
        let name = self.name(&node.place);
        if !self.begun.insert(node.place.clone()) {
            return named(&name);
        }
        let is_text = choices.values.iter().all(|(value, _)| value.is_string());
        let (mut taken, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut values = Vec::new();
        for (value, doc) in &choices.values {
            if !seen.insert(value.to_string()) {
                continue;
            }
            let title = self.title_of(&node.place, value);
            let name = short(&title.unwrap_or_else(|| text(value)), &mut taken);
            values.push(enum_value(name, wire(value), doc.clone()));
        }
        let body = TypeBody::Enum {
            base: match is_text {
                true => EnumBase::Text,
                false => EnumBase::Int,
            },
            open: choices.open || !node.notes.closed.unwrap_or(self.closed),
            empty: None,
            values,
        };
        self.declare(&node.place, &name, docs(&node.notes, &name), body);
        named(&name)
    }

    /// The title of a number among the constants of a choice.
    fn title_of(&self, place: &Place, value: &Value) -> Option<String> {
        let schema = self.documents.get(place).filter(|_| value.is_number())?;
        let choices = ["oneOf", "anyOf"].into_iter();
        let mut constants = choices
            .filter_map(|key| schema.get(key)?.as_array())
            .flatten();
        let constant = constants.find(|constant| constant.get("const") == Some(value))?;
        Some(constant.get("title")?.as_str()?.to_owned())
    }

    /// Declares what is written at a place, unless it is there already, and says how it is used.
    ///
    /// Beyond a depth, what definitions lead to is declared after them, so that a long chain of them
    /// cannot exhaust the stack.
    pub(in crate::import) fn definition(&mut self, place: &Place) -> Use {
        self.depth += 1;
        let used = self.definition_below(place);
        self.depth -= 1;
        while self.depth == 0
            && let Some(place) = self.deferred.pop()
        {
            self.depth += 1;
            self.definition_below(&place);
            self.depth -= 1;
        }
        used
    }

    fn definition_below(&mut self, place: &Place) -> Use {
        let node = (*self.node_at(place)).clone();
        if is_inline(&node.shape) {
            return Use {
                ty: named("any"),
                nullable: node.nullable,
            };
        }
        let name = self.name(place);
        let used = Use {
            ty: named(&name),
            nullable: node.nullable,
        };
        // What is no list, map or reference is an entity or a union once it has begun.
        let is_plain = matches!(
            node.shape,
            Shape::List(..) | Shape::Tuple(..) | Shape::Map(..) | Shape::Reference(_)
        );
        if self.aliases.contains(place) && (is_plain || !self.begun.contains(place)) {
            let reason = "an alias that refers to itself";
            self.losses.wider(reason, "`any`", place);
            return Use {
                ty: named("any"),
                nullable: false,
            };
        }
        if self.begun.contains(place) {
            return used;
        }
        if self.depth > MAX_CHAIN {
            self.deferred.push(place.clone());
            return used;
        }
        let alias = match &node.shape {
            Shape::Object(_) | Shape::Enum(_) => {
                self.ty(&node);
                return used;
            }
            Shape::All(_) | Shape::One(_) => {
                self.aliases.push(place.clone());
                let found = self.ty(&node);
                self.aliases.pop();
                if self.begun.contains(place) {
                    return Use {
                        nullable: found.nullable,
                        ..used
                    };
                }
                found
            }
            Shape::Text(text) => {
                let base = built_in(text).unwrap_or(Scalar::String);
                let mut limits = constraints(text);
                if base != Scalar::String {
                    limits.format = None;
                }
                if base == Scalar::Datetime {
                    limits.bounds = bounds(Range::default());
                }
                self.scalar(&node, &name, base, limits);
                return used;
            }
            Shape::Integer(_) | Shape::Number(_) | Shape::Bool => {
                self.number(&node, &name);
                return used;
            }
            Shape::List(..) | Shape::Tuple(..) | Shape::Map(..) | Shape::Reference(_) => {
                self.begun.insert(place.clone());
                self.aliases.push(place.clone());
                let found = self.limited(&node);
                self.aliases.pop();
                found
            }
            Shape::Any | Shape::Nothing | Shape::Constant(_) => return used,
        };
        self.begun.insert(place.clone());
        let TypeExpr::Nullable(..) = alias.ty else {
            let body = TypeBody::Alias { ty: alias.ty };
            self.declare(place, &name, docs(&node.notes, &name), body);
            return Use {
                nullable: alias.nullable,
                ..used
            };
        };
        alias
    }

    /// A scalar of a number or a boolean.
    fn number(&mut self, node: &Node, name: &str) {
        let (base, range) = scalar(&node.shape).unwrap_or((Scalar::Bool, Range::default()));
        let limits = ConstraintsDecl {
            bounds: bounds(range),
            ..ConstraintsDecl::default()
        };
        self.scalar(node, name, base, limits);
    }
}

/// The number of lists, maps and tuples in one another.
fn depth(ty: &TypeExpr) -> usize {
    match ty {
        TypeExpr::Name(..) | TypeExpr::Constant(..) => 0,
        TypeExpr::List(item, _) | TypeExpr::Map(_, item, _) => depth(item) + 1,
        TypeExpr::Nullable(item, _) => depth(item),
        TypeExpr::Tuple(items, _) => items.iter().map(depth).max().unwrap_or(0) + 1,
    }
}

/// Returns true if a definition is written out wherever it is used: it has no type of its own.
pub(super) fn is_inline(shape: &Shape) -> bool {
    matches!(shape, Shape::Any | Shape::Nothing | Shape::Constant(_))
}

/// Returns true if a type takes null as any other value.
pub(super) fn is_any(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Name(name, _) if name == "any")
}

/// Returns true if a type is null.
pub(super) fn is_null(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Name(name, _) if name == "null")
}

/// A declaration's name that is not placed in a file.
pub(super) fn spanned(name: &str) -> Spanned<String> {
    Spanned::unplaced(name.to_owned())
}
