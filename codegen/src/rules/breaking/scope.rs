//! The directions in which a change matters.

use tdproto_schema::Model;
use tdproto_schema::model::{Access, Direction, EventId, Field, FrameId, Sender, TypeId};

use super::context::{Context, owners};
use crate::diff::{Change, Part, Side, What};

/// The directions in which a change matters. Old peers speak the old schema, so that a type counts
/// for a direction when an event of the old schema reaches it, or an entity with that direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The change matters in data that clients send.
    pub client: bool,
    /// The change matters in data that the server sends.
    pub server: bool,
    /// True if no event reaches the part, such as a body of HTTP, which may go either way.
    pub unreached: bool,
}

impl Context<'_> {
    /// The directions in which a change matters on the wire.
    #[must_use]
    pub fn scope(&self, change: &Change) -> Scope {
        if let Some(scope) = self.scope_of_dates(change) {
            return scope;
        }
        let mut scope = self.code_scope(change);
        scope.client &= match &change.part {
            Part::Field { .. } => self.clients_know(change),
            Part::Protocol
            | Part::Type(_)
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::FrameField { .. }
            | Part::Carried(..)
            | Part::Event(_)
            | Part::Tombstone(_) => true,
        };
        scope
    }

    /// The directions in which a change matters to generated code, whose types have readonly
    /// fields, too.
    #[must_use]
    pub(crate) fn code_scope(&self, change: &Change) -> Scope {
        match &change.part {
            Part::Protocol => Scope::both(false),
            Part::Tombstone(_) => Scope::both(false),
            Part::Event(side) => self.scope_of_event(*side),
            Part::Frame(side) => {
                let sender =
                    |model: &Model, id: Option<FrameId>| id.map(|id| model.frame(id).sender);
                let (old, new) = (self.pairs.old, self.pairs.new);
                Scope::of_senders([sender(old, side.before()), sender(new, side.after())])
            }
            Part::FrameField { owner, .. } => {
                let old = self.pairs.old.frame(owner.0).sender;
                Scope::of_senders([Some(old), Some(self.pairs.new.frame(owner.1).sender)])
            }
            Part::Carried(old, new) => {
                let old = self.pairs.old.sender(*old);
                Scope::of_senders([Some(old), Some(self.pairs.new.sender(*new))])
            }
            Part::Type(side) => {
                let old: Vec<TypeId> = side.before().into_iter().collect();
                self.scope_of(&old)
            }
            Part::Value { owner, .. } | Part::Variant { owner, .. } => self.scope_of(&[owner.0]),
            Part::Field {
                owner, includers, ..
            } => {
                let owners: Vec<TypeId> = owners(*owner, includers).map(|pair| pair.0).collect();
                let mut scope = self.scope_of(&owners);
                // An entity that others include is sent only as part of those others. A change in
                // none of them is on no wire.
                let is_reached = owners.iter().any(|id| self.is_reached(*id));
                let is_sent = is_reached || !self.included[owner.0.index()];
                scope.client &= is_sent;
                scope.server &= is_sent;
                scope
            }
        }
    }

    /// Returns true if the field of a change exists in what clients send. Where its access changed,
    /// it did or does.
    fn clients_know(&self, change: &Change) -> bool {
        let written =
            |field: Option<&Field>| field.is_none_or(|field| field.access == Access::ReadWrite);
        let [old, new] = self.field(change).unwrap_or_default();
        change.what == What::Access || written(old) && written(new)
    }

    fn scope_of_event(&self, side: Side<EventId>) -> Scope {
        let old = side
            .before()
            .map(|id| self.pairs.old.events()[id.index()].sender);
        let new = side
            .after()
            .map(|id| self.pairs.new.events()[id.index()].sender);
        Scope::of_senders([old, new])
    }

    fn scope_of(&self, old: &[TypeId]) -> Scope {
        let sent = |direction| old.iter().any(|id| self.old.is_sent(direction, *id));
        let client = sent(Direction::ClientToServer);
        let server = sent(Direction::ServerToClient);
        if client || server {
            Scope {
                client,
                server,
                unreached: !old.iter().any(|id| self.is_reached(*id)),
            }
        } else {
            Scope::both(!old.iter().any(|id| self.included[id.index()]))
        }
    }
}

impl Scope {
    /// What the sides send that send it in the old schema or in the new one.
    fn of_senders(senders: [Option<Sender>; 2]) -> Self {
        let sent = |wanted: Direction| {
            let mut senders = senders.into_iter().flatten();
            senders.any(|sender| sender.sends(wanted))
        };
        Self {
            client: sent(Direction::ClientToServer),
            server: sent(Direction::ServerToClient),
            unreached: false,
        }
    }

    pub(super) fn both(unreached: bool) -> Self {
        Self {
            client: true,
            server: true,
            unreached,
        }
    }
}
