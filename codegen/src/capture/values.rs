//! Finds the values of a JSON document by its brackets. The document may come in chunks of any
//! size.

use super::batch::{RECORD_SEPARATOR, Unit};

/// The largest number of values in a batch.
pub(super) const MAX_UNITS: usize = 16 << 10;

/// A position in a document: one value, several, or an array of them. The scan looks only for the
/// ends of values; each value is checked on its own.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// True if the document is an array whose items are the values.
    in_array: bool,
    /// True if an array at the top is a value itself.
    arrays_are_values: bool,
    /// The position of the next item.
    index: usize,
    /// The last token between values.
    after: After,
    value: Value,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum After {
    #[default]
    Start,
    Value,
    Comma,
}

/// The value that the scan is in.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// A place outside of values.
    #[default]
    Outside,
    /// A number or a word.
    Bare,
    /// An array or object: the number of open brackets, and the state of a string in it.
    Nested { depth: usize, string: Text },
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    #[default]
    No,
    Yes,
    /// Behind a backslash in a string.
    Escape,
}

impl Scan {
    /// A scan of documents; `arrays_are_values` if an array at the top is one.
    pub(super) fn of_documents(arrays_are_values: bool) -> Self {
        Self {
            arrays_are_values,
            ..Self::default()
        }
    }

    /// Returns true if a value has begun and not ended yet.
    fn is_inside(&self) -> bool {
        self.value != Value::Outside
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
                at = self.outside(text, at, units);
            }
            if let Some(end) = self.value.go(text, &mut at) {
                self.end(start..end, units);
            }
        }
        (if self.is_inside() { start } else { at }, at)
    }

    /// Ends the document, and the value that is open.
    pub(super) fn finish(&mut self, range: std::ops::Range<usize>, units: &mut Vec<Unit>) {
        let end = range.end;
        if self.is_inside() {
            self.end(range, units);
        } else if self.in_array {
            units.push(problem(end, "the array does not end"));
        }
        *self = Self::of_documents(self.arrays_are_values);
    }

    /// Goes on from `at` in a value that is too long to be kept; returns the value's end.
    pub(super) fn end_of_value(&mut self, text: &[u8], mut at: usize) -> Option<usize> {
        let end = self.value.go(text, &mut at)?;
        self.end(0..0, &mut Vec::new());
        Some(end)
    }

    fn end(&mut self, range: std::ops::Range<usize>, units: &mut Vec<Unit>) {
        let index = self.in_array.then_some(self.index);
        self.index += 1;
        self.value = Value::Outside;
        self.after = After::Value;
        units.push(Unit {
            range,
            index,
            message: None,
            problem: None,
        });
    }

    /// Reads a byte between values: the start of a value, or a separator.
    fn outside(&mut self, text: &[u8], at: usize, units: &mut Vec<Unit>) -> usize {
        match text[at] {
            b' ' | b'\t' | b'\r' | b'\n' | RECORD_SEPARATOR => {}
            b'[' if !self.in_array && self.index == 0 && !self.arrays_are_values => {
                self.in_array = true;
            }
            b']' if self.in_array => {
                if self.after == After::Comma {
                    units.push(problem(at, "no value comes after the comma"));
                }
                self.in_array = false;
                self.after = After::Start;
                // A second array is a value.
                self.index += 1;
            }
            b',' if self.in_array && self.after == After::Value => self.after = After::Comma,
            b',' | b']' | b'}' | b':' => units.push(problem(at, "not a value")),
            byte => {
                if self.in_array && self.after == After::Value {
                    units.push(problem(at, "a comma comes between values"));
                }
                self.value = Value::beginning(byte);
                return at;
            }
        }
        at + 1
    }
}

impl Value {
    /// Returns the state of a value that begins with this byte.
    pub(super) fn beginning(byte: u8) -> Self {
        let string = Text::No;
        match byte {
            b'{' | b'[' | b'"' => Self::Nested { depth: 0, string },
            _ => Self::Bare,
        }
    }

    /// Goes on in the value from `at`; returns its end, if the text has it.
    pub(super) fn go(&mut self, text: &[u8], at: &mut usize) -> Option<usize> {
        let end = match self {
            Self::Outside => return None,
            Self::Bare => { text[*at..].iter() }
                .position(ends_bare)
                .map(|length| *at + length),
            Self::Nested { depth, string } => nested(text, at, depth, string),
        };
        *at = end.unwrap_or(text.len());
        end
    }
}

/// Returns the end of the value that a text begins with, if the text has it.
pub(super) fn end_of_first(text: &[u8]) -> Option<usize> {
    Value::beginning(*text.first()?).go(text, &mut 0)
}

