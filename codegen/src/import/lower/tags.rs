//! The key by which a receiver knows the variant of an object.

use serde_json::Value;

use super::Lower;
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
    Tag { key: String, variants: Vec<Tagged> },
    /// By a key that is there: `None` for the last one, without such a key.
    Key(Vec<(Option<String>, Node)>),
}

impl Lower<'_> {
    /// How the variants of a choice are known, if they are.
    pub(super) fn known(&mut self, nodes: &[Node]) -> Option<Known> {
        let members: Vec<_> = nodes.iter().map(|node| self.members(node)).collect();
        self.by_tag(nodes, &members)
            .or_else(|| by_key(nodes, &members.into_iter().collect::<Option<Vec<_>>>()?))
    }

    fn by_tag(&mut self, nodes: &[Node], members: &[Option<Vec<Member>>]) -> Option<Known> {
        let mut keys: Vec<String> = Vec::new();
        for (node, members) in nodes.iter().zip(members) {
            let found = match members {
                Some(members) => members.clone(),
                // A choice in the choice has the tag beside it, or in its own variants.
                None => match self.own_members(node) {
                    Some(own) => own,
                    None => self.first_members(node)?,
                },
            };
            for member in found {
                if !keys.contains(&member.key) {
                    keys.push(member.key);
                }
            }
        }
        keys.into_iter().find_map(|key| {
            let variants = self.tagged(nodes, &key)?;
            Some(Known::Tag { key, variants })
        })
    }

    /// The members beside a choice that is a part of an object.
    fn own_members(&mut self, node: &Node) -> Option<Vec<Member>> {
        let (target, _) = self.target(node);
        let Shape::All(parts) = target.shape else {
            return None;
        };
        let mut parts = parts.into_iter();
        parts.find_map(|part| {
            let Shape::Object(members) = part.shape else {
                return None;
            };
            Some(members)
        })
    }

    fn first_members(&mut self, node: &Node) -> Option<Vec<Member>> {
        let (target, _) = self.target(node);
        let Shape::One(nodes) = &target.shape else {
            return None;
        };
        self.members(nodes.first()?)
    }

    /// The variants by their values of a key; `None`: it does not distinguish them.
    fn tagged(&mut self, nodes: &[Node], key: &str) -> Option<Vec<Tagged>> {
        let mut found: Vec<Tagged> = Vec::new();
        for node in nodes {
            found.extend(self.tagged_by(node, key, 8)?);
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
        let members = match self.members(node) {
            Some(members) => Some(members),
            None => self
                .own_members(node)
                .filter(|own| own.iter().any(|member| member.key == key)),
        };
        let Some(members) = members else {
            let (target, _) = self.target(node);
            let Shape::One(nodes) = &target.shape else {
                return None;
            };
            let mut found: Vec<Tagged> = Vec::new();
            for inner in nodes {
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
fn by_key(nodes: &[Node], members: &[Vec<Member>]) -> Option<Known> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    let found = keys_of(&order, members).or_else(|| {
        // Those with more needed keys first.
        let needed = |at: &usize| members[*at].iter().filter(|member| member.required).count();
        order.sort_by_key(|at| std::cmp::Reverse(needed(at)));
        keys_of(&order, members)
    })?;
    let variants = found.into_iter().zip(&order);
    let variants = variants.map(|(key, at)| (key, nodes[*at].clone()));
    Some(Known::Key(variants.collect()))
}

/// The key of each variant in an order.
fn keys_of(order: &[usize], members: &[Vec<Member>]) -> Option<Vec<Option<String>>> {
    let has = |at: usize, key: &str| members[at].iter().any(|member| member.key == key);
    let keys = order.iter().enumerate().map(|(place, at)| {
        let later = &order[place + 1..];
        let mut needed = members[*at]
            .iter()
            .filter(|member| member.required && !is_nullable(member));
        let own = needed.find(|member| !later.iter().any(|other| has(*other, &member.key)));
        match own {
            Some(member) => Some(Some(member.key.clone())),
            None if later.is_empty() => Some(None),
            None => None,
        }
    });
    keys.collect()
}

fn is_nullable(member: &Member) -> bool {
    member.node.nullable
}
