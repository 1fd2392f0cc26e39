//! Checks frames that captures hold as text: in a string, or in a message of a browser's HAR.

use tdproto_schema::model::Direction;
use tdproto_wire::{Error, Reader};

use super::check::{Checker, Pass};
use super::deviations::Deviations;
use super::trail::Trail;
use super::words::shown;
use super::{Path, Rule, Segment};

/// The opcodes of WebSocket messages: text, and binary data.
const TEXT: &str = "1";
const BINARY: &str = "2";

/// The kind of a message in a HAR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// A text, with the position of its event, if the model knows it.
    Text(Option<usize>),
    /// Binary data, which is not checked.
    Binary,
    /// Other messages: a ping, a close, an error of the browser. They are not checked.
    Control,
}

/// The members of a message that matter: offset and text.
#[derive(Default)]
struct Members<'de> {
    kind: Option<(usize, &'de str)>,
    opcode: Option<&'de str>,
    data: Option<(usize, &'de str)>,
}

impl Checker<'_> {
    /// Checks a message as browsers write them into a HAR: `type` names the direction, `opcode` the
    /// kind, `data` is the text of the frame.
    pub fn message(&mut self, text: &str) -> Message {
        let message = self.checked(|checker| {
            let mut pass = Pass::new(checker, text, 0);
            let message = pass.message()?;
            pass.r.end()?;
            Ok(message)
        });
        let message = message.unwrap_or(Message::Text(None));
        if let Message::Text(Some(event)) = message {
            self.coverage.events[event] += 1;
        }
        message
    }
}

impl<'de> Pass<'_, '_, 'de> {
    fn message(&mut self) -> Result<Message, Error> {
        let trail = &Trail::ROOT;
        if self.r.peek()? != b'{' {
            let expected = |_: &Self| "a WebSocket message".to_owned();
            self.wrong(Rule::WrongType, true, trail, expected)?;
            return Ok(Message::Text(None));
        }
        let start = self.r.offset();
        let members = self.members()?;
        match members.opcode {
            Some(TEXT) | None => {}
            Some(BINARY) => return Ok(Message::Binary),
            Some(_) => return Ok(Message::Control),
        }
        if members.kind.is_some_and(|(_, kind)| kind == "\"error\"") {
            return Ok(Message::Control);
        }
        let trail = trail.key("data");
        let event = match members.data {
            Some((offset, data)) if data.starts_with('"') => {
                let kind = members.kind.map(|(_, kind)| kind);
                self.named = kind.and_then(|kind| Sent::IN_HAR.direction(kind));
                self.text_of_frame(offset, data, &trail)
            }
            Some((offset, data)) => {
                let words = |_: &Self| ("a string".to_owned(), shown(data));
                self.report(Rule::WrongType, true, offset, &trail, words);
                None
            }
            None => {
                let words = |_: &Self| ("a string".to_owned(), "nothing".to_owned());
                self.report(Rule::MissingKey, true, start, &trail, words);
                None
            }
        };
        if let Some((offset, kind)) = members.kind {
            self.sent(offset, kind, event, &Sent::IN_HAR);
        }
        Ok(Message::Text(event))
    }

    fn members(&mut self) -> Result<Members<'de>, Error> {
        let mut members = Members::default();
        self.r.begin_object()?;
        let mut first = true;
        while let Some(key) = self.r.key(&mut first)? {
            self.r.peek()?;
            let offset = self.r.offset();
            let value = self.r.raw()?;
            match &*key {
                "type" => members.kind = Some((offset, value)),
                "opcode" => members.opcode = Some(value),
                "data" => members.data = Some((offset, value)),
                _ => {}
            }
        }
        Ok(members)
    }

    /// Checks a frame that is the content of a string, which begins at `offset`. Places deviations
    /// at their bytes in the string, and returns the frame's event.
    pub(super) fn text_of_frame(
        &mut self,
        offset: usize,
        quoted: &str,
        trail: &Trail<'_>,
    ) -> Option<usize> {
        let text = match Reader::of_text(quoted).string() {
            Ok(text) => text,
            Err(error) => {
                let words = |_: &Self| ("JSON".to_owned(), error.kind().to_string());
                self.report(Rule::NotJson, true, offset + error.offset(), trail, words);
                return None;
            }
        };
        let room = self.checker.deviations.room() - self.checker.deviations.kept.len();
        let before = self.checker.deviations.take(room);
        let checker = &mut *self.checker;
        let (side, named) = (self.side, self.named);
        let event = checker.checked(|checker| {
            let mut pass = Pass::new(checker, &text, 0);
            (pass.side, pass.named) = (side, named);
            let event = pass.frame(false, trail)?;
            pass.halves(trail)?;
            pass.r.end()?;
            Ok(event)
        });
        let mut inner = std::mem::replace(&mut self.checker.deviations, before);
        place_in_string(&mut inner, self.base + offset, quoted, &trail.path());
        self.checker.deviations.extend(inner);
        event.flatten()
    }
}

