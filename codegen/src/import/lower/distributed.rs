//! Choices among objects that have something in common beside the choice.

use super::Lower;
use crate::import::node::{Node, Shape};
use crate::import::parts::all;

impl Lower<'_> {
    /// A choice of which every variant has the other parts, too.
    pub(super) fn distributed(
        &mut self,
        node: &Node,
        parts: &[Node],
        depth: usize,
    ) -> Option<Node> {
        let mut choice = None;
        let mut others = Vec::new();
        for part in parts {
            if choice.is_none()
                && let Some(variants) = self.choice_in(part, depth)
            {
                choice = Some(variants);
            } else if self.members(part).is_some() {
                others.push(part.clone());
            } else {
                return None;
            }
        }
        let variants = choice?.into_iter().enumerate().map(|(at, variant)| {
            // What a reference leads to has a place, and a name, without what is beside it.
            let place = match variant.place.is_below(&node.place) {
                true => variant.place.clone(),
                false => node.place.at("anyOf").at(&at.to_string()),
            };
            let notes = variant.notes.clone();
            let mut parts = others.clone();
            parts.push(variant);
            Node {
                notes,
                ..all(parts, &place)
            }
        });
        Some(Node {
            shape: Shape::One(variants.collect()),
            ..node.clone()
        })
    }

    /// The schemas of a choice, each with the members that all of them have.
    pub(super) fn choice_in(&mut self, node: &Node, depth: usize) -> Option<Vec<Node>> {
        let depth = depth.checked_sub(1)?;
        let (target, _) = self.target(node);
        if let Shape::One(nodes) = target.shape {
            return Some(nodes);
        }
        let Shape::All(parts) = &target.shape else {
            return None;
        };
        if self.members(&target).is_some() {
            return None;
        }
        let Shape::One(nodes) = self.distributed(&target, parts, depth)?.shape else {
            return None;
        };
        Some(nodes)
    }
}
