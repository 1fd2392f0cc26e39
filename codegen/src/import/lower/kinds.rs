//! The kinds of JSON that values are.

use super::Lower;
use crate::import::node::{Node, Shape};

/// A kind of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Text,
    Number,
    Bool,
    Array,
    Object,
}

impl Kind {
    /// The name of a variant of this kind.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Bool => "flag",
            Self::Array => "list",
            Self::Object => "object",
        }
    }
}

impl Lower<'_> {
    /// The only kind of a node's values; `None`: there are several, or any.
    pub(super) fn kind(&mut self, node: &Node) -> Option<Kind> {
        self.kind_below(node, 16)
    }

    /// Returns true if every value is an object.
    pub(in crate::import) fn is_object(&mut self, node: &Node) -> bool {
        self.kind(node) == Some(Kind::Object)
    }

    fn kind_below(&mut self, node: &Node, depth: usize) -> Option<Kind> {
        let depth = depth.checked_sub(1)?;
        let (node, _) = self.target(node);
        match &node.shape {
            Shape::Any | Shape::Nothing | Shape::Reference(_) => None,
            Shape::Constant(value) => match value {
                serde_json::Value::String(_) => Some(Kind::Text),
                serde_json::Value::Bool(_) => Some(Kind::Bool),
                serde_json::Value::Null
                | serde_json::Value::Number(_)
                | serde_json::Value::Array(_)
                | serde_json::Value::Object(_) => Some(Kind::Number),
            },
            Shape::Enum(choices) => match choices.values.first() {
                Some((value, _)) if value.is_number() => Some(Kind::Number),
                Some(_) | None => Some(Kind::Text),
            },
            Shape::Bool => Some(Kind::Bool),
            Shape::Integer(_) | Shape::Number(_) => Some(Kind::Number),
            Shape::Text(_) => Some(Kind::Text),
            Shape::List(..) | Shape::Tuple(..) => Some(Kind::Array),
            Shape::Map(..) | Shape::Object(_) => Some(Kind::Object),
            Shape::All(parts) => {
                let kinds = parts.iter().map(|part| self.kind_below(part, depth));
                let kinds: Vec<_> = kinds.flatten().collect();
                let first = kinds.first().copied()?;
                // No value is of several kinds.
                kinds.iter().all(|kind| *kind == first).then_some(first)
            }
            Shape::One(nodes) => {
                let mut kinds = nodes.iter().map(|node| self.kind_below(node, depth));
                let first = kinds.next()??;
                kinds.all(|kind| kind == Some(first)).then_some(first)
            }
        }
    }
}