/// Moves deviations in the content of a string to their places in the string's text.
fn place_in_string(deviations: &mut Deviations, start: usize, quoted: &str, path: &Path) {
    deviations.kept.sort_by_key(|placed| placed.offset);
    let mut string = Unescaped::new(quoted);
    for placed in &mut deviations.kept {
        placed.offset = start + string.offset_of(placed.offset);
        let steps: &mut Vec<Segment> = &mut placed.deviation.path.0;
        if steps.is_empty() {
            steps.extend_from_slice(&path.0);
        }
    }
}

/// A position in a string with escapes, and the length of the content up to there.
struct Unescaped<'q> {
    quoted: &'q str,
    at: usize,
    content: usize,
}

impl<'q> Unescaped<'q> {
    fn new(quoted: &'q str) -> Self {
        Self {
            quoted,
            at: 1,
            content: 0,
        }
    }

    /// Returns the offset of a byte of the content; offsets may only grow between calls.
    fn offset_of(&mut self, content: usize) -> usize {
        while self.content < content && self.at + 1 < self.quoted.len() {
            let (length, given) = self.step();
            if self.content + given > content {
                break;
            }
            self.at += length;
            self.content += given;
        }
        self.at
    }

    /// The length of the next character or escape, and that of the character it stands for.
    fn step(&self) -> (usize, usize) {
        let rest = &self.quoted.as_bytes()[self.at..];
        match rest {
            [b'\\', b'u', ..] => match unit(rest) {
                0..0x80 => (6, 1),
                0x80..0x800 => (6, 2),
                0xd800..0xdc00 if matches!(unit(&rest[6.min(rest.len())..]), 0xdc00..0xe000) => {
                    (12, 4)
                }
                _ => (6, 3),
            },
            [b'\\', ..] => (2, 1),
            _ => (1, 1),
        }
    }
}

/// The number in an escape such as `\u00e9`; 0 if there is none.
fn unit(escape: &[u8]) -> u32 {
    let digits = match escape {
        [b'\\', b'u', digits @ ..] => digits.get(..4),
        _ => None,
    };
    let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
    digits
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .unwrap_or_default()
}

/// The sender of a frame in a capture: the key, and the words for each direction.
pub(super) struct Sent {
    pub(super) key: &'static str,
    pub(super) by_client: &'static str,
    pub(super) by_server: &'static str,
}

impl Sent {
    const IN_HAR: Self = Self {
        key: "type",
        by_client: "send",
        by_server: "receive",
    };

    pub(super) fn word(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::ClientToServer => self.by_client,
            Direction::ServerToClient => self.by_server,
        }
    }

    /// The direction that a value names.
    pub(super) fn direction(&self, value: &str) -> Option<Direction> {
        let word = value.strip_prefix('"')?.strip_suffix('"')?;
        [Direction::ClientToServer, Direction::ServerToClient]
            .into_iter()
            .find(|direction| self.word(*direction) == word)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn places_in_strings() {
        let quoted = r#""a\"\u00e9b\ud83d\ude00é\\c""#;
        let content: String = serde_json::from_str(quoted).unwrap();
        for (part, expected) in [("a", 1), ("\"", 2), ("b", 10), ("😀", 11), ("c", 27)] {
            let offset = content.find(part).unwrap();
            assert_eq!(Unescaped::new(quoted).offset_of(offset), expected, "{part}");
        }
        // The end is that of the string.
        assert_eq!(
            Unescaped::new(quoted).offset_of(content.len()),
            quoted.len() - 1
        );
        // Nothing is read beyond a string that is none.
        for broken in ["\"", "\"\\", "\"\\u12", "\"\\ud83d\\u"] {
            assert!(Unescaped::new(broken).offset_of(9) <= 13, "{broken}");
        }
    }
}
