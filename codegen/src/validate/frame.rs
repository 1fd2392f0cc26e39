//! Checks frames: the envelope, and the object around it in a capture.

use tdproto_schema::model::{Direction, EventId};
use tdproto_wire::{Error, Reader};

use super::around::{DIR, EVENT, FRAME};
use super::check::{Checker, Pass, Place};
use super::message::Sent;
use super::trail::Trail;
use super::words::shown;
use super::{Rule, Side};

/// The values of `dir`, as the client sees them.
const SENT: Sent = Sent {
    key: DIR,
    by_client: "out",
    by_server: "in",
};

/// The kinds of objects that may hold a frame, by the keys at the top.
enum Top {
    /// The event's name comes next, and no other key came before it.
    Event { comes_first: bool },
    /// A frame comes next, in the object that a capture puts around it.
    Wrapped,
    /// An object that holds no frame.
    Neither,
}

impl Checker<'_> {
    /// Checks the text of one frame; returns the position of its event, if the model knows it.
    pub fn frame(&mut self, text: &str) -> Option<usize> {
        let mut rest = text;
        self.unit(&mut rest, false, false)
    }

    /// Checks one line of a capture: a frame, or an object `{"dir": …, "frame": …}` around one.
    /// Other keys of that object are not checked. The frame may also be a string that holds its
    /// text. `dir` names the direction of the frame, as a client sees it: `in` or `out`. `event`
    /// names the event of a frame that does not say it. Another object or array behind it is left
    /// in `rest`, to be checked next.
    pub fn line(&mut self, rest: &mut &str) -> Option<usize> {
        self.unit(rest, true, true)
    }

    fn unit(&mut self, rest: &mut &str, may_be_wrapped: bool, several: bool) -> Option<usize> {
        let text = std::mem::take(rest);
        let wrapped = may_be_wrapped && self.validator.tables.frames.may_be_wrapped;
        let event = self.checked(|checker| {
            let mut pass = Pass::new(checker, text, 0);
            let event = pass.frame(wrapped, &Trail::ROOT)?;
            pass.halves(&Trail::ROOT)?;
            pass.end(rest, several)?;
            Ok(event)
        });
        let event = event.flatten();
        if let Some(event) = event {
            self.coverage.events[event] += 1;
        }
        event
    }
}

