//! Coverage of a model by traffic: the number of times that each event, field and enum value came.

use tdproto_schema::Model;

use super::Side;
use super::Validator;
use super::node::NodeId;
use super::tables::{Shape, Tables};

/// The number of times that each part of a model came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The number of frames of each event, in the order of [`Model::events`].
    pub events: Vec<u64>,
    /// The number of replies to each event of which the request is known.
    pub replies: Vec<u64>,
    /// The number of objects with the key of each field of each entity, in the order of the model.
    pub fields: Vec<u64>,
    /// The number of times that each value of each enum and each variant of each union came, in the
    /// order of the model.
    pub values: Vec<u64>,
    /// The number of frames of a kind with several events that do not say which.
    pub unnamed: u64,
}

impl Coverage {
    pub(super) fn new(tables: &Tables) -> Self {
        Self {
            events: vec![0; tables.params.len()],
            replies: vec![0; tables.params.len()],
            fields: vec![0; tables.field_count],
            values: vec![0; tables.value_count],
            unnamed: 0,
        }
    }

    /// Adds the coverage by another checker of the same model.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.events, &other.events),
            (&mut self.replies, &other.replies),
            (&mut self.fields, &other.fields),
            (&mut self.values, &other.values),
        ];
        self.unnamed += other.unnamed;
        for (ours, theirs) in pairs {
            ours.resize(theirs.len().max(ours.len()), 0);
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                *ours += theirs;
            }
        }
    }
}

/// A part of a model that traffic can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartCount {
    /// The owner's name; empty for an event.
    pub owner: String,
    /// The part's name: that of the event, the field or the value.
    pub name: String,
    /// The number of times that it came.
    pub count: u64,
}

impl PartCount {
    /// The name with that of its owner: `Chat.jid`.
    #[must_use]
    #[cfg(feature = "gate")]
    pub(crate) fn full_name(&self) -> String {
        match self.owner.as_str() {
            "" => self.name.clone(),
            owner => format!("{owner}.{}", self.name),
        }
    }
}

/// All parts that traffic can show of a model, with the number of times that each came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The events.
    pub events: Vec<PartCount>,
    /// The replies, by the events that they answer; none if replies are not matched with requests.
    pub replies: Vec<PartCount>,
    /// The fields of entities that events lead to, readonly ones only if a server sends them.
    pub fields: Vec<PartCount>,
    /// The values of enums that those fields have.
    pub values: Vec<PartCount>,
    /// The variants of unions that those fields have.
    pub variants: Vec<PartCount>,
}

/// The start of traffic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Frames of every event that this side sends.
    Events(Side),
    /// Frames of every event that this side sends, and its replies to those of the other side.
    Exchanges(Side),
    /// Values of a type, as this side sends them.
    Type(tdproto_schema::model::TypeId, Side),
}

