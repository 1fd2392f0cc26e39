//! Finds the WebSocket messages in an HTTP archive (HAR) of a browser. The archive may come in
//! chunks of any size. The messages are the items of `log.entries[]._webSocketMessages`. Everything
//! else is skipped, and nothing of it is kept.

use std::ops::Range;

use super::HarMessage;
use super::batch::{RECORD_SEPARATOR, Unit};
use super::values::{MAX_UNITS, Value, problem};

/// The brackets on the way to a message: the archive, `log`, `entries`, an entry, its messages.
const ENTRIES: usize = 3;
const ENTRY: usize = 4;
const MESSAGES: usize = 5;

/// A position in an archive.
#[derive(Debug, Default)]
pub(super) struct HarScan {
    /// The number of open brackets on the way to messages.
    level: usize,
    /// The value that the scan is in, which is no bracket on the way, and its role.
    value: Value,
    role: Role,
    /// The last key of the object that the scan is in; true if its value comes next.
    key: Vec<u8>,
    value_comes: bool,
    at: HarMessage,
    /// True if the entry holds messages.
    is_web_socket: bool,
    entries_skipped: u64,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Role {
    #[default]
    Skipped,
    Key,
    Message,
}

impl HarScan {
    /// The number of entries without WebSocket messages so far.
    pub(super) fn entries_skipped(&self) -> u64 {
        self.entries_skipped
    }

    /// Looks at `text` from `at` on; `start` is the place where the value of the scan began.
    /// Returns the place where an unfinished value begins, or the end; and the place that the scan
    /// has reached.
    pub(super) fn go(
        &mut self,
        text: &[u8],
        mut at: usize,
        mut start: usize,
        units: &mut Vec<Unit>,
    ) -> (usize, usize) {
        while at < text.len() {
            if self.value == Value::Outside {
                if units.len() >= MAX_UNITS {
                    return (at, at);
                }
                start = at;
                at = self.outside(text[at], at, units);
            }
            if let Some(end) = self.value.go(text, &mut at) {
                self.end(start..end, text, units);
            }
        }
        match (self.value, self.role) {
            (Value::Outside, _) | (_, Role::Skipped) => (at, at),
            (Value::Bare | Value::Nested { .. }, Role::Key | Role::Message) => (start, at),
        }
    }

    /// Ends the archive, and the value that is open.
    pub(super) fn finish(&mut self, range: Range<usize>, units: &mut Vec<Unit>) {
        let is_open = self.level > 0 || self.value != Value::Outside;
        if self.value != Value::Outside && self.role == Role::Message {
            self.push(range, units);
        } else if is_open {
            units.push(problem(range.end, "the HAR ends too early"));
        }
        let entries_skipped = self.entries_skipped;
        *self = Self {
            entries_skipped,
            ..Self::default()
        };
    }

    /// Goes on from `at` in a value that is too long to be kept; returns the value's end.
    pub(super) fn end_of_value(&mut self, text: &[u8], mut at: usize) -> Option<usize> {
        let end = self.value.go(text, &mut at)?;
        self.end(0..0, &[], &mut Vec::new());
        Some(end)
    }

    fn push(&mut self, range: Range<usize>, units: &mut Vec<Unit>) {
        units.push(Unit {
            range,
            index: None,
            message: Some(self.at),
            problem: None,
        });
        self.at.message += 1;
    }

    fn end(&mut self, range: Range<usize>, text: &[u8], units: &mut Vec<Unit>) {
        self.value = Value::Outside;
        match self.role {
            Role::Skipped => {}
            Role::Message => self.push(range, units),
            Role::Key => {
                self.key.clear();
                self.key.extend_from_slice(&text[range]);
            }
        }
    }

    /// Reads a byte between values: the start of a value, or a separator.
    fn outside(&mut self, byte: u8, at: usize, units: &mut Vec<Unit>) -> usize {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | RECORD_SEPARATOR => {}
            b',' => (self.value_comes, self.key) = (false, Vec::new()),
            b':' => self.value_comes = true,
            b'}' | b']' => self.close(byte, at, units),
            b'{' | b'[' if self.is_on_the_way(byte) => self.open(),
            _ => {
                self.begin(byte, at, units);
                return at;
            }
        }
        at + 1
    }

