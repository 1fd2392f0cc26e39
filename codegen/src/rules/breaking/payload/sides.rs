//! The two sides of a direction, and the frames that one of them writes.

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, HoleKind, Step};

use super::super::context::Context;
use super::super::verdict::Mutation;
use crate::diff::Change;
use crate::sample::{Sizes, minimal};
use crate::validate::{Deviation, Segment, Side, Validator, segments};
use crate::views::View;

/// A payload, and the result of its reader.
#[derive(Debug, Clone)]
pub struct Payload {
    /// The entity that it is, if it is no frame: no event leads to the change.
    pub body: Option<String>,
    /// The value that the writer sends.
    pub value: Value,
    /// The deviation from the reader's schema; `None`: the reader accepts the payload, as something
    /// else.
    pub deviation: Option<Deviation>,
}

/// The writer and the reader of a direction: the server is upgraded first, and old clients linger.
pub(super) struct Sides<'a> {
    pub(super) writer: &'a Model,
    pub(super) reader: &'a Model,
    /// Checks by the reader's schema.
    pub(super) validator: &'a Validator<'a>,
    /// The sizes of the smallest values of the writer.
    pub(super) sizes: &'a Sizes,
    /// True if the writer is the old one.
    pub(super) is_old: bool,
    pub(super) view: View,
}

/// The number of JSON values above which a payload is not shown. Nobody reads a larger one, and a
/// finding for each of its fields would show them all.
pub(super) const MAX_VALUES: u64 = 200;

impl<'a> Sides<'a> {
    /// The sides of a direction.
    pub(super) fn new(context: &'a Context<'_>, direction: Direction) -> Self {
        let pairs = context.pairs;
        let is_old = direction == Direction::ClientToServer;
        let (writer, reader) = match is_old {
            true => (pairs.old, pairs.new),
            false => (pairs.new, pairs.old),
        };
        Self {
            writer,
            reader,
            validator: context.validator(!is_old),
            sizes: context.sizes(is_old),
            is_old,
            view: View::of(direction),
        }
    }
}

impl Sides<'_> {
    /// The direction that the sides are of.
    pub(super) fn direction(&self) -> Direction {
        match self.is_old {
            true => Direction::ClientToServer,
            false => Direction::ServerToClient,
        }
    }

    /// A frame of the first event without params, or of the first at all.
    pub(super) fn any_frame(&self) -> Option<Payload> {
        let mut sent = self
            .writer
            .events()
            .iter()
            .filter(|event| event.is_sent(self.direction()));
        let first = sent.next()?;
        let bare = if first.params.is_none() {
            Some(first)
        } else {
            sent.find(|event| event.params.is_none())
        };
        self.frame_of(bare.unwrap_or(first))
    }

    pub(super) fn frame_of(&self, event: &Event) -> Option<Payload> {
        if event
            .params_type()
            .is_some_and(|ty| self.sizes.of_type(ty) > MAX_VALUES)
        {
            return None;
        }
        Some(self.payload(event, minimal::params(self.writer, self.view, event)))
    }

    /// The frame of an event that shows a change of its params: the first that the reader refuses.
    pub(super) fn params(
        &self,
        (context, change): (&Context<'_>, &Change),
        event: &Event,
        mutation: &Mutation,
    ) -> Option<Payload> {
        let whole = self.frame_of(event)?;
        let Some(ty) = event.params_type() else {
            return Some(whole);
        };
        let values = match mutation {
            Mutation::AsIs | Mutation::Absent | Mutation::EmptyDate => Vec::new(),
            Mutation::Present => vec![minimal::value(self.writer, self.view, ty)],
            Mutation::Null => vec![Value::Null],
            Mutation::Put(value) => vec![value.clone()],
            Mutation::Beyond => self.beyond(context.pairs, change, ty),
            // An entity is refused by its fields, which are changes of their own.
            Mutation::Refused if self.writer.entity_of(ty).is_some() => Vec::new(),
            Mutation::Refused => minimal::edges(self.writer, self.view, ty),
        };
        let mut payloads = values
            .into_iter()
            .map(|value| self.payload(event, Some(value)));
        let refused = payloads.clone().find(|payload| payload.deviation.is_some());
        Some(refused.or_else(|| payloads.next()).unwrap_or(whole))
    }

    fn payload(&self, event: &Event, params: Option<Value>) -> Payload {
        let value = self.frame(event, params);
        let deviations = self.deviations(event, &value);
        let path = match event.frame {
            Some(frame) => self.writer.frame(frame).path_to(HoleKind::Params),
            None => Some(vec![Step::Key(
                self.writer.protocol.envelope.params.clone(),
            )]),
        };
        Payload {
            body: None,
            deviation: nearest(deviations, &segments(&path.unwrap_or_default())),
            value,
        }
    }

    /// The deviations of a frame of an event, or of a reply to it, from the reader's schema. Of drawn
    /// frames, the reader knows the sender and the request.
    pub(super) fn deviations(&self, event: &Event, frame: &Value) -> Vec<Deviation> {
        let text = frame.to_string();
        if self.writer.frames().is_empty() {
            return self.validator.frame(&text);
        }
        let side = Side::of(self.direction());
        match self.reader.event_id(&event.name) {
            Some(id) => self.validator.frame_of(id, side, &text),
            None => self.validator.frame_from(side, &text),
        }
    }

    pub(super) fn frame(&self, event: &Event, params: Option<Value>) -> Value {
        if let Some(frame) = event.frame {
            let kind = self.writer.frame(frame);
            let given = |hole| (hole == HoleKind::Params).then(|| params.clone());
            return minimal::drawn_frame(self.writer, self.view, (kind, event), &given);
        }
        let envelope = &self.writer.protocol.envelope;
        let mut frame = Map::new();
        frame.insert(envelope.event.clone(), event.name.as_str().into());
        if let Some(params) = params {
            frame.insert(envelope.params.clone(), params);
        }
        frame.into()
    }
}

/// The first deviation at a place or inside it, or else the first at all.
pub(super) fn nearest(mut deviations: Vec<Deviation>, place: &[Segment]) -> Option<Deviation> {
    let there = |deviation: &Deviation| deviation.path.0.starts_with(place);
    let at = deviations.iter().position(there).unwrap_or_default();
    (at < deviations.len()).then(|| deviations.swap_remove(at))
}
