//! Frames with a value in the place that carries it.

use serde_json::Value;
use tdproto_schema::model::{Carrier, Event, FrameId, FrameKind, HoleKind, Type};

use super::super::context::Context;
use super::super::verdict::Mutation;
use super::sides::{MAX_VALUES, Payload, Sides, nearest};
use crate::diff::{Change, carried};
use crate::sample::{drawn, minimal};
use crate::validate::{Segment, segments};

/// A frame, and the place in it that carries a value.
pub(super) struct Carrying<'a> {
    pub(super) event: &'a Event,
    /// The kind of frame and the place in it; `None`: the params of an envelope.
    drawn: Option<(&'a FrameKind, HoleKind)>,
    /// The type of the value.
    pub(super) ty: Type,
    /// The steps from the frame to the value.
    pub(super) path: Vec<Segment>,
}

impl<'a> Sides<'a> {
    /// The frame that carries a value, and its place there; `None`: no event travels in the frame.
    pub(super) fn carrying(&self, carrier: Carrier) -> Option<Carrying<'a>> {
        let model = self.writer;
        let event = |at: usize| &model.events()[at];
        let reply = |event: &Event, hole: HoleKind| {
            let mut replies = model.replies_to(event.frame?);
            replies
                .find(|(_, kind)| kind.has(hole))
                .map(|(_, kind)| kind)
        };
        let (event, kind, hole) = match carrier {
            Carrier::Params(id) => {
                let event = event(id.index());
                let Some(frame) = event.frame else {
                    let key = Segment::Key(model.protocol.envelope.params.clone());
                    return Some(Carrying {
                        event,
                        drawn: None,
                        ty: event.params_type()?.clone(),
                        path: vec![key],
                    });
                };
                (event, model.frame(frame), HoleKind::Params)
            }
            Carrier::Reply(id) => {
                let event = event(id.index());
                (event, reply(event, HoleKind::Result)?, HoleKind::Result)
            }
            Carrier::Error(id) => {
                let event = event(id.index());
                (event, reply(event, HoleKind::Error)?, HoleKind::Error)
            }
            Carrier::Field(id, at) => (
                self.event_in(id, |_| true)?,
                model.frame(id),
                HoleKind::Field(at),
            ),
            Carrier::Id(id) => (self.event_in(id, |_| true)?, model.frame(id), HoleKind::Id),
            Carrier::FrameError(id) => {
                let event = self.event_in(id, |event| event.error.is_none());
                (event?, model.frame(id), HoleKind::Error)
            }
        };
        Some(Carrying {
            event,
            drawn: Some((kind, hole)),
            ty: drawn::type_of(kind, event, hole)?,
            path: segments(&kind.path_to(hole)?),
        })
    }

    /// The first event of some that travels in a kind of frame in the direction, or whose request
    /// does.
    fn event_in(&self, id: FrameId, of: impl Fn(&Event) -> bool) -> Option<&'a Event> {
        let request = self.writer.frame(id).replies;
        let direction = match request {
            Some(_) => self.direction().opposite(),
            None => self.direction(),
        };
        let mut events = self.writer.events().iter();
        events.find(|event| {
            let is_there = event.frame == Some(request.unwrap_or(id));
            is_there && event.is_sent(direction) && of(event)
        })
    }

    /// The smallest frame with a value in its place; `None`: the place is left out.
    pub(super) fn frame_with(&self, carrying: &Carrying<'_>, value: Option<Value>) -> Value {
        let Some((kind, wanted)) = carrying.drawn else {
            return self.frame(carrying.event, value);
        };
        let given = |hole| (hole == wanted).then(|| value.clone());
        minimal::drawn_frame(self.writer, self.view, (kind, carrying.event), &given)
    }
}

impl Sides<'_> {
    /// The smallest frame of a kind.
    pub(super) fn of_frame(&self, id: FrameId) -> Option<Payload> {
        let event = self.event_in(id, |_| true)?;
        let kind = self.writer.frame(id);
        let value = minimal::drawn_frame(self.writer, self.view, (kind, event), &|_| None);
        Some(Payload {
            body: None,
            deviation: self.deviations(event, &value).into_iter().next(),
            value,
        })
    }

    /// The frame that shows a change of a value that frames carry: the first that the reader
    /// refuses.
    pub(super) fn of_carrier(
        &self,
        (context, change): (&Context<'_>, &Change),
        carrier: Carrier,
        mutation: &Mutation,
    ) -> Option<Payload> {
        let carrying = self.carrying(carrier)?;
        let ty = &carrying.ty;
        if self.sizes.of_type(ty) > MAX_VALUES {
            return None;
        }
        let smallest = || Some(minimal::value(self.writer, self.view, ty));
        let values = match mutation {
            Mutation::AsIs | Mutation::Absent | Mutation::EmptyDate => {
                let (kind, hole) = carrying.drawn?;
                let is_needed = !drawn::may_go(kind, carrying.event, hole)
                    && carried(self.writer, carrier)
                        .is_none_or(|carried| !carried.presence.may_be_absent());
                vec![is_needed.then(smallest).flatten()]
            }
            Mutation::Present => vec![smallest()],
            Mutation::Null => vec![Some(Value::Null)],
            Mutation::Put(value) => vec![Some(value.clone())],
            Mutation::Beyond => {
                let values = self.beyond(context.pairs, change, ty);
                values.into_iter().map(Some).collect()
            }
            Mutation::Refused => {
                let edges = minimal::edges(self.writer, self.view, ty);
                edges.into_iter().map(Some).collect()
            }
        };
        let mut first = None;
        for value in values {
            let value = self.frame_with(&carrying, value);
            let deviations = self.deviations(carrying.event, &value);
            let payload = Payload {
                body: None,
                deviation: nearest(deviations, &carrying.path),
                value,
            };
            if payload.deviation.is_some() {
                return Some(payload);
            }
            first.get_or_insert(payload);
        }
        first
    }
}
