//! Events, and the frames they travel in.

use std::collections::BTreeMap;

use super::{Access, Bounds, Constant, Docs, Field, FrameId, Presence, Type, WireValue};

/// The number of an event in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(u32);

impl EventId {
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The position in [`Model::events`](super::Model::events).
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The side that sends an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `direction = "client"`.
    ClientToServer,
    /// `direction = "server"`.
    ServerToClient,
}

impl Direction {
    /// Both directions: what clients send first.
    pub const ALL: [Self; 2] = [Self::ClientToServer, Self::ServerToClient];

    /// The sender, as it is written in a schema file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ClientToServer => "client",
            Self::ServerToClient => "server",
        }
    }

    /// The direction of an answer.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::ClientToServer => Self::ServerToClient,
            Self::ServerToClient => Self::ClientToServer,
        }
    }
}

/// The sides that send an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sender {
    /// `direction = "client"`.
    Client,
    /// `direction = "server"`.
    Server,
    /// `direction = "both"`.
    Both,
}

impl Sender {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Client, Self::Server, Self::Both];

    /// The name in a schema file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
            Self::Both => "both",
        }
    }

    /// The sender of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sender| sender.name() == name)
    }

    /// The directions in which the event travels.
    #[must_use]
    pub fn directions(self) -> &'static [Direction] {
        match self {
            Self::Client => &[Direction::ClientToServer],
            Self::Server => &[Direction::ServerToClient],
            Self::Both => &[Direction::ClientToServer, Direction::ServerToClient],
        }
    }

    /// Returns true if one of the sides sends in a direction.
    #[must_use]
    pub fn sends(self, direction: Direction) -> bool {
        self.directions().contains(&direction)
    }

    /// Returns true if all the sides of another sender are among these.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        other.directions().iter().all(|side| self.sends(*side))
    }

    /// The first direction in which both send, if there is one.
    #[must_use]
    pub fn shared(self, other: Self) -> Option<Direction> {
        let mut sides = self.directions().iter().copied();
        sides.find(|side| other.sends(*side))
    }

    /// The sides that receive what these send.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
            Self::Both => Self::Both,
        }
    }
}

impl From<Direction> for Sender {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::ClientToServer => Self::Client,
            Direction::ServerToClient => Self::Server,
        }
    }
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The name, which is that on the wire unless `value` is.
    pub name: String,
    /// The topic it belongs to.
    pub topic: String,
    /// The sides that send it.
    pub sender: Sender,
    /// The kind of frame it travels in; `None`: the envelope.
    pub frame: Option<FrameId>,
    /// The name on the wire, if it is not [`name`](Self::name).
    pub value: Option<WireValue>,
    /// The values of fields of the frame that distinguish the event from others of its name. Sorted.
    pub matches: Vec<(usize, Constant)>,
    /// The value under the frame's params key; `None`: the frame has no params.
    pub params: Option<Params>,
    /// The result of the reply; `None`: there is no reply to the event.
    pub reply: Option<Params>,
    /// The error of the reply, if it is not the one of all frames of its kind.
    pub error: Option<Type>,
    /// The name in generated code, if not derived from its name on the wire.
    pub code_name: Option<String>,
    /// Docs and lifecycle.
    pub docs: Docs,
}

/// The params of an event, or the result of its reply: a value, which is present in its frame as a
/// field is in an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Params {
    /// The type.
    pub ty: Type,
    /// The presence: `Required`, `Nullable`, `Optional` or `Patch`.
    pub presence: Presence,
}

impl Params {
    /// Params of a type that are always there.
    #[must_use]
    pub fn required(ty: Type) -> Self {
        Self {
            ty,
            presence: Presence::Required,
        }
    }

    /// The params as the field of a frame that they are, under a key.
    #[must_use]
    pub fn field(&self, key: &str) -> Field {
        Field {
            name: key.to_owned(),
            ty: self.ty.clone(),
            presence: self.presence,
            access: Access::ReadWrite,
            when: None,
            included_from: None,
            overrides: None,
            code_name: None,
            allow_empty: false,
            bounds: Bounds::default(),
            default: None,
            docs: Docs::default(),
        }
    }
}

impl Event {
    /// The name on the wire.
    #[must_use]
    pub fn wire_name(&self) -> WireValue {
        let own = || WireValue::Text(self.name.clone());
        self.value.clone().unwrap_or_else(own)
    }

    /// Returns true if the event travels in a direction.
    #[must_use]
    pub fn is_sent(&self, direction: Direction) -> bool {
        self.sender.sends(direction)
    }

    /// The params as the field of a frame that they are, under a key.
    #[must_use]
    pub fn params_field(&self, key: &str) -> Option<Field> {
        self.params.as_ref().map(|params| params.field(key))
    }

    /// The type of the params, if there are any.
    #[must_use]
    pub fn params_type(&self) -> Option<&Type> {
        self.params.as_ref().map(|params| &params.ty)
    }
}

/// The protocol as a whole: its name, and the form of its frames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protocol {
    /// The name; packages are called after it.
    pub name: String,
    /// The name for people, if it has one.
    pub title: Option<String>,
    /// The version, if it has one.
    pub version: Option<String>,
    /// The description, as Markdown.
    pub doc: String,
    /// The licence, an SPDX expression.
    pub license: Option<String>,
    /// The URL of a page about it.
    pub url: Option<String>,
    /// The servers that speak it, in the order written.
    pub servers: Vec<Server>,
    /// True if `""` may mean no date and time, in every `datetime`.
    pub allow_empty: bool,
    /// The keys of a frame.
    pub envelope: Envelope,
    /// Texts that documented examples hold in place of a value, and the type of that value.
    pub placeholders: BTreeMap<String, Type>,
    /// The topics that say something of themselves, by name.
    pub topics: BTreeMap<String, Topic>,
}

/// A server that speaks the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The name.
    pub name: String,
    /// The URL to connect to.
    pub url: String,
    /// The description, as Markdown.
    pub doc: String,
}

/// A topic: the declarations of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    /// The name for people, if it has one.
    pub title: Option<String>,
    /// Docs and lifecycle. Declarations that have no lifecycle of their own have that of their
    /// topic.
    pub docs: Docs,
}

impl Protocol {
    /// The name for people: the title, or else the name.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

impl Default for Protocol {
    fn default() -> Self {
        Self {
            name: "protocol".to_owned(),
            title: None,
            version: None,
            doc: String::new(),
            license: None,
            url: None,
            servers: Vec::new(),
            allow_empty: false,
            envelope: Envelope::default(),
            placeholders: BTreeMap::new(),
            topics: BTreeMap::new(),
        }
    }
}

/// The keys of a frame: one JSON object per message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The key of the event's name.
    pub event: String,
    /// The key of the id that the receiver confirms; `None`: frames have no ids.
    pub id: Option<String>,
    /// The key of the event's params.
    pub params: String,
    /// The events that confirm a frame by its id, one for each direction at most: their params
    /// have a text under the key of the id. Sorted.
    pub confirms: Vec<String>,
}

impl Default for Envelope {
    fn default() -> Self {
        Self {
            event: "event".to_owned(),
            id: Some("confirm_id".to_owned()),
            params: "params".to_owned(),
            confirms: Vec::new(),
        }
    }
}
