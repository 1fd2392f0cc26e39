//! The parts that a schema calls deprecated, or remembers as removed. They pair with another name
//! by names and by use, never by shape.

use std::collections::BTreeSet;

use tdproto_schema::Model;
use tdproto_schema::model::{RemovedPart, TypeId};

/// The parts that the tombstones of a model are about.
#[derive(Debug, Default)]
pub(super) struct Dead<'a> {
    types: BTreeSet<&'a str>,
    events: BTreeSet<&'a str>,
    fields: BTreeSet<(TypeId, &'a str)>,
}

impl<'a> Dead<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let mut dead = Self::default();
        for tombstone in &model.removed {
            match &tombstone.part {
                RemovedPart::Type { name } => {
                    dead.types.insert(name);
                }
                RemovedPart::Event { name } => {
                    dead.events.insert(name);
                }
                RemovedPart::Field { entity, name } => {
                    dead.fields.insert((*entity, name));
                }
                // Values pair by their value on the wire only.
                RemovedPart::Value { .. } => {}
            }
        }
        dead
    }

    pub(super) fn has_type(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    pub(super) fn has_event(&self, name: &str) -> bool {
        self.events.contains(name)
    }

    pub(super) fn has_field(&self, entity: TypeId, name: &str) -> bool {
        self.fields.contains(&(entity, name))
    }
}
