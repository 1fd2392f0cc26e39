//! Types that are paired by their use: a type in the place of another one.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::model::{Event, EventId, Scalar, Type, TypeDef, TypeId, Union};

use super::marks::mark;
use super::pairs::Pairs;
use super::part::TypePair;

/// The least share of common names in the fields of an entity and of the one that its users show as
/// the renamed one: half of all names.
const SHARED: f64 = 0.5;

/// The type in the place of each old type; `None`: not the same everywhere.
#[derive(Debug, Default)]
pub(super) struct Uses {
    all: BTreeMap<TypeId, Option<TypeId>>,
    /// The types whose pairs were found since the last time.
    fresh: BTreeSet<TypeId>,
}

impl Uses {
    /// Looks at the fields of two entities, or at what two aliases stand for.
    pub(super) fn of_types(&mut self, pairs: &Pairs<'_>, (old, new): TypePair) {
        let (old, new) = (pairs.old.ty(old), pairs.new.ty(new));
        self.of_variants(pairs, old.union(), new.union());
        let fields = new.fields().iter();
        let fields: BTreeMap<&str, &Type> = fields.map(|field| (&*field.name, &field.ty)).collect();
        for field in old.fields() {
            if let Some(other) = fields.get(&*field.name) {
                self.of_uses(&field.ty, other);
            }
        }
        if let (Some(old), Some(new)) = (old.alias(), new.alias()) {
            self.of_uses(old, new);
        }
    }

    /// Looks at the variants of two unions.
    fn of_variants(&mut self, pairs: &Pairs<'_>, old: Option<&Union>, new: Option<&Union>) {
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        for variant in &old.variants {
            let wanted = mark(pairs.old, old, variant);
            let mut others = new.variants.iter();
            let other = others.find(|other| mark(pairs.new, new, other) == wanted);
            let other = other.and_then(|other| other.ty.as_ref());
            if let (Some(old), Some(new)) = (&variant.ty, other) {
                self.of_uses(old, new);
            }
        }
    }

    /// Looks at the params of two events.
    pub(super) fn of_events(&mut self, pairs: &Pairs<'_>, (old, new): (EventId, EventId)) {
        let (old, new) = (
            &pairs.old.events()[old.index()],
            &pairs.new.events()[new.index()],
        );
        let reply = |event: &'_ Event| event.reply.as_ref().map(|reply| reply.ty.clone());
        let both = [
            (old.params_type().cloned(), new.params_type().cloned()),
            (reply(old), reply(new)),
            (old.error.clone(), new.error.clone()),
        ];
        for (old, new) in both {
            if let (Some(old), Some(new)) = (old, new) {
                self.of_uses(&old, &new);
            }
        }
    }

    fn of_uses(&mut self, old: &Type, new: &Type) {
        match (old, new) {
            (Type::Named(a), Type::Named(b)) => self.add(*a, *b),
            (Type::List(a), Type::List(b)) | (Type::Nullable(a), Type::Nullable(b)) => {
                self.of_uses(a, b);
            }
            (Type::Nullable(a), b) => self.of_uses(a, b),
            (a, Type::Nullable(b)) => self.of_uses(a, b),
            (Type::Tuple(a), Type::Tuple(b)) => {
                a.iter().zip(b).for_each(|(a, b)| self.of_uses(a, b));
            }
            (Type::Map(key, a), Type::Map(other, b)) => {
                self.of_uses(key, other);
                self.of_uses(a, b);
            }
            (
                Type::Scalar(_)
                | Type::Named(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any,
                Type::Scalar(_)
                | Type::Named(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any,
            ) => {}
        }
    }

    fn add(&mut self, old: TypeId, new: TypeId) {
        self.all
            .entry(old)
            .and_modify(|known| *known = known.filter(|known| *known == new))
            .or_insert(Some(new));
        self.fresh.insert(old);
    }

    /// The pairs of which neither has a partner, and that have much in common.
    pub(super) fn renamed(&mut self, pairs: &Pairs<'_>) -> Vec<TypePair> {
        let fresh = std::mem::take(&mut self.fresh).into_iter();
        let learnt = fresh.filter_map(|old| Some((old, *self.all.get(&old)?.as_ref()?)));
        let single = |(old, new): &TypePair| {
            pairs.new_type(*old).is_none() && pairs.old_type(*new).is_none()
        };
        learnt
            .filter(single)
            .filter(|pair| much_in_common(pairs, *pair))
            .collect()
    }

    /// The types whose name belongs to another type now. The type with their name has another
    /// shape, and all their users use a type of their shape. The name of that type was moved the
    /// same way, or is new.
    pub(super) fn displaced(&self, pairs: &Pairs<'_>) -> Vec<TypePair> {
        let candidates = self.all.iter().filter_map(|(old, new)| {
            let (new, named) = ((*new)?, pairs.new_type(*old)?);
            let moved =
                new != named && !pairs.same_shape(*old, named) && pairs.same_shape(*old, new);
            moved.then_some((*old, new))
        });
        let mut moved: BTreeMap<TypeId, TypeId> = candidates.collect();
        let mut takers: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        for (old, new) in &moved {
            takers.entry(*new).or_default().push(*old);
        }
        let mut wrong: Vec<TypeId> = moved
            .iter()
            .filter(|(_, new)| {
                let owner = pairs.old_type(**new);
                takers[*new].len() > 1 || owner.is_some_and(|owner| !moved.contains_key(&owner))
            })
            .map(|(old, _)| *old)
            .collect();
        // One that keeps its name leaves no place for the one that would take it.
        while let Some(old) = wrong.pop() {
            if moved.remove(&old).is_some() {
                let kept = pairs.new_type(old).and_then(|named| takers.get(&named));
                wrong.extend(kept.into_iter().flatten());
            }
        }
        moved.into_iter().collect()
    }
}

fn much_in_common(pairs: &Pairs<'_>, (old, new): TypePair) -> bool {
    let (a, b) = (pairs.old.ty(old), pairs.new.ty(new));
    if a.kind.name() != b.kind.name() {
        return false;
    }
    let (a, b) = (names(a), names(b));
    let shared = a.intersection(&b).count();
    let all = a.len() + b.len() - shared;
    all == 0 || shared as f64 >= SHARED * all as f64
}

/// The names of fields, of values, or of variants.
fn names(def: &TypeDef) -> BTreeSet<&str> {
    let fields = def.fields().iter().map(|field| field.name.as_str());
    let values = def.values().iter().map(|value| value.name.as_str());
    let variants = def.variants().iter().map(|variant| variant.name.as_str());
    let base = def.base().map(Scalar::name);
    fields.chain(values).chain(variants).chain(base).collect()
}
