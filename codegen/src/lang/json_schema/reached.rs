//! The types that the frame of an event leads to.

use tdproto_schema::Model;
use tdproto_schema::model::{Event, TypeId, TypeKind};

use super::types::View;

/// The types that a walk has reached; starting the next walk costs nothing.
pub(super) struct Reached {
    walk: usize,
    last: Vec<usize>,
}

impl Reached {
    pub(super) fn new(model: &Model) -> Self {
        Self {
            walk: 0,
            last: vec![0; model.types().len()],
        }
    }

    /// The types that an event's frame refers to, directly or not.
    pub(super) fn by(&mut self, model: &Model, event: &Event, view: View) -> Vec<TypeId> {
        self.walk += 1;
        let mut all: Vec<TypeId> = Vec::new();
        let mut meet = |all: &mut Vec<TypeId>, id: TypeId| {
            if std::mem::replace(&mut self.last[id.index()], self.walk) != self.walk {
                all.push(id);
            }
        };
        let kind = event.frame.map(|id| model.frame(id));
        let of_frame = kind.into_iter().flat_map(|kind| {
            let fields = kind.fields.iter().map(|field| &field.ty);
            fields.chain(kind.id.as_ref().map(|id| &id.ty))
        });
        for ty in event.params_type().into_iter().chain(of_frame) {
            ty.each_named(&mut |used| meet(&mut all, used));
        }
        let mut next = 0;
        while let Some(id) = all.get(next).copied() {
            next += 1;
            match &model.ty(id).kind {
                TypeKind::Entity(entity) => {
                    for (_, field) in view.fields().fields(entity) {
                        field.ty.each_named(&mut |used| meet(&mut all, used));
                    }
                }
                TypeKind::Union(_)
                | TypeKind::Alias(_)
                | TypeKind::Enum(_)
                | TypeKind::Scalar(_) => {
                    for ty in model.ty(id).parts() {
                        ty.each_named(&mut |used| meet(&mut all, used));
                    }
                }
            }
        }
        all
    }
}
