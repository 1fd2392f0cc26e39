//! Values beyond the constraints of the reader, at any place of a type.

use serde_json::{Value, json};
use tdproto_schema::model::{Type, TypeId};

use super::sides::Sides;
use crate::diff::{Change, Inside, Pairs, Part, constrained};
use crate::sample::{self, minimal};

impl Sides<'_> {
    /// The values of the writer's type of a change, each beyond the constraints that the reader has
    /// at one place.
    pub(super) fn beyond(&self, pairs: &Pairs<'_>, change: &Change, ty: &Type) -> Vec<Value> {
        let (writer, reader) = if self.is_old { (0, 1) } else { (1, 0) };
        let places = constrained(pairs, &change.part).into_iter();
        let values = places.flat_map(|place| {
            let bounds = [writer, reader].map(|side| place.constraints[side].bounds);
            let ends = minimal::ends(self.writer, self.view, &place.types[writer], bounds);
            let put = |end| self.put(ty, &place.steps, end);
            ends.into_iter().filter_map(put).collect::<Vec<_>>()
        });
        values.collect()
    }

    /// The values of the writer's type that has the change, or one of whose variants has it.
    pub(super) fn beyond_type(&self, pairs: &Pairs<'_>, change: &Change, id: TypeId) -> Vec<Value> {
        let variant = if let Part::Variant { variant, .. } = &change.part {
            let union = self.writer.union(id).zip(variant.on(self.is_old));
            union.and_then(|(union, at)| Some((union, union.variants.get(at)?)))
        } else {
            None
        };
        let Some((union, variant)) = variant else {
            return self.beyond(pairs, change, &Type::Named(id));
        };
        let ty = variant.ty.as_ref();
        let inner = ty.map_or_else(Vec::new, |ty| self.beyond(pairs, change, ty));
        let whole = |inner| sample::whole(union, variant, inner);
        inner.into_iter().map(whole).collect()
    }

    /// The smallest value of a type with another one at a place inside it.
    fn put(&self, ty: &Type, steps: &[Inside], end: Value) -> Option<Value> {
        let Some((step, rest)) = steps.split_first() else {
            return Some(end);
        };
        let value = |ty: &Type| minimal::value(self.writer, self.view, ty);
        let ty = self.writer.unaliased(ty);
        match (step, ty) {
            (_, Type::Nullable(item)) => self.put(item, steps, end),
            (Inside::Items, Type::List(item)) => Some(json!([self.put(item, rest, end)?])),
            (Inside::Keys, Type::Map(key, item)) => {
                let key = minimal::key_text(&self.put(key, rest, end)?);
                Some(json!({ key: value(item) }))
            }
            (Inside::Values, Type::Map(key, item)) => {
                let key = minimal::key_text(&value(key));
                Some(json!({ key: self.put(item, rest, end)? }))
            }
            (Inside::Item(at), Type::Tuple(items)) => {
                let mut whole: Vec<Value> = items.iter().map(value).collect();
                whole[*at] = self.put(&items[*at], rest, end)?;
                Some(whole.into())
            }
            (Inside::Field(name), Type::Named(id)) => {
                let entity = self.writer.entity(*id)?;
                let field = entity.fields.iter().find(|field| field.name == *name)?;
                let mut object = minimal::entity(self.writer, self.view, entity);
                object.insert(name.clone(), self.put(&field.ty, rest, end)?);
                Some(object.into())
            }
            (Inside::Variant(_, positions), ty) => {
                let Some(at) = positions[usize::from(!self.is_old)] else {
                    return self.put(ty, rest, end);
                };
                let Type::Named(id) = ty else {
                    return None;
                };
                let union = self.writer.union(*id)?;
                let variant = union.variants.get(at)?;
                let inner = self.put(variant.ty.as_ref()?, rest, end)?;
                Some(sample::whole(union, variant, inner))
            }
            (
                Inside::Items | Inside::Keys | Inside::Values | Inside::Item(_) | Inside::Field(_),
                Type::Scalar(_)
                | Type::Named(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any,
            ) => None,
        }
    }
}
