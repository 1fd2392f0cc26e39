//! Checks frames that the schema draws.

mod kinds;
mod no_kind;
mod parts;
mod replies;
pub(super) mod requests;
pub(super) mod tables;
mod trial;

use tdproto_schema::model::{EnumBase, EventId, FrameKind, Scalar, Sender, WireValue};
use tdproto_wire::{Error, ErrorKind, from_str};

use super::around::{DIR, FRAME};
use super::check::Pass;
use super::trail::Trail;
use super::words::{scalar_words, shown};
use super::{Rule, Side, Validator};
use kinds::{Found, Texts, is_number, texts, wire_name};
use tables::KindTable;

impl Validator<'_> {
    /// Returns the kind of a frame that a side sent, by its constants and places; `None` if it is
    /// not JSON or of no kind, or if the schema draws no frames.
    ///
    /// ```
    /// use tdproto_codegen::validate::{Side, Validator};
    /// use tdproto_schema::{SourceMap, compile};
    ///
    /// let mut sources = SourceMap::default();
    /// sources.add("rpc.toml", r#"
    /// [frame.call]
    /// shape = { id = "$id", method = "$event", params = "$params" }
    /// [frame.note]
    /// shape = { method = "$event", params = "$params" }
    /// "#);
    /// let (schema, found) = compile(&sources);
    /// assert!(found.is_empty());
    /// let validator = Validator::new(&schema.model);
    /// let kind = validator.frame_kind(Side::Any, r#"{"method":"a"}"#);
    /// assert_eq!(kind.unwrap().name, "note");
    ///
    /// // The envelope is not drawn.
    /// let (schema, _) = tdproto_schema::embedded::compiled();
    /// let validator = Validator::new(&schema.model);
    /// assert!(validator.frame_kind(Side::Any, r#"{"event":"a"}"#).is_none());
    /// ```
    #[must_use]
    pub fn frame_kind(&self, side: Side, frame: &str) -> Option<&FrameKind> {
        if self.tables.frames.kinds.is_empty() {
            return None;
        }
        let mut checker = self.checker(side, false);
        let mut pass = Pass::new(&mut checker, frame, 0);
        let found = texts(&self.tables.frames, &mut pass.r).ok()?;
        pass.r.end().ok()?;
        match pass.kind(&found) {
            Found::Kind(at) => Some(self.model.frame(self.tables.frames.kinds[at].id)),
            Found::OfOtherSide(_) | Found::None => None,
        }
    }
}

/// A frame whose kind is known.
struct Frame<'t> {
    kind: &'t KindTable,
    /// The event; of a reply, that of its request.
    event: Option<EventId>,
}

