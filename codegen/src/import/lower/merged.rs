//! Schemas of one kind of JSON as one schema, where a union cannot say which one a value follows.

use super::{DEPTH, Lower};
use crate::import::choices;
use crate::import::node::{Choices, Member, Node, Numbers, Range, Shape, Text};

impl Lower<'_> {
    /// Some texts, or any text.
    pub(super) fn texts(&mut self, node: &Node, group: &[Node]) -> Shape {
        let mut values = Choices::default();
        let mut is_limited = false;
        for inner in group {
            let (target, _) = self.target(inner);
            if !values.add(&target.shape, target.notes.doc) {
                values.open = true;
                is_limited |= matches!(&target.shape, Shape::Text(text) if !text.is_any());
            }
        }
        if is_limited {
            let reason = "a choice of texts of several forms";
            self.losses.wider(reason, "any text", &node.place);
        }
        match values.values.is_empty() {
            true => Shape::Text(Text::default()),
            false => choices::shape(values).unwrap_or(Shape::Text(Text::default())),
        }
    }

    /// A number that is wide enough for all.
    pub(super) fn numbers(&mut self, group: &[Node]) -> Shape {
        let mut is_integer = true;
        let mut values = Choices::default();
        for inner in group {
            let (target, _) = self.target(inner);
            if let Shape::Number(_) = target.shape {
                is_integer = false;
            } else if !values.add(&target.shape, None) {
                values.open = true;
            }
        }
        let numbers = Numbers {
            range: Range::default(),
            scalar: None,
        };
        match is_integer {
            true if !values.open => choices::shape(values).unwrap_or(Shape::Integer(numbers)),
            true => Shape::Integer(numbers),
            false => Shape::Number(numbers),
        }
    }

    /// A list whose items are those of any of the lists.
    pub(super) fn lists(&mut self, node: &Node, group: &[Node]) -> Shape {
        if let Some(tuple) = self.longer_tuple(group) {
            return tuple;
        }
        let mut items = Vec::new();
        for inner in group {
            let (target, _) = self.target(inner);
            if let Shape::List(item, _) = target.shape {
                items.push(*item);
            } else if let Shape::Tuple(inner, _) = target.shape {
                items.extend(inner);
            }
        }
        let is_same = items.windows(2).all(|pair| pair[0].shape == pair[1].shape);
        if !is_same {
            let reason = "a choice of lists";
            self.losses
                .wider(reason, "a list of all their items", &node.place);
        }
        let item = choices::one(items, &node.place.at("items"));
        Shape::List(Box::new(item), Range::default())
    }

    /// The longest of tuples of which each other one is the beginning: its last items may be missing.
    fn longer_tuple(&mut self, group: &[Node]) -> Option<Shape> {
        let mut tuples = Vec::new();
        for inner in group {
            let (target, _) = self.target(inner);
            let Shape::Tuple(items, needed) = target.shape else {
                return None;
            };
            tuples.push((items, needed));
        }
        tuples.sort_by_key(|(items, _)| items.len());
        let least = tuples.iter().map(|(_, needed)| *needed).min()?;
        let (longest, _) = tuples.pop()?;
        let is_beginning = |(items, _): &(Vec<Node>, usize)| {
            let pairs = items.iter().zip(&longest);
            let mut pairs = pairs.enumerate();
            pairs.all(|(at, (a, b))| {
                let is_same = choices::is_same(a, b);
                is_same && (at >= least || a.nullable == b.nullable)
            })
        };
        let is_one = tuples.iter().all(is_beginning);
        is_one.then_some(Shape::Tuple(longest, least))
    }

    /// An entity with the keys of all objects: those that one of them lacks are optional.
    pub(super) fn wider(&mut self, node: &Node, name: &str, group: &[Node]) {
        let mut whole: Vec<Member> = Vec::new();
        let mut is_first = true;
        for inner in group {
            let Some(members) = self.all_members(inner, DEPTH) else {
                let reason = "nothing distinguishes the objects of a choice";
                self.losses
                    .wider(reason, "an entity without fields", &node.place);
                whole.clear();
                break;
            };
            for known in &mut whole {
                let other = members.iter().find(|member| member.key == known.key);
                known.required &= other.is_some_and(|member| member.required);
            }
            for member in members {
                match whole.iter_mut().find(|known| known.key == member.key) {
                    Some(known) => {
                        let place = node.place.at("properties").at(&member.key);
                        let nodes = vec![known.node.clone(), member.node];
                        known.node = choices::one(nodes, &place);
                    }
                    None => whole.push(Member {
                        required: member.required && is_first,
                        ..member
                    }),
                }
            }
            is_first = false;
        }
        let first = group.first().and_then(|inner| self.members(inner));
        if first.is_none_or(|first| first != whole) {
            let reason = "nothing distinguishes the objects of a choice";
            self.losses
                .wider(reason, "an entity with the keys of all", &node.place);
        }
        self.entity_of(node, name, &whole);
    }

    /// The members of an object, of a choice of objects all of them.
    fn all_members(&mut self, node: &Node, depth: usize) -> Option<Vec<Member>> {
        let depth = depth.checked_sub(1)?;
        if let Some(members) = self.members(node) {
            return Some(members);
        }
        let nodes = self.choice_in(node, depth)?;
        let mut whole: Vec<Member> = Vec::new();
        for inner in &nodes {
            for member in self.all_members(inner, depth)? {
                if !whole.iter().any(|known| known.key == member.key) {
                    whole.push(Member {
                        required: false,
                        ..member
                    });
                }
            }
        }
        Some(whole)
    }
}
