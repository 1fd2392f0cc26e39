//! A sample payload that breaks: the smallest that the writer's schema allows, and that the
//! reader's schema does not allow or reads as something else.

mod beyond;
mod carrying;
mod sides;
mod whole;

use serde_json::Value;
use tdproto_schema::Model;
use tdproto_schema::model::{Carrier, Direction, Entity, Field, Type, TypeId};

use self::sides::{MAX_VALUES, Sides};
use self::whole::Whole;
use super::context::Context;
use super::verdict::Mutation;
use crate::diff::{Change, Part};
use crate::sample::fitted::fitted;
use crate::sample::minimal;

pub use self::sides::Payload;

/// Makes the payload that shows a change in a direction; `None`: the writer has no way to it.
#[must_use]
pub fn payload(
    context: &Context<'_>,
    change: &Change,
    direction: Direction,
    mutation: &Mutation,
) -> Option<Payload> {
    let sides = Sides::new(context, direction);
    match &change.part {
        Part::Protocol => sides.any_frame(),
        Part::Event(side) => {
            let id = side.on(sides.is_old)?;
            sides.params(
                (context, change),
                &sides.writer.events()[id.index()],
                mutation,
            )
        }
        Part::Type(side) => {
            let id = side.on(sides.is_old)?;
            sides.of_type(context, change, direction, id, mutation)
        }
        Part::Value { owner, .. } | Part::Variant { owner, .. } => {
            let id = if sides.is_old { owner.0 } else { owner.1 };
            sides.of_type(context, change, direction, id, mutation)
        }
        Part::Field { .. } => sides.of_field(context, change, direction, mutation),
        Part::Frame(side) => sides.of_frame(side.on(sides.is_old)?),
        Part::FrameField { owner, field } => {
            let owner = if sides.is_old { owner.0 } else { owner.1 };
            match field.on(sides.is_old) {
                Some(at) => {
                    sides.of_carrier((context, change), Carrier::Field(owner, at), mutation)
                }
                None => sides.of_frame(owner),
            }
        }
        Part::Carried(old, new) => {
            let carrier = if sides.is_old { *old } else { *new };
            sides.of_carrier((context, change), carrier, mutation)
        }
        Part::Tombstone(_) => None,
    }
}

impl Sides<'_> {
    fn of_type(
        &self,
        context: &Context<'_>,
        change: &Change,
        direction: Direction,
        id: TypeId,
        mutation: &Mutation,
    ) -> Option<Payload> {
        let mut whole = Whole::new(self, context, change, direction, id)?;
        let candidates = match mutation {
            Mutation::Put(value) => vec![value.clone()],
            Mutation::Null => vec![Value::Null],
            Mutation::Beyond => self.beyond_type(context.pairs, change, id),
            Mutation::AsIs
            | Mutation::Absent
            | Mutation::Present
            | Mutation::Refused
            | Mutation::EmptyDate => minimal::edges(self.writer, self.view, &Type::Named(id)),
        };
        whole.first_refused(candidates, &[])
    }

    fn of_field(
        &self,
        context: &Context<'_>,
        change: &Change,
        direction: Direction,
        mutation: &Mutation,
    ) -> Option<Payload> {
        let Part::Field { owner, field, .. } = &change.part else {
            return None;
        };
        let (writes, reads) = (field.on(self.is_old), field.on(!self.is_old));
        // If an including entity is nearer to an event, the field is in that one.
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
        let written_field = entity.fields.iter().find(|field| field.name == written)?;
        if self.sizes.of_type(&written_field.ty) > MAX_VALUES {
            return None;
        }
        if let Some((sibling, value)) = condition(entity, written_field, reader) {
            object.insert(sibling, value.into());
        }
        let values = match mutation {
            Mutation::AsIs | Mutation::Absent => Vec::new(),
            Mutation::Present => vec![minimal::value(self.writer, self.view, &written_field.ty)],
            Mutation::Null => vec![Value::Null],
            Mutation::Put(value) => vec![value.clone()],
            Mutation::Refused => minimal::edges(self.writer, self.view, &written_field.ty),
            Mutation::Beyond => {
                let ty = &written_field.ty;
                let item = &mut |ty: &Type| minimal::value(self.writer, self.view, ty);
                let mut fit = |value| fitted(self.writer, (ty, written_field.bounds), value, item);
                let values = self.beyond(context.pairs, change, ty).into_iter();
                values.map(&mut fit).collect()
            }
            Mutation::EmptyDate => {
                let allowed = self.writer.protocol.allow_empty || written_field.allow_empty;
                minimal::empty_dates(self.writer, self.view, &written_field.ty, allowed)
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

/// The case in which a conditional field is shown: one that the reader does not know, if there is
/// one.
fn condition(entity: &Entity, field: &Field, reader: Option<&Field>) -> Option<(String, String)> {
    let when = field.when.as_ref()?;
    let known = reader.and_then(|field| field.when.as_ref());
    let new = |value: &&String| known.is_some_and(|known| !known.values.contains(*value));
    let value = when.values.iter().find(new).or(when.values.first())?;
    Some((entity.fields[when.field].name.clone(), value.clone()))
}
