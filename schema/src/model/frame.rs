//! Kinds of frames: the shapes that a protocol draws.

use super::{Constant, Direction, Docs, EnumBase, Field, FrameId, Model, Params, Sender};

/// A kind of frame: JSON with holes, which a frame fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameKind {
    /// The name, in the schema and in code.
    pub name: String,
    /// The topic it belongs to.
    pub topic: String,
    /// The sides that send it.
    pub sender: Sender,
    /// The kind of frame that it answers.
    pub replies: Option<FrameId>,
    /// The shape: an object or an array.
    pub shape: Part,
    /// Text or integer: the event's name on the wire.
    pub event: EnumBase,
    /// The id that requests and replies share, if there is one.
    pub id: Option<Params>,
    /// The error of a reply, if it is not the event's.
    pub error: Option<Params>,
    /// The fields of the frame: the holes with names of their own.
    pub fields: Vec<Field>,
    /// Docs and lifecycle.
    pub docs: Docs,
}

/// A part of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// An object, its members in the order in which senders write them.
    Object(Vec<Member>),
    /// An array.
    Array(Vec<Part>),
    /// A value that never differs.
    Constant(Constant),
    /// Null.
    Null,
    /// A value of the frame.
    Hole(Hole),
    /// The items of a value, which are items of this array: the last part of it.
    Items(Hole),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// A key and its value.
    Key(String, Part),
    /// The members of a value, which are members of this object.
    Flat(Hole),
}

/// A place that a frame fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hole {
    /// The value in the place.
    pub kind: HoleKind,
    /// True if the place itself says that it may be missing: `"$id?"`. The params and the fields of
    /// frames say so where they are declared.
    pub may_be_missing: bool,
}

/// The value in a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HoleKind {
    /// The name of the event.
    Event,
    /// The params of the event.
    Params,
    /// The id of a request, or of the request that a reply answers.
    Id,
    /// The result of a reply.
    Result,
    /// The error of a reply.
    Error,
    /// A field of the frame, by its position in [`FrameKind::fields`].
    Field(usize),
}

impl HoleKind {
    /// The name in a shape, for all that are no fields.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Event => Some("event"),
            Self::Params => Some("params"),
            Self::Id => Some("id"),
            Self::Result => Some("result"),
            Self::Error => Some("error"),
            Self::Field(_) => None,
        }
    }

    /// The hole of a name that is not a field's.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Event,
            Self::Params,
            Self::Id,
            Self::Result,
            Self::Error,
        ]
        .into_iter()
        .find(|kind| kind.name() == Some(name))
    }
}

impl Hole {
    /// The text in a shape: `$id?`; `fields` are those of the kind of frame.
    #[must_use]
    pub fn text(self, fields: &[Field]) -> String {
        let name = match self.kind {
            HoleKind::Field(at) => fields.get(at).map_or("", |field| field.name.as_str()),
            HoleKind::Event
            | HoleKind::Params
            | HoleKind::Id
            | HoleKind::Result
            | HoleKind::Error => self.kind.name().unwrap_or_default(),
        };
        let mark = if self.may_be_missing { "?" } else { "" };
        format!("${name}{mark}")
    }
}

/// A step from a part of a frame into it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The value under a key.
    Key(String),
    /// An item.
    Index(usize),
}

/// A part of a frame that is no object or array of other parts, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// The steps from the frame to it. Those of a flat value lead to the object or array in which
    /// its members or items are.
    pub path: Vec<Step>,
    /// The content.
    pub content: Content<'a>,
}

/// The content of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content<'a> {
    /// A value that never differs.
    Constant(&'a Constant),
    /// Null.
    Null,
    /// A value.
    Hole(Hole),
    /// A value whose members are among those of the object.
    Flat(Hole),
    /// A value whose items are those of the array from an index on.
    Items(Hole, usize),
}

impl Content<'_> {
    /// The hole of any form of place.
    #[must_use]
    pub fn hole(&self) -> Option<Hole> {
        match self {
            Self::Hole(hole) | Self::Flat(hole) | Self::Items(hole, _) => Some(*hole),
            Self::Constant(_) | Self::Null => None,
        }
    }
}

impl FrameKind {
    /// The places, in the order drawn.
    #[must_use]
    pub fn places(&self) -> Vec<Place<'_>> {
        let mut places = Vec::new();
        collect(&self.shape, &mut Vec::new(), &mut places);
        places
    }

    /// The steps from a frame to a value; of a flat one, to the object or array around it.
    #[must_use]
    pub fn path_to(&self, kind: HoleKind) -> Option<Vec<Step>> {
        let mut places = self.places().into_iter();
        let place = places.find(|place| place.content.hole().is_some_and(|of| of.kind == kind));
        place.map(|place| place.path)
    }

    /// Returns true if the shape has a hole for a kind of value.
    #[must_use]
    pub fn has(&self, kind: HoleKind) -> bool {
        self.hole(kind).is_some()
    }

    /// Returns true if frames of the kind do not have the name of their event. Replies need none.
    #[must_use]
    pub fn is_nameless(&self) -> bool {
        self.replies.is_none() && !self.has(HoleKind::Event)
    }

    /// The hole for a kind of value, if the shape has it.
    #[must_use]
    pub fn hole(&self, kind: HoleKind) -> Option<Hole> {
        let places = self.places();
        let mut holes = places.iter().filter_map(|place| place.content.hole());
        holes.find(|hole| hole.kind == kind)
    }

    /// The keys of the object in which the keys of a value are, too; `None`: the value has a place
    /// of its own.
    #[must_use]
    pub fn flat_keys(&self, kind: HoleKind) -> Option<Vec<&str>> {
        flat_keys(&self.shape, kind)
    }

    /// The index of an array from which its items are those of a value; `None`: the value has a place
    /// of its own.
    #[must_use]
    pub fn items_from(&self, kind: HoleKind) -> Option<usize> {
        let places = self.places().into_iter();
        let mut contents = places.map(|place| place.content);
        contents.find_map(|content| match content {
            Content::Items(hole, from) if hole.kind == kind => Some(from),
            Content::Items(..)
            | Content::Constant(_)
            | Content::Null
            | Content::Hole(_)
            | Content::Flat(_) => None,
        })
    }

    /// Returns true if a frame of this kind may lack the value of a hole. Params never distinguish a kind
    /// from another: their event says if they must be there.
    #[must_use]
    pub fn may_be_missing(&self, hole: Hole) -> bool {
        match hole.kind {
            HoleKind::Event | HoleKind::Id | HoleKind::Result | HoleKind::Error => {
                hole.may_be_missing
            }
            HoleKind::Params => true,
            HoleKind::Field(at) => self.fields[at].presence.may_be_absent(),
        }
    }
}

