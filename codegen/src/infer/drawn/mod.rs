//! Frames that a schema draws: their kinds, and the parts of a frame in the places of a shape.

mod matching;
mod usual;

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{Decls, FrameDecl, PartDecl, TypeBody};
use tdproto_schema::model::{Constant, Direction, Sender};

pub(super) use matching::{Content, Matched};
pub(super) use usual::{Seen, usual};

/// The kinds of frames of a schema.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    kinds: Vec<Kind>,
    /// What else the schema declares: the protocol, types of the frames.
    decls: Decls,
    /// The reasons for the choice.
    why: Vec<String>,
    /// True if frames may have more keys, which become part of them.
    may_grow: bool,
}

/// A kind of frame.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    pub(super) decl: FrameDecl,
    pub(super) shape: Node,
    /// The position of the kind that it answers.
    pub(super) replies: Option<usize>,
    /// True if other kinds answer it.
    pub(super) is_request: bool,
}

impl Kind {
    fn sender(&self) -> Sender {
        let sender = self.decl.sender.as_ref();
        sender.map_or(Sender::Both, |sender| sender.value)
    }

    pub(super) fn name(&self) -> &str {
        &self.decl.name.value
    }
}

/// A part of a shape.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Object {
        /// The members: key, part, and true if the key is needed.
        members: Vec<(String, Self, bool)>,
        /// The hole whose keys are those that no member has.
        rest: Option<Hole>,
    },
    Array {
        items: Vec<(Self, bool)>,
        /// The hole whose items are those behind.
        rest: Option<Hole>,
    },
    Constant(Constant),
    Null,
    Hole(Hole),
}

impl Node {
    /// Returns true if a shape has a hole.
    fn has(&self, hole: &Hole) -> bool {
        match self {
            Self::Object { members, rest } => {
                rest.as_ref() == Some(hole) || members.iter().any(|(_, node, _)| node.has(hole))
            }
            Self::Array { items, rest } => {
                rest.as_ref() == Some(hole) || items.iter().any(|(node, _)| node.has(hole))
            }
            Self::Hole(found) => found == hole,
            Self::Constant(_) | Self::Null => false,
        }
    }

    /// Returns true if what is in a hole is a part of an array, or of an object.
    fn has_rest(&self, hole: &Hole, in_array: bool) -> bool {
        match self {
            Self::Object { members, rest } => {
                !in_array && rest.as_ref() == Some(hole)
                    || members
                        .iter()
                        .any(|(_, node, _)| node.has_rest(hole, in_array))
            }
            Self::Array { items, rest } => {
                in_array && rest.as_ref() == Some(hole)
                    || items.iter().any(|(node, _)| node.has_rest(hole, in_array))
            }
            Self::Constant(_) | Self::Null | Self::Hole(_) => false,
        }
    }
}

/// A hole of a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hole {
    Event,
    Params,
    Id,
    Result,
    Error,
    Field(String),
}

impl Drawn {
    /// The kinds of frames that declarations draw; `None` if there are none.
    pub(super) fn of(decls: &Decls, why: Vec<String>) -> Option<Self> {
        if decls.frames.is_empty() {
            return None;
        }
        let names: Vec<&str> = decls
            .frames
            .iter()
            .map(|frame| frame.name.value.as_str())
            .collect();
        let replied = |frame: &FrameDecl| {
            let replies = frame.replies.as_ref()?;
            names.iter().position(|name| *name == replies.value)
        };
        let requests: Vec<usize> = decls.frames.iter().filter_map(replied).collect();
        let kinds = decls.frames.iter().enumerate().map(|(at, frame)| {
            Some(Kind {
                shape: node(frame.shape.as_ref()?, frame).0,
                replies: replied(frame),
                is_request: requests.contains(&at),
                decl: frame.clone(),
            })
        });
        let kinds = kinds.collect::<Option<_>>()?;
        let mut decls = decls.clone();
        decls.events.clear();
        decls.removed.clear();
        decls.topics.clear();
        keep_types_of_frames(&mut decls);
        Some(Self {
            kinds,
            decls,
            why,
            may_grow: false,
        })
    }

