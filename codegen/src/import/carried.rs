//! Events, and what they carry: the params of a payload, or those in a payload that is a whole frame.

use serde_json::Value;
use tdproto_schema::decl::{EventDecl, FrameDecl, ParamsDecl, Spanned};
use tdproto_schema::model::{EnumBase, Scalar, Sender, WireValue};
use tdproto_schema::names::Name;

use super::documents::Place;
use super::lower::Lower;
use super::node::{Member, Node, Shape};
use super::within::{Found, has_hole};

/// What a description says of an event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Payload<'a> {
    /// Where its schema is, if it has one.
    pub(super) place: Option<&'a Place>,
    /// The name, unless a frame holds it.
    pub(super) name: &'a str,
    pub(super) sender: Sender,
    /// Where the event is written.
    pub(super) written: &'a Place,
}

/// An event of a payload.
#[derive(Debug, Clone)]
pub(super) struct Carried {
    pub(super) decl: EventDecl,
    /// The name of its kind of frame; `None`: an envelope.
    pub(super) frame: Option<String>,
    /// True if the payload is a whole frame.
    pub(super) is_whole: bool,
}

/// The result or the error of a reply.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    Result(ParamsDecl),
    Error(ParamsDecl),
}

impl Lower<'_> {
    /// The event of a payload. If the payload is a whole frame, its params are those in the frame.
    /// `None`: no kind of frame can carry the event, which is a loss.
    pub(super) fn event(
        &mut self,
        payload: Payload<'_>,
        is_request: bool,
        frames: &[FrameDecl],
    ) -> Option<Carried> {
        let Payload {
            place,
            name,
            sender,
            ..
        } = payload;
        let node = place.map(|place| (*self.node_at(place)).clone());
        let fitting: Vec<_> = frames
            .iter()
            .filter(|frame| fits_event(frame, frames, sender, is_request))
            .collect();
        let found = node.as_ref().and_then(|node| {
            let mut fitting = fitting.iter();
            fitting.find_map(|frame| Some((*frame, self.taken_apart(frame, node)?)))
        });
        let is_whole = found.is_some();
        let wire = match found.as_ref().and_then(|(_, found)| found.name.as_ref()) {
            Some(value) => wire_name(value),
            None => Some(WireValue::Text(name.to_owned())),
        };
        let frame = match &found {
            Some((frame, _)) => Some(*frame),
            None => fitting
                .iter()
                .find(|frame| fits_name(wire.as_ref(), frame))
                .or(fitting.first())
                .copied(),
        };
        self.check_frame(payload, frames, frame, wire.as_ref())?;
        if let (Some(place), Some((_, found))) = (place, &found)
            && let Some(member) = &found.params
            && !matches!(member.node.shape, Shape::Reference(_))
        {
            self.pass_name(place, &member.node.place.clone());
        }
        let params = match (found, place) {
            (Some((_, found)), _) => found.params.map(|member| self.member(&member)),
            (None, Some(place)) => Some(self.params_of(place)),
            (None, None) => None,
        };
        let wire = wire.unwrap_or_else(|| WireValue::Text(name.to_owned()));
        let mut event = named_event(wire, name, sender);
        if frames.is_empty() && event.value.take().is_some() {
            let what = format!("an envelope cannot name an event `{}`", name.escape_debug());
            self.losses.part(what, place.unwrap_or(payload.written));
        }
        if fitting.len() > 1 {
            event.frame = frame.map(|frame| frame.name.clone());
        }
        event.params = params;
        event.docs = node.map_or_else(Default::default, |node| super::lower::docs(&node.notes, ""));
        Some(Carried {
            decl: event,
            frame: frame.map(|frame| frame.name.value.clone()),
            is_whole,
        })
    }

    /// Counts an event that its kind of frame cannot carry; `None`: there is no such kind, or it
    /// names its events by another kind of value.
    fn check_frame(
        &mut self,
        payload: Payload<'_>,
        frames: &[FrameDecl],
        frame: Option<&FrameDecl>,
        wire: Option<&WireValue>,
    ) -> Option<()> {
        let what = match frame {
            None if frames.is_empty() => return Some(()),
            None => "an event that no kind of frame can carry is left out".to_owned(),
            Some(frame) if fits_name(wire, frame) => return Some(()),
            Some(frame) => {
                let kind = match base(frame) {
                    EnumBase::Text => "text",
                    EnumBase::Int => "integer",
                };
                format!(
                    "an event whose name is no {kind} in frame `{}` is left out",
                    frame.name.value
                )
            }
        };
        self.losses.part(what, payload.written);
        None
    }

    /// A choice of payloads, at a place of its own.
    pub(super) fn choice_of(&mut self, payloads: &[Place]) -> Option<Place> {
        let first = payloads.first()?;
        let place = first.at("choice");
        let nodes = payloads.iter().map(|payload| {
            let node = super::parts::all(Vec::new(), payload);
            Node {
                shape: Shape::Reference(payload.clone()),
                ..node
            }
        });
        let node = super::choices::one(nodes.collect(), &place);
        self.set_node(&place, node);
        Some(place)
    }

    /// The name of an event in frames that have its payload.
    pub(super) fn wire_name(&mut self, place: &Place, frames: &[FrameDecl]) -> Option<Value> {
        let node = (*self.node_at(place)).clone();
        let mut shapes = frames.iter().filter_map(|frame| frame.shape.as_ref());
        shapes.find_map(|shape| self.name_within(shape, &node))
    }

    /// What a payload says as the reply to a request: what is in the frame of a reply.
    pub(super) fn answer(&mut self, place: &Place, frames: &[FrameDecl]) -> Answer {
        let node = (*self.node_at(place)).clone();
        let replies = frames.iter().filter(|frame| frame.replies.is_some());
        for frame in replies {
            let Some(found) = self.taken_apart(frame, &node) else {
                continue;
            };
            if let Some(member) = found.error {
                return Answer::Error(self.member(&member));
            }
            if let Some(member) = found.result {
                return Answer::Result(self.member(&member));
            }
        }
        Answer::Result(self.params_of(place))
    }

    fn taken_apart(&mut self, frame: &FrameDecl, node: &Node) -> Option<Found> {
        let part = frame.shape.as_ref()?;
        let found = self.within(part, node)?;
        let is_sure = match has_hole(part, "$event") {
            true => found.name.is_some(),
            // Any object would do.
            false => found.params.is_some() || found.result.is_some() || found.error.is_some(),
        };
        is_sure.then_some(found)
    }

    fn member(&mut self, member: &Member) -> ParamsDecl {
        let used = self.value(&member.node);
        ParamsDecl {
            ty: used.ty,
            optional: !member.required,
            nullable: used.nullable,
            flag: tdproto_schema::Span::NONE,
        }
    }

    /// The whole of a definition as params.
    pub(super) fn params_of(&mut self, place: &Place) -> ParamsDecl {
        let used = self.definition(place);
        ParamsDecl {
            ty: used.ty,
            optional: false,
            nullable: used.nullable,
            flag: tdproto_schema::Span::NONE,
        }
    }
}