impl Pass<'_, '_, '_> {
    pub(super) fn frame(
        &mut self,
        may_be_wrapped: bool,
        trail: &Trail<'_>,
    ) -> Result<Option<usize>, Error> {
        if !self.tables.frames.kinds.is_empty() {
            return self.drawn(may_be_wrapped, trail);
        }
        if self.r.peek()? != b'{' {
            self.wrong(Rule::WrongType, true, trail, |_| "an object".to_owned())?;
            return Ok(None);
        }
        let start = self.r.offset();
        self.r.begin_object()?;
        let inside = self.r.offset();
        let key = &self.checker.validator.model.protocol.envelope.event;
        let comes_first = match self.top(key, may_be_wrapped)? {
            Top::Event { comes_first } => comes_first,
            Top::Wrapped => return self.wrapped(start),
            Top::Neither => {
                self.report(Rule::NoEnvelope, true, start, trail, |_| {
                    (format!("`{key}`"), "nothing".to_owned())
                });
                return Ok(None);
            }
        };
        let Some(at) = self.event(&trail.key(key))? else {
            let mut first = false;
            while self.r.key(&mut first)?.is_some() {
                self.r.skip()?;
            }
            return Ok(None);
        };
        if !comes_first {
            self.r.rewind(inside);
        }
        self.envelope(at, start, comes_first, trail)?;
        Ok(Some(at))
    }

    /// Reads keys of the object up to the one that shows its kind.
    fn top(&mut self, event: &str, may_be_wrapped: bool) -> Result<Top, Error> {
        let (mut first, mut comes_first) = (true, true);
        let (mut has_frame, mut has_dir) = (false, false);
        while let Some(key) = self.r.key(&mut first)? {
            if key == event {
                return self.last_event(event, comes_first);
            }
            comes_first = false;
            if may_be_wrapped && key == FRAME && matches!(self.r.peek()?, b'{' | b'"') {
                return Ok(Top::Wrapped);
            }
            has_frame |= key == FRAME;
            has_dir |= key == DIR;
            self.r.skip()?;
        }
        // What else a frame may be, the direction beside it says that it should be one.
        Ok(match may_be_wrapped && has_frame && has_dir {
            true => Top::Wrapped,
            false => Top::Neither,
        })
    }

    /// Goes on to the last name of the event, if only what receivers refuse is wanted: they read no
    /// earlier one. The reader is at the first.
    fn last_event(&mut self, event: &str, comes_first: bool) -> Result<Top, Error> {
        let mut last = None;
        if self.checker.options.lenient {
            let (mut r, mut first) = (self.r.clone(), false);
            r.skip()?;
            while let Some(key) = r.key(&mut first)? {
                if key == event {
                    last = Some(r.clone());
                }
                r.skip()?;
            }
        }
        let comes_first = comes_first && last.is_none();
        self.r = last.unwrap_or_else(|| self.r.clone());
        Ok(Top::Event { comes_first })
    }

    /// Reads the name of the event; from here on its sender's view counts.
    fn event(&mut self, trail: &Trail<'_>) -> Result<Option<usize>, Error> {
        let expected = "the name of an event";
        if self.r.peek()? != b'"' {
            self.wrong(Rule::WrongType, true, trail, |_| expected.to_owned())?;
            return Ok(None);
        }
        let start = self.r.offset();
        let name = self.r.string()?;
        let model = self.checker.validator.model;
        let events = model.events();
        let last = self.checker.last_event;
        let found = match events.get(last) {
            Some(event) if *event.name == *name => Ok(last),
            Some(_) | None => events.binary_search_by(|event| event.name.as_str().cmp(&name)),
        };
        let Ok(at) = found else {
            self.report(Rule::UnknownEvent, false, start, trail, |_| {
                (expected.to_owned(), format!("`{name}`"))
            });
            return Ok(None);
        };
        let sender = Side::of_sender(events[at].sender);
        let is_other = sender != Side::Any && self.side != sender;
        if !matches!(self.side, Side::Any) && is_other {
            let side = self.side;
            self.report(Rule::WrongDirection, false, start, trail, |_| {
                let expected = format!("an event that a {} sends", side.name());
                (expected, format!("`{name}`"))
            });
        }
        self.side = match (sender, self.side) {
            (Side::Client | Side::Server, _) => sender,
            // Both sides send it.
            (Side::Any, Side::Any) => self.named.map_or(Side::Any, Side::of),
            (Side::Any, known) => known,
        };
        self.checker.last_event = at;
        Ok(Some(at))
    }

    /// Checks the members of a frame whose event is known: all of them, or those behind the event.
    fn envelope(
        &mut self,
        at: usize,
        start: usize,
        mut has_event: bool,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let model = self.checker.validator.model;
        let (envelope, event) = (&model.protocol.envelope, &model.events()[at]);
        let params = self.tables.params[at];
        let (mut has_id, mut has_params) = (false, false);
        let (mut first, mut behind) = (!has_event, None);
        let mut before = self.r.offset();
        while let Some(key) = self.r.key(&mut first)? {
            let trail = trail.key(&key);
            let seen = if key == *envelope.event {
                self.r.skip()?;
                &mut has_event
            } else if Some(&*key) == envelope.id.as_deref() {
                self.counted(&key, &mut behind, |pass| pass.id(&trail))?;
                &mut has_id
            } else if let Some(params) = params.filter(|_| key == *envelope.params) {
                // Receivers take null for none where params may be missing.
                let lenient = self.checker.options.lenient;
                let may_be_null = params.may_be_null || lenient && params.may_be_absent;
                self.counted(&key, &mut behind, |pass| {
                    match may_be_null && pass.r.null()? {
                        true => Ok(()),
                        false => pass.value(params.node, Place::Field, &trail),
                    }
                })?;
                &mut has_params
            } else {
                self.unknown_key(before, &trail, |_| format!("a frame of {}", event.name))?;
                before = self.r.offset();
                continue;
            };
            if std::mem::replace(seen, true) {
                self.duplicate(before, &trail);
            }
            before = self.r.offset();
        }
        let missing = params.filter(|params| !has_params && !params.may_be_absent);
        if let Some(params) = missing {
            let trail = trail.key(&envelope.params);
            let never_empty = self.tables.node(params.node).never_empty[self.side as usize];
            let refused = never_empty && !params.may_be_null;
            self.report(Rule::MissingKey, refused, start, &trail, |pass| {
                (pass.described(params.node), "nothing".to_owned())
            });
        }
        Ok(())
    }

    /// Checks the id that the receiver confirms.
    fn id(&mut self, trail: &Trail<'_>) -> Result<(), Error> {
        match self.r.peek()? {
            b'"' => self.r.skip(),
            // A receiver takes `null` for none.
            byte => self.wrong(Rule::WrongType, byte != b'n', trail, |_| {
                "a string".to_owned()
            }),
        }
    }

    /// What the object around a frame says of it: the direction, if the model has events of both
    /// sides, and the event, if there are frames that do not say theirs.
    fn said_around(&self, start: usize) -> Result<(Option<Direction>, Option<EventId>), Error> {
        let mut wants_dir = self.tables.has_both;
        let mut wants_event = self.tables.frames.has_nameless;
        let (mut named, mut given) = (None, None);
        let mut r = Reader::of_text(self.text);
        r.rewind(start);
        r.begin_object()?;
        let mut first = true;
        while (wants_dir || wants_event)
            && let Some(key) = r.key(&mut first)?
        {
            if wants_dir && key == DIR {
                r.peek()?;
                named = SENT.direction(r.raw()?);
                wants_dir = false;
            } else if wants_event && key == EVENT && r.peek()? == b'"' {
                given = self.checker.validator.model.event_id(&r.string()?);
                wants_event = false;
            } else {
                self.skip_member(&mut r, &key)?;
            }
        }
        Ok((named, given))
    }

    /// Skips a member of the object around a frame. The depth of the frame counts from the frame.
    fn skip_member(&self, r: &mut Reader<'_>, key: &str) -> Result<(), Error> {
        if key != FRAME {
            return r.skip();
        }
        r.peek()?;
        let value = r.offset();
        let mut inner = Reader::of_text(&self.text[value..]);
        inner.skip().map_err(|error| behind(value, &error))?;
        r.rewind(value + inner.offset());
        Ok(())
    }

    /// Checks the object that a capture puts around a frame; it begins at `start`.
    pub(super) fn wrapped(&mut self, start: usize) -> Result<Option<usize>, Error> {
        let (named, given) = self.said_around(start)?;
        let before = self.checker.given;
        self.checker.given = given.or(before);
        let checked = self.in_object(start, named);
        self.checker.given = before;
        checked
    }

    fn in_object(
        &mut self,
        start: usize,
        named: Option<Direction>,
    ) -> Result<Option<usize>, Error> {
        let mut outer = Reader::of_text(self.text);
        outer.rewind(start);
        outer.begin_object()?;
        let (mut first, mut sent, mut event, mut has_frame) = (true, None, None, false);
        let mut before = outer.offset();
        while let Some(key) = outer.key(&mut first)? {
            let trail = Trail::ROOT.key(&key);
            outer.peek()?;
            let value = outer.offset();
            match &*key {
                FRAME if has_frame => {
                    outer.skip()?;
                    self.duplicate(before, &trail);
                }
                FRAME if self.text[value..].starts_with('"') => {
                    has_frame = true;
                    self.named = named;
                    event = self.text_of_frame(value, outer.raw()?, &trail);
                }
                FRAME => {
                    has_frame = true;
                    // The depth of the frame counts from the frame.
                    let mut inner = Pass::new(self.checker, &self.text[value..], value);
                    inner.named = named;
                    let frame = inner.frame(false, &trail);
                    event = frame.map_err(|error| behind(value, &error))?;
                    inner.halves(&trail)?;
                    outer.rewind(value + inner.r.offset());
                }
                DIR => sent = Some((value, outer.raw()?)),
                _ => outer.skip()?,
            }
            before = outer.offset();
        }
        // The other texts around the frame are not checked.
        self.r = Reader::of_text(self.text);
        self.r.rewind(outer.offset());
        if let Some((offset, sent)) = sent {
            self.sent(offset, sent, event, &SENT);
        }
        Ok(event)
    }

    /// Reports a frame that was sent against the direction of its event.
    pub(super) fn sent(&mut self, offset: usize, value: &str, event: Option<usize>, words: &Sent) {
        let trail = Trail::ROOT.key(words.key);
        let Some(direction) = words.direction(value) else {
            self.report(Rule::WrongType, false, offset, &trail, |_| {
                let expected = format!("`{}` or `{}`", words.by_server, words.by_client);
                (expected, shown(value))
            });
            return;
        };
        let Some(event) = event.map(|at| &self.checker.validator.model.events()[at]) else {
            return;
        };
        if let [right] = event.sender.directions()
            && *right != direction
        {
            self.report(Rule::WrongDirection, false, offset, &trail, |_| {
                let (right, sender) = (words.word(*right), right.name());
                (
                    format!("`{right}`, since a {sender} sends {}", event.name),
                    shown(value),
                )
            });
        }
    }
}

/// An error in a part of a text that begins at an offset, as one of the text.
#[cold]
fn behind(offset: usize, error: &Error) -> Error {
    Error::new(error.kind().clone(), offset + error.offset())
}
