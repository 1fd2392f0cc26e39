//! The values that frames carry: the ways into the types of a model.

use super::{Direction, Event, EventId, FrameId, Model, Sender, Type};

/// A value that frames carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    /// The params of an event.
    Params(EventId),
    /// The result of the reply to an event.
    Reply(EventId),
    /// The error of the reply to an event, where it has one of its own.
    Error(EventId),
    /// A field of a kind of frame, by its position.
    Field(FrameId, usize),
    /// The id in a kind of frame.
    Id(FrameId),
    /// The error in a kind of reply.
    FrameError(FrameId),
}

impl Carrier {
    /// The event, unless frames of every event carry the value.
    #[must_use]
    pub fn event(self) -> Option<EventId> {
        match self {
            Self::Params(event) | Self::Reply(event) | Self::Error(event) => Some(event),
            Self::Field(..) | Self::Id(_) | Self::FrameError(_) => None,
        }
    }
}

impl Model {
    /// Returns true if a kind of frame may be that of an event: the same sides send both, and it is
    /// one of requests exactly if the event has a reply.
    #[must_use]
    pub fn fits(&self, event: &Event, id: FrameId) -> bool {
        let kind = self.frame(id);
        let is_request = self.replies_to(id).next().is_some();
        kind.replies.is_none()
            && kind.sender.covers(event.sender)
            && is_request == event.reply.is_some()
    }

    /// The values that frames carry, with their types: those of events by their names, then those
    /// of kinds of frames.
    pub fn carriers(&self) -> impl Iterator<Item = (Carrier, &Type)> {
        let events = self.events_with_ids().flat_map(|(id, event)| {
            let params = event.params.as_ref().map(|params| &params.ty);
            let reply = event.reply.as_ref().map(|reply| &reply.ty);
            let all = [
                params.map(|ty| (Carrier::Params(id), ty)),
                reply.map(|ty| (Carrier::Reply(id), ty)),
                event.error.as_ref().map(|ty| (Carrier::Error(id), ty)),
            ];
            all.into_iter().flatten()
        });
        let frames = self.frames_with_ids().flat_map(|(id, kind)| {
            let fields = kind.fields.iter().enumerate();
            let fields = fields.map(move |(at, field)| (Carrier::Field(id, at), &field.ty));
            let own = [
                kind.id.as_ref().map(|own| (Carrier::Id(id), &own.ty)),
                kind.error
                    .as_ref()
                    .map(|error| (Carrier::FrameError(id), &error.ty)),
            ];
            fields.chain(own.into_iter().flatten())
        });
        events.chain(frames)
    }

    /// The values that frames of one direction carry.
    pub fn carriers_of(&self, direction: Direction) -> impl Iterator<Item = (Carrier, &Type)> {
        self.carriers()
            .filter(move |(carrier, _)| self.carries(*carrier, direction))
    }

    /// The sides that send a value: replies and their errors go the other way than the event.
    #[must_use]
    pub fn sender(&self, carrier: Carrier) -> Sender {
        let event = |id: EventId| self.events[id.index()].sender;
        match carrier {
            Carrier::Params(id) => event(id),
            Carrier::Reply(id) | Carrier::Error(id) => event(id).opposite(),
            Carrier::Field(id, _) | Carrier::Id(id) | Carrier::FrameError(id) => {
                self.frame(id).sender
            }
        }
    }

    /// Returns true if a value travels in a direction.
    #[must_use]
    pub fn carries(&self, carrier: Carrier, direction: Direction) -> bool {
        self.sender(carrier).sends(direction)
    }

    /// Returns true if a value may change without notice: an event covers its params and its reply.
    #[must_use]
    pub fn is_experimental(&self, carrier: Carrier) -> bool {
        match carrier {
            Carrier::Params(id) | Carrier::Reply(id) | Carrier::Error(id) => {
                self.events[id.index()].docs.experimental
            }
            Carrier::Field(id, at) => {
                let kind = self.frame(id);
                kind.docs.experimental || kind.fields[at].docs.experimental
            }
            Carrier::Id(id) | Carrier::FrameError(id) => self.frame(id).docs.experimental,
        }
    }

    /// The name of a value, as findings have it: `hello` for the params of an event, `hello.$result`
    /// for its reply, `request.seq` for a field of a kind of frame.
    #[must_use]
    pub fn carrier_name(&self, carrier: Carrier) -> String {
        let event = |id: EventId| &self.events[id.index()].name;
        let frame = |id: FrameId| &self.frame(id).name;
        match carrier {
            Carrier::Params(id) => event(id).clone(),
            Carrier::Reply(id) => format!("{}.$result", event(id)),
            Carrier::Error(id) => format!("{}.$error", event(id)),
            Carrier::Field(id, at) => format!("{}.{}", frame(id), self.frame(id).fields[at].name),
            Carrier::Id(id) => format!("{}.$id", frame(id)),
            Carrier::FrameError(id) => format!("{}.$error", frame(id)),
        }
    }
}
