//! Pairs the types and events of the new model with those of the old one. It pairs by name first,
//! then by names that are equal without case and separators, then by use. A shape alone pairs
//! nothing: a common user or a similar name has to support it.

use tdproto_schema::Model;
use tdproto_schema::model::EventId;

use super::matching::by_keys;
use super::pairs::{Pairs, event};
use super::similar::plain;
use super::uses::Uses;

impl<'a> Pairs<'a> {
    /// Finds the pairs.
    #[must_use]
    pub fn find(old: &'a Model, new: &'a Model) -> Self {
        let mut all = Self::none(old, new);
        all.frames_by_name_and_shape();
        all.by_name(|name| Some(name.to_owned()));
        all.by_name(plain);
        all.events_by_value();
        all.names_that_moved();
        all.renamed();
        all
    }

    /// Pairs types and events whose names have the same key, where only one of each has it.
    fn by_name(&mut self, key: impl Fn(&str) -> Option<String>) {
        let keys = |name: &str| key(name).into_iter().collect::<Vec<_>>();
        let gone = self.gone_types().into_iter();
        let come = self.new_types().into_iter();
        let pairs = by_keys(
            gone.map(|id| (id, keys(&self.old.ty(id).name))),
            come.map(|id| (id, keys(&self.new.ty(id).name))),
        );
        pairs.into_iter().for_each(|pair| self.pair(pair));
        let gone = self.gone_events().into_iter();
        let come = self.new_events().into_iter();
        let pairs = by_keys(
            gone.map(|id| (id, keys(&event(self.old, id).name))),
            come.map(|id| (id, keys(&event(self.new, id).name))),
        );
        pairs.into_iter().for_each(|pair| self.pair_events(pair));
    }

    /// Pairs events of one kind of frame that have the same name on the wire.
    fn events_by_value(&mut self) {
        let keys = |id: EventId, is_old: bool| {
            let event = event(self.model(is_old), id);
            let frame = match is_old {
                true => event.frame,
                false => event.frame.and_then(|frame| self.old_frame(frame)),
            };
            let key = frame.zip(event.value.as_ref());
            key.map(|(frame, value)| (frame, value.clone(), event.sender))
                .into_iter()
                .collect::<Vec<_>>()
        };
        let gone = self.gone_events().into_iter();
        let come = self.new_events().into_iter();
        let pairs = by_keys(
            gone.map(|id| (id, keys(id, true))),
            come.map(|id| (id, keys(id, false))),
        );
        pairs.into_iter().for_each(|pair| self.pair_events(pair));
    }

    /// Pairs types whose names now belong to others with the types that replace them.
    fn names_that_moved(&mut self) {
        let moved = self.uses().displaced(self);
        for (old, _) in &moved {
            if let Some(named) = self.to_new[old.index()].take() {
                self.to_old[named.index()] = None;
            }
        }
        moved.into_iter().for_each(|pair| self.pair(pair));
    }

    /// The pairs of types that the uses in paired types and events suggest.
    fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        self.types().for_each(|pair| uses.of_types(self, pair));
        self.events().for_each(|pair| uses.of_events(self, pair));
        uses
    }

    /// Pairs renamed types and events. A renamed type may show the next one, so that it goes on
    /// while there is one.
    fn renamed(&mut self) {
        let mut uses = self.uses();
        loop {
            let mut types = uses.renamed(self);
            // Of two with the same partner, the first.
            types.retain(|(old, new)| {
                let single = self.new_type(*old).is_none() && self.old_type(*new).is_none();
                if single {
                    self.pair((*old, *new));
                }
                single
            });
            let mut events = Vec::new();
            if types.is_empty() {
                types = self.types_by_shape();
                events = self.renamed_events();
            }
            if types.is_empty() && events.is_empty() {
                return;
            }
            types.iter().for_each(|pair| uses.of_types(self, *pair));
            events.iter().for_each(|pair| uses.of_events(self, *pair));
        }
    }
}
