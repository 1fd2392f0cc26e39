//! A sample payload that breaks: the smallest that the writer's schema allows and the reader's does
//! not, or takes for something else.

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Entity, Event, Field, Type, TypeId, TypeKind};

use super::{Context, Poke};
use crate::diff::{Change, Part};
use crate::reach::{Chain, Step};
use crate::sample::{Sizes, minimal};
use crate::validate::{Deviation, Segment, Validator};
use crate::views::View;

/// A payload, and what its reader makes of it.
#[derive(Debug, Clone)]
pub struct Payload {
    /// The entity that it is, if it is no frame: no event leads to the change.
    pub body: Option<String>,
    /// What the writer sends.
    pub value: Value,
    /// How it deviates from the reader's schema; `None`: it reads the payload, as something else.
    pub deviation: Option<Deviation>,
}

/// Who writes and who reads in a direction: the server is upgraded first, and old clients linger.
struct Sides<'a> {
    writer: &'a Model,
    reader: &'a Model,
    /// Checks by the reader's schema.
    validator: &'a Validator<'a>,
    /// How large the smallest values of the writer are.
    sizes: &'a Sizes,
    /// Whether the writer is the old one.
    is_old: bool,
    view: View,
}

/// A payload of more JSON values is not shown: nobody reads it, and a finding for each of its
/// fields would show them all.
const MAX_VALUES: u64 = 200;

/// A payload that leads deeper is not shown either: readers refuse JSON that nests deeper than 127
/// levels, and a chain of entities may be as long as the schema.
const MAX_STEPS: usize = 60;

/// Makes the payload that shows a change in a direction; `None`: the writer has no way to it.
#[must_use]
pub fn payload(
    context: &Context<'_>,
    change: &Change,
    direction: Direction,
    poke: &Poke,
) -> Option<Payload> {
    let pairs = context.pairs;
    let sides = match direction {
        Direction::ClientToServer => Sides {
            writer: pairs.old,
            reader: pairs.new,
            validator: context.validator(false),
            sizes: context.sizes(true),
            is_old: true,
            view: View::of(direction),
        },
        Direction::ServerToClient => Sides {
            writer: pairs.new,
            reader: pairs.old,
            validator: context.validator(true),
            sizes: context.sizes(false),
            is_old: false,
            view: View::of(direction),
        },
    };
    match &change.part {
        Part::Protocol => sides.any_frame(),
        Part::Event(side) => {
            let id = if sides.is_old {
                side.before()
            } else {
                side.after()
            }?;
            sides.frame_of(&sides.writer.events()[id.index()])
        }
        Part::Type(side) => {
            let id = if sides.is_old {
                side.before()
            } else {
                side.after()
            }?;
            sides.of_type(context, change, direction, id, poke)
        }
        Part::Value { owner, .. } => {
            let id = if sides.is_old { owner.0 } else { owner.1 };
            sides.of_type(context, change, direction, id, poke)
        }
        Part::Field { .. } => sides.of_field(context, change, direction, poke),
        Part::Tombstone(_) => None,
    }
}