impl Validator<'_> {
    /// Returns the parts of the model that can be reached, with the number of times that each came.
    #[must_use]
    pub fn shown(&self, coverage: &Coverage, start: Start) -> Shown {
        let mut reach = Reach::new(&self.tables);
        let mut shown = Shown::default();
        match start {
            Start::Events(side) | Start::Exchanges(side) => {
                self.values_of_frames(side, &mut reach);
                if start == Start::Exchanges(side) {
                    shown.replies = self.replies(coverage, side, &mut reach);
                }
                for (at, event) in self.model.events().iter().enumerate() {
                    let sent_by = Side::of_sender(event.sender);
                    if side != Side::Any && sent_by != Side::Any && side != sent_by {
                        continue;
                    }
                    shown.events.push(PartCount {
                        owner: String::new(),
                        name: event.name.clone(),
                        count: coverage.events[at],
                    });
                    if let Some(params) = self.tables.params[at] {
                        reach.walk(params.node, sent_by);
                    }
                }
            }
            Start::Type(id, side) => {
                let ty = tdproto_schema::model::Type::Named(id);
                if let Some(node) = self.tables.find_declared(self.model, &ty) {
                    reach.walk(node, side);
                }
            }
        }
        shown.fields = self.fields(&reach, coverage);
        shown.values = self.values(&reach, coverage);
        shown.variants = self.variants(&reach, coverage);
        shown
    }

    /// Goes to the fields and ids of the kinds of frames that a side sends.
    fn values_of_frames(&self, side: Side, reach: &mut Reach<'_>) {
        for table in &self.tables.frames.kinds {
            let sent_by = Side::of_sender(self.model.frame(table.id()).sender);
            if side == Side::Any || sent_by == Side::Any || side == sent_by {
                table.nodes().for_each(|node| reach.walk(node, sent_by));
            }
        }
    }

    /// Counts the replies that a side sends, and goes to their types.
    fn replies(&self, coverage: &Coverage, side: Side, reach: &mut Reach<'_>) -> Vec<PartCount> {
        let mut replies = Vec::new();
        for (at, event) in self.model.events().iter().enumerate() {
            let sent_by = Side::of_sender(event.sender.opposite());
            let is_sent = side == Side::Any || sent_by == Side::Any || side == sent_by;
            if event.reply.is_none() || !is_sent {
                continue;
            }
            replies.push(PartCount {
                owner: String::new(),
                name: event.name.clone(),
                count: coverage.replies[at],
            });
            let nodes = self.tables.frames.nodes_of_reply(at);
            nodes.for_each(|node| reach.walk(node, sent_by));
        }
        replies
    }

    fn fields(&self, reach: &Reach<'_>, coverage: &Coverage) -> Vec<PartCount> {
        let mut parts = Vec::new();
        for entity in &self.tables.entities {
            for (at, field) in entity.fields.iter().enumerate() {
                let number = entity.first_field + at;
                if reach.fields[number] {
                    parts.push(PartCount {
                        owner: self.model.ty(entity.id).name.clone(),
                        name: field.name.clone(),
                        count: coverage.fields[number],
                    });
                }
            }
        }
        parts
    }

    fn values(&self, reach: &Reach<'_>, coverage: &Coverage) -> Vec<PartCount> {
        let mut parts = Vec::new();
        for (at, found) in self.tables.enums.iter().enumerate() {
            let def = self.model.ty(found.id);
            if let (true, Some(values)) = (reach.enums[at], values_of(self.model, found.id)) {
                for (at, value) in values.iter().enumerate() {
                    parts.push(PartCount {
                        owner: def.name.clone(),
                        name: value.name.clone(),
                        count: coverage.values[found.first_value + at],
                    });
                }
            }
        }
        parts
    }

    fn variants(&self, reach: &Reach<'_>, coverage: &Coverage) -> Vec<PartCount> {
        let mut parts = Vec::new();
        for (at, found) in self.tables.unions.iter().enumerate() {
            let def = self.model.ty(found.id);
            let is_reached = reach.unions[at].iter().any(|reached| *reached);
            for (at, variant) in def.variants().iter().enumerate().filter(|_| is_reached) {
                parts.push(PartCount {
                    owner: def.name.clone(),
                    name: variant.name.clone(),
                    count: coverage.values[found.first_value + at],
                });
            }
        }
        parts
    }
}

fn values_of(
    model: &Model,
    id: tdproto_schema::model::TypeId,
) -> Option<&[tdproto_schema::model::EnumValue]> {
    let listing = model.ty(id).enumeration()?;
    Some(&listing.values)
}

/// The parts of the tables that were reached.
struct Reach<'t> {
    tables: &'t Tables,
    /// Each entity's sides: true if the entity was walked as that side sends it.
    entities: Vec<[bool; Side::ALL.len()]>,
    fields: Vec<bool>,
    enums: Vec<bool>,
    /// Each union's sides, as those of entities.
    unions: Vec<[bool; Side::ALL.len()]>,
}

impl<'t> Reach<'t> {
    fn new(tables: &'t Tables) -> Self {
        Self {
            tables,
            entities: vec![[false; Side::ALL.len()]; tables.entities.len()],
            fields: vec![false; tables.field_count],
            enums: vec![false; tables.enums.len()],
            unions: vec![[false; Side::ALL.len()]; tables.unions.len()],
        }
    }

    /// Walks without recursion, so that a long chain of entities cannot exhaust the stack.
    fn walk(&mut self, start: NodeId, side: Side) {
        let mut rest = vec![start];
        while let Some(node) = rest.pop() {
            match self.tables.node(node).shape {
                Shape::Entity(at)
                    if !std::mem::replace(&mut self.entities[at][side as usize], true) =>
                {
                    let entity = &self.tables.entities[at];
                    for (position, field) in entity.fields.iter().enumerate() {
                        if !(field.readonly && side == Side::Client) {
                            self.fields[entity.first_field + position] = true;
                            rest.push(field.node);
                        }
                    }
                }
                Shape::Enum(at) => self.enums[at] = true,
                Shape::Union(at)
                    if !std::mem::replace(&mut self.unions[at][side as usize], true) =>
                {
                    let variants = self.tables.unions[at].variants.iter();
                    rest.extend(variants.flatten().copied());
                }
                Shape::List(item) | Shape::Nullable(item) => rest.push(item),
                Shape::Tuple(at) => rest.extend(&self.tables.tuples[at].items),
                Shape::Map(key, item) => rest.extend([key, item]),
                Shape::Entity(_)
                | Shape::Null
                | Shape::Union(_)
                | Shape::Any
                | Shape::Text(_)
                | Shape::Datetime(_)
                | Shape::Bytes
                | Shape::Bool(_)
                | Shape::Constant(_)
                | Shape::Number(_)
                | Shape::Integer(..) => {}
            }
        }
    }
}
