//! The sizes of the smallest values, found without making them: a value that nests twice at every
//! step doubles at every step.

use tdproto_schema::Model;
use tdproto_schema::model::{Type, TypeId};

use super::minimal::MAX_DEPTH;
use crate::views::View;

/// The number of JSON values in the smallest value of each declared type of a model.
#[derive(Debug, Clone)]
pub struct Sizes(Vec<u64>);

impl Sizes {
    /// Counts them, one level of nesting a round.
    #[must_use]
    pub fn new(model: &Model, view: View) -> Self {
        let mut sizes = Self(vec![1; model.types().len()]);
        for _ in 0..=MAX_DEPTH {
            let all = model.types_with_ids();
            let next: Vec<u64> = all.map(|(id, _)| sizes.round(model, view, id)).collect();
            if next == sizes.0 {
                break;
            }
            sizes = Self(next);
        }
        sizes
    }

    /// The size of the smallest value of a declared type.
    #[must_use]
    pub fn of(&self, id: TypeId) -> u64 {
        self.0[id.index()]
    }

    /// The size of a value of a type that is not empty.
    #[must_use]
    pub fn of_type(&self, ty: &Type) -> u64 {
        let named = ty.named().into_iter();
        named.fold(1, |sum, id| sum.saturating_add(self.of(id)))
    }

    fn round(&self, model: &Model, view: View, id: TypeId) -> u64 {
        let def = model.ty(id);
        if let Some(target) = def.alias() {
            return self.of_type(target);
        }
        if let Some(union) = def.union() {
            let at = model.smallest_variant(id).unwrap_or_default();
            let variant = union
                .variants
                .get(at)
                .and_then(|variant| variant.ty.as_ref());
            return variant.map_or(1, |ty| self.of_type(ty));
        }
        let fields = def
            .entity()
            .into_iter()
            .flat_map(|entity| view.fields(entity));
        let there = fields.filter(|(_, field)| !field.presence.may_be_absent());
        there.fold(1, |sum: u64, (_, field)| {
            let mut size = 1;
            if let Type::Named(id) = model.unaliased(&field.ty)
                && !field.presence.may_be_null()
            {
                size = self.of(*id);
            }
            sum.saturating_add(size)
        })
    }
}
