//! What the vectors of drawn frames ask of each language.

use tdproto_codegen::payloads::{Of, Vector};
use tdproto_codegen::validate::{Checker, Options, Side, Validator};
use tdproto_schema::model::{Direction, Event, FrameKind, HoleKind, Sender, Step};
use tdproto_schema::{Model, Schema};

use super::Verdict;
use crate::json_schema;

/// Finds the schema of each frame.
pub(super) struct Drawn<'a> {
    model: &'a Model,
    /// The start of the ids of its schemas.
    urn: String,
    validator: Validator<'a>,
}

impl<'a> Drawn<'a> {
    /// Those of a schema that draws its frames.
    pub(super) fn new(schema: &'a Schema) -> Option<Self> {
        let model = &schema.model;
        (!model.frames().is_empty()).then(|| Self {
            model,
            urn: json_schema::urn(schema),
            validator: Validator::new(model),
        })
    }

    /// The bundle of what clients send takes their frames, and no others. That of all frames takes
    /// those of either side, so that a frame of the server is asked of the definition of its event
    /// or its reply, if it is of one.
    pub(super) fn reference(&self, vector: &Vector) -> String {
        let urn = &self.urn;
        let (bundle, sender) = match vector.from {
            Direction::ClientToServer => (format!("{urn}:client"), Side::Client),
            Direction::ServerToClient => (format!("{urn}:schema"), Side::Server),
        };
        let key = match self.reply(vector) {
            Some(key) => Some(key),
            None if sender == Side::Client && vector.event.is_none() => None,
            None => self.event(vector, sender),
        };
        match key {
            Some(key) => format!("{bundle}#/$defs/{}", key.replace('/', "~1")),
            None => bundle,
        }
    }

    /// Returns true if a JSON Schema can say what a vector expects: that of all frames takes those of
    /// both sides, and so does that of an event which both send.
    pub(super) fn is_of_schema(&self, vector: &Vector) -> bool {
        let kind = self.kind(vector);
        let is_nameless = |kind: &FrameKind| kind.replies.is_none() && !kind.has(HoleKind::Event);
        if vector.event.is_none() && kind.is_some_and(is_nameless) {
            // It is refused, unless it is of some event.
            return false;
        }
        let is_right = vector.strict.as_ref().is_none_or(Vec::is_empty);
        if is_right || !(self.is_of_all(vector) || self.is_of_both(vector)) {
            return true;
        }
        let other = self.validator.frame_from(Side::Client, &vector.text);
        !other.is_empty()
    }

    /// The verdict of a JSON Schema. That of all frames refuses a frame as none of several, and an
    /// array is refused as a whole, so that they do not say where it is wrong.
    pub(super) fn verdict(&self, vector: &Vector, verdict: Verdict) -> Verdict {
        match verdict {
            Verdict::First(Some(_)) if self.is_of_all(vector) || self.has_array(vector) => {
                Verdict::Refused
            }
            verdict
            @ (Verdict::NoJson | Verdict::All(_) | Verdict::First(_) | Verdict::Refused) => verdict,
        }
    }

    fn kind(&self, vector: &Vector) -> Option<&'a FrameKind> {
        let kind = self.model.find_frame(vector.kind.as_ref()?)?;
        Some(self.model.frame(kind))
    }

    fn has_array(&self, vector: &Vector) -> bool {
        let places = self.kind(vector).map(FrameKind::places);
        let mut paths = places.iter().flatten().map(|place| &place.path);
        paths.any(|path| path.iter().any(|step| matches!(step, Step::Index(_))))
    }

    fn is_of_all(&self, vector: &Vector) -> bool {
        vector.of == Of::Frame && self.reference(vector).ends_with(":schema")
    }

    /// The definition of a reply to the request that its reader knows.
    fn reply(&self, vector: &Vector) -> Option<String> {
        let kind = self
            .model
            .frame(self.model.find_frame(vector.kind.as_ref()?)?);
        let event = self.model.find_event(vector.event.as_ref()?)?;
        let answers = kind.replies.is_some() && kind.replies == event.frame;
        answers.then(|| format!("{}.{}", event.name, kind.name))
    }

    /// The definition of the event of a frame that is no reply.
    fn event(&self, vector: &Vector, side: Side) -> Option<String> {
        let name = &self.event_of(vector, side)?.name;
        let types = self.model.types();
        match types.iter().any(|def| def.name == *name) {
            true => Some(format!("{name}_")),
            false => Some(name.clone()),
        }
    }

    /// The event of a frame that is no reply.
    fn event_of(&self, vector: &Vector, side: Side) -> Option<&'a Event> {
        let kind = self.kind(vector)?;
        if kind.replies.is_some() {
            return None;
        }
        match (&vector.event, kind.has(HoleKind::Event)) {
            (Some(name), false) => self.model.find_event(name),
            _ => {
                let options = Options {
                    lenient: false,
                    placeholders: false,
                    side,
                    correlate: false,
                };
                let event = Checker::new(&self.validator, options, 0).frame(&vector.text)?;
                Some(&self.model.events()[event])
            }
        }
    }

    /// Returns true if the definition of a frame takes what either side sends.
    fn is_of_both(&self, vector: &Vector) -> bool {
        let event = self.event_of(vector, Side::Server);
        vector.of == Of::Frame
            && vector.from == Direction::ServerToClient
            && event.is_some_and(|event| event.sender == Sender::Both)
    }
}