    pub(super) fn decls(&self) -> &Decls {
        &self.decls
    }

    /// The reasons for the choice.
    pub(super) fn why(&self) -> &[String] {
        &self.why
    }

    /// Adds a reason for the choice.
    pub(super) fn add_reason(&mut self, reason: String) {
        self.why.push(reason);
    }

    /// Returns true if frames may have more keys, which become part of them.
    pub(super) fn may_grow(&self) -> bool {
        self.may_grow
    }

    pub(super) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// Returns true if frames answer others, so that their order matters.
    pub(super) fn replies(&self) -> bool {
        self.kinds.iter().any(|kind| kind.replies.is_some())
    }

    /// Returns true if an array may be a frame.
    pub(super) fn arrays(&self) -> bool {
        let is_array = |kind: &Kind| matches!(kind.shape, Node::Array { .. });
        self.kinds.iter().any(is_array)
    }

    /// Returns true if the shape of a frame has a key of the object that captures put around frames.
    pub(super) fn has_frame_key(&self) -> bool {
        self.kinds.iter().any(|kind| match &kind.shape {
            Node::Object { members, .. } => {
                let is_own = |key: &str| ["frame", "dir"].contains(&key);
                members.iter().any(|(key, ..)| is_own(key))
            }
            Node::Array { .. } | Node::Constant(_) | Node::Null | Node::Hole(_) => false,
        })
    }

    /// Returns true if the keys of the params are keys of the frames of a kind.
    pub(super) fn is_flat(&self, kind: usize) -> bool {
        self.kinds[kind].shape.has_rest(&Hole::Params, false)
    }

    /// Returns true if the items of a result are items of a frame that answers a kind.
    pub(super) fn has_items_of_result(&self, kind: usize) -> bool {
        let mut replies = self
            .kinds
            .iter()
            .filter(|reply| reply.replies == Some(kind));
        replies.any(|reply| reply.shape.has_rest(&Hole::Result, true))
    }

    /// The number of kinds that an event of such senders may travel in.
    pub(super) fn fitting(&self, is_request: bool, sender: Sender) -> usize {
        let fits = |kind: &&Kind| {
            kind.replies.is_none() && kind.is_request == is_request && kind.sender().covers(sender)
        };
        self.kinds.iter().filter(fits).count()
    }

    /// Returns true if the frames of a kind do not say their event.
    pub(super) fn is_nameless(&self, kind: usize) -> bool {
        let kind = &self.kinds[kind];
        kind.replies.is_none() && !kind.shape.has(&Hole::Event)
    }

