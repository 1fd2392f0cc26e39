//! Unions whose variants have their values below a key of their own, beside the tag.

use tdproto_schema::TypeExpr;

use super::tags::Tagged;
use super::{Lower, upper_camel};
use crate::import::node::{Member, Node, Notes, Shape};

impl Lower<'_> {
    /// The key that holds the values of the variants: objects in place that have a tag and that key at
    /// most, at least two of them both. A key with words of its own is a field like others.
    pub(super) fn content_of(&mut self, variants: &[Tagged], tag: &str) -> Option<String> {
        let mut content: Option<String> = None;
        let mut count = 0;
        for variant in variants {
            let members = self.plain_members(&variant.node)?;
            let mut others = members.into_iter().filter(|member| member.key != tag);
            let Some(member) = others.next() else {
                continue;
            };
            let is_content = member.required && !member.node.nullable && others.next().is_none();
            let has_words = has_words(&member.node.notes);
            let is_known = content.as_ref().is_none_or(|known| *known == member.key);
            if !variant.is_constant || !is_content || !is_known || has_words {
                return None;
            }
            content = Some(member.key);
            count += 1;
        }
        content.filter(|_| count > 1)
    }

    /// The members of an object that is written in place, or that is a variant and no type.
    fn plain_members(&mut self, node: &Node) -> Option<Vec<Member>> {
        let node = self.variant_itself(node);
        let is_plain = match &node.shape {
            Shape::Object(_) => true,
            Shape::All(parts) => {
                let mut parts = parts.iter();
                parts.all(|part| matches!(part.shape, Shape::Object(_)))
            }
            Shape::Any
            | Shape::Nothing
            | Shape::Constant(_)
            | Shape::Enum(_)
            | Shape::Bool
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::Text(_)
            | Shape::List(..)
            | Shape::Tuple(..)
            | Shape::Map(..)
            | Shape::Reference(_)
            | Shape::One(_) => false,
        };
        is_plain.then(|| self.members(&node)).flatten()
    }

    /// The type of the value of a variant; `None`: it has the tag alone.
    pub(super) fn content_type(
        &mut self,
        union: &str,
        label: &str,
        node: &Node,
        content: &str,
    ) -> Option<TypeExpr> {
        let members = self.plain_members(node)?;
        let member = members.into_iter().find(|member| member.key == content)?;
        if !matches!(member.node.shape, Shape::Reference(_)) {
            let name = format!("{union}{}", upper_camel(label));
            self.suggest(&member.node.place, &name);
        }
        Some(self.limited(&member.node).ty)
    }
}

/// Returns true if a property says something that a variant has no place for.
fn has_words(notes: &Notes) -> bool {
    *notes
        != Notes {
            examples: notes.examples.clone(),
            ..Notes::default()
        }
}
