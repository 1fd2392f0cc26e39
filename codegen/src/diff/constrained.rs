//! The places whose constraints differ, anywhere in two types that have values in common: one walk
//! through both.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::Model;
use tdproto_schema::model::{
    Bounds, Constraints, Entity, Event, Field, Type, TypeId, TypeKind, Union, Variant,
};

use super::constraints::{ConstraintsChange, change};
use super::marks::mark;
use super::pairs::Pairs;
use super::part::{Part, TypePair};
use super::parts::{carried, events, fields, variants};
use super::relation::Relation;

/// A step from a type to one of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Inside {
    /// The items of a list.
    Items,
    /// The keys of a map.
    Keys,
    /// The values of a map.
    Values,
    /// An item of a tuple.
    Item(usize),
    /// A field of an entity, by its key.
    Field(String),
    /// A variant of a union: its name, and its positions in the old and the new type. A type that is
    /// no union has no position.
    Variant(String, [Option<usize>; 2]),
}

/// A place of two types whose constraints differ.
#[derive(Debug)]
pub(crate) struct Constrained {
    /// The steps from the type of the part to the place.
    pub(crate) steps: Vec<Inside>,
    /// The old and the new type at the place.
    pub(crate) types: [Type; 2],
    /// The old and the new constraints of its values.
    pub(crate) constraints: [Constraints; 2],
    change: ConstraintsChange,
}

/// The change of the constraints at all places of a part that both models have.
pub(super) fn constraints_change(pairs: &Pairs<'_>, part: &Part) -> Option<ConstraintsChange> {
    let places = constrained(pairs, part).into_iter();
    places
        .map(|place| place.change)
        .reduce(|a, b| match a == b {
            true => a,
            false => ConstraintsChange::Changed,
        })
}

/// The places of a part whose constraints differ. A type that both models have is a part of its own,
/// and no place of its users.
pub(crate) fn constrained(pairs: &Pairs<'_>, part: &Part) -> Vec<Constrained> {
    let bounds = fields(pairs, part).map(|field| field.map_or(Bounds::default(), |it| it.bounds));
    let types = match part {
        Part::Field { .. } | Part::FrameField { .. } => {
            fields(pairs, part).map(|field| field.map(|field| field.ty.clone()))
        }
        Part::Carried(..) => carried(pairs, part).map(|value| value.map(|value| value.ty)),
        Part::Event(_) => {
            let params = |event: &Event| event.params_type().cloned();
            events(pairs, part).map(|event| event.and_then(params))
        }
        Part::Variant { .. } => {
            let ty = |(_, variant): (&Union, &Variant)| variant.ty.clone();
            variants(pairs, part).map(|variant| variant.and_then(ty))
        }
        Part::Type(side) => {
            let (Some(old), Some(new)) = (side.before(), side.after()) else {
                return Vec::new();
            };
            return of_type(pairs, (old, new));
        }
        Part::Protocol | Part::Value { .. } | Part::Frame(_) | Part::Tombstone(_) => {
            return Vec::new();
        }
    };
    match types {
        [Some(old), Some(new)] => {
            let walk = Walk::new(pairs, pairs.relation(&old, &new));
            walk.map_or_else(Vec::new, |mut walk| {
                walk.types(&old, &new, bounds);
                walk.places
            })
        }
        [None, _] | [_, None] => Vec::new(),
    }
}

/// The places of a declared type. Fields, variants and values are parts of their own.
fn of_type(pairs: &Pairs<'_>, (old, new): TypePair) -> Vec<Constrained> {
    let kinds = [&pairs.old.ty(old).kind, &pairs.new.ty(new).kind];
    let (of_alias, is_same_kind) = match kinds {
        [TypeKind::Alias(a), TypeKind::Alias(b)] => (Some((a.clone(), b.clone())), true),
        [TypeKind::Alias(a), _] => (Some((a.clone(), Type::Named(new))), false),
        [_, TypeKind::Alias(b)] => (Some((Type::Named(old), b.clone())), false),
        [TypeKind::Scalar(_), TypeKind::Scalar(_)] => (None, true),
        [a, b] => {
            if a.name() == b.name() {
                return Vec::new();
            }
            (None, false)
        }
    };
    let relation = match &of_alias {
        Some((a, b)) if is_same_kind => pairs.relation(a, b),
        Some(_) | None => pairs.relation_inside(old, new),
    };
    let Some(mut walk) = Walk::new(pairs, relation) else {
        return Vec::new();
    };
    match of_alias {
        Some((a, b)) => walk.types(&a, &b, [Bounds::default(); 2]),
        None => walk.contents(&Type::Named(old), &Type::Named(new), [Bounds::default(); 2]),
    }
    walk.places
}