    /// The only side that sends the frames of a kind, if there is one.
    pub(super) fn only_sender(&self, kind: usize) -> Option<Direction> {
        match self.kinds[kind].sender().directions() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Returns true if all these sides send frames of a kind.
    pub(super) fn may_be_sent(&self, kind: usize, sender: Sender) -> bool {
        self.kinds[kind].sender().covers(sender)
    }

    /// The names of the types that the schema declares.
    pub(super) fn type_names(&self) -> impl Iterator<Item = &str> {
        self.decls.types.iter().map(|def| def.name.value.as_str())
    }

    /// Returns true if a side may send a kind of frame.
    fn may_send(&self, kind: &Kind, direction: Direction) -> bool {
        match kind.replies {
            None => kind.sender().sends(direction),
            Some(request) => self.kinds[request].sender().sends(direction.opposite()),
        }
    }
}

/// Leaves out the types that no frame has.
fn keep_types_of_frames(decls: &mut Decls) {
    let mut needed: Vec<String> = Vec::new();
    for frame in &decls.frames {
        needed.extend(frame.includes.iter().map(|name| name.value.clone()));
        for field in &frame.fields {
            names_in(&field.ty, &mut needed);
        }
    }
    let mut at = 0;
    while let Some(name) = needed.get(at).cloned() {
        at += 1;
        let def = decls.types.iter().find(|def| def.name.value == name);
        let mut inner = Vec::new();
        match def.map(|def| &def.body) {
            Some(TypeBody::Entity {
                includes, fields, ..
            }) => {
                inner.extend(includes.iter().map(|name| name.value.clone()));
                fields
                    .iter()
                    .for_each(|field| names_in(&field.ty, &mut inner));
            }
            Some(TypeBody::Union { variants, .. }) => {
                let types = variants.iter().filter_map(|variant| variant.ty.as_ref());
                types.for_each(|ty| names_in(ty, &mut inner));
            }
            Some(TypeBody::Alias { ty }) => names_in(ty, &mut inner),
            Some(TypeBody::Enum { .. } | TypeBody::Scalar { .. }) | None => {}
        }
        inner.retain(|name| !needed.contains(name));
        needed.extend(inner);
    }
    decls.types.retain(|def| needed.contains(&def.name.value));
}

fn names_in(ty: &TypeExpr, names: &mut Vec<String>) {
    match ty {
        TypeExpr::Name(name, _) => names.push(name.clone()),
        TypeExpr::List(item, _) | TypeExpr::Nullable(item, _) => names_in(item, names),
        TypeExpr::Map(key, value, _) => {
            names_in(key, names);
            names_in(value, names);
        }
        TypeExpr::Tuple(items, _) => items.iter().for_each(|item| names_in(item, names)),
        TypeExpr::Constant(..) => {}
    }
}

/// A part of a shape, and true if it is needed.
fn node(part: &PartDecl, frame: &FrameDecl) -> (Node, bool) {
    match part {
        PartDecl::Object(members, _) => {
            let mut rest = None;
            let mut found = Vec::new();
            for (key, part) in members {
                match (key.value.as_str(), node(part, frame)) {
                    ("...", (Node::Hole(hole), _)) => rest = Some(hole),
                    (key, (part, needed)) => found.push((key.to_owned(), part, needed)),
                }
            }
            let members = found;
            (Node::Object { members, rest }, true)
        }
        PartDecl::Array(parts, _) => {
            let mut rest = None;
            let mut items = Vec::new();
            for part in parts {
                if let PartDecl::Text(text) = part
                    && let Some(name) = text.value.strip_prefix("...$")
                {
                    rest = Some(hole(name));
                } else {
                    items.push(node(part, frame));
                }
            }
            (Node::Array { items, rest }, true)
        }
        PartDecl::Constant(constant) => (Node::Constant(constant.value.clone()), true),
        PartDecl::Text(text) => of_text(&text.value, frame),
    }
}

fn of_text(text: &str, frame: &FrameDecl) -> (Node, bool) {
    let constant = |text: &str| Node::Constant(Constant::Text(text.to_owned()));
    match text.strip_prefix('$') {
        None => (constant(text), true),
        Some(rest) if rest.starts_with('$') => (constant(rest), true),
        Some("null") => (Node::Null, true),
        Some(name) => {
            let (name, may_miss) = match name.strip_suffix('?') {
                Some(name) => (name, true),
                None => (name, false),
            };
            let hole = hole(name);
            let field = frame.fields.iter().find(|field| field.name.value == name);
            let is_optional = field.is_some_and(|field| field.optional || field.omitempty);
            let is_needed = !may_miss && hole != Hole::Params && !is_optional;
            (Node::Hole(hole), is_needed)
        }
    }
}

fn hole(name: &str) -> Hole {
    match name {
        "event" => Hole::Event,
        "params" => Hole::Params,
        "id" => Hole::Id,
        "result" => Hole::Result,
        "error" => Hole::Error,
        field => Hole::Field(field.to_owned()),
    }
}
