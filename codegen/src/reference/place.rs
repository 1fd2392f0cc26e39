//! The places of a reference: what links lead to, with their anchors and pages.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::Model;
use tdproto_schema::model::RemovedPart;

use crate::naming::file_name;

/// A part of a protocol that has a link, by its path in the schema.
///
/// The anchor of a place is a plain function of the path. It never changes for the same path, not
/// even if the part moves to another topic:
///
/// | place | anchor |
/// |---|---|
/// | type `Message` | `Message` |
/// | field, value or variant `Message.content` | `Message.content` |
/// | event `server.message.updated` | `event:server.message.updated` |
/// | section of an event, such as its params | `event:server.message.updated:params` |
/// | object in a section, by the keys that lead to it | `event:server.message.updated:params:messages.content` |
/// | variant of a union in a section | `event:drawn:params:shape:circle` |
/// | kind of frame `request` | `frame:request` |
/// | field of a kind of frame `request.seq` | `frame:request.seq` |
/// | topic `message` | `topic:message` |
/// | page without a schema path, such as the start page | `page:start` |
/// | changes of a version | `page:changes:1.2` |
///
/// In a path of keys, items of lists and values of maps have no step of their own, those of a section
/// that is a list or a map apart: `items` and `values`. A tuple has positions, and a dot in a key is
/// `~2e`.
///
/// In a name, every byte of UTF-8 other than ASCII letters, digits, `_`, `-` and `.` is `~` with two
/// hexadecimal digits: the event `textDocument/hover` has the anchor `event:textDocument~2fhover`.
///
/// Pages of HTML follow from the path, too: `types/Message.html`, `events/NAME.html`,
/// `topics/NAME.html`, with names as in anchors. A name that file systems cannot have, that has more
/// than 120 characters, or that differs from an earlier one in case only, ends with `~` and the hash
/// of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place<'a> {
    /// The start page.
    Start,
    /// The page that checks frames.
    Check,
    /// The page of changes.
    Changes,
    /// The page of the kinds of frames.
    Frames,
    /// A topic.
    Topic(&'a str),
    /// A type.
    Type(&'a str),
    /// A field of an entity, a value of an enum, or a variant of a union.
    Member(&'a str, &'a str),
    /// An event.
    Event(&'a str),
    /// A section of an event.
    Section(&'a str, &'static str),
    /// A kind of frame.
    Frame(&'a str),
    /// A field of a kind of frame.
    FrameField(&'a str, &'a str),
}

impl<'a> Place<'a> {
    /// The topic that a place belongs to, if it does to one.
    pub(crate) fn topic(self, model: &'a Model) -> Option<&'a str> {
        match self {
            Self::Topic(name) => Some(name),
            Self::Type(name) | Self::Member(name, _) => {
                let id = model.find_type(name);
                id.map(|id| model.ty(id).topic.as_str())
            }
            Self::Event(name) | Self::Section(name, _) => {
                let event = model.find_event(name);
                event.map(|event| event.topic.as_str())
            }
            Self::Start
            | Self::Check
            | Self::Changes
            | Self::Frames
            | Self::Frame(_)
            | Self::FrameField(..) => None,
        }
    }
}

impl Place<'_> {
    /// The anchor.
    pub(crate) fn anchor(self) -> String {
        match self {
            Self::Start => "page:start".to_owned(),
            Self::Check => "page:check".to_owned(),
            Self::Changes => "page:changes".to_owned(),
            Self::Frames => "page:frames".to_owned(),
            Self::Topic(name) => format!("topic:{}", escaped(name)),
            Self::Type(name) => escaped(name),
            Self::Member(owner, name) => format!("{}.{}", escaped(owner), escaped(name)),
            Self::Event(name) => format!("event:{}", escaped(name)),
            Self::Section(name, section) => format!("event:{}:{section}", escaped(name)),
            Self::Frame(name) => format!("frame:{}", escaped(name)),
            Self::FrameField(owner, name) => {
                format!("frame:{}.{}", escaped(owner), escaped(name))
            }
        }
    }
}

/// The anchor of the changes of a version.
pub(crate) fn version_anchor(version: &str) -> String {
    format!("page:changes:{}", escaped(version))
}

/// A name as part of an anchor.
pub(super) fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("~{other:02x}")),
        }
    }
    out
}

/// The longest name of a page.
const MAX_STEM: usize = 120;

/// The pages of a model: the names of files, by the names in the schema.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    topics: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
    events: BTreeMap<String, String>,
}