/// Returns true if a byte cannot be part of a number or word.
fn ends_bare(byte: &u8) -> bool {
    matches!(
        *byte,
        b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | b'{' | b'}' | b'"' | RECORD_SEPARATOR
    )
}

/// Goes on in brackets, or in a string in them; returns the end of the value, if the text has it.
fn nested(text: &[u8], at: &mut usize, depth: &mut usize, string: &mut Text) -> Option<usize> {
    loop {
        match string {
            Text::Escape => {
                let is_end = *text.get(*at)? == RECORD_SEPARATOR;
                if is_end {
                    return Some(*at);
                }
                *at += 1;
                *string = Text::Yes;
            }
            Text::Yes => {
                let found = *at + memchr::memchr3(b'"', b'\\', RECORD_SEPARATOR, text.get(*at..)?)?;
                *string = match text[found] {
                    b'\\' => Text::Escape,
                    b'"' => Text::No,
                    _ => return Some(found),
                };
                *at = found + 1;
                if *string == Text::No && *depth == 0 {
                    return Some(*at);
                }
            }
            Text::No => {
                let is_mark = |byte: &u8| {
                    matches!(*byte, b'"' | b'{' | b'[' | b'}' | b']' | RECORD_SEPARATOR)
                };
                let found = *at + text.get(*at..)?.iter().position(is_mark)?;
                if text[found] == RECORD_SEPARATOR {
                    return Some(found);
                }
                *at = found + 1;
                match text[found] {
                    b'"' => *string = Text::Yes,
                    b'{' | b'[' => *depth += 1,
                    _ => {
                        *depth = depth.saturating_sub(1);
                        if *depth == 0 {
                            return Some(*at);
                        }
                    }
                }
            }
        }
    }
}

/// An error at a place between values.
pub(super) fn problem(at: usize, text: &'static str) -> Unit {
    Unit {
        range: at..at,
        index: None,
        message: None,
        problem: Some(text),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Runs a scan over a text in chunks of `chunk` bytes. Returns the place where the last value
    /// began, and the units so far.
    pub(in super::super) fn in_chunks(
        text: &str,
        chunk: usize,
        mut go: impl FnMut(&[u8], usize, usize, &mut Vec<Unit>) -> (usize, usize),
    ) -> (usize, Vec<Unit>) {
        let (mut units, mut end, mut start) = (Vec::new(), 0, 0);
        while end < text.len() {
            let at = end;
            end = (end + chunk).min(text.len());
            let looked_at;
            (start, looked_at) = go(&text.as_bytes()[..end], at, start, &mut units);
            assert_eq!(looked_at, end);
        }
        (start, units)
    }

    /// Returns the values of a document that comes in chunks of `chunk` bytes.
    fn values(text: &str, chunk: usize) -> Vec<String> {
        let mut scan = Scan::default();
        let (start, mut units) = in_chunks(text, chunk, |text, at, start, units| {
            scan.go(text, at, start, units)
        });
        scan.finish(start..text.len(), &mut units);
        let shown = units
            .into_iter()
            .map(|unit| match (unit.problem, unit.index) {
                (Some(problem), _) => format!("{}: {problem}", unit.range.start),
                (None, Some(index)) => format!("[{index}] {}", &text[unit.range]),
                (None, None) => text[unit.range].to_owned(),
            });
        shown.collect()
    }

    #[test]
    fn whatever_the_chunks() {
        let cases: &[(&str, &[&str])] = &[
            (" {\"a\": \"}\\\"]\"} ", &[r#"{"a": "}\"]"}"#]),
            (
                "{}\n{\"b\":[{}]}12 \"x\"",
                &["{}", r#"{"b":[{}]}"#, "12", "\"x\""],
            ),
            (
                "[{}, [1, 2],\n\"a,\", 5 ] ",
                &["[0] {}", "[1] [1, 2]", "[2] \"a,\"", "[3] 5"],
            ),
            ("[]", &[]),
            (
                "[{} {},]",
                &[
                    "[0] {}",
                    "4: a comma comes between values",
                    "[1] {}",
                    "7: no value comes after the comma",
                ],
            ),
            ("[{}", &["[0] {}", "3: the array does not end"]),
            ("{\"a\": [", &["{\"a\": ["]),
            ("}{}", &["0: not a value", "{}"]),
            ("[tru", &["[0] tru"]),
            ("[1][2]", &["[0] 1", "[2]"]),
            (
                "\x1e{}\n\x1e{\n\"a\": \"\x1e12\x1e\"\\\x1e",
                &["{}", "{\n\"a\": \"", "12", "\"\\"],
            ),
        ];
        for (text, expected) in cases {
            for chunk in 1..=text.len() {
                assert_eq!(values(text, chunk), *expected, "{text} by {chunk}");
            }
        }
    }
}
