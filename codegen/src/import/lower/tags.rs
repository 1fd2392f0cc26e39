//! The key by which a receiver knows the variant of an object.

use serde_json::Value;

use super::{DEPTH, Lower};
use crate::import::demands;
use crate::import::node::{Choices, Member, Node, Shape};

/// A variant by its tag: the value, `None` if it has no tag.
#[derive(Debug, Clone)]
pub(super) struct Tagged {
    pub(super) value: Option<Value>,
    pub(super) node: Node,
    /// True if the tag of the object is that value and no other.
    pub(super) is_constant: bool,
}

/// How the variants of a choice of objects are known.
#[derive(Debug, Clone)]
pub(super) enum Known {
    /// By the value of a key.
    Tag {
        key: String,
        variants: Vec<Tagged>,
        /// True if one of the objects is for every other value.
        is_open: bool,
    },
    /// By a key that is there: `None` for the last one, without such a key.
    Key(Vec<(Option<String>, Node)>),
}

/// What a schema itself says of the key by which an object is known.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Named {
    Key(String),
    /// The object has none of the keys of others.
    Absent,
    Unsaid,
}

impl Lower<'_> {
    /// How the variants of a choice are known, if they are.
    pub(super) fn known(&mut self, nodes: &[Node]) -> Option<Known> {
        let members: Vec<_> = nodes.iter().map(|node| self.members(node)).collect();
        if let Some(found) = self.by_tag(nodes, &members) {
            return Some(found);
        }
        let members = members.into_iter().collect::<Option<Vec<_>>>()?;
        let named: Vec<_> = nodes.iter().map(|node| self.named_key(node)).collect();
        by_key(nodes, &members, &named)
    }

    /// The key by which a schema itself says that an object is known.
    fn named_key(&mut self, node: &Node) -> Named {
        match self.own_key(node) {
            Some(key) => Named::Key(key),
            None if self.is_without_keys(node) => Named::Absent,
            None => Named::Unsaid,
        }
    }

    /// Returns true if a schema says which keys an object does not have, and of none that it has it.
    fn is_without_keys(&self, node: &Node) -> bool {
        let schema = self.documents.get(&node.place).and_then(Value::as_object);
        schema.is_some_and(|schema| {
            !demands::excluded(schema).is_empty() && !schema.contains_key("required")
        })
    }

    /// The key that an object names beside what it refers to, which always has it.
    fn own_key(&mut self, node: &Node) -> Option<String> {
        let Shape::All(parts) = self.target(node).0.shape else {
            return None;
        };
        let [
            Node {
                shape: Shape::Object(members),
                ..
            },
            other,
        ] = parts.as_slice()
        else {
            return None;
        };
        let [member] = members.as_slice() else {
            return None;
        };
        self.always_has(other, &member.key)
            .then(|| member.key.clone())
    }

    fn by_tag(&mut self, nodes: &[Node], members: &[Option<Vec<Member>>]) -> Option<Known> {
        let mut keys: Vec<String> = Vec::new();
        for (node, members) in nodes.iter().zip(members) {
            let found = match members {
                Some(members) => members.clone(),
                // A choice in the choice has the tag in its own variants.
                None => self.first_members(node)?,
            };
            for member in found {
                if !keys.contains(&member.key) {
                    keys.push(member.key);
                }
            }
        }
        keys.into_iter().find_map(|key| {
            let (others, listed): (Vec<_>, Vec<_>) = nodes
                .iter()
                .cloned()
                .partition(|node| self.has_any_text(node, &key, DEPTH));
            if others.len() > 1 || listed.is_empty() {
                return None;
            }
            let variants = self.tagged(&listed, &key)?;
            if variants.iter().any(|variant| variant.value.is_none()) && !others.is_empty() {
                return None;
            }
            Some(Known::Tag {
                key,
                variants,
                is_open: !others.is_empty(),
            })
        })
    }

    /// Returns true if an object, or each of a choice, always has a key, and any text there.
    fn has_any_text(&mut self, node: &Node, key: &str, depth: usize) -> bool {
        let Some(members) = self.members(node) else {
            let inner = self.choice_in(node, depth).unwrap_or_default();
            let mut all = inner.iter();
            return !inner.is_empty() && all.all(|node| self.has_any_text(node, key, depth - 1));
        };
        let member = members.into_iter().find(|member| member.key == key);
        member.is_some_and(|member| {
            let (target, nullable) = self.target(&member.node);
            let is_any = matches!(&target.shape, Shape::Text(text) if text.is_any());
            is_any && member.required && !nullable
        })
    }

    fn first_members(&mut self, node: &Node) -> Option<Vec<Member>> {
        let nodes = self.choice_in(node, DEPTH)?;
        self.members(nodes.first()?)
    }

    /// The variants by their values of a key; `None`: it does not distinguish them.
    fn tagged(&mut self, nodes: &[Node], key: &str) -> Option<Vec<Tagged>> {
        let mut found: Vec<Tagged> = Vec::new();
        for node in nodes {
            found.extend(self.tagged_by(node, key, DEPTH)?);
        }
        let mut values: Vec<_> = found.iter().map(|variant| &variant.value).collect();
        let absent = values.iter().filter(|value| value.is_none()).count();
        let is_text = |value: &&Option<Value>| value.as_ref().is_none_or(Value::is_string);
        let is_integer = |value: &&Option<Value>| value.as_ref().is_none_or(Value::is_i64);
        let one_kind = values.iter().all(is_text) || values.iter().all(is_integer);
        values.sort_by_key(|value| value.as_ref().map(Value::to_string));
        values.dedup();
        let is_distinct = values.len() == found.len();
        (is_distinct && one_kind && absent <= 1 && absent < found.len()).then_some(found)
    }

    fn tagged_by(&mut self, node: &Node, key: &str, depth: usize) -> Option<Vec<Tagged>> {
        let depth = depth.checked_sub(1)?;
        let Some(members) = self.members(node) else {
            let mut found: Vec<Tagged> = Vec::new();
            for inner in &self.choice_in(node, depth)? {
                found.extend(self.tagged_by(inner, key, depth)?);
            }
            let first = found.first()?.value.clone();
            if found.iter().all(|variant| variant.value == first) {
                // Something else distinguishes them.
                let is_constant = found.iter().all(|variant| variant.is_constant);
                return is_constant.then(|| {
                    vec![Tagged {
                        value: first,
                        node: node.clone(),
                        is_constant,
                    }]
                });
            }
            return Some(found);
        };
        let Some(member) = members.into_iter().find(|member| member.key == key) else {
            return Some(vec![Tagged {
                value: None,
                node: node.clone(),
                is_constant: true,
            }]);
        };
        let (target, nullable) = self.target(&member.node);
        if nullable || !member.required {
            return None;
        }
        let mut choices = Choices::default();
        if !choices.add(&target.shape, None) || choices.open {
            return None;
        }
        let is_constant = matches!(target.shape, Shape::Constant(_));
        let values = choices.values.into_iter().map(|(value, _)| value);
        let variants = values.map(|value| Tagged {
            value: Some(value),
            node: node.clone(),
            is_constant,
        });
        Some(variants.collect())
    }
}