    /// Returns true if a bracket is on the way to messages.
    fn is_on_the_way(&self, byte: u8) -> bool {
        let key = if self.value_comes { &self.key[..] } else { b"" };
        match (self.level, byte) {
            (0, b'{') | (ENTRIES, b'{') => true,
            (1, b'{') => key == b"\"log\"",
            (2, b'[') => key == b"\"entries\"",
            (ENTRY, b'[') => key == b"\"_webSocketMessages\"",
            _ => false,
        }
    }

    fn open(&mut self) {
        self.level += 1;
        (self.value_comes, self.key) = (false, Vec::new());
        match self.level {
            ENTRIES => self.at.entry = 0,
            ENTRY => self.is_web_socket = false,
            MESSAGES => (self.is_web_socket, self.at.message) = (true, 0),
            _ => {}
        }
    }

    fn close(&mut self, byte: u8, at: usize, units: &mut Vec<Unit>) {
        let closes = match self.level {
            0 => return units.push(problem(at, "not a value")),
            ENTRIES | MESSAGES => b']',
            _ => b'}',
        };
        if byte != closes {
            units.push(problem(at, "another bracket is open here"));
        }
        if self.level == ENTRY {
            self.at.entry += 1;
            self.entries_skipped += u64::from(!self.is_web_socket);
        }
        self.level -= 1;
        self.value_comes = false;
    }

    /// Begins a value or a key.
    fn begin(&mut self, byte: u8, at: usize, units: &mut Vec<Unit>) {
        self.value = Value::beginning(byte);
        let is_key = byte == b'"' && !self.value_comes;
        self.role = match self.level {
            MESSAGES => Role::Message,
            0 => {
                units.push(problem(at, "an object comes here in a HAR"));
                Role::Skipped
            }
            ENTRIES => Role::Skipped,
            _ if is_key => Role::Key,
            _ => Role::Skipped,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::values::tests::in_chunks;
    use super::*;

    /// Returns the messages of an archive that comes in chunks of `chunk` bytes, and the number of
    /// entries without any.
    fn messages(text: &str, chunk: usize) -> (Vec<String>, u64) {
        let mut scan = HarScan::default();
        let (start, mut units) = in_chunks(text, chunk, |text, at, start, units| {
            scan.go(text, at, start, units)
        });
        scan.finish(start..text.len(), &mut units);
        let shown = units
            .into_iter()
            .map(|unit| match (unit.problem, unit.message) {
                (Some(problem), _) => format!("{}: {problem}", unit.range.start),
                (None, Some(at)) => format!("{at} {}", &text[unit.range]),
                (None, None) => text[unit.range].to_owned(),
            });
        (shown.collect(), scan.entries_skipped())
    }

    #[test]
    fn whatever_the_chunks() {
        let pages = r#""pages": [{"entries": [{"_webSocketMessages": [1]}]}, "]"]"#;
        let cases: &[(&str, &[&str], u64)] = &[
            (r#"{"log": {"version": "1.2", "entries": []}}"#, &[], 0),
            (
                &format!(
                    r#"{{"log": {{{pages}, "entries": [
                    {{"request": {{"url": "a]}}\"", "_webSocketMessages": [{{}}]}}, "time": 1.5}},
                    {{"_webSocketMessages": [{{"data": "{{\"}}"}}, 7], "x": null}},
                    {{"_webSocketMessages": null}}, {{"_webSocketMessages": []}}, 3, []
                    ], "entries2": [{{"_webSocketMessages": [8]}}]}}, "more": {{}}}}"#
                ),
                &[
                    r#"/log/entries/1/_webSocketMessages/0 {"data": "{\"}"}"#,
                    "/log/entries/1/_webSocketMessages/1 7",
                ],
                2,
            ),
            (
                r#"{"log":{"entries":[{"_webSocketMessages":[{"data":"#,
                &[r#"/log/entries/0/_webSocketMessages/0 {"data":"#],
                0,
            ),
            (
                r#"{"log":{"entries":[{"x": "#,
                &["25: the HAR ends too early"],
                0,
            ),
            (
                r#"{"log":{"entries":[}]}"#,
                &[
                    "19: another bracket is open here",
                    "20: another bracket is open here",
                ],
                0,
            ),
            (
                "{} 5 [{}]",
                &[
                    "3: an object comes here in a HAR",
                    "5: an object comes here in a HAR",
                ],
                0,
            ),
        ];
        for (text, expected, skipped) in cases {
            for chunk in 1..=text.len() {
                let (shown, entries) = messages(text, chunk);
                assert_eq!(shown, *expected, "{text} by {chunk}");
                assert_eq!(entries, *skipped, "{text} by {chunk}");
            }
        }
    }
}