impl<'v, 'de> Pass<'_, 'v, 'de> {
    /// Checks a frame that the schema draws; returns the position of its event, if the model knows
    /// it and the frame is no reply.
    pub(super) fn drawn(
        &mut self,
        may_be_wrapped: bool,
        trail: &Trail<'_>,
    ) -> Result<Option<usize>, Error> {
        let tables = &self.tables.frames;
        self.r.peek()?;
        let start = self.r.offset();
        if may_be_wrapped && self.is_wrapped()? {
            return self.wrapped(start);
        }
        let texts = texts(tables, &mut self.r)?;
        let end = self.r.offset();
        let event = self.of_kind(start, texts, trail)?;
        self.r.rewind(end);
        Ok(event)
    }

    /// Returns true if an object that a capture puts around a frame comes next.
    fn is_wrapped(&mut self) -> Result<bool, Error> {
        if self.r.peek()? != b'{' {
            return Ok(false);
        }
        let mut outer = self.r.clone();
        outer.begin_object()?;
        let (mut first, mut has_frame, mut has_dir) = (true, false, false);
        while let Some(key) = outer.key(&mut first)? {
            if key == FRAME && matches!(outer.peek()?, b'{' | b'[' | b'"') {
                return Ok(true);
            }
            has_frame |= key == FRAME;
            has_dir |= key == DIR;
            outer.skip()?;
        }
        // What else a frame may be, the direction beside it says that it should be one.
        Ok(has_frame && has_dir)
    }

    fn of_kind(
        &mut self,
        start: usize,
        texts: Texts<'de>,
        trail: &Trail<'_>,
    ) -> Result<Option<usize>, Error> {
        let tables = &self.tables.frames;
        let model = self.checker.validator.model;
        let at = match self.kind(&texts) {
            Found::Kind(at) => self.best_fit(at, start, &texts, trail),
            Found::OfOtherSide(at) => {
                let kind = &tables.kinds[at];
                if self.is_rather_of_own_side(kind, &texts) {
                    self.no_kind(start, &texts, trail);
                    return Ok(None);
                }
                let side = self.direction().map_or(Side::Any, Side::of);
                let name = &model.frame(kind.id).name;
                self.report(Rule::WrongDirection, true, start, trail, |_| {
                    let expected = format!("a frame that a {} sends", side.name());
                    (expected, format!("a frame of kind `{name}`"))
                });
                return Ok(None);
            }
            Found::None => {
                self.no_kind(start, &texts, trail);
                return Ok(None);
            }
        };
        self.as_kind(&tables.kinds[at], start, texts, trail)
    }

    /// Checks a frame, which begins at `start`, as one of a kind.
    fn as_kind(
        &mut self,
        kind: &'v KindTable,
        start: usize,
        texts: Texts<'de>,
        trail: &Trail<'_>,
    ) -> Result<Option<usize>, Error> {
        let model = self.checker.validator.model;
        let shape = &model.frame(kind.id).shape;
        if !self.event_name(kind, &texts, trail)? {
            self.r.rewind(start);
            self.part(shape, &Frame { kind, event: None }, trail)?;
            return Ok(None);
        }
        let is_reply = model.frame(kind.id).replies.is_some();
        let event = match is_reply {
            true => self.answered(kind, &texts, trail),
            false => self.event_of(kind, &texts).or(self.given(kind)),
        };
        self.count(kind, event, &texts);
        if event.is_none() && !is_reply && self.unknown_event(kind, start, &texts, trail) {
            return Ok(None);
        }
        let known = match event.filter(|_| !is_reply) {
            Some(id) => self.of_sender(id, kind, &texts, trail),
            None => event,
        };
        let sender = event.map(|id| model.events()[id.index()].sender);
        let sender = sender.filter(|_| !is_reply);
        self.sent_by(sender.unwrap_or(model.frame(kind.id).sender));
        self.r.rewind(start);
        let before = self.checker.deviations.total();
        self.part(shape, &Frame { kind, event: known }, trail)?;
        if event.is_none() && !is_reply && kind.event.is_none() {
            self.checker.coverage.unnamed += 1;
            if self.checker.deviations.total() == before {
                self.of_no_event(kind, start, &texts, trail);
            }
        }
        let event = event.filter(|_| !is_reply);
        Ok(event.map(EventId::index))
    }

    /// From here on the view of a sender counts, if nothing else says who sent the frame.
    fn sent_by(&mut self, sender: Sender) {
        if self.side == Side::Any {
            self.side = match Side::of_sender(sender) {
                Side::Any => self.named.map_or(Side::Any, Side::of),
                known @ (Side::Client | Side::Server) => known,
            };
        }
    }

    /// Reports an event that only the other side sends. A checker checks it as such; a receiver does
    /// not know it, so that it takes any params.
    fn of_sender(
        &mut self,
        event: EventId,
        kind: &KindTable,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
    ) -> Option<EventId> {
        if !self.is_of_other_side(event) {
            return Some(event);
        }
        let found = &self.checker.validator.model.events()[event.index()];
        // A capture that names the direction has a place of its own for it.
        if self.side != Side::Any {
            let offset = kind.event.and_then(|at| texts[at]);
            let offset = offset.map_or(0, |text| self.offset_of(text));
            let path = self.path_of(kind, trail);
            let expected = format!("an event that a {} sends", self.side.name());
            let words = (expected, format!("`{}`", found.name));
            self.report_at(Rule::WrongDirection, false, offset, path, words);
        }
        self.side = Side::of_sender(found.sender);
        Some(event).filter(|_| !self.checker.options.lenient)
    }

    /// Checks the type of the name; `false` if it is wrong, so that the event is not known.
    fn event_name(
        &mut self,
        kind: &KindTable,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
    ) -> Result<bool, Error> {
        let Some(text) = kind.event.and_then(|at| texts[at]) else {
            return Ok(true);
        };
        let base = self.checker.validator.model.frame(kind.id).event;
        let wrong = match (base, text.starts_with('"')) {
            (EnumBase::Text, true) => None,
            (EnumBase::Int, true) | (EnumBase::Text, false) => Some(Rule::WrongType),
            (EnumBase::Int, false) => wrong_number(text),
        };
        if let Some(rule) = wrong {
            let offset = self.offset_of(text);
            let path = self.path_of(kind, trail);
            let expected = match base {
                EnumBase::Text => "the name of an event".to_owned(),
                EnumBase::Int => format!("the number of an event, {}", scalar_words(Scalar::Int)),
            };
            self.report_at(rule, true, offset, path, (expected, shown(text)));
        }
        Ok(wrong.is_none())
    }

    /// Reports an event that the schema does not have. Returns true if the frame is one of another
    /// kind but for a constant, so that its parts are not those of this kind.
    #[cold]
    fn unknown_event(
        &mut self,
        kind: &KindTable,
        start: usize,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
    ) -> bool {
        let Some(text) = kind.event.and_then(|at| texts[at]) else {
            // Something besides the frame says the event.
            return false;
        };
        let offset = self.offset_of(text);
        let name = match wire_name(text) {
            Some(WireValue::Text(name)) => name,
            Some(WireValue::Int(number)) => number.to_string(),
            None => String::new(),
        };
        let path = self.path_of(kind, trail);
        let own = &self.checker.validator.model.frame(kind.id).name;
        let mut found = format!("`{name}`");
        let mut is_of_other = false;
        if let Some(known) = self.kinds_with(kind, text) {
            found.push_str(&format!(" in frames of kind `{own}`, only of kind {known}"));
        } else if let Some(why) = self.but_for_a_constant(kind, start, texts, trail) {
            found.push_str(&format!(" in frames of kind `{own}`; {why}"));
            // A receiver reads the parts of this kind.
            is_of_other = !self.checker.options.lenient;
        }
        let words = ("the name of an event".to_owned(), found);
        self.report_at(Rule::UnknownEvent, false, offset, path, words);
        is_of_other
    }

    /// The offset of a part of the text.
    fn offset_of(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

/// The rule that the number of an event breaks, by its text of JSON; `None`: it is one.
fn wrong_number(text: &str) -> Option<Rule> {
    const LARGEST: u64 = (1 << 53) - 1;
    if !is_number(text) {
        return Some(Rule::WrongType);
    }
    match from_str::<i64>(text) {
        Ok(number) => (number.unsigned_abs() > LARGEST).then_some(Rule::OutOfRange),
        Err(error) if matches!(error.kind(), ErrorKind::OutOfRange(_)) => Some(Rule::OutOfRange),
        Err(_) => Some(Rule::WrongType),
    }
}
