//! Which type and event of the new model is which of the old one: by name first, then by names that
//! are equal without case and separators, then by use. A shape alone pairs nothing: a common user
//! or a similar name has to support it.

use tdproto_schema::Model;
use tdproto_schema::model::{Event, EventId, TypeId};

use super::TypePair;
use super::dead::Dead;
use super::matching::by_keys;
use super::similar::plain;
use super::uses::Uses;

/// Two models, and what in the one is what in the other.
#[derive(Debug)]
pub struct Pairs<'a> {
    /// The old model.
    pub old: &'a Model,
    /// The new model.
    pub new: &'a Model,
    to_new: Vec<Option<TypeId>>,
    to_old: Vec<Option<TypeId>>,
    events_to_new: Vec<Option<EventId>>,
    events_to_old: Vec<Option<EventId>>,
    pub(super) old_dead: Dead<'a>,
    pub(super) new_dead: Dead<'a>,
}

impl<'a> Pairs<'a> {
    /// Finds the pairs.
    #[must_use]
    pub fn find(old: &'a Model, new: &'a Model) -> Self {
        let mut pairs = Self {
            old,
            new,
            to_new: vec![None; old.types().len()],
            to_old: vec![None; new.types().len()],
            events_to_new: vec![None; old.events().len()],
            events_to_old: vec![None; new.events().len()],
            old_dead: Dead::of(old),
            new_dead: Dead::of(new),
        };
        pairs.by_name(|name| Some(name.to_owned()));
        pairs.by_name(plain);
        pairs.names_that_moved();
        pairs.renamed();
        pairs
    }

    /// What an old type is now.
    #[must_use]
    pub fn new_type(&self, old: TypeId) -> Option<TypeId> {
        self.to_new[old.index()]
    }

    /// What a new type was.
    #[must_use]
    pub fn old_type(&self, new: TypeId) -> Option<TypeId> {
        self.to_old[new.index()]
    }

    /// What an old event is now.
    #[must_use]
    pub fn new_event(&self, old: EventId) -> Option<EventId> {
        self.events_to_new[old.index()]
    }

    /// What a new event was.
    #[must_use]
    pub fn old_event(&self, new: EventId) -> Option<EventId> {
        self.events_to_old[new.index()]
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

    /// Whether a field pairs with another name by names only: it is deprecated, or the other model
    /// remembers it as removed.
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

    /// Pairs types and events whose names have the same key, where only one of each has it.
    fn by_name(&mut self, key: impl Fn(&str) -> Option<String>) {
        let keys = |name: &str| key(name).into_iter().collect::<Vec<_>>();
        let gone = self.gone_types().into_iter();
        let come = self.new_types().into_iter();
        let found = by_keys(
            gone.map(|id| (id, keys(&self.old.ty(id).name))),
            come.map(|id| (id, keys(&self.new.ty(id).name))),
        );
        found.into_iter().for_each(|pair| self.pair(pair));
        let gone = self.gone_events().into_iter();
        let come = self.new_events().into_iter();
        let found = by_keys(
            gone.map(|id| (id, keys(&event(self.old, id).name))),
            come.map(|id| (id, keys(&event(self.new, id).name))),
        );
        found.into_iter().for_each(|pair| self.pair_events(pair));
    }

    /// Pairs types whose names now belong to others with what they are called now.
    fn names_that_moved(&mut self) {
        let moved = self.uses().displaced(self);
        for (old, _) in &moved {
            if let Some(named) = self.to_new[old.index()].take() {
                self.to_old[named.index()] = None;
            }
        }
        moved.into_iter().for_each(|pair| self.pair(pair));
    }

    /// What is told by the types and events that are paired.
    fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        self.types().for_each(|pair| uses.of_types(self, pair));
        self.events().for_each(|pair| uses.of_events(self, pair));
        uses
    }

    /// Pairs what was renamed. A renamed type may tell of the next one, so that it goes on while
    /// there is one.
    fn renamed(&mut self) {
        let mut uses = self.uses();
        loop {
            let mut found = uses.renamed(self);
            // Of two with the same partner, the first.
            found.retain(|(old, new)| {
                let single = self.new_type(*old).is_none() && self.old_type(*new).is_none();
                if single {
                    self.pair((*old, *new));
                }
                single
            });
            let mut events = Vec::new();
            if found.is_empty() {
                found = self.types_by_shape();
                events = self.renamed_events();
            }
            if found.is_empty() && events.is_empty() {
                return;
            }
            found.iter().for_each(|pair| uses.of_types(self, *pair));
            events.iter().for_each(|pair| uses.of_events(self, *pair));
        }
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
