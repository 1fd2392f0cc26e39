//! The members of objects, wherever they are written.

use serde_json::Value;

use super::Lower;
use crate::import::node::{Keys, Member, Node, Shape};
use crate::import::parts::all;

/// The deepest that references are followed.
const MAX_DEPTH: usize = 32;

impl Lower<'_> {
    /// What a node is, where references lead; whether one of them may be null. `None`: references
    /// lead to one another.
    pub(in crate::import) fn target(&mut self, node: &Node) -> (Node, bool) {
        let mut node = node.clone();
        let mut nullable = node.nullable;
        for _ in 0..MAX_DEPTH {
            let Shape::Reference(place) = &node.shape else {
                return (node, nullable);
            };
            node = (*self.node_at(&place.clone())).clone();
            nullable |= node.nullable;
        }
        (all(Vec::new(), &node.place), nullable)
    }

    /// All members of an object; `None`: it is none, or not always the same.
    pub(in crate::import) fn members(&mut self, node: &Node) -> Option<Vec<Member>> {
        self.members_below(node, MAX_DEPTH)
    }

    fn members_below(&mut self, node: &Node, depth: usize) -> Option<Vec<Member>> {
        let depth = depth.checked_sub(1)?;
        let (node, _) = self.target(node);
        if let Shape::Object(members) = &node.shape {
            return Some(members.clone());
        }
        if let Shape::Map(Keys::Text, value, range) = &node.shape {
            return (value.shape == Shape::Any && range.is_empty()).then(Vec::new);
        }
        let Shape::All(parts) = &node.shape else {
            return None;
        };
        let mut members = Vec::new();
        for part in parts {
            for member in self.members_below(part, depth)? {
                self.add(&mut members, member);
            }
        }
        Some(members)
    }

    /// Adds a member, together with another one of its key.
    pub(super) fn add(&mut self, members: &mut Vec<Member>, member: Member) {
        let same = members.iter().position(|other| other.key == member.key);
        match same {
            None => members.push(member),
            Some(at) => {
                let node = self.both(&members[at].node, &member.node);
                members[at].node = node;
                members[at].required |= member.required;
            }
        }
    }

    /// What two schemas of one value say together: the narrower one, where that is known.
    pub(super) fn both(&mut self, a: &Node, b: &Node) -> Node {
        let nullable = self.target(a).1 && self.target(b).1;
        let picked = match (&a.shape, &b.shape) {
            (Shape::Any, _) => b,
            (_, Shape::Any) => a,
            (a_shape, b_shape) if a_shape == b_shape => b,
            _ => match (self.rank(a), self.rank(b)) {
                (of_a, of_b) if of_a > of_b => a,
                (_, Rank::Object) => {
                    let parts = vec![a.clone(), b.clone()];
                    return Node {
                        notes: b.notes.clone(),
                        nullable,
                        ..all(parts, &b.place)
                    };
                }
                _ => b,
            },
        };
        let mut node = picked.clone();
        node.nullable = nullable;
        if let Shape::Reference(_) = node.shape
            && !nullable
            && self.target(&node).1
        {
            // The other one does not allow null.
            let (target, _) = self.target(&node);
            node.shape = target.shape;
            node.place = target.place;
        }
        let other = if std::ptr::eq(picked, a) { b } else { a };
        if node.notes.doc.is_none() {
            node.notes.doc.clone_from(&other.notes.doc);
        }
        node
    }

    /// How much a schema says, in comparison with others of the same value.
    fn rank(&mut self, node: &Node) -> Rank {
        let (node, _) = self.target(node);
        match &node.shape {
            Shape::Nothing => Rank::Null,
            Shape::Constant(Value::Null) => Rank::Null,
            Shape::Constant(_) => Rank::Constant,
            Shape::Enum(choices) => match choices.open {
                true => Rank::Text,
                false => Rank::Enum,
            },
            Shape::Object(_) | Shape::All(_) => Rank::Object,
            Shape::Text(text) if text.is_any() => Rank::Free,
            Shape::Text(_) => Rank::Text,
            Shape::Map(..) => Rank::Free,
            Shape::Bool
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::List(..)
            | Shape::Tuple(..)
            | Shape::One(_) => Rank::Text,
            Shape::Any | Shape::Reference(_) => Rank::Free,
        }
    }
}

/// How narrow a schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Free,
    Text,
    Object,
    Enum,
    Constant,
    Null,
}
