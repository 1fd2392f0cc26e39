//! Changes of unions and their variants. A variant is identified by its tag; its short name is for
//! code.

use std::collections::BTreeMap;

use tdproto_schema::model::{Openness, Type, TypeDef, Union, Variant, WireValue};

use super::change::Changes;
use super::kinds::What;
use super::lifecycle::{self, inherited};
use super::pairs::Pairs;
use super::part::{Part, Side, TypePair};
use super::relation::Relation;

pub(super) fn pair(
    pairs: &Pairs<'_>,
    old: (&TypeDef, &Union),
    new: (&TypeDef, &Union),
    owner: TypePair,
    changes: &mut Changes<'_>,
) {
    let inherited = inherited(old.0, new.0);
    let (old, new) = (old.1, new.1);
    changes.add_if(old.direction != new.direction, What::Direction);
    changes.add_if(old.openness != new.openness, What::Openness);
    if old.form != new.form {
        // Every variant changed; a single change reports all of them.
        return changes.add(What::Form);
    }
    let (before, now) = (Places::of(old), Places::of(new));
    let mut order = Vec::new();
    for (index, variant) in old.variants.iter().enumerate() {
        let same = now.by_value.get(&variant.value).copied();
        order.extend(same);
        // A name that has another tag now: the change is reported of the name.
        let moved = now.by_name.get(variant.name.as_str()).copied();
        if let Some(moved) = moved.filter(|moved| same != Some(*moved)) {
            let variant = Side::Both(index, moved);
            changes
                .of(Part::Variant { owner, variant })
                .add(What::WireValue);
            continue;
        }
        let side = same.map_or(Side::Old(index), |same| Side::Both(index, same));
        let part = Part::Variant {
            owner,
            variant: side,
        };
        let mut of_variant = changes.of(part);
        let Some(now) = same.map(|same| &new.variants[same]) else {
            of_variant.add(What::Removed);
            continue;
        };
        let has_moved = before.by_name.contains_key(now.name.as_str());
        of_variant.add_if(variant.name != now.name && !has_moved, What::CodeName);
        of_variant.extend(type_changed(pairs, variant, now));
        lifecycle::docs(&mut of_variant, &variant.docs, &now.docs, inherited);
    }
    for (index, variant) in new.variants.iter().enumerate() {
        let known = before.by_value.contains_key(&variant.value)
            || before.by_name.contains_key(variant.name.as_str());
        if !known {
            let variant = Side::New(index);
            changes
                .of(Part::Variant { owner, variant })
                .add(What::Added);
        }
    }
    changes.add_if(!order.is_sorted(), What::Order);
}

/// The change of the type of a variant.
fn type_changed(pairs: &Pairs<'_>, old: &Variant, new: &Variant) -> Option<What> {
    let relation = match (&old.ty, &new.ty) {
        (Some(old), Some(new)) => pairs.relation(old, new),
        (None, None) => Relation::Same,
        (Some(_), None) | (None, Some(_)) => Relation::Changed,
    };
    (relation != Relation::Same).then_some(What::Type(relation))
}

/// The positions of the variants of a union.
struct Places<'a> {
    by_value: BTreeMap<&'a Option<WireValue>, usize>,
    by_name: BTreeMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn of(union: &'a Union) -> Self {
        let variants = || union.variants.iter().enumerate();
        Self {
            by_value: variants()
                .map(|(index, variant)| (&variant.value, index))
                .collect(),
            by_name: variants()
                .map(|(index, variant)| (variant.name.as_str(), index))
                .collect(),
        }
    }
}

/// The relation of a union to another one that it replaces: by the variants that each lists.
pub(super) fn relation(
    old: &Union,
    new: &Union,
    mut same: impl FnMut(&Type, &Type) -> bool,
) -> Relation {
    if old.form != new.form {
        return Relation::Changed;
    }
    let mut lists = |all: &Union, some: &Union| {
        some.variants.iter().all(|variant| {
            let mut others = all.variants.iter();
            let other = others.find(|other| other.value == variant.value);
            match (other.map(|other| &other.ty), &variant.ty) {
                (Some(Some(a)), Some(b)) => same(a, b),
                (Some(None), None) => true,
                (Some(Some(_) | None) | None, _) => false,
            }
        })
    };
    let (widens, narrows) = (lists(new, old), lists(old, new));
    match (old.openness, new.openness) {
        (Openness::Open, Openness::Open) | (Openness::Closed, Openness::Closed)
            if widens && narrows =>
        {
            Relation::Same
        }
        (Openness::Open, Openness::Open) | (Openness::Closed, _) if widens => Relation::Widened,
        (Openness::Open, _) | (Openness::Closed, Openness::Closed) if narrows => Relation::Narrowed,
        (Openness::Open | Openness::Closed, Openness::Open | Openness::Closed) => Relation::Changed,
    }
}

/// Returns true if every value of an entity is one of a variant of a union: one without a tag, or
/// one whose tag the entity has itself.
pub(super) fn holds(union: &Union, entity: &TypeDef, same: impl Fn(&Type) -> bool) -> bool {
    let key = &union.tag().key;
    let has_tag = entity.fields().iter().any(|field| field.name == *key);
    union.variants.iter().any(|variant| {
        let is_whole = variant.value.is_none() || has_tag;
        is_whole && variant.ty.as_ref().is_some_and(&same)
    })
}