impl Sides<'_> {
    /// A frame of the first event without params, or of the first at all.
    fn any_frame(&self) -> Option<Payload> {
        let mut sent = self
            .writer
            .events()
            .iter()
            .filter(|event| View::of(event.direction) == self.view);
        let first = sent.next()?;
        let bare = if first.params.is_none() {
            Some(first)
        } else {
            sent.find(|event| event.params.is_none())
        };
        self.frame_of(bare.unwrap_or(first))
    }

    fn frame_of(&self, event: &Event) -> Option<Payload> {
        if event
            .params
            .is_some_and(|id| self.sizes.of(id) > MAX_VALUES)
        {
            return None;
        }
        let params = event.params.and_then(|id| self.writer.entity(id));
        let params = params.map(|found| minimal::entity(self.writer, self.view, found).into());
        let value = self.frame(event, params);
        let found = self.validator.frame(&value);
        Some(Payload {
            body: None,
            deviation: found.into_iter().next(),
            value,
        })
    }

    fn frame(&self, event: &Event, params: Option<Value>) -> Value {
        let envelope = &self.writer.protocol.envelope;
        let mut frame = Map::new();
        frame.insert(envelope.event.clone(), event.name.as_str().into());
        if let Some(params) = params {
            frame.insert(envelope.params.clone(), params);
        }
        frame.into()
    }

    fn of_type(
        &self,
        context: &Context<'_>,
        change: &Change,
        direction: Direction,
        id: TypeId,
        poke: &Poke,
    ) -> Option<Payload> {
        let mut whole = Whole::new(self, context, change, direction, id)?;
        let candidates = match poke {
            Poke::Put(value) => vec![value.clone()],
            Poke::Null => vec![Value::Null],
            Poke::AsIs | Poke::Present | Poke::Refused | Poke::EmptyDate => {
                minimal::edges(self.writer, self.view, &Type::Named(id))
            }
        };
        whole.first_refused(candidates, &[])
    }

    fn of_field(
        &self,
        context: &Context<'_>,
        change: &Change,
        direction: Direction,
        poke: &Poke,
    ) -> Option<Payload> {
        let Part::Field { owner, field, .. } = &change.part else {
            return None;
        };
        let (writes, reads) = match self.is_old {
            true => (field.before(), field.after()),
            false => (field.after(), field.before()),
        };
        // Where an including entity is nearer to an event, the field stands elsewhere in it.
        let name = |model: &Model, id: TypeId, at: Option<usize>| {
            Some(model.entity(id)?.fields.get(at?)?.name.clone())
        };
        let (writer_id, reader_id) = if self.is_old {
            *owner
        } else {
            (owner.1, owner.0)
        };
        let writes = name(self.writer, writer_id, writes);
        let reader = reads.and_then(|at| self.reader.entity(reader_id)?.fields.get(at));
        let reads = name(self.reader, reader_id, reads);
        let mut whole = Whole::new(self, context, change, direction, writer_id)?;
        let entity = self.writer.entity(whole.target)?;
        let mut object = minimal::entity(self.writer, self.view, entity);
        let keys: Vec<String> = reads.into_iter().chain(writes.clone()).collect();
        let Some(written) = writes else {
            return whole.first_refused(vec![object.into()], &keys);
        };
        let found = entity.fields.iter().find(|field| field.name == written)?;
        if self.sizes.of_type(&found.ty) > MAX_VALUES {
            return None;
        }
        if let Some((sibling, value)) = condition(entity, found, reader) {
            object.insert(sibling, value.into());
        }
        let values = match poke {
            Poke::AsIs => Vec::new(),
            Poke::Present => vec![minimal::value(self.writer, self.view, &found.ty)],
            Poke::Null => vec![Value::Null],
            Poke::Put(value) => vec![value.clone()],
            Poke::Refused => minimal::edges(self.writer, self.view, &found.ty),
            Poke::EmptyDate => {
                let allowed = self.writer.protocol.allow_empty || found.allow_empty;
                minimal::empty_dates(self.writer, self.view, &found.ty, allowed)
            }
        };
        let mut objects: Vec<Value> = values
            .into_iter()
            .map(|value| {
                let mut object = object.clone();
                object.insert(written.clone(), value);
                object.into()
            })
            .collect();
        if objects.is_empty() {
            objects.push(object.into());
        }
        whole.first_refused(objects, &keys)
    }
}

/// The way from the top of a payload to the changed place.
struct Whole<'a> {
    sides: &'a Sides<'a>,
    chain: Option<Chain>,
    /// The type at the end of the way.
    target: TypeId,
    /// The same in the reader's schema.
    reads: Option<TypeId>,
    path: Vec<Segment>,
}

impl<'a> Whole<'a> {
    fn new(
        sides: &'a Sides<'a>,
        context: &Context<'_>,
        change: &Change,
        direction: Direction,
        id: TypeId,
    ) -> Option<Self> {
        let chain = context.chain(change, direction, sides.is_old);
        let is_reached = !context.scope(change).unreached;
        if chain.is_none() && is_reached {
            return None;
        }
        let target = chain
            .as_ref()
            .map_or(id, |chain| target(sides, chain, context, change, id));
        let steps = chain.iter().flat_map(|chain| &chain.steps);
        let owners = steps.map(|step| match step {
            Step::Field(owner, _) | Step::Alias(owner) => *owner,
        });
        if owners.clone().count() > MAX_STEPS {
            return None;
        }
        let size = owners.fold(sides.sizes.of(target), |sum, owner| {
            sum.saturating_add(sides.sizes.of(owner))
        });
        if size > MAX_VALUES {
            return None;
        }
        let reads = match sides.is_old {
            true => context.pairs.new_type(target),
            false => context.pairs.old_type(target),
        };
        Some(Self {
            sides,
            chain,
            target,
            reads,
            path: Vec::new(),
        })
    }

    /// The payload with the first of some values at the end of the way that the reader refuses, or
    /// else with the first of them.
    fn first_refused(&mut self, values: Vec<Value>, keys: &[String]) -> Option<Payload> {
        let mut first = None;
        for value in values {
            let payload = self.with(value, keys)?;
            if payload.deviation.is_some() {
                return Some(payload);
            }
            first.get_or_insert(payload);
        }
        first
    }

    fn with(&mut self, value: Value, keys: &[String]) -> Option<Payload> {
        self.path.clear();
        let validator = self.sides.validator;
        let Some(chain) = self.chain.clone() else {
            let def = self.sides.writer.ty(self.target);
            let found = validator.of_type(self.reads?, self.sides.view, &value);
            return Some(Payload {
                body: Some(def.name.clone()),
                deviation: self.nearest(&found, keys),
                value,
            });
        };
        let event = &self.sides.writer.events()[chain.event.index()];
        self.path.push(Segment::Key(
            self.sides.writer.protocol.envelope.params.clone(),
        ));
        let params = self.along(&chain.steps, value)?;
        let value = self.sides.frame(event, Some(params));
        Some(Payload {
            body: None,
            deviation: self.nearest(&validator.frame(&value), keys),
            value,
        })
    }