/// One walk through two types.
struct Walk<'a> {
    pairs: &'a Pairs<'a>,
    /// The change that the relation of the whole types says by itself.
    said: Option<ConstraintsChange>,
    steps: Vec<Inside>,
    /// The entities and unions that were visited; they may contain themselves.
    visited: BTreeSet<TypePair>,
    places: Vec<Constrained>,
}

impl<'a> Walk<'a> {
    /// A walk through types of a relation; `None`: they have no values in common.
    fn new(pairs: &'a Pairs<'a>, relation: Relation) -> Option<Self> {
        let said = match relation {
            Relation::Widened => Some(ConstraintsChange::Loosened),
            Relation::Narrowed => Some(ConstraintsChange::Tightened),
            Relation::Same
            | Relation::Renamed
            | Relation::OptionalItemAdded
            | Relation::ItemAdded
            | Relation::OptionalItemRemoved
            | Relation::ItemRemoved => None,
            Relation::MapKey | Relation::DateFormat | Relation::Changed => return None,
        };
        Some(Self {
            pairs,
            said,
            steps: Vec::new(),
            visited: BTreeSet::new(),
            places: Vec::new(),
        })
    }

    fn types(&mut self, old: &Type, new: &Type, bounds: [Bounds; 2]) {
        let [a, b] = [self.pairs.old.unaliased(old), self.pairs.new.unaliased(new)];
        if self.is_one(old, new) || self.is_one(a, b) {
            // What changed inside is a change of that type.
            let of_type = self.pairs.new.constraints_of(new);
            let scalar = self.pairs.new.wire_scalar(new);
            let [before, now] = bounds.map(|bounds| with(&of_type, bounds));
            self.place(
                [old, new],
                bounds,
                change((&before, scalar), (&now, scalar)),
            );
            return;
        }
        self.contents(a, b, bounds);
    }

    /// Compares types without their aliases, even if they are paired.
    fn contents(&mut self, old: &Type, new: &Type, bounds: [Bounds; 2]) {
        if can_be_limited(self.pairs.old, old) && can_be_limited(self.pairs.new, new) {
            let [before, now] = self.effective([old, new], bounds);
            let scalars = [
                self.pairs.old.wire_scalar(old),
                self.pairs.new.wire_scalar(new),
            ];
            let change = change((&before, scalars[0]), (&now, scalars[1]));
            self.place([old, new], bounds, change);
        }
        match (old, new) {
            (Type::Nullable(a), Type::Nullable(b)) => self.types(a, b, bounds),
            (Type::Nullable(a), b) => self.types(a, b, bounds),
            (a, Type::Nullable(b)) => self.types(a, b, bounds),
            (Type::List(a), Type::List(b)) => self.inside(Inside::Items, a, b),
            (Type::Map(key_a, a), Type::Map(key_b, b)) => {
                self.inside(Inside::Keys, key_a, key_b);
                self.inside(Inside::Values, a, b);
            }
            (Type::Tuple(a), Type::Tuple(b)) => {
                for (at, (a, b)) in a.iter().zip(b).enumerate() {
                    self.inside(Inside::Item(at), a, b);
                }
            }
            (Type::Named(a), Type::Named(b)) => self.named(*a, *b),
            (a, Type::Named(b)) => self.widened(a, *b),
            (Type::Named(a), b) => self.narrowed(*a, b),
            (
                Type::Scalar(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any,
                Type::Scalar(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any,
            ) => {}
        }
    }

    /// Compares two declared types of different names.
    fn named(&mut self, old: TypeId, new: TypeId) {
        if !self.visited.insert((old, new)) {
            return;
        }
        let pairs = self.pairs;
        match (&pairs.old.ty(old).kind, &pairs.new.ty(new).kind) {
            (TypeKind::Entity(a), TypeKind::Entity(b)) => self.entities(a, b),
            (TypeKind::Union(a), TypeKind::Union(b)) if a.form == b.form => self.unions(a, b),
            (_, TypeKind::Union(_)) => self.widened(&Type::Named(old), new),
            (TypeKind::Union(_), _) => self.narrowed(old, &Type::Named(new)),
            (
                TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_),
                TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_),
            ) => {}
        }
    }

