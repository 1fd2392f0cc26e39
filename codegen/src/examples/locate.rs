//! Places in the text of JSON that is known to be valid.

use std::ops::Range;

use crate::validate::Segment;

/// The place of a value, and of its key if it is in an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
}

/// The place that a path leads to.
pub(super) fn find(text: &str, path: &[Segment]) -> Option<Place> {
    let scan = Scan {
        bytes: text.as_bytes(),
    };
    let start = scan.space(0);
    let mut place = Place {
        key: None,
        value: start..scan.end(start),
    };
    for segment in path {
        place = scan.step(text, place.value.start, segment)?;
    }
    Some(place)
}

/// The range up to the end of its first line.
pub(super) fn one_line(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    match part.contains('\n') {
        // An object or array: its bracket stands for it.
        true => range.start..range.start + 1,
        false => range,
    }
}

struct Scan<'t> {
    bytes: &'t [u8],
}

impl Scan<'_> {
    fn at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\0')
    }

    /// The position after white space.
    fn space(&self, mut at: usize) -> usize {
        while matches!(self.at(at), b' ' | b'\t' | b'\r' | b'\n') {
            at += 1;
        }
        at
    }

    /// The position after the string that starts here.
    fn string(&self, mut at: usize) -> usize {
        at += 1;
        while at < self.bytes.len() && self.at(at) != b'"' {
            at += if self.at(at) == b'\\' { 2 } else { 1 };
        }
        (at + 1).min(self.bytes.len())
    }

    /// The position after the value that starts here.
    fn end(&self, mut at: usize) -> usize {
        let mut depth = 0_usize;
        while at < self.bytes.len() {
            match self.at(at) {
                b'"' => at = self.string(at),
                b'{' | b'[' => {
                    depth += 1;
                    at += 1;
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    at += 1;
                }
                b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => at += 1,
                _ => {
                    while !matches!(
                        self.at(at),
                        b'\0' | b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n'
                    ) {
                        at += 1;
                    }
                }
            }
            if depth == 0 {
                break;
            }
        }
        at
    }

    /// The part of the object or array that starts here. Of equal keys, the last one counts.
    fn step(&self, text: &str, start: usize, segment: &Segment) -> Option<Place> {
        let mut found = None;
        let mut at = self.space(start + 1);
        let mut index = 0;
        while at < self.bytes.len() && !matches!(self.at(at), b'}' | b']') {
            let mut key = None;
            if self.at(start) == b'{' {
                let range = at..self.string(at);
                at = self.space(self.space(range.end) + 1);
                key = Some(range);
            }
            let value = at..self.end(at);
            let is_it = match (segment, &key) {
                (Segment::Key(wanted), Some(key)) => {
                    let name = serde_json::from_str::<String>(text.get(key.clone())?);
                    name.is_ok_and(|name| name == *wanted)
                }
                (Segment::Index(wanted), None) => *wanted == index,
                (Segment::Key(_), None) | (Segment::Index(_), Some(_)) => false,
            };
            at = self.space(value.end);
            if is_it {
                found = Some(Place { key, value });
            }
            if self.at(at) == b',' {
                at = self.space(at + 1);
            }
            index += 1;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_their_values() {
        let text = r#" {"a": [1, {"b\"": "x]", "c":null}, true ], "d": -1.5e3, "é":{} } "#;
        let key = |key: &str| Segment::Key(key.to_owned());
        let value = |path: &[Segment]| find(text, path).map(|place| &text[place.value]);
        assert_eq!(value(&[]), Some(text.trim()));
        assert_eq!(
            value(&[key("a"), Segment::Index(1), key("b\"")]),
            Some("\"x]\"")
        );
        assert_eq!(
            value(&[key("a"), Segment::Index(1), key("c")]),
            Some("null")
        );
        assert_eq!(value(&[key("a"), Segment::Index(2)]), Some("true"));
        assert_eq!(value(&[key("d")]), Some("-1.5e3"));
        assert_eq!(value(&[key("é")]), Some("{}"));
        assert_eq!(value(&[key("x")]), None);
        assert_eq!(value(&[key("a"), key("d")]), None);
        let place = find(text, &[key("d")]).and_then(|place| place.key);
        assert_eq!(place.map(|key| &text[key]), Some("\"d\""));
    }
}