    /// The deviation at the changed place or inside it, if there is one: at the first of the keys
    /// that has one, if the place is a key.
    fn nearest(&self, found: &[Deviation], keys: &[String]) -> Option<Deviation> {
        let within = |place: &[Segment]| -> Option<Deviation> {
            let there = found
                .iter()
                .filter(|deviation| deviation.path.0.starts_with(place));
            there
                .min_by_key(|deviation| deviation.path.0.len())
                .cloned()
        };
        if keys.is_empty() {
            return within(&self.path);
        }
        keys.iter().find_map(|key| {
            let key = Segment::Key(key.clone());
            within(&[self.path.as_slice(), &[key]].concat())
        })
    }

    /// The smallest value that leads along the steps to a value at their end.
    fn along(&mut self, steps: &[Step], end: Value) -> Option<Value> {
        let Some((step, rest)) = steps.split_first() else {
            return Some(end);
        };
        let sides = self.sides;
        let next = match rest.first() {
            Some(Step::Field(owner, _) | Step::Alias(owner)) => *owner,
            None => self.target,
        };
        match step {
            Step::Alias(id) => match &sides.writer.ty(*id).kind {
                TypeKind::Alias(ty) => self.wrapped(ty, next, rest, end),
                TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Scalar(_) => None,
            },
            Step::Field(owner, index) => {
                let entity = sides.writer.entity(*owner)?;
                let field = entity.fields.get(*index)?;
                let mut object = minimal::entity(sides.writer, sides.view, entity);
                self.path.push(Segment::Key(field.name.clone()));
                let value = self.wrapped(&field.ty, next, rest, end)?;
                object.insert(field.name.clone(), value);
                Some(object.into())
            }
        }
    }

    /// A value of a type in which the next type of the way stands once.
    fn wrapped(&mut self, ty: &Type, next: TypeId, rest: &[Step], end: Value) -> Option<Value> {
        match ty {
            Type::Named(_) if names(self.sides.writer, ty, next) => self.along(rest, end),
            Type::List(item) => {
                self.path.push(Segment::Index(0));
                Some(Value::Array(vec![self.wrapped(item, next, rest, end)?]))
            }
            Type::Map(key, item) if names(self.sides.writer, item, next) => {
                let sides = self.sides;
                let key = minimal::key_text(&minimal::value(sides.writer, sides.view, key));
                self.path.push(Segment::Key(key.clone()));
                let value = self.wrapped(item, next, rest, end)?;
                Some(Map::from_iter([(key, value)]).into())
            }
            Type::Map(_, item) => {
                let sides = self.sides;
                let key = minimal::key_text(&end);
                self.path.push(Segment::Key(key.clone()));
                let value = minimal::value(sides.writer, sides.view, item);
                Some(Map::from_iter([(key, value)]).into())
            }
            Type::Named(_) | Type::Scalar(_) | Type::Any => None,
        }
    }
}

/// In which case a conditional field is shown: in one that the reader does not know, if there is
/// one.
fn condition(entity: &Entity, field: &Field, reader: Option<&Field>) -> Option<(String, String)> {
    let when = field.when.as_ref()?;
    let known = reader.and_then(|field| field.when.as_ref());
    let new = |value: &&String| known.is_some_and(|known| !known.values.contains(*value));
    let value = when.values.iter().find(new).or(when.values.first())?;
    Some((entity.fields[when.field].name.clone(), value.clone()))
}

/// The type at the end of a chain: the one of the change, or one of those that include it.
fn target(
    sides: &Sides<'_>,
    chain: &Chain,
    context: &Context<'_>,
    change: &Change,
    id: TypeId,
) -> TypeId {
    let Part::Field {
        owner, includers, ..
    } = &change.part
    else {
        return id;
    };
    let all = std::iter::once(owner).chain(includers);
    let direction = sides.writer.events()[chain.event.index()].direction;
    let reach = if sides.is_old {
        &context.old
    } else {
        &context.new
    };
    let ids = all.map(|pair| if sides.is_old { pair.0 } else { pair.1 });
    let mut ends = ids.filter(|id| reach.chain(direction, *id).as_ref() == Some(chain));
    ends.next().unwrap_or(id)
}

/// Whether a type is or holds another one, maybe by an alias that is the same on the wire.
fn names(model: &Model, ty: &Type, id: TypeId) -> bool {
    match ty {
        Type::Named(found) => {
            *found == id || model.unaliased(ty) == model.unaliased(&Type::Named(id))
        }
        Type::List(item) => names(model, item, id),
        Type::Map(key, item) => names(model, key, id) || names(model, item, id),
        Type::Scalar(_) | Type::Any => false,
    }
}
