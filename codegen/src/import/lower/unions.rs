//! One of several schemas, as a union.

use std::collections::BTreeSet;

use serde_json::Value;
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{FormDecl, Spanned, TypeBody, VariantDecl};
use tdproto_schema::model::{EnumBase, WireValue};

use super::kinds::Kind;
use super::names::short;
use super::tags::{Known, Tagged, is_always_sent};
use super::types::spanned;
use super::{DEPTH, Lower, Use, deprecation, docs, named, upper_camel};
use crate::import::node::{Node, Shape};
use crate::import::own;

impl Lower<'_> {
    /// The type of a value that follows one of several schemas.
    pub(super) fn one_of(&mut self, node: &Node, nodes: &[Node]) -> Use {
        let mut nullable = node.nullable;
        let mut flat = Vec::new();
        for inner in nodes {
            self.spread(inner, &mut flat, &mut nullable, DEPTH);
        }
        let mut groups: Vec<(Kind, Vec<Node>)> = Vec::new();
        for inner in flat {
            let Some(kind) = self.kind(&inner) else {
                // Any value is among them, or references lead to one another.
                let reason = "a choice has a part that takes any value";
                self.losses.wider(reason, "`any`", &node.place);
                let ty = named("any");
                return Use {
                    ty,
                    nullable: false,
                };
            };
            match groups.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, group)) => group.push(inner),
                None => groups.push((kind, vec![inner])),
            }
        }
        let used = match groups.as_slice() {
            [] => Use {
                ty: named("null"),
                nullable: false,
            },
            [(kind, group)] => {
                let merged = self.of_kind(node, *kind, group);
                self.ty(&merged)
            }
            _ => self.by_kind(node, &groups),
        };
        Use {
            nullable: nullable || used.nullable,
            ..used
        }
    }

    /// Adds the variants of choices of several kinds in place of the choices.
    fn spread(&mut self, node: &Node, flat: &mut Vec<Node>, nullable: &mut bool, depth: usize) {
        let (target, is_nullable) = self.target(node);
        *nullable |= is_nullable;
        if target.shape == Shape::Nothing {
            return;
        }
        if let Shape::One(inner) = &target.shape
            && depth > 0
            && self.kind(&target).is_none()
        {
            for node in inner {
                self.spread(node, flat, nullable, depth - 1);
            }
            return;
        }
        flat.push(Node {
            nullable: false,
            ..node.clone()
        });
    }

    /// The schemas of one kind of JSON as one schema, at the place of the choice.
    pub(super) fn of_kind(&mut self, node: &Node, kind: Kind, group: &[Node]) -> Node {
        if let [only] = group {
            let mut only = only.clone();
            if only.notes.doc.is_none() {
                only.notes = node.notes.clone();
            }
            return only;
        }
        let shape = match kind {
            Kind::Text => self.texts(node, group),
            Kind::Number => self.numbers(group),
            Kind::Bool => Shape::Bool,
            Kind::Array => self.lists(node, group),
            Kind::Object => return self.objects(node, group),
        };
        Node {
            shape,
            nullable: false,
            ..node.clone()
        }
    }

    /// A union of objects, or an entity with the keys of all.
    fn objects(&mut self, node: &Node, group: &[Node]) -> Node {
        let name = self.name(&node.place);
        let done = Node {
            shape: Shape::Reference(node.place.clone()),
            ..node.clone()
        };
        if self.begun.contains(&node.place) {
            return done;
        }
        let nodes = std::rc::Rc::new(Node {
            shape: Shape::One(group.to_vec()),
            ..node.clone()
        });
        // What refers to the place finds the choice there.
        self.nodes.entry(node.place.clone()).or_insert(nodes);
        match self.known(group) {
            Some(Known::Tag {
                key,
                variants,
                is_open,
            }) => {
                self.begun.insert(node.place.clone());
                let is_open = is_open || self.is_open(node);
                let body = self.apart(|lower| lower.tagged_union(&name, &key, &variants, is_open));
                self.declare(&node.place, &name, docs(&node.notes, &name), body);
            }
            Some(Known::Key(variants)) => {
                self.begun.insert(node.place.clone());
                let is_open = self.is_open(node);
                let body = self.apart(|lower| lower.keyed_union(&name, &variants, is_open));
                self.declare(&node.place, &name, docs(&node.notes, &name), body);
            }
            None => self.wider(node, &name, group),
        }
        done
    }

    /// Returns true if a union may have other variants than those that its schema lists.
    fn is_open(&self, node: &Node) -> bool {
        !node.notes.closed.unwrap_or(self.closed)
    }

    fn tagged_union(
        &mut self,
        name: &str,
        key: &str,
        variants: &[Tagged],
        is_open: bool,
    ) -> TypeBody {
        let is_text = variants
            .iter()
            .all(|variant| variant.value.as_ref().is_none_or(Value::is_string));
        let content = self.content_of(variants, key);
        let (mut taken, mut declared) = (BTreeSet::new(), Vec::new());
        for Tagged {
            value,
            node,
            is_constant,
        } in variants
        {
            let text = value
                .as_ref()
                .map_or_else(|| "plain".to_owned(), super::text);
            let inner = is_constant.then(|| self.beside(node, Some(key))).flatten();
            let inner = inner.filter(|inner| self.has_tag_or_none(inner, key));
            let ty = match (&content, inner) {
                (Some(content), _) => self.content_type(name, &text, node, content),
                (None, Some(inner)) => Some(self.ty(&inner).ty),
                (None, None) if self.is_bare(node, key) => None,
                (None, None) => {
                    let without = (!is_constant).then_some(key);
                    Some(self.variant_type(name, &text, node, without))
                }
            };
            let wire = value.as_ref().map(super::wire);
            let described = self.variant_itself(node);
            // A title says more than a number.
            let title = described.notes.title.as_ref();
            let is_text = value.as_ref().is_some_and(Value::is_string);
            let name = short(title.filter(|_| !is_text).unwrap_or(&text), &mut taken);
            declared.push(variant(&name, wire, ty, &described));
        }
        TypeBody::Union {
            direction: None,
            form: FormDecl::Tag {
                tag: Some(spanned(key)),
                base: match is_text {
                    true => EnumBase::Text,
                    false => EnumBase::Int,
                },
                content: content.as_deref().map(spanned),
            },
            open: is_open,
            variants: declared,
        }
    }

    fn keyed_union(
        &mut self,
        name: &str,
        variants: &[(Option<String>, Node)],
        is_open: bool,
    ) -> TypeBody {
        let (mut taken, mut declared) = (BTreeSet::new(), Vec::new());
        for (key, node) in variants {
            let title = node.notes.title.as_deref();
            let text = key.as_deref().or(title).unwrap_or("plain");
            let inner = self.beside(node, key.as_deref());
            let inner = inner.filter(|inner| {
                let key = key.as_deref();
                key.is_none_or(|key| self.always_has(inner, key))
            });
            let ty = match inner {
                Some(inner) => self.ty(&inner).ty,
                None => self.variant_type(name, text, node, None),
            };
            let short = short(text, &mut taken);
            let wire = key.clone().map(WireValue::Text);
            declared.push(variant(&short, wire, Some(ty), node));
        }
        TypeBody::Union {
            direction: None,
            form: FormDecl::Key,
            open: is_open,
            variants: declared,
        }
    }

    /// The schema of a variant, which may be among the components and no type of its own.
    pub(super) fn variant_itself(&mut self, node: &Node) -> Node {
        if let Shape::Reference(place) = &node.shape
            && self.documents.get(place).is_some_and(own::is_no_type)
        {
            return (*self.node_at(&place.clone())).clone();
        }
        node.clone()
    }

    /// The object of a variant, if its schema refers to that and says nothing more than the key by
    /// which it is known.
    fn beside(&mut self, node: &Node, key: Option<&str>) -> Option<Node> {
        let node = self.variant_itself(node);
        let Shape::All(parts) = &node.shape else {
            return None;
        };
        let is_reference = |part: &&Node| matches!(part.shape, Shape::Reference(_));
        let (references, others): (Vec<&Node>, Vec<&Node>) = parts.iter().partition(is_reference);
        let [reference] = references.as_slice() else {
            return None;
        };
        let only_key = |part: &&Node| {
            let Shape::Object(members) = &part.shape else {
                return false;
            };
            members.iter().all(|found| Some(found.key.as_str()) == key)
        };
        others.iter().all(only_key).then(|| (*reference).clone())
    }

    /// Returns true if an object leaves its tag to the union, or has one value of it.
    fn has_tag_or_none(&mut self, node: &Node, tag: &str) -> bool {
        let members = self.members(node).unwrap_or_default();
        let member = members.into_iter().find(|member| member.key == tag);
        member.is_none_or(|member| {
            let (target, _) = self.target(&member.node);
            matches!(target.shape, Shape::Constant(_))
        })
    }

    /// Returns true if an object always has a key, whichever side sends it.
    pub(super) fn always_has(&mut self, node: &Node, key: &str) -> bool {
        let members = self.members(node).unwrap_or_default();
        let mut members = members.iter();
        members.any(|member| member.key == key && is_always_sent(member))
    }

    /// Returns true if a variant has a tag and nothing else, and its schema says so.
    fn is_bare(&self, node: &Node, tag: &str) -> bool {
        let place = if let Shape::Reference(place) = &node.shape {
            place
        } else {
            &node.place
        };
        let schema = self.documents.get(place);
        let properties = schema.and_then(|schema| schema.get("properties")?.as_object());
        schema.is_some_and(|schema| own::is_no_type(schema) && schema.get("allOf").is_none())
            && properties.is_some_and(|all| all.keys().all(|key| key == tag))
    }

    /// The entity of a variant. `without`: the tag, if the object allows several values of it, which
    /// the union says then.
    fn variant_type(
        &mut self,
        union: &str,
        label: &str,
        node: &Node,
        without: Option<&str>,
    ) -> TypeExpr {
        if let Some(tag) = without
            && let Some(mut members) = self.members(node)
        {
            members.retain(|member| member.key != tag);
            let place = node.place.at("without").at(tag);
            let name = if let Shape::Reference(to) = &node.shape {
                format!("{}Variant", self.name(to))
            } else {
                format!("{union}{}", upper_camel(label))
            };
            self.suggest(&place, &name);
            let name = self.name(&place);
            let whole = Node {
                place,
                ..node.clone()
            };
            self.entity_of(&whole, &name, &members);
            return named(&name);
        }
        if !matches!(node.shape, Shape::Reference(_)) {
            self.suggest(&node.place, &format!("{union}{}", upper_camel(label)));
        }
        let (target, _) = self.target(node);
        if let Shape::Map(..) = target.shape {
            // An object of which nothing is known.
            let name = self.name(&node.place);
            self.entity_of(node, &name, &[]);
            return named(&name);
        }
        self.ty(node).ty
    }
}

pub(super) fn variant(
    name: &str,
    value: Option<WireValue>,
    ty: Option<TypeExpr>,
    node: &Node,
) -> VariantDecl {
    VariantDecl {
        name: Spanned::unplaced(name.to_owned()),
        value: value.map(Spanned::unplaced),
        ty,
        docs: deprecation::docs(node.notes.doc.clone(), node.notes.deprecated),
    }
}