    fn entities(&mut self, old: &Entity, new: &Entity) {
        let fields = new.fields.iter();
        let by_name: BTreeMap<&str, &Field> =
            fields.map(|field| (field.name.as_str(), field)).collect();
        for a in &old.fields {
            if let Some(b) = by_name.get(a.name.as_str()) {
                self.steps.push(Inside::Field(a.name.clone()));
                self.types(&a.ty, &b.ty, [a.bounds, b.bounds]);
                self.steps.pop();
            }
        }
    }

    fn unions(&mut self, old: &Union, new: &Union) {
        let pairs = self.pairs;
        for (before, a) in old.variants.iter().enumerate() {
            let wanted = mark(pairs.old, old, a);
            let mut others = new.variants.iter().enumerate();
            let same = others.find(|(_, other)| mark(pairs.new, new, other) == wanted);
            if let Some((after, b)) = same
                && let (Some(old), Some(new)) = (&a.ty, &b.ty)
            {
                let step = Inside::Variant(b.name.clone(), [Some(before), Some(after)]);
                self.inside(step, old, new);
            }
        }
    }

    /// Compares a type with the variant of a union that has its values.
    fn widened(&mut self, old: &Type, new: TypeId) {
        let pairs = self.pairs;
        let variants = pairs.new.union(new).map_or(&[][..], |it| &it.variants);
        let same = |ty: &Type| pairs.relation(old, ty).is_same_on_wire();
        if let Some((at, name, ty)) = first_variant(variants, same) {
            self.inside(Inside::Variant(name, [None, Some(at)]), old, &ty);
        }
    }

    /// Compares the variant of a union that has the values of a type with it.
    fn narrowed(&mut self, old: TypeId, new: &Type) {
        let pairs = self.pairs;
        let variants = pairs.old.union(old).map_or(&[][..], |it| &it.variants);
        let same = |ty: &Type| pairs.relation(ty, new).is_same_on_wire();
        if let Some((at, name, ty)) = first_variant(variants, same) {
            self.inside(Inside::Variant(name, [Some(at), None]), &ty, new);
        }
    }

    fn inside(&mut self, step: Inside, old: &Type, new: &Type) {
        self.steps.push(step);
        self.types(old, new, [Bounds::default(); 2]);
        self.steps.pop();
    }

    /// Adds a place if its constraints changed.
    fn place(&mut self, types: [&Type; 2], bounds: [Bounds; 2], change: Option<ConstraintsChange>) {
        if let Some(change) = change.and_then(|change| change.without(self.said)) {
            self.places.push(Constrained {
                steps: self.steps.clone(),
                types: types.map(Type::clone),
                constraints: self.effective(types, bounds),
                change,
            });
        }
    }

    fn effective(&self, [old, new]: [&Type; 2], bounds: [Bounds; 2]) -> [Constraints; 2] {
        [
            with(&self.pairs.old.constraints_of(old), bounds[0]),
            with(&self.pairs.new.constraints_of(new), bounds[1]),
        ]
    }

    /// Returns true if both are one type that both models have.
    fn is_one(&self, old: &Type, new: &Type) -> bool {
        let (Type::Named(old), Type::Named(new)) = (old, new) else {
            return false;
        };
        self.pairs.new_type(*old) == Some(*new)
    }
}

fn first_variant(
    variants: &[Variant],
    same: impl Fn(&Type) -> bool,
) -> Option<(usize, String, Type)> {
    let mut variants = variants.iter().enumerate();
    variants.find_map(|(at, variant)| {
        let ty = variant.ty.as_ref().filter(|ty| same(ty))?;
        Some((at, variant.name.clone(), ty.clone()))
    })
}

/// The constraints of a type with those of the field that has it.
fn with(constraints: &Constraints, bounds: Bounds) -> Constraints {
    Constraints {
        bounds: constraints.bounds.and(bounds),
        ..constraints.clone()
    }
}

/// Returns true if values of a type may have constraints.
fn can_be_limited(model: &Model, ty: &Type) -> bool {
    match ty {
        Type::Scalar(_) | Type::List(_) | Type::Map(..) => true,
        Type::Named(id) => model.ty(*id).base().is_some(),
        Type::Tuple(_) | Type::Nullable(_) | Type::Constant(_) | Type::Null | Type::Any => false,
    }
}
