//! The smallest payload that leads from an event to a changed place.

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Type, TypeId};

use super::super::context::Context;
use super::sides::{MAX_VALUES, Payload, Sides};
use crate::diff::{Change, Part};
use crate::reach::{Chain, Step};
use crate::sample::{self, minimal};
use crate::validate::{Deviation, Segment};

/// The number of steps above which a payload is not shown. Readers refuse JSON that nests deeper
/// than 127 levels, and a chain of entities may be as long as the schema.
const MAX_STEPS: usize = 60;

/// The way from the top of a payload to the changed place.
pub(super) struct Whole<'a> {
    sides: &'a Sides<'a>,
    chain: Option<Chain>,
    /// The type at the end of the way.
    pub(super) target: TypeId,
    /// The type at the end of the way in the reader's schema.
    reads: Option<TypeId>,
    path: Vec<Segment>,
}

impl<'a> Whole<'a> {
    pub(super) fn new(
        sides: &'a Sides<'a>,
        context: &Context<'_>,
        change: &Change,
        direction: Direction,
        id: TypeId,
    ) -> Option<Self> {
        let chain = context.known_chain(change, direction, sides.is_old);
        let is_reached = !context.scope(change).unreached;
        if chain.is_none() && is_reached {
            return None;
        }
        let target = chain
            .as_ref()
            .map_or(id, |chain| target(sides, chain, context, change, id));
        let steps = chain.iter().flat_map(|chain| &chain.steps);
        let owners = steps.map(|step| step.owner());
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
    pub(super) fn first_refused(&mut self, values: Vec<Value>, keys: &[String]) -> Option<Payload> {
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
            let deviations = validator.of_type(self.reads?, self.sides.view, &value.to_string());
            return Some(Payload {
                body: Some(def.name.clone()),
                deviation: self.nearest(&deviations, keys),
                value,
            });
        };
        let carrying = self.sides.carrying(chain.start)?;
        self.path.extend(carrying.path.iter().cloned());
        let next = chain.steps.first();
        let next = next.map_or(self.target, |step| step.owner());
        let carried = self.wrapped(&carrying.ty, next, &chain.steps, value)?;
        let value = self.sides.frame_with(&carrying, Some(carried));
        Some(Payload {
            body: None,
            deviation: self.nearest(&self.sides.deviations(carrying.event, &value), keys),
            value,
        })
    }

    /// The deviation at the changed place or inside it, if there is one: at the first of the keys
    /// that has one, if the place is a key.
    fn nearest(&self, deviations: &[Deviation], keys: &[String]) -> Option<Deviation> {
        let within = |place: &[Segment]| -> Option<Deviation> {
            let there = deviations
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
            Some(step) => step.owner(),
            None => self.target,
        };
        match step {
            Step::Alias(id) => {
                let target = sides.writer.ty(*id).alias()?;
                self.wrapped(target, next, rest, end)
            }
            Step::Variant(id, index) => {
                let union = sides.writer.union(*id)?;
                let variant = union.variants.get(*index)?;
                let content = union.content().map(|key| Segment::Key(key.to_owned()));
                self.path.extend(content);
                let value = self.wrapped(variant.ty.as_ref()?, next, rest, end)?;
                Some(sample::whole(union, variant, value))
            }
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

    /// A value of a type that holds the next type of the way once.
    fn wrapped(&mut self, ty: &Type, next: TypeId, rest: &[Step], end: Value) -> Option<Value> {
        match ty {
            Type::Named(_) if names(self.sides.writer, ty, next) => self.along(rest, end),
            Type::List(item) => {
                self.path.push(Segment::Index(0));
                Some(Value::Array(vec![self.wrapped(item, next, rest, end)?]))
            }
            Type::Tuple(items) => {
                let sides = self.sides;
                let at = items
                    .iter()
                    .position(|item| names(sides.writer, item, next))?;
                let value = |item: &Type| minimal::value(sides.writer, sides.view, item);
                let mut whole: Vec<Value> = items.iter().map(value).collect();
                self.path.push(Segment::Index(at));
                whole[at] = self.wrapped(&items[at], next, rest, end)?;
                Some(Value::Array(whole))
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
            Type::Nullable(item) => self.wrapped(item, next, rest, end),
            Type::Named(_) | Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => None,
        }
    }
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
    let reach = context.known(sides.is_old);
    let ids = all.map(|pair| if sides.is_old { pair.0 } else { pair.1 });
    let mut ends = ids.filter(|id| reach.chain(sides.direction(), *id).as_ref() == Some(chain));
    ends.next().unwrap_or(id)
}

/// Returns true if a type is or holds another one, maybe by an alias that is the same on the wire.
fn names(model: &Model, ty: &Type, id: TypeId) -> bool {
    match ty {
        Type::Named(named) => {
            *named == id || model.unaliased(ty) == model.unaliased(&Type::Named(id))
        }
        Type::List(item) | Type::Nullable(item) => names(model, item, id),
        Type::Tuple(items) => items.iter().any(|item| names(model, item, id)),
        Type::Map(key, item) => names(model, key, id) || names(model, item, id),
        Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => false,
    }
}
