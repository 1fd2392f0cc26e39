//! Finds the kind of a frame, and what is in its holes.

use tdproto_schema::model::{Constant, Direction};

use super::{Drawn, Hole, Node};
use crate::infer::tape::{Kind, Parsed};

/// The content of a hole.
#[derive(Debug, Clone)]
pub(in super::super) enum Content {
    /// A value.
    Value(usize),
    /// The keys of an object besides these.
    Keys(usize, Vec<String>),
    /// The items of an array from this one on.
    Items(usize, usize),
}

/// A frame whose kind is known.
#[derive(Debug, Default)]
pub(in super::super) struct Matched {
    pub(in super::super) kind: usize,
    /// A kind of the other side that the frame fits, too, if nothing says who sent it.
    pub(in super::super) other: Option<usize>,
    pub(in super::super) holes: Vec<(Hole, Content)>,
    /// The keys of the frame that its shape does not have.
    pub(in super::super) more: Vec<usize>,
}

impl Drawn {
    /// Finds the kind of a frame.
    pub(in super::super) fn find(
        &self,
        parsed: Parsed<'_>,
        at: usize,
        sender: Option<Direction>,
    ) -> Option<Matched> {
        let mut fitting = (0..self.kinds.len()).filter(|number| {
            let kind = &self.kinds[*number];
            let may_send = sender.is_none_or(|sender| self.may_send(kind, sender));
            may_send && fits(&kind.shape, parsed, at)
        });
        let first = fitting.next()?;
        let (kind, other) = match sender {
            Some(_) => (first, None),
            None => self.without_sender(first, fitting, parsed, at),
        };
        let mut matched = Matched {
            kind,
            other,
            ..Matched::default()
        };
        collect(&self.kinds[kind].shape, parsed, at, &mut matched, true);
        Some(matched)
    }

    /// The kind of a frame of which nothing says who sent it: the first that has all of the frame, or
    /// else the first. With it a kind of the other side that the frame fits as well.
    fn without_sender(
        &self,
        first: usize,
        others: impl Iterator<Item = usize>,
        parsed: Parsed<'_>,
        at: usize,
    ) -> (usize, Option<usize>) {
        if self.may_grow {
            return (first, None);
        }
        let has_all = |kind: &usize| is_whole(&self.kinds[*kind].shape, parsed, at);
        let mut all: Vec<usize> = std::iter::once(first).chain(others).collect();
        if all.iter().any(has_all) {
            all.retain(has_all);
        }
        let kind = all[0];
        let side = self.only_sender(kind);
        let other = all.into_iter().find(|other| {
            let is_reply = self.kinds[*other].replies.is_some();
            side.is_some() && !is_reply && self.only_sender(*other) != side
        });
        (kind, other)
    }
}

/// Returns true if a shape has a place for all keys or items of a frame.
fn is_whole(shape: &Node, parsed: Parsed<'_>, at: usize) -> bool {
    match shape {
        Node::Object { members, rest } => {
            let is_own = |key: &str| members.iter().any(|(own, ..)| own == key);
            rest.is_some() || parsed.members(at).all(|(key, _)| is_own(&key))
        }
        Node::Array { items, rest } => rest.is_some() || parsed.items(at).count() <= items.len(),
        Node::Constant(_) | Node::Null | Node::Hole(_) => true,
    }
}

/// Returns true if the constants of a shape are equal and its needed places are there.
fn fits(node: &Node, parsed: Parsed<'_>, at: usize) -> bool {
    match node {
        Node::Object { members, .. } => {
            parsed.kind(at) == Kind::Object
                && members
                    .iter()
                    .all(|(key, part, needed)| match parsed.member(at, key) {
                        Some(value) => fits(part, parsed, value),
                        None => !needed,
                    })
        }
        Node::Array { items, .. } => {
            if parsed.kind(at) != Kind::Array {
                return false;
            }
            let mut values = parsed.items(at);
            items.iter().all(|(part, needed)| match values.next() {
                Some(value) => fits(part, parsed, value),
                None => !needed,
            })
        }
        Node::Constant(constant) => match constant {
            Constant::Text(text) => {
                parsed.kind(at) == Kind::Text && parsed.content(at) == text.as_str()
            }
            Constant::Int(number) => {
                parsed.kind(at) == Kind::Number && parsed.raw(at).parse() == Ok(*number)
            }
            Constant::Bool(value) => parsed.raw(at) == if *value { "true" } else { "false" },
        },
        Node::Null => parsed.kind(at) == Kind::Null,
        Node::Hole(Hole::Error) => parsed.kind(at) != Kind::Null,
        Node::Hole(Hole::Event | Hole::Params | Hole::Id | Hole::Result | Hole::Field(_)) => true,
    }
}

fn collect(node: &Node, parsed: Parsed<'_>, at: usize, matched: &mut Matched, is_top: bool) {
    match node {
        Node::Object { members, rest } => {
            for (key, part, _) in members {
                if let Some(value) = parsed.member(at, key) {
                    collect(part, parsed, value, matched, false);
                }
            }
            if let Some(hole) = rest {
                let keys = members.iter().map(|(key, ..)| key.clone()).collect();
                matched.holes.push((hole.clone(), Content::Keys(at, keys)));
            } else if is_top {
                let is_own = |key: &str| members.iter().any(|(own, ..)| own == key);
                let more = parsed.members(at).filter(|(key, _)| !is_own(key));
                matched.more.extend(more.map(|(_, value)| value));
            }
        }
        Node::Array { items, rest } => {
            let mut values = parsed.items(at);
            for (part, _) in items {
                if let Some(value) = values.next() {
                    collect(part, parsed, value, matched, false);
                }
            }
            if let Some(hole) = rest {
                let content = Content::Items(at, items.len());
                matched.holes.push((hole.clone(), content));
            }
        }
        Node::Hole(hole) => matched.holes.push((hole.clone(), Content::Value(at))),
        Node::Constant(_) | Node::Null => {}
    }
}