/// The variants by keys: each but the last one always has a key that no later one has.
fn by_key(nodes: &[Node], members: &[Vec<Member>], named: &[Named]) -> Option<Known> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    let found = keys_of(&order, members, named).or_else(|| {
        // Those with more needed keys first.
        let needed = |at: &usize| members[*at].iter().filter(|member| member.required).count();
        order.sort_by_key(|at| std::cmp::Reverse(needed(at)));
        keys_of(&order, members, named)
    })?;
    let variants = found.into_iter().zip(&order);
    let variants = variants.map(|(key, at)| (key, nodes[*at].clone()));
    Some(Known::Key(variants.collect()))
}

/// Returns true if both sides always send a member.
pub(super) fn is_always_sent(member: &Member) -> bool {
    member.required && !member.node.notes.readonly
}

/// The key of each variant in an order: the one that it names, or one that no other variant has, if it
/// has such a key.
fn keys_of(
    order: &[usize],
    members: &[Vec<Member>],
    named: &[Named],
) -> Option<Vec<Option<String>>> {
    let has = |at: usize, key: &str| members[at].iter().any(|member| member.key == key);
    let keys = order.iter().enumerate().map(|(place, at)| {
        let (earlier, later) = (&order[..place], &order[place + 1..]);
        let needed = members[*at].iter().filter(|member| is_always_sent(member));
        let own = needed.filter(|member| !later.iter().any(|other| has(*other, &member.key)));
        let own: Vec<&Member> = own.collect();
        let is_alone = |member: &&&Member| !earlier.iter().any(|other| has(*other, &member.key));
        let is_value = |member: &&&Member| !member.node.nullable;
        let alone = own.iter().filter(is_alone);
        if named[*at] == Named::Absent && later.is_empty() {
            return Some(None);
        }
        let is_named =
            |member: &&&Member| matches!(&named[*at], Named::Key(key) if *key == member.key);
        let named = own
            .iter()
            .find(|member| is_named(member) && is_value(member));
        let found = named
            .or_else(|| alone.clone().find(is_value))
            .or_else(|| alone.clone().next());
        match found.or_else(|| own.iter().find(is_value)) {
            Some(member) => Some(Some(member.key.clone())),
            None if later.is_empty() => Some(None),
            None => None,
        }
    });
    keys.collect()
}