impl Model {
    /// The kinds of frames, in the order in which receivers try them; none if all frames are
    /// envelopes.
    #[must_use]
    pub fn frames(&self) -> &[FrameKind] {
        &self.frames
    }

    /// The kinds of frames with their ids.
    pub fn frames_with_ids(&self) -> impl Iterator<Item = (FrameId, &FrameKind)> {
        let frames = self.frames.iter().enumerate();
        frames.map(|(index, kind)| (FrameId::new(index), kind))
    }

    /// The kind of frame of an id.
    #[must_use]
    pub fn frame(&self, id: FrameId) -> &FrameKind {
        &self.frames[id.index()]
    }

    /// The kind of frame of a name.
    #[must_use]
    pub fn find_frame(&self, name: &str) -> Option<FrameId> {
        let found = self.frames.iter().position(|kind| kind.name == name);
        found.map(FrameId::new)
    }

    /// The sides that send frames without the name of their event: the event follows from the kind.
    #[must_use]
    pub fn senders_of_nameless(&self) -> Option<Sender> {
        let kinds = self.frames.iter();
        let mut senders = kinds
            .filter(|kind| kind.is_nameless())
            .map(|kind| kind.sender);
        let first = senders.next()?;
        let all = senders.fold(first, |all, sender| match all == sender {
            true => all,
            false => Sender::Both,
        });
        Some(all)
    }

    /// The first kind of frames that do not show their event: they do not have its name, and one side
    /// sends several events in them.
    #[must_use]
    pub fn ambiguous_kind(&self) -> Option<&FrameKind> {
        let is_shared = |id: FrameId, sent: Direction| {
            let events = self.events.iter();
            let events = events.filter(|event| event.frame == Some(id) && event.is_sent(sent));
            events.count() > 1
        };
        let mut kinds = self.frames_with_ids();
        let found = kinds.find(|(id, kind)| {
            kind.is_nameless() && Direction::ALL.iter().any(|sent| is_shared(*id, *sent))
        });
        found.map(|(_, kind)| kind)
    }

    /// Returns true if an event that a kind of reply answers has an error of its own, so that the
    /// kind does not decide the type of the error.
    #[must_use]
    pub fn has_own_errors(&self, reply: &FrameKind) -> bool {
        let mut events = self.events.iter();
        events.any(|event| event.frame == reply.replies && event.error.is_some())
    }

    /// The kinds of frames that answer a kind.
    pub fn replies_to(&self, id: FrameId) -> impl Iterator<Item = (FrameId, &FrameKind)> {
        let kinds = self.frames_with_ids();
        kinds.filter(move |(_, kind)| kind.replies == Some(id))
    }
}

fn flat_keys(part: &Part, kind: HoleKind) -> Option<Vec<&str>> {
    match part {
        Part::Object(members) => {
            let mut keys = members.iter().filter_map(|member| match member {
                Member::Key(key, part) => Some((key.as_str(), part)),
                Member::Flat(_) => None,
            });
            let is_here = members.iter().any(|member| match member {
                Member::Flat(hole) => hole.kind == kind,
                Member::Key(..) => false,
            });
            match is_here {
                true => Some(keys.map(|(key, _)| key).collect()),
                false => keys.find_map(|(_, part)| flat_keys(part, kind)),
            }
        }
        Part::Array(items) => items.iter().find_map(|item| flat_keys(item, kind)),
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => None,
    }
}

fn collect<'a>(part: &'a Part, path: &mut Vec<Step>, places: &mut Vec<Place<'a>>) {
    let mut leaf = |content| {
        places.push(Place {
            path: path.clone(),
            content,
        });
    };
    match part {
        Part::Constant(constant) => leaf(Content::Constant(constant)),
        Part::Null => leaf(Content::Null),
        Part::Hole(hole) => leaf(Content::Hole(*hole)),
        Part::Items(hole) => leaf(Content::Items(*hole, 0)),
        Part::Object(members) => {
            for member in members {
                match member {
                    Member::Flat(hole) => places.push(Place {
                        path: path.clone(),
                        content: Content::Flat(*hole),
                    }),
                    Member::Key(key, part) => {
                        path.push(Step::Key(key.clone()));
                        collect(part, path, places);
                        path.pop();
                    }
                }
            }
        }
        Part::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                if let Part::Items(hole) = item {
                    places.push(Place {
                        path: path.clone(),
                        content: Content::Items(*hole, index),
                    });
                    continue;
                }
                path.push(Step::Index(index));
                collect(item, path, places);
                path.pop();
            }
        }
    }
}
