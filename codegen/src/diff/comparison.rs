//! The relation of a type of the new model to one of the old: by structure, for any names of types.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::model::{
    Entity, Enum, Field, Openness, Scalar, Type, TypeDef, TypeId, TypeKind, Union, WireValue,
    needed_items,
};

use super::constants::constant_to;
use super::empty_dates;
use super::pairs::Pairs;
use super::relation::{Relation, mirrored, renamed};
use super::scalars::scalars;
use super::unions;
use super::when::when_change;

impl Pairs<'_> {
    /// The relation of a use of a type to the old one. Types that are paired count as the same:
    /// their own changes show how they differ.
    #[must_use]
    pub(crate) fn relation(&self, old: &Type, new: &Type) -> Relation {
        Comparison::new(self).types(old, new)
    }

    /// The relation of a declared type to the old one, by their contents, even if they are paired
    /// with others.
    #[must_use]
    pub(crate) fn relation_inside(&self, old: TypeId, new: TypeId) -> Relation {
        Comparison::new(self).defs(old, new)
    }

    /// Compares the shapes of two declared types: true if they are the same.
    #[must_use]
    pub(crate) fn same_shape(&self, old: TypeId, new: TypeId) -> bool {
        self.relation_inside(old, new).is_same_on_wire()
    }
}

/// The depth inside types of different names at which nested entities count as changed.
const MAX_DEPTH: usize = 100;

struct Comparison<'a> {
    pairs: &'a Pairs<'a>,
    /// The known relations of pairs. A pair that is being compared and is met again inside itself
    /// counts as the same.
    known: BTreeMap<(TypeId, TypeId), Relation>,
    depth: usize,
}

impl<'a> Comparison<'a> {
    fn new(pairs: &'a Pairs<'a>) -> Self {
        Self {
            pairs,
            known: BTreeMap::new(),
            depth: 0,
        }
    }

