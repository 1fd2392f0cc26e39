//! The definitions that are events, and what they carry.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;
use tdproto_schema::decl::{EventDecl, FrameDecl, ParamsDecl, PartDecl, Spanned};
use tdproto_schema::model::{Constant, Sender, WireValue};
use tdproto_schema::names::Name;

use super::documents::Place;
use super::lower::{Lower, constant};
use super::node::{Member, Node, Shape};

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

/// An event of a definition: its name on the wire, and its params.
#[derive(Debug, Clone)]
struct Found {
    name: Option<Value>,
    params: Option<Member>,
}

impl Lower<'_> {
    /// The event of a definition. If the definition is a whole frame, its params are those in the
    /// frame.
    pub(super) fn event(
        &mut self,
        place: &Place,
        name: &str,
        sender: Sender,
        frames: &[FrameDecl],
    ) -> EventDecl {
        let node = (*self.node_at(place)).clone();
        let fitting = frames.iter().find_map(|frame| {
            let part = frame.shape.as_ref()?;
            let fits = frame.replies.is_none() && has_hole(part, "$event");
            fits.then(|| self.within(part, &node)).flatten()
        });
        let (wire, params) = match fitting {
            Some(found) => {
                let params = found.params.map(|member| {
                    let used = self.params(&member.node);
                    ParamsDecl {
                        optional: !member.required,
                        ..used
                    }
                });
                (found.name, params)
            }
            None => (None, Some(self.params_of(place))),
        };
        let wire = match wire {
            Some(Value::String(text)) => WireValue::Text(text),
            Some(Value::Number(number)) => WireValue::Int(number.as_i64().unwrap_or_default()),
            Some(_) | None => WireValue::Text(name.to_owned()),
        };
        let own = match &wire {
            WireValue::Text(text) => event_name(text),
            WireValue::Int(_) => event_name(name),
        };
        let is_own = matches!(&wire, WireValue::Text(text) if *text == own);
        let mut event = EventDecl::new(Spanned::unplaced(own), sender);
        event.value = (!is_own).then(|| Spanned::unplaced(wire));
        event.params = params;
        event.docs = super::lower::docs(&node.notes, "");
        event
    }

    fn params(&mut self, node: &Node) -> ParamsDecl {
        let used = self.value(node);
        ParamsDecl {
            ty: used.ty,
            optional: false,
            nullable: used.nullable,
        }
    }

    /// The whole of a definition as params.
    fn params_of(&mut self, place: &Place) -> ParamsDecl {
        let used = self.definition(place);
        ParamsDecl {
            ty: used.ty,
            optional: false,
            nullable: used.nullable,
        }
    }

    /// What the holes of a frame are in a schema of whole frames; `None`: it is none of that kind.
    fn within(&mut self, part: &PartDecl, node: &Node) -> Option<Found> {
        let mut found = Found {
            name: None,
            params: None,
        };
        self.fits(part, node, &mut found).then_some(())?;
        found.name.is_some().then_some(found)
    }

    fn fits(&mut self, part: &PartDecl, node: &Node, found: &mut Found) -> bool {
        let (target, _) = self.target(node);
        match part {
            PartDecl::Object(parts, _) => {
                let Some(members) = self.members(node) else {
                    return false;
                };
                for (key, part) in parts {
                    let member = members.iter().find(|member| member.key == key.value);
                    let hole = hole(part);
                    match (member, hole) {
                        (Some(member), Some("$params")) => found.params = Some(member.clone()),
                        (Some(member), None | Some("$event")) => {
                            if !self.fits(part, &member.node, found) {
                                return false;
                            }
                        }
                        (None, None | Some("$event")) => return false,
                        (_, Some(_)) => {}
                    }
                }
                true
            }
            PartDecl::Constant(wanted) => is_constant(&target, &wanted.value),
            PartDecl::Text(text) => match text.value.strip_prefix("$$") {
                Some(text) => is_constant(&target, &Constant::Text(format!("${text}"))),
                None if text.value.starts_with("$event") => {
                    let Shape::Constant(value) = target.shape else {
                        return false;
                    };
                    found.name = Some(value);
                    true
                }
                None if text.value.starts_with('$') => true,
                None => is_constant(&target, &Constant::Text(text.value.clone())),
            },
            PartDecl::Array(parts, _) => {
                let Shape::Tuple(items, needed) = &target.shape else {
                    return false;
                };
                for (at, part) in parts.iter().enumerate() {
                    match (items.get(at), hole(part)) {
                        (Some(item), Some("$params")) => {
                            found.params = Some(Member {
                                key: at.to_string(),
                                required: at < *needed,
                                node: item.clone(),
                            });
                        }
                        (Some(item), _) => {
                            if !self.fits(part, item, found) {
                                return false;
                            }
                        }
                        (None, Some("$params")) => {}
                        (None, _) => return false,
                    }
                }
                true
            }
        }
    }
}

/// The hole of a part, without the mark that it may be missing.
fn hole(part: &PartDecl) -> Option<&str> {
    match part {
        PartDecl::Text(text) if text.value.starts_with('$') && !text.value.starts_with("$$") => {
            Some(text.value.trim_end_matches('?'))
        }
        PartDecl::Text(_) | PartDecl::Object(..) | PartDecl::Array(..) | PartDecl::Constant(_) => {
            None
        }
    }
}

fn has_hole(part: &PartDecl, name: &str) -> bool {
    match part {
        PartDecl::Object(parts, _) => parts.iter().any(|(_, part)| has_hole(part, name)),
        PartDecl::Array(parts, _) => parts.iter().any(|part| has_hole(part, name)),
        PartDecl::Constant(_) | PartDecl::Text(_) => hole(part) == Some(name),
    }
}

fn is_constant(node: &Node, wanted: &Constant) -> bool {
    let Shape::Constant(value) = &node.shape else {
        return false;
    };
    constant(value).as_ref() == Some(wanted)
}

/// A name on the wire as the name of an event in the schema.
fn event_name(wire: &str) -> String {
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
