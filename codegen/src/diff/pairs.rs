//! Which type and event of the new model is which of the old one: by name first, then what was
//! renamed, by shape and by use.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::Model;
use tdproto_schema::model::{Event, EventId, Type, TypeId, TypeKind};

use super::TypePair;
use super::similar::similar;

/// How alike the fields of an entity must be, at least, for it to be the renamed one that its
/// users say it is: half of all names.
const SHARED: f64 = 0.5;

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
}

impl<'a> Pairs<'a> {
    /// Finds the pairs.
    #[must_use]
    pub fn find(old: &'a Model, new: &'a Model) -> Self {
        let by_name = |def: &tdproto_schema::model::TypeDef| new.find_type(&def.name);
        let mut pairs = Self {
            old,
            new,
            to_new: old.types().iter().map(by_name).collect(),
            to_old: vec![None; new.types().len()],
            events_to_new: vec![None; old.events().len()],
            events_to_old: vec![None; new.events().len()],
        };
        for (id, _) in old.types_with_ids() {
            if let Some(found) = pairs.new_type(id) {
                pairs.to_old[found.index()] = Some(id);
            }
        }
        let events: BTreeMap<&str, EventId> = new
            .events_with_ids()
            .map(|(id, event)| (event.name.as_str(), id))
            .collect();
        for (id, event) in old.events_with_ids() {
            if let Some(found) = events.get(event.name.as_str()) {
                pairs.pair_events(id, *found);
            }
        }
        pairs.types_by_shape();
        // A renamed type may tell of the next one; every round finds at least one.
        while pairs.types_by_use() {}
        pairs.renamed_events();
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

    fn pair(&mut self, old: TypeId, new: TypeId) {
        self.to_new[old.index()] = Some(new);
        self.to_old[new.index()] = Some(old);
    }

    fn pair_events(&mut self, old: EventId, new: EventId) {
        self.events_to_new[old.index()] = Some(new);
        self.events_to_old[new.index()] = Some(old);
    }

    /// Pairs what is gone with what is new, where only one of each has the shape.
    fn types_by_shape(&mut self) {
        let (gone, come) = (self.gone_types(), self.new_types());
        if gone.is_empty() || come.is_empty() {
            return;
        }
        let mut groups: BTreeMap<Outline<'_>, (Vec<TypeId>, Vec<TypeId>)> = BTreeMap::new();
        for id in gone {
            groups.entry(outline(self.old, id)).or_default().0.push(id);
        }
        for id in come {
            groups.entry(outline(self.new, id)).or_default().1.push(id);
        }
        let mut found = Vec::new();
        for (gone, come) in groups.into_values() {
            let shapes = |old: TypeId, new: TypeId| self.same_shape(old, new);
            let names =
                |old: TypeId, new: TypeId| similar(&self.old.ty(old).name, &self.new.ty(new).name);
            found.extend(matched(&gone, &come, shapes, names));
        }
        for (old, new) in found {
            self.pair(old, new);
        }
    }

    /// Pairs a type that is gone with a new one that stands wherever it stood, if both have much
    /// in common. Says whether there was one.
    fn types_by_use(&mut self) -> bool {
        let mut uses: BTreeMap<TypeId, Option<TypeId>> = BTreeMap::new();
        let mut used = |old: &Type, new: &Type| {
            if let Some((a, b)) = self.replaced(old, new) {
                uses.entry(a)
                    .and_modify(|known| *known = known.filter(|known| *known == b))
                    .or_insert(Some(b));
            }
        };
        for (old, new) in self.types() {
            let (Some(a), Some(b)) = (self.old.entity(old), self.new.entity(new)) else {
                continue;
            };
            for field in &a.fields {
                if let Some(other) = b.fields.iter().find(|other| other.name == field.name) {
                    used(&field.ty, &other.ty);
                }
            }
        }
        for (id, event) in self.old.events_with_ids() {
            let now = self
                .new_event(id)
                .and_then(|id| self.new.events()[id.index()].params);
            if let (Some(old), Some(new)) = (event.params, now) {
                used(&Type::Named(old), &Type::Named(new));
            }
        }
        let found: Vec<TypePair> = uses
            .into_iter()
            .filter_map(|(old, new)| Some((old, new?)))
            .filter(|(old, new)| self.much_in_common(*old, *new))
            .collect();
        let mut any = false;
        for (old, new) in found {
            if self.new_type(old).is_none() && self.old_type(new).is_none() {
                self.pair(old, new);
                any = true;
            }
        }
        any
    }

    /// A type that is gone and the new one at the same place of a type expression.
    fn replaced(&self, old: &Type, new: &Type) -> Option<TypePair> {
        match (old, new) {
            (Type::Named(a), Type::Named(b)) => {
                let both = self.new_type(*a).is_none() && self.old_type(*b).is_none();
                both.then_some((*a, *b))
            }
            (Type::List(a), Type::List(b)) | (Type::Map(_, a), Type::Map(_, b)) => {
                self.replaced(a, b)
            }
            (
                Type::Scalar(_) | Type::Named(_) | Type::List(_) | Type::Map(..) | Type::Any,
                Type::Scalar(_) | Type::Named(_) | Type::List(_) | Type::Map(..) | Type::Any,
            ) => None,
        }
    }

    fn much_in_common(&self, old: TypeId, new: TypeId) -> bool {
        let (a, b) = (outline(self.old, old), outline(self.new, new));
        if a.kind != b.kind {
            return false;
        }
        let shared = a.names.iter().filter(|name| b.names.contains(name)).count();
        let all = a.names.len() + b.names.len() - shared;
        all == 0 || shared as f64 >= SHARED * all as f64
    }

    /// Pairs events of the same params, where the params tell them from all others or their names
    /// are alike.
    fn renamed_events(&mut self) {
        let gone: Vec<EventId> = ids(self.old.events_with_ids(), |id| {
            self.new_event(id).is_none()
        });
        let come: Vec<EventId> = ids(self.new.events_with_ids(), |id| {
            self.old_event(id).is_none()
        });
        let (old, new) = (self.old, self.new);
        let event = |model: &'a Model, id: EventId| -> &'a Event { &model.events()[id.index()] };
        let names = |a: EventId, b: EventId| similar(&event(old, a).name, &event(new, b).name);
        let same = |a: EventId, b: EventId| {
            let (x, y) = (event(old, a), event(new, b));
            let (Some(p), Some(q)) = (x.params, y.params) else {
                return x.direction == y.direction && x.params == y.params && names(a, b);
            };
            x.direction == y.direction
                && (self.new_type(p) == Some(q) || self.same_shape(p, q))
                && (self.is_own(old, p) && self.is_own(new, q) || names(a, b))
        };
        for (a, b) in matched(&gone, &come, same, names) {
            self.pair_events(a, b);
        }
    }

    /// Whether a type is the params of one event only, and has fields to tell it from others.
    fn is_own(&self, model: &Model, params: TypeId) -> bool {
        let users = model
            .events()
            .iter()
            .filter(|event| event.params == Some(params));
        users.count() == 1
            && model
                .entity(params)
                .is_some_and(|found| !found.fields.is_empty())
    }

    fn gone_types(&self) -> Vec<TypeId> {
        ids(self.old.types_with_ids(), |id| self.new_type(id).is_none())
    }

    fn new_types(&self) -> Vec<TypeId> {
        ids(self.new.types_with_ids(), |id| self.old_type(id).is_none())
    }
}

fn ids<I: Copy, T>(all: impl Iterator<Item = (I, T)>, wanted: impl Fn(I) -> bool) -> Vec<I> {
    all.map(|(id, _)| id).filter(|id| wanted(*id)).collect()
}

/// What can be compared of a type before anything is known of others.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Outline<'a> {
    kind: &'static str,
    /// The names of fields, or of values, sorted.
    names: Vec<&'a str>,
}

