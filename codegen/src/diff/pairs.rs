//! Two models, and the pairs of their types and events.

use tdproto_schema::Model;
use tdproto_schema::model::{Event, EventId, FrameId, TypeId};

use super::dead::Dead;
use super::part::TypePair;

/// Two models, with the types and events of one paired with those of the other.
#[derive(Debug)]
pub struct Pairs<'a> {
    /// The old model.
    pub old: &'a Model,
    /// The new model.
    pub new: &'a Model,
    pub(super) to_new: Vec<Option<TypeId>>,
    pub(super) to_old: Vec<Option<TypeId>>,
    events_to_new: Vec<Option<EventId>>,
    events_to_old: Vec<Option<EventId>>,
    frames_to_new: Vec<Option<FrameId>>,
    frames_to_old: Vec<Option<FrameId>>,
    pub(super) old_dead: Dead<'a>,
    pub(super) new_dead: Dead<'a>,
}

impl<'a> Pairs<'a> {
    /// Two models without pairs.
    pub(super) fn none(old: &'a Model, new: &'a Model) -> Self {
        Self {
            old,
            new,
            to_new: vec![None; old.types().len()],
            to_old: vec![None; new.types().len()],
            events_to_new: vec![None; old.events().len()],
            events_to_old: vec![None; new.events().len()],
            frames_to_new: vec![None; old.frames().len()],
            frames_to_old: vec![None; new.frames().len()],
            old_dead: Dead::of(old),
            new_dead: Dead::of(new),
        }
    }

    /// The new type that is paired with an old one.
    #[must_use]
    pub(crate) fn new_type(&self, old: TypeId) -> Option<TypeId> {
        self.to_new[old.index()]
    }

    /// The old type that is paired with a new one.
    #[must_use]
    pub(crate) fn old_type(&self, new: TypeId) -> Option<TypeId> {
        self.to_old[new.index()]
    }

    /// The new event that is paired with an old one.
    #[must_use]
    pub(crate) fn new_event(&self, old: EventId) -> Option<EventId> {
        self.events_to_new[old.index()]
    }

    /// The old event that is paired with a new one.
    #[must_use]
    pub(crate) fn old_event(&self, new: EventId) -> Option<EventId> {
        self.events_to_old[new.index()]
    }

    /// The new kind of frame that is paired with an old one.
    #[must_use]
    pub(crate) fn new_frame(&self, old: FrameId) -> Option<FrameId> {
        self.frames_to_new[old.index()]
    }

    /// The old kind of frame that is paired with a new one.
    #[must_use]
    pub(crate) fn old_frame(&self, new: FrameId) -> Option<FrameId> {
        self.frames_to_old[new.index()]
    }

    /// The types that both models have, in the order of the old one.
    pub fn types(&self) -> impl Iterator<Item = TypePair> {
        let ids = self.old.types_with_ids();
        ids.filter_map(|(id, _)| Some((id, self.new_type(id)?)))
    }

    /// The events that both models have, in the order of the old one.
    pub(super) fn events(&self) -> impl Iterator<Item = (EventId, EventId)> {
        let ids = self.old.events_with_ids();
        ids.filter_map(|(id, _)| Some((id, self.new_event(id)?)))
    }

    /// Returns true if a field pairs with another name by names only: it is deprecated, or the
    /// other model remembers it as removed.
    pub(super) fn is_dead_field(&self, is_old: bool, owner: TypePair, name: &str) -> bool {
        if is_old {
            self.new_dead.has_field(owner.1, name)
        } else {
            self.old_dead.has_field(owner.0, name)
        }
    }

    pub(super) fn pair(&mut self, (old, new): TypePair) {
        self.to_new[old.index()] = Some(new);
        self.to_old[new.index()] = Some(old);
    }

    pub(super) fn pair_events(&mut self, (old, new): (EventId, EventId)) {
        self.events_to_new[old.index()] = Some(new);
        self.events_to_old[new.index()] = Some(old);
    }

    pub(super) fn pair_frames(&mut self, (old, new): (FrameId, FrameId)) {
        self.frames_to_new[old.index()] = Some(new);
        self.frames_to_old[new.index()] = Some(old);
    }

    pub(super) fn model(&self, is_old: bool) -> &'a Model {
        if is_old { self.old } else { self.new }
    }

    pub(super) fn gone_types(&self) -> Vec<TypeId> {
        ids(self.old.types_with_ids(), |id| self.new_type(id).is_none())
    }

    pub(super) fn new_types(&self) -> Vec<TypeId> {
        ids(self.new.types_with_ids(), |id| self.old_type(id).is_none())
    }

    pub(super) fn gone_events(&self) -> Vec<EventId> {
        let all = self.old.events_with_ids();
        ids(all, |id| self.new_event(id).is_none())
    }

    pub(super) fn new_events(&self) -> Vec<EventId> {
        let all = self.new.events_with_ids();
        ids(all, |id| self.old_event(id).is_none())
    }
}

pub(super) fn event(model: &Model, id: EventId) -> &Event {
    &model.events()[id.index()]
}

fn ids<I: Copy, T>(all: impl Iterator<Item = (I, T)>, wanted: impl Fn(I) -> bool) -> Vec<I> {
    all.map(|(id, _)| id).filter(|id| wanted(*id)).collect()
}
