//! The ways from events to the part of a change.

use tdproto_schema::model::{Direction, TypeId};

use super::context::{Context, owners};
use crate::diff::{Change, Part, TypePair};
use crate::reach::{Chain, Reach};

impl Context<'_> {
    /// The way from an event of a direction to the part of a change: in the old schema, or in the
    /// new one. It begins at an event that both schemas know, if there is one.
    #[must_use]
    pub fn chain(&self, change: &Change, direction: Direction, is_old: bool) -> Option<Chain> {
        let reach = if is_old { &self.old } else { &self.new };
        let known = self.known_chain(change, direction, is_old);
        known.or_else(|| nearest(reach, change, direction, is_old))
    }

    /// The way from an event of a direction that both schemas know.
    pub(super) fn known_chain(
        &self,
        change: &Change,
        direction: Direction,
        is_old: bool,
    ) -> Option<Chain> {
        nearest(self.known(is_old), change, direction, is_old)
    }
}

/// The shortest way. If several entities share a field, it leads to the one that is nearest to an
/// event.
fn nearest(reach: &Reach, change: &Change, direction: Direction, is_old: bool) -> Option<Chain> {
    let id = |pair: TypePair| if is_old { pair.0 } else { pair.1 };
    let types: Vec<TypeId> = match &change.part {
        Part::Protocol
        | Part::Tombstone(_)
        | Part::Frame(_)
        | Part::FrameField { .. }
        | Part::Carried(..)
        | Part::Event(_) => Vec::new(),
        Part::Type(side) => side.on(is_old).into_iter().collect(),
        Part::Value { owner, .. } | Part::Variant { owner, .. } => vec![id(*owner)],
        Part::Field {
            owner, includers, ..
        } => owners(*owner, includers).map(id).collect(),
    };
    let chains = types
        .into_iter()
        .filter_map(|id| reach.chain(direction, id));
    chains.min_by_key(|chain| chain.steps.len())
}