fn outline(model: &Model, id: TypeId) -> Outline<'_> {
    let def = model.ty(id);
    let mut names: Vec<&str> = match &def.kind {
        TypeKind::Entity(entity) => entity.fields.iter().map(|f| f.name.as_str()).collect(),
        TypeKind::Enum(found) => found.values.iter().map(|v| v.name.as_str()).collect(),
        TypeKind::Scalar(base) => vec![base.name()],
        TypeKind::Alias(_) => Vec::new(),
    };
    names.sort_unstable();
    let kind = def.kind.name();
    Outline { kind, names }
}

/// More candidates than these are not told apart: it would cost the product of their numbers.
const MAX_CANDIDATES: usize = 10_000;

/// The pairs of which each has no other partner; of several partners, the one whose name is alike,
/// if that is one only.
pub(super) fn matched<I: Copy + Ord>(
    gone: &[I],
    come: &[I],
    same: impl Fn(I, I) -> bool,
    alike: impl Fn(I, I) -> bool,
) -> Vec<(I, I)> {
    if gone.len().saturating_mul(come.len()) > MAX_CANDIDATES {
        return Vec::new();
    }
    let mut candidates: Vec<(I, I)> = Vec::new();
    for old in gone {
        let same = come.iter().filter(|new| same(*old, **new));
        candidates.extend(same.map(|new| (*old, *new)));
    }
    let mut found = alone(&candidates);
    let taken: BTreeSet<I> = found.iter().map(|(old, _)| *old).collect();
    let given: BTreeSet<I> = found.iter().map(|(_, new)| *new).collect();
    candidates
        .retain(|(old, new)| !taken.contains(old) && !given.contains(new) && alike(*old, *new));
    found.extend(alone(&candidates));
    found
}

/// The pairs whose members are in no other pair.
fn alone<I: Copy + Ord>(pairs: &[(I, I)]) -> Vec<(I, I)> {
    let (mut olds, mut news) = (BTreeMap::new(), BTreeMap::new());
    for (old, new) in pairs {
        *olds.entry(*old).or_insert(0) += 1;
        *news.entry(*new).or_insert(0) += 1;
    }
    let only = |(old, new): &&(I, I)| olds[old] == 1 && news[new] == 1;
    pairs.iter().filter(only).copied().collect()
}
