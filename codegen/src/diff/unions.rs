//! Changes of unions and their variants. A variant is identified by its tag, its key or its kind; its
//! short name is for code.

use std::collections::BTreeMap;

use tdproto_schema::Model;
use tdproto_schema::model::{Openness, Type, TypeDef, Union, UnionForm, Variant};

use super::change::Changes;
use super::constrained::constraints_change;
use super::kinds::What;
use super::lifecycle::{self, inherited};
use super::marks::{Mark, mark};
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
    if old.form != new.form {
        // Every variant changed; a single change reports all of them.
        return changes.add(What::Form);
    }
    changes.add_if(old.openness != new.openness, What::Openness);
    let (before, now) = (Places::of(pairs.old, old), Places::of(pairs.new, new));
    let mut order = Vec::new();
    for (index, variant) in old.variants.iter().enumerate() {
        let same = now.by_mark.get(&mark(pairs.old, old, variant)).copied();
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
        of_variant.extend(constraints_change(pairs, &of_variant.part).map(What::Constraints));
        lifecycle::docs(&mut of_variant, &variant.docs, &now.docs, inherited);
    }
    for (index, variant) in new.variants.iter().enumerate() {
        let known = before.by_mark.contains_key(&mark(pairs.new, new, variant))
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
    by_mark: BTreeMap<Mark<'a>, usize>,
    /// Those of variants by a tag or a key, which may have another one in another version.
    by_name: BTreeMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn of(model: &Model, union: &'a Union) -> Self {
        let variants = || union.variants.iter().enumerate();
        let named = variants().filter(|_| match union.form {
            UnionForm::Tag(_) | UnionForm::Key => true,
            UnionForm::Kind => false,
        });
        Self {
            by_mark: variants()
                .map(|(index, variant)| (mark(model, union, variant), index))
                .collect(),
            by_name: named
                .map(|(index, variant)| (variant.name.as_str(), index))
                .collect(),
        }
    }
}

/// The relation of a union to another one that it replaces: by the variants that each lists.
pub(super) fn relation(
    (old_model, old): (&Model, &Union),
    (new_model, new): (&Model, &Union),
    mut same: impl FnMut(&Type, &Type) -> bool,
) -> Relation {
    if old.form != new.form {
        return Relation::Changed;
    }
    let mut lists = |is_widened: bool| {
        let (old, new) = ((old_model, old), (new_model, new));
        let (all, some) = if is_widened { (new, old) } else { (old, new) };
        some.1.variants.iter().all(|variant| {
            let wanted = mark(some.0, some.1, variant);
            let mut others = all.1.variants.iter();
            let other = others.find(|other| mark(all.0, all.1, other) == wanted);
            match (other.map(|other| &other.ty), &variant.ty) {
                (Some(Some(new)), Some(old)) if is_widened => same(old, new),
                (Some(Some(old)), Some(new)) => same(old, new),
                (Some(None), None) => true,
                (Some(Some(_) | None) | None, _) => false,
            }
        })
    };
    let (widens, narrows) = (lists(true), lists(false));
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

/// Returns true if every value of a type is one of a variant of a union: one without a tag, or one
/// whose tag the type has itself, or one of its key or its kind.
pub(super) fn holds(
    union: &Union,
    def: Option<&TypeDef>,
    same: &mut impl FnMut(&Type) -> bool,
) -> bool {
    if union.content().is_some() {
        return false;
    }
    let has_tag = union.tag().is_none_or(|tag| {
        let mut fields = def.into_iter().flat_map(TypeDef::fields);
        fields.any(|field| field.name == tag.key)
    });
    union.variants.iter().any(|variant| {
        let is_whole = variant.value.is_none() || has_tag;
        is_whole && variant.ty.as_ref().is_some_and(&mut *same)
    })
}
