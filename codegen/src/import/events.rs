//! The definitions that are events.

use std::fmt;
use std::str::FromStr;

use tdproto_schema::model::Sender;

/// The names of definitions that are events: `*` is any text, and braces are around the name of
/// the event, if that is not the whole name. A side and a colon may be in front of it.
///
/// ```
/// use tdproto_codegen::import::EventPattern;
/// let pattern: EventPattern = "server:{*}_event".parse().unwrap();
/// assert_eq!(pattern.event("push_event"), Some("push"));
/// assert_eq!(pattern.event("push"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPattern {
    sender: Option<Sender>,
    before: String,
    name: String,
    behind: String,
}

/// The reason that a text is not a pattern of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPatternError(&'static str);

impl fmt::Display for EventPatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for EventPatternError {}

impl FromStr for EventPattern {
    type Err = EventPatternError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (sender, pattern) = match text.split_once(':') {
            Some((side, pattern)) => match Sender::from_name(side) {
                Some(sender) => (Some(sender), pattern),
                None => (None, text),
            },
            None => (None, text),
        };
        if pattern.is_empty() {
            return Err(EventPatternError("expected a name, such as \"*Event\""));
        }
        let (before, name, behind) = match pattern.split_once('{') {
            None if pattern.contains('}') => {
                return Err(EventPatternError("expected `{` before `}`"));
            }
            None => ("", pattern, ""),
            Some((before, rest)) => match rest.split_once('}') {
                Some((name, behind)) if !behind.contains(['{', '}']) => (before, name, behind),
                Some(_) => return Err(EventPatternError("expected one pair of braces")),
                None => return Err(EventPatternError("expected `}` behind `{`")),
            },
        };
        Ok(Self {
            sender,
            before: before.to_owned(),
            name: name.to_owned(),
            behind: behind.to_owned(),
        })
    }
}

impl EventPattern {
    /// The name of the event of a definition, if it is one.
    #[must_use]
    pub fn event<'a>(&self, definition: &'a str) -> Option<&'a str> {
        let places: Vec<usize> = (0..=definition.len())
            .filter(|at| definition.is_char_boundary(*at))
            .collect();
        let begins = places
            .iter()
            .copied()
            .filter(|at| matches(&self.before, &definition[..*at]));
        for begin in begins {
            for end in places.iter().rev().copied().filter(|end| *end > begin) {
                if matches(&self.behind, &definition[end..])
                    && matches(&self.name, &definition[begin..end])
                {
                    return Some(&definition[begin..end]);
                }
            }
        }
        None
    }

    /// The side that sends the events, if the pattern says so.
    #[must_use]
    pub fn sender(&self) -> Option<Sender> {
        self.sender
    }
}

/// Returns true if a text is one of a pattern in which `*` is any text.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<_> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}
