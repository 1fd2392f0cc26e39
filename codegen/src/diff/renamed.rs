//! Finds renames: types and events of the same shape whose names are alike, or that have a common
//! user.

use std::collections::BTreeMap;

use tdproto_schema::Model;
use tdproto_schema::model::{Event, EventId, Presence, Type, TypeId};

use super::matching::by_keys;
use super::pairs::{Pairs, event};
use super::part::TypePair;
use super::shapes::Shapes;
use super::similar::ROUNDS;

impl Pairs<'_> {
    /// Pairs types of the same shape that have similar names or a common user.
    pub(super) fn types_by_shape(&mut self) -> Vec<TypePair> {
        let mut all = Vec::new();
        for keys in ROUNDS {
            let keyed = |id: TypeId, is_old: bool| {
                let shape = self.shapes(is_old).def(id);
                let keys = keys(&self.model(is_old).ty(id).name, is_old).into_iter();
                keys.map(|key| (shape.clone(), key)).collect()
            };
            let candidates = self.living_by(keyed);
            all.extend(self.pair_same_shapes(candidates));
        }
        all.extend(self.types_by_users());
        all
    }

    /// Pairs types of the same shape of which a user that both models have uses one each.
    fn types_by_users(&mut self) -> Vec<TypePair> {
        let users = [self.users(true), self.users(false)];
        let keyed = |id: TypeId, is_old: bool| {
            let shapes = self.shapes(is_old);
            let of_side = &users[usize::from(!is_old)];
            let Some(users) = of_side.get(&id).filter(|_| shapes.is_distinctive(id)) else {
                return Vec::new();
            };
            let shape = shapes.def(id);
            users
                .iter()
                .map(|user| (shape.clone(), user.clone()))
                .collect()
        };
        let candidates = self.living_by(keyed);
        self.pair_same_shapes(candidates)
    }

    fn living_by(&self, keyed: impl Fn(TypeId, bool) -> Vec<(String, String)>) -> Vec<TypePair> {
        let (gone, come) = (
            self.living(true).into_iter(),
            self.living(false).into_iter(),
        );
        by_keys(
            gone.map(|id| (id, keyed(id, true))),
            come.map(|id| (id, keyed(id, false))),
        )
    }

    fn pair_same_shapes(&mut self, candidates: Vec<TypePair>) -> Vec<TypePair> {
        let same = |(old, new): &TypePair| self.same_shape(*old, *new);
        let same: Vec<TypePair> = candidates.into_iter().filter(same).collect();
        same.iter().for_each(|pair| self.pair(*pair));
        same
    }

    /// The paired types and events that use each type that only one model has.
    fn users(&self, is_old: bool) -> BTreeMap<TypeId, Vec<String>> {
        let (model, mut users) = (self.model(is_old), BTreeMap::<_, Vec<String>>::new());
        let mut add = |used: TypeId, user: String| {
            if !self.is_paired(used, is_old) {
                users.entry(used).or_default().push(user);
            }
        };
        for (old, new) in self.types() {
            let user = || format!("type {}", new.index());
            let parts = model.ty(if is_old { old } else { new }).parts();
            let used = parts.flat_map(|part| part.named());
            used.for_each(|used| add(used, user()));
        }
        for (old, new) in self.events() {
            let event = event(model, if is_old { old } else { new });
            let reply = event.reply.as_ref().map(|reply| &reply.ty);
            let carried = [event.params_type(), reply, event.error.as_ref()];
            for used in carried.into_iter().flatten().flat_map(Type::named) {
                add(used, format!("event {}", new.index()));
            }
        }
        users
    }

    /// Pairs events of the same direction and params, where the params distinguish them from all
    /// others or their names are alike.
    pub(super) fn renamed_events(&mut self) -> Vec<(EventId, EventId)> {
        let own = [params_of_one(self.old), params_of_one(self.new)];
        let mut all = self.pair_events_by(|pairs, event_def, is_old| {
            let is_distinctive = |params: &TypeId| {
                own[usize::from(!is_old)][params.index()]
                    && pairs.is_paired(*params, is_old)
                    && pairs.shapes(is_old).is_distinctive(*params)
            };
            let named = own_params(event_def);
            let has_own = named.as_ref().is_some_and(is_distinctive);
            has_own.then(String::new).into_iter().collect()
        });
        for keys in ROUNDS {
            all.extend(self.pair_events_by(|_, event_def, is_old| keys(&event_def.name, is_old)));
        }
        all
    }

    /// Pairs events of the same direction and params that their keys lead to.
    fn pair_events_by(
        &mut self,
        keys: impl Fn(&Self, &Event, bool) -> Vec<String>,
    ) -> Vec<(EventId, EventId)> {
        let keyed = |id: EventId, is_old: bool| {
            let event_def = event(self.model(is_old), id);
            let keys = keys(self, event_def, is_old);
            if keys.is_empty() {
                return (id, Vec::new());
            }
            let params = self.params_key(event_def, is_old);
            let keys = keys.into_iter();
            let keys = keys.map(|key| (event_def.sender, params.clone(), key));
            (id, keys.collect())
        };
        let gone = self.living_events(true).into_iter();
        let come = self.living_events(false).into_iter();
        let candidates = by_keys(
            gone.map(|id| keyed(id, true)),
            come.map(|id| keyed(id, false)),
        );
        let same = |(old, new): &(EventId, EventId)| {
            let (old, new) = (event(self.old, *old), event(self.new, *new));
            match (own_params(old), own_params(new)) {
                (Some(a), Some(b)) => self.new_type(a) == Some(b) || self.same_shape(a, b),
                (None, None) => self.params_key(old, true) == self.params_key(new, false),
                (Some(_), None) | (None, Some(_)) => false,
            }
        };
        let candidates: Vec<_> = candidates.into_iter().filter(same).collect();
        candidates.iter().for_each(|pair| self.pair_events(*pair));
        candidates
    }

    fn is_paired(&self, id: TypeId, is_old: bool) -> bool {
        match is_old {
            true => self.new_type(id).is_some(),
            false => self.old_type(id).is_some(),
        }
    }

    /// The params of an event as text: their type in the new model, or their shape.
    fn params_key(&self, event: &Event, is_old: bool) -> String {
        let Some(params) = &event.params else {
            return "none".to_owned();
        };
        let Some(id) = own_params(event) else {
            let shape = self.shapes(is_old).ty(&params.ty);
            return format!("{shape} {:?}", params.presence);
        };
        let new = match is_old {
            true => self.new_type(id),
            false => self.old_type(id).map(|_| id),
        };
        new.map_or_else(
            || self.shapes(is_old).def(id),
            |new| format!("#{}", new.index()),
        )
    }

    pub(super) fn shapes(&self, is_old: bool) -> Shapes<'_> {
        match is_old {
            true => Shapes::old(self),
            false => Shapes::new(self),
        }
    }

    /// The types of one model that have no partner, are not deprecated, and that the other model
    /// does not remember as removed.
    fn living(&self, is_old: bool) -> Vec<TypeId> {
        let (mut all, dead) = match is_old {
            true => (self.gone_types(), &self.new_dead),
            false => (self.new_types(), &self.old_dead),
        };
        all.retain(|id| {
            let def = self.model(is_old).ty(*id);
            def.docs.deprecated.is_none() && !dead.has_type(&def.name)
        });
        all
    }

    /// The events of one model that have no partner, are not deprecated, and that the other model
    /// does not remember as removed.
    fn living_events(&self, is_old: bool) -> Vec<EventId> {
        let (mut all, dead) = match is_old {
            true => (self.gone_events(), &self.new_dead),
            false => (self.new_events(), &self.old_dead),
        };
        all.retain(|id| {
            let living = event(self.model(is_old), *id);
            living.docs.deprecated.is_none() && !dead.has_event(&living.name)
        });
        all
    }
}

/// The declared type that the params of an event are, if they are one and are always there.
fn own_params(event: &Event) -> Option<TypeId> {
    let params = event.params.as_ref()?;
    match params.ty {
        Type::Named(id) if params.presence == Presence::Required => Some(id),
        Type::Named(_)
        | Type::Scalar(_)
        | Type::List(_)
        | Type::Map(..)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any => None,
    }
}

/// Marks the types that are the params of one event only.
fn params_of_one(model: &Model) -> Vec<bool> {
    let mut users = vec![0_u8; model.types().len()];
    for id in model.events().iter().filter_map(own_params) {
        users[id.index()] = users[id.index()].saturating_add(1);
    }
    users.into_iter().map(|users| users == 1).collect()
}
