//! The frames in the values of a capture: bare, in the object that a capture puts around them,
//! in a text, or in a message of a browser's archive.

use tdproto_schema::model::Direction;
use tdproto_wire::Error;

use super::tape::{Kind, Parsed, Tags, Tape};

/// The keys of the object that a capture puts around a frame.
const FRAME: &str = "frame";
pub(super) const DIR: &str = "dir";
const EVENT: &str = "event";

/// What a capture says of a frame besides the frame itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said<'t> {
    pub(super) sender: Option<Direction>,
    /// The name of the event, for frames that do not say it.
    pub(super) event: Option<&'t str>,
}

/// A receiver of frames.
pub(super) trait Sink {
    /// Takes a frame, and what the capture says of it.
    fn frame(&mut self, parsed: Parsed<'_>, at: usize, said: Said<'_>);

    /// Returns true if an object is a frame although it has a key `frame`.
    fn is_frame(&self, parsed: Parsed<'_>, at: usize) -> bool;

    /// Begins with messages of a connection of a HAR.
    fn connection(&mut self, entry: usize);
}

/// The kind of a message in a HAR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Message {
    Text,
    Binary,
    Control,
    /// A message whose data is no text.
    NoText,
}

/// A reader of values that finds the frames in them.
#[derive(Debug)]
pub(super) struct Unwrapper {
    tags: Tags,
    outer: Tape,
    inner: Tape,
}

impl Unwrapper {
    pub(super) fn new(tags: Tags) -> Self {
        Self {
            tags,
            outer: Tape::default(),
            inner: Tape::default(),
        }
    }

    /// Takes the value that `rest` begins with; another object or array behind it stays there.
    ///
    /// # Errors
    /// If it is not JSON.
    pub(super) fn value(&mut self, rest: &mut &str, sink: &mut impl Sink) -> Result<(), Error> {
        let text = std::mem::take(rest);
        let end = self.outer.read(text, &self.tags)?;
        *rest = &text[end..];
        let parsed = self.outer.of(text);
        let frame = match parsed.kind(0) {
            Kind::Object => {
                let frame = parsed.member(0, FRAME);
                frame.filter(|_| !sink.is_frame(parsed, 0))
            }
            Kind::Null | Kind::Bool | Kind::Number | Kind::Text | Kind::Array | Kind::Key => None,
        };
        let Some(frame) = frame else {
            sink.frame(parsed, 0, Said::default());
            return Ok(());
        };
        let dir = parsed.member(0, DIR).map(|at| parsed.content(at));
        let sender = match dir.as_deref() {
            Some("in") => Some(Direction::ServerToClient),
            Some("out") => Some(Direction::ClientToServer),
            Some(_) | None => None,
        };
        let event = parsed.member(0, EVENT);
        let event = event.filter(|at| parsed.kind(*at) == Kind::Text);
        let event = event.map(|at| parsed.content(at));
        let event = event.as_deref().filter(|event| !event.is_empty());
        let said = Said { sender, event };
        match parsed.kind(frame) {
            Kind::Object | Kind::Array => sink.frame(parsed, frame, said),
            Kind::Text if parsed.raw(frame).trim_start().starts_with(['{', '[']) => {
                let text = parsed.content(frame);
                self.inner.read(&text, &self.tags)?;
                sink.frame(self.inner.of(&text), 0, said);
            }
            Kind::Null | Kind::Bool | Kind::Number | Kind::Text | Kind::Key => {
                sink.frame(parsed, 0, Said::default());
            }
        }
        Ok(())
    }

    /// Takes a message as browsers write them into a HAR.
    ///
    /// # Errors
    /// If it is not JSON, or its data is not.
    pub(super) fn message(&mut self, text: &str, sink: &mut impl Sink) -> Result<Message, Error> {
        self.outer.read(text, &self.tags)?;
        let parsed = self.outer.of(text);
        let raw = |key: &str| parsed.member(0, key).map(|at| parsed.raw(at));
        match raw("opcode") {
            Some("1") | None => {}
            Some("2") => return Ok(Message::Binary),
            Some(_) => return Ok(Message::Control),
        }
        let sender = match raw("type") {
            Some("send") => Some(Direction::ClientToServer),
            Some("receive") => Some(Direction::ServerToClient),
            Some("error") => return Ok(Message::Control),
            Some(_) | None => None,
        };
        let data = parsed.member(0, "data");
        let Some(data) = data.filter(|at| parsed.kind(*at) == Kind::Text) else {
            return Ok(Message::NoText);
        };
        let data = parsed.content(data);
        self.inner.read(&data, &self.tags)?;
        let event = None;
        sink.frame(self.inner.of(&data), 0, Said { sender, event });
        Ok(Message::Text)
    }
}