/// Returns true if an event of a sender may travel in a kind of frame.
fn fits_event(frame: &FrameDecl, frames: &[FrameDecl], sender: Sender, is_request: bool) -> bool {
    let sides = frame.sender.map_or(Sender::Both, |side| side.value);
    let is_sent = match (sides, sender) {
        (Sender::Both, _) => true,
        (Sender::Client | Sender::Server, _) => sides == sender,
    };
    is_sent && frame.replies.is_none() && is_replied(frame, frames) == is_request
}

/// Returns true if other kinds of frames answer one.
fn is_replied(frame: &FrameDecl, frames: &[FrameDecl]) -> bool {
    let mut replies = frames.iter().filter_map(|frame| frame.replies.as_ref());
    replies.any(|replied| replied.value == frame.name.value)
}

/// Returns true if events can be requests in frames of these kinds.
pub(super) fn has_requests(frames: &[FrameDecl], sender: Sender) -> bool {
    let mut frames_of = frames.iter();
    frames_of.any(|frame| fits_event(frame, frames, sender, true))
}

/// A value as the name of an event; `None`: it is neither a text nor an integer.
fn wire_name(value: &Value) -> Option<WireValue> {
    match value.as_str() {
        Some(text) => Some(WireValue::Text(text.to_owned())),
        None => value.as_i64().map(WireValue::Int),
    }
}

/// Returns true if a kind of frame can have the name of an event, or has none.
fn fits_name(wire: Option<&WireValue>, frame: &FrameDecl) -> bool {
    let shape = frame.shape.as_ref();
    if !shape.is_some_and(|shape| has_hole(shape, "$event")) {
        return true;
    }
    match (wire, base(frame)) {
        (Some(WireValue::Text(_)), EnumBase::Text) | (Some(WireValue::Int(_)), EnumBase::Int) => {
            true
        }
        (Some(WireValue::Text(_)), EnumBase::Int)
        | (Some(WireValue::Int(_)), EnumBase::Text)
        | (None, EnumBase::Text | EnumBase::Int) => false,
    }
}

/// The kind of values that name events in a kind of frame.
fn base(frame: &FrameDecl) -> EnumBase {
    let mut fields = frame.fields.iter();
    let field = fields.find(|field| field.name.value == "event");
    match field.is_some_and(|field| field.ty.to_string() == Scalar::Int.name()) {
        true => EnumBase::Int,
        false => EnumBase::Text,
    }
}

/// The event of a name: that of its frame, or the given one.
fn named_event(wire: WireValue, name: &str, sender: Sender) -> EventDecl {
    let own = match &wire {
        WireValue::Text(text) => event_name(text),
        WireValue::Int(_) => event_name(name),
    };
    let is_own = matches!(&wire, WireValue::Text(text) if *text == own);
    let mut event = EventDecl::new(Spanned::unplaced(own), sender);
    event.value = (!is_own).then(|| Spanned::unplaced(wire));
    event
}

/// A name on the wire as the name of an event in the schema.
pub(super) fn event_name(wire: &str) -> String {
    if Name::Event.check(wire).is_ok() {
        return wire.to_owned();
    }
    let plain: String = wire
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | ':') => c,
            _ => '.',
        })
        .collect();
    let words: Vec<_> = plain.split('.').filter(|word| !word.is_empty()).collect();
    let name = words.join(".");
    match Name::Event.check(&name) {
        Ok(()) => name,
        Err(_) => format!("event.{name}").trim_end_matches('.').to_owned(),
    }
}