    fn types(&mut self, old: &Type, new: &Type) -> Relation {
        if let (Type::Named(a), Type::Named(b)) = (old, new) {
            if self.pairs.new_type(*a) == Some(*b) {
                return Relation::Same;
            }
            return renamed(self.defs(*a, *b));
        }
        let relation =
            self.structures(self.pairs.old.unaliased(old), self.pairs.new.unaliased(new));
        match (old, new) {
            (Type::Named(_), _) | (_, Type::Named(_)) => renamed(relation),
            (
                Type::Scalar(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Nullable(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any,
                Type::Scalar(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Nullable(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any,
            ) => relation,
        }
    }

    /// The relation of types without their aliases.
    fn structures(&mut self, old: &Type, new: &Type) -> Relation {
        match (old, new) {
            (Type::Any, Type::Any) | (Type::Null, Type::Null) => Relation::Same,
            (_, Type::Any) => Relation::Widened,
            (Type::Any, _) => Relation::Narrowed,
            (Type::Nullable(a), Type::Nullable(b)) => self.types(a, b),
            (Type::Null, Type::Nullable(_)) => Relation::Widened,
            (Type::Nullable(_), Type::Null) => Relation::Narrowed,
            (Type::Null, _) | (_, Type::Null) => Relation::Changed,
            (_, Type::Nullable(b)) => null_added(self.types(old, b)),
            (Type::Nullable(a), _) => mirrored(null_added(mirrored(self.types(a, new)))),
            (old, Type::Named(id)) if self.is_new_by_kind(old, *id) => {
                self.widened_to(old, *id, None)
            }
            (Type::Named(id), new) if self.is_old_by_kind(*id, new) => {
                self.narrowed_to(*id, new, None)
            }
            (Type::Constant(old), new) => constant_to(old, self.pairs.new, new),
            (old, Type::Constant(new)) => mirrored(constant_to(new, self.pairs.old, old)),
            (Type::Named(a), Type::Named(b)) => {
                if self.pairs.new_type(*a) == Some(*b) {
                    Relation::Same
                } else {
                    renamed(self.defs(*a, *b))
                }
            }
            (Type::List(a), Type::List(b)) => self.types(a, b),
            (Type::Tuple(a), Type::Tuple(b)) => self.tuples(a, b),
            (Type::Tuple(_), _) | (_, Type::Tuple(_)) => Relation::Changed,
            (Type::Map(key_a, a), Type::Map(key_b, b)) => match self.keys(key_a, key_b) {
                Relation::Same => self.types(a, b),
                Relation::Renamed => renamed(self.types(a, b)),
                Relation::Widened
                | Relation::Narrowed
                | Relation::MapKey
                | Relation::DateFormat
                | Relation::OptionalItemAdded
                | Relation::ItemAdded
                | Relation::OptionalItemRemoved
                | Relation::ItemRemoved
                | Relation::Changed => Relation::MapKey,
            },
            (Type::Scalar(a), Type::Scalar(b)) => scalars(*a, *b),
            (Type::Named(id), Type::Scalar(b)) => match &self.pairs.old.ty(*id).kind {
                TypeKind::Scalar(base) => scalars(*base, *b),
                TypeKind::Enum(def) => enum_to(def, *b),
                TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Alias(_) => Relation::Changed,
            },
            (Type::Scalar(a), Type::Named(id)) => match &self.pairs.new.ty(*id).kind {
                TypeKind::Scalar(base) => scalars(*a, *base),
                TypeKind::Enum(def) => mirrored(enum_to(def, *a)),
                TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Alias(_) => Relation::Changed,
            },
            (Type::Scalar(_) | Type::Named(_), Type::List(_) | Type::Map(..))
            | (Type::List(_), Type::Scalar(_) | Type::Named(_) | Type::Map(..))
            | (Type::Map(..), Type::Scalar(_) | Type::Named(_) | Type::List(_)) => {
                Relation::Changed
            }
        }
    }

    /// The relation of tuples: by the items that both have, and by those that only one has.
    fn tuples(&mut self, old: &[Type], new: &[Type]) -> Relation {
        let mut all = Relation::Same;
        for (a, b) in old.iter().zip(new) {
            let relation = self.types(a, b);
            all = if all == relation || relation.is_same_on_wire() && all != Relation::Same {
                all
            } else if all.is_same_on_wire() {
                relation
            } else {
                Relation::Changed
            };
        }
        let may_be_missing = |items: &[Type]| needed_items(items) == 0;
        let more = match old.len().cmp(&new.len()) {
            Ordering::Equal => return all,
            Ordering::Less if may_be_missing(&new[old.len()..]) => Relation::OptionalItemAdded,
            Ordering::Less => Relation::ItemAdded,
            Ordering::Greater if may_be_missing(&old[new.len()..]) => Relation::OptionalItemRemoved,
            Ordering::Greater => Relation::ItemRemoved,
        };
        match all.is_same_on_wire() {
            true => more,
            false => Relation::Changed,
        }
    }

    /// The relation of keys. A scalar and an enum of the same name have the frames of any scalar
    /// and any enum.
    fn keys(&mut self, old: &Type, new: &Type) -> Relation {
        if let (Type::Named(a), Type::Named(b)) = (old, new) {
            match (&self.pairs.old.ty(*a).kind, &self.pairs.new.ty(*b).kind) {
                (TypeKind::Scalar(base), TypeKind::Enum(def)) => {
                    return mirrored(enum_to(def, *base));
                }
                (TypeKind::Enum(def), TypeKind::Scalar(base)) => return enum_to(def, *base),
                (
                    TypeKind::Entity(_)
                    | TypeKind::Enum(_)
                    | TypeKind::Union(_)
                    | TypeKind::Scalar(_)
                    | TypeKind::Alias(_),
                    TypeKind::Entity(_)
                    | TypeKind::Enum(_)
                    | TypeKind::Union(_)
                    | TypeKind::Scalar(_)
                    | TypeKind::Alias(_),
                ) => {}
            }
        }
        self.types(old, new)
    }

    fn defs(&mut self, old: TypeId, new: TypeId) -> Relation {
        if let Some(known) = self.known.get(&(old, new)) {
            return *known;
        }
        if self.depth == MAX_DEPTH {
            return Relation::Changed;
        }
        self.known.insert((old, new), Relation::Same);
        self.depth += 1;
        let relation = self.kinds(old, new);
        self.depth -= 1;
        self.known.insert((old, new), relation);
        relation
    }

    fn kinds(&mut self, old_id: TypeId, new_id: TypeId) -> Relation {
        let (old, new) = (self.pairs.old.ty(old_id), self.pairs.new.ty(new_id));
        match (&old.kind, &new.kind) {
            (TypeKind::Entity(a), TypeKind::Entity(b)) => self.entities(a, b),
            (TypeKind::Enum(a), TypeKind::Enum(b)) => enums(a, b),
            (TypeKind::Scalar(a), TypeKind::Scalar(b)) => scalars(*a, *b),
            (TypeKind::Scalar(a), TypeKind::Enum(b)) => mirrored(enum_to(b, *a)),
            (TypeKind::Enum(a), TypeKind::Scalar(b)) => enum_to(a, *b),
            (TypeKind::Alias(a), TypeKind::Alias(b)) => self.types(a, b),
            (
                TypeKind::Alias(a),
                TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Scalar(_),
            ) => self.types(a, &Type::Named(new_id)),
            (
                TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Scalar(_),
                TypeKind::Alias(b),
            ) => self.types(&Type::Named(old_id), b),
            (TypeKind::Union(a), TypeKind::Union(b)) if a.form == b.form => {
                let (a, b) = ((self.pairs.old, a), (self.pairs.new, b));
                unions::relation(a, b, |a, b| self.types(a, b).is_same_on_wire())
            }
            (_, TypeKind::Union(union)) if holds_others(union) => {
                self.widened_to(&Type::Named(old_id), new_id, Some(old))
            }
            (TypeKind::Union(union), _) if holds_others(union) => {
                self.narrowed_to(old_id, &Type::Named(new_id), Some(new))
            }
            (TypeKind::Entity(_), TypeKind::Union(_)) => {
                self.widened_to(&Type::Named(old_id), new_id, Some(old))
            }
            (TypeKind::Union(_), TypeKind::Entity(_)) => {
                self.narrowed_to(old_id, &Type::Named(new_id), Some(new))
            }
            (
                TypeKind::Entity(_) | TypeKind::Union(_),
                TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::Scalar(_),
            )
            | (TypeKind::Enum(_) | TypeKind::Scalar(_), TypeKind::Entity(_) | TypeKind::Union(_)) => {
                Relation::Changed
            }
        }
    }

    /// Returns true if a new type is a union by kind, and an old one is none.
    fn is_new_by_kind(&self, old: &Type, new: TypeId) -> bool {
        let is_named = matches!(old, Type::Named(_));
        let union = self.pairs.new.union(new);
        !is_named && union.is_some_and(holds_others)
    }

    /// Returns true if an old type is a union by kind, and a new one is none.
    fn is_old_by_kind(&self, old: TypeId, new: &Type) -> bool {
        let is_named = matches!(new, Type::Named(_));
        let union = self.pairs.old.union(old);
        !is_named && union.is_some_and(holds_others)
    }

    /// The relation of a type to a union: wider, if the type is one of its variants.
    fn widened_to(&mut self, old: &Type, new: TypeId, def: Option<&TypeDef>) -> Relation {
        let pairs = self.pairs;
        let mut same = |ty: &Type| self.types(old, ty).is_same_on_wire();
        let union = pairs.new.union(new);
        match union.is_some_and(|union| unions::holds(union, def, &mut same)) {
            true => Relation::Widened,
            false => Relation::Changed,
        }
    }

    /// The relation of a union to a type: narrower, if the type is one of its variants.
    fn narrowed_to(&mut self, old: TypeId, new: &Type, def: Option<&TypeDef>) -> Relation {
        let pairs = self.pairs;
        let mut same = |ty: &Type| self.types(ty, new).is_same_on_wire();
        let union = pairs.old.union(old);
        match union.is_some_and(|union| unions::holds(union, def, &mut same)) {
            true => Relation::Narrowed,
            false => Relation::Changed,
        }
    }

    /// Compares two entities: they are the same on the wire if they have the same fields, in any
    /// order.
    fn entities(&mut self, old: &Entity, new: &Entity) -> Relation {
        if old.fields.len() != new.fields.len() {
            return Relation::Changed;
        }
        let mut by_name: Vec<&Field> = new.fields.iter().collect();
        by_name.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let same = old.fields.iter().all(|field| {
            let position = by_name.binary_search_by(|other| other.name.cmp(&field.name));
            position.is_ok_and(|at| self.fields(old, field, new, by_name[at]))
        });
        if same {
            Relation::Same
        } else {
            Relation::Changed
        }
    }

    fn fields(&mut self, old: &Entity, a: &Field, new: &Entity, b: &Field) -> bool {
        let is_one = |a: usize, b: usize| old.fields[a].name == new.fields[b].name;
        a.presence == b.presence
            && a.access == b.access
            && when_change(a.when.as_ref(), b.when.as_ref(), is_one).is_none()
            && empty_dates::of_field(self.pairs, (a, b)).is_empty()
            && self.types(&a.ty, &b.ty).is_same_on_wire()
    }
}

/// Returns true if values of a union may be of other types than objects.
fn holds_others(union: &Union) -> bool {
    !union.form.is_of_objects()
}

/// The relation of a type to a new one that takes null as well, by that of the types without it.
fn null_added(relation: Relation) -> Relation {
    match relation {
        Relation::Same | Relation::Renamed | Relation::Widened => Relation::Widened,
        Relation::Narrowed
        | Relation::MapKey
        | Relation::DateFormat
        | Relation::OptionalItemAdded
        | Relation::ItemAdded
        | Relation::OptionalItemRemoved
        | Relation::ItemRemoved
        | Relation::Changed => Relation::Changed,
    }
}

/// The relation of a scalar to an enum that it replaces.
fn enum_to(old: &Enum, new: Scalar) -> Relation {
    match scalars(old.base.scalar(), new) {
        Relation::Same | Relation::Widened => Relation::Widened,
        Relation::Renamed
        | Relation::Narrowed
        | Relation::MapKey
        | Relation::DateFormat
        | Relation::OptionalItemAdded
        | Relation::ItemAdded
        | Relation::OptionalItemRemoved
        | Relation::ItemRemoved
        | Relation::Changed => Relation::Changed,
    }
}

/// The relation of an enum to another one that it replaces: by the values that each lists.
fn enums(old: &Enum, new: &Enum) -> Relation {
    if old.base != new.base {
        return Relation::Changed;
    }
    let values = |def: &Enum| -> BTreeSet<WireValue> {
        def.values.iter().map(|v| v.value.clone()).collect()
    };
    let (a, b) = (values(old), values(new));
    match (old.openness, new.openness) {
        (Openness::Open, Openness::Open) | (Openness::Closed, Openness::Closed) if a == b => {
            Relation::Same
        }
        (Openness::Open, Openness::Open) | (Openness::Closed, _) if a.is_subset(&b) => {
            Relation::Widened
        }
        (Openness::Open, _) | (Openness::Closed, Openness::Closed) if b.is_subset(&a) => {
            Relation::Narrowed
        }
        (Openness::Open | Openness::Closed, Openness::Open | Openness::Closed) => Relation::Changed,
    }
}