impl Pages {
    /// Names the pages of a model, those of removed types and events among them.
    pub(crate) fn new(model: &Model) -> Self {
        let types = model.types().iter().map(|def| def.name.as_str());
        let removed = model.removed.iter();
        let removed_types = removed.clone().filter_map(|stone| match &stone.part {
            RemovedPart::Type { name } => Some(name.as_str()),
            RemovedPart::Field { .. } | RemovedPart::Value { .. } | RemovedPart::Event { .. } => {
                None
            }
        });
        let removed_events = removed.filter_map(|stone| match &stone.part {
            RemovedPart::Event { name } => Some(name.as_str()),
            RemovedPart::Field { .. } | RemovedPart::Value { .. } | RemovedPart::Type { .. } => {
                None
            }
        });
        let events = model.events().iter().map(|event| event.name.as_str());
        Self {
            topics: stems(model.topics().into_iter()),
            types: stems(types.chain(removed_types)),
            events: stems(events.chain(removed_events)),
        }
    }

    /// The name of the file of a topic.
    pub(crate) fn topic(&self, name: &str) -> &str {
        self.topics.get(name).map_or("", String::as_str)
    }

    /// The page of a place, without an ending.
    pub(crate) fn page(&self, place: Place<'_>) -> String {
        let stem = |stems: &BTreeMap<String, String>, name: &str| {
            stems.get(name).cloned().unwrap_or_else(|| escaped(name))
        };
        match place {
            Place::Start => "index".to_owned(),
            Place::Check => "check".to_owned(),
            Place::Changes => "changes".to_owned(),
            Place::Frames | Place::Frame(_) | Place::FrameField(..) => "frames".to_owned(),
            Place::Topic(name) => format!("topics/{}", stem(&self.topics, name)),
            Place::Type(name) | Place::Member(name, _) => {
                format!("types/{}", stem(&self.types, name))
            }
            Place::Event(name) | Place::Section(name, _) => {
                format!("events/{}", stem(&self.events, name))
            }
        }
    }
}

/// Names of files for names of the schema, none of which differ in case only.
fn stems<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let mut taken = BTreeSet::new();
    let mut stems = BTreeMap::new();
    for name in names {
        let plain = escaped(name);
        let mut stem = match plain.len() > MAX_STEM {
            true => format!("{}~{:016x}", &plain[..MAX_STEM], hash(name)),
            false => plain,
        };
        if stem.is_empty() || stem.starts_with('.') || file_name(&stem) != stem {
            stem = format!("~{:016x}", hash(name));
        }
        if !taken.insert(stem.to_ascii_lowercase()) {
            stem = format!("{stem}~{:016x}", hash(name));
            taken.insert(stem.to_ascii_lowercase());
        }
        stems.insert(name.to_owned(), stem);
    }
    stems
}

/// The hash FNV-1a of a name, 64 bits.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_frozen() {
        let anchors = [
            (Place::Start, "page:start"),
            (Place::Topic("a b"), "topic:a~20b"),
            (Place::Type("Message"), "Message"),
            (Place::Member("Message", "content"), "Message.content"),
            (
                Place::Member("Message", "a.b/\u{e9}"),
                "Message.a.b~2f~c3~a9",
            ),
            (
                Place::Event("server.message.updated"),
                "event:server.message.updated",
            ),
            (Place::Event("$/progress"), "event:~24~2fprogress"),
            (Place::Section("a:b", "params"), "event:a~3ab:params"),
            (Place::Frame("request"), "frame:request"),
            (Place::FrameField("request", "seq"), "frame:request.seq"),
        ];
        for (place, anchor) in anchors {
            assert_eq!(place.anchor(), anchor);
        }
    }

    #[test]
    fn pages_are_frozen_and_differ_in_more_than_case() {
        let long = "x".repeat(200);
        let names = ["Id", "ID", "con", "..", "", long.as_str(), "a/b"];
        let stems = stems(names.into_iter());
        let stem = |name: &str| stems[name].as_str();
        assert_eq!(stem("Id"), "Id");
        assert_eq!(stem("ID"), "ID~09240e07b5b8d640");
        assert_eq!(stem("con"), "~f604f1190d01642b");
        assert_eq!(stem("a/b"), "a~2fb");
        assert_eq!(stem("").len(), 17);
        assert_eq!(stem("..").len(), 17);
        assert_eq!(stem(&long).len(), MAX_STEM + 17);
    }
}
