//! Types that borrow their texts from the frame they were read from: which ones hold any, and so
//! have a lifetime.

use std::ops::Deref;

use tdproto_schema::model::{EnumBase, Openness, Presence, Type, TypeDef, TypeId, TypeKind};

use crate::lang::Input;
use crate::lang::bounded::Bounded;
use crate::views::{NeverEmpty, View};

/// The input of this back end, and the types that borrow.
pub(super) struct RustInput<'a> {
    input: &'a Input<'a>,
    /// True if it borrows, by type and view; empty if no type borrows.
    borrows: Vec<[bool; 2]>,
    /// The types without an empty value.
    pub(super) never_empty: NeverEmpty,
    /// The types that reach a constraint.
    pub(super) bounded: Bounded,
}

impl<'a> Deref for RustInput<'a> {
    type Target = Input<'a>;

    fn deref(&self) -> &Input<'a> {
        self.input
    }
}

const VIEWS: [View; 2] = [View::Whole, View::Input];

impl<'a> RustInput<'a> {
    pub(super) fn new(input: &'a Input<'a>) -> Self {
        let mut context = Self {
            input,
            borrows: Vec::new(),
            never_empty: NeverEmpty::new(input.model),
            bounded: Bounded::new(input.model, |def| {
                // Derived types have no checks.
                input.options.rust.derive || input.options.rust.extern_types.contains_key(&def.name)
            }),
        };
        if context.is_borrowed() {
            context.borrows = vec![[false; 2]; input.model.types().len()];
            context.settle();
        }
        context
    }

    /// Returns true if texts are borrowed. Derived types own theirs.
    pub(super) fn is_borrowed(&self) -> bool {
        self.options.rust.borrowed && !self.options.rust.derive
    }

    /// Returns true if a value is always there and has no empty value.
    pub(super) fn is_needed(&self, ty: &Type, presence: Presence, view: View) -> bool {
        presence == Presence::Required && self.never_empty.is_type(self.model, ty, view)
    }

    /// Finds the types that hold texts, and those that hold such types.
    fn settle(&mut self) {
        let types: Vec<_> = self.input.model.types_with_ids().collect();
        let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); types.len()];
        for (id, def) in &types {
            let mut add = |held: TypeId| holders[held.index()].push(*id);
            def.parts().for_each(|ty| ty.each_named(&mut add));
        }
        let mut open: Vec<TypeId> = types.iter().rev().map(|(id, _)| *id).collect();
        while let Some(id) = open.pop() {
            let (_, def) = types[id.index()];
            for (index, view) in VIEWS.into_iter().enumerate() {
                if !self.borrows[id.index()][index] && self.found(def, view) {
                    self.borrows[id.index()][index] = true;
                    open.extend(&holders[id.index()]);
                }
            }
        }
    }

    fn found(&self, def: &TypeDef, view: View) -> bool {
        if self.options.rust.extern_types.contains_key(&def.name) {
            return false;
        }
        match &def.kind {
            TypeKind::Entity(entity) => view
                .fields(entity)
                .any(|(_, field)| self.borrows(&field.ty, view)),
            TypeKind::Enum(found) => {
                found.base == EnumBase::Text && found.openness == Openness::Open
            }
            TypeKind::Union(found) => {
                let mut variants = found.variants.iter();
                // What is not known is kept as its text.
                found.openness == Openness::Open
                    || variants
                        .any(|variant| variant.ty.as_ref().is_some_and(|ty| self.borrows(ty, view)))
            }
            TypeKind::Scalar(base) => base.is_text(),
            TypeKind::Alias(ty) => self.borrows(ty, view),
        }
    }

    /// Returns true if a value of a type borrows.
    pub(super) fn borrows(&self, ty: &Type, view: View) -> bool {
        if !self.is_borrowed() {
            return false;
        }
        match ty {
            Type::Scalar(scalar) => scalar.is_text(),
            Type::Named(id) => self.named_borrows(*id, view),
            Type::List(item) | Type::Nullable(item) => self.borrows(item, view),
            Type::Constant(_) | Type::Null => false,
            Type::Tuple(items) => items.iter().any(|item| self.borrows(item, view)),
            Type::Map(key, value) => self.borrows(key, view) || self.borrows(value, view),
            Type::Any => true,
        }
    }

    pub(super) fn named_borrows(&self, id: TypeId, view: View) -> bool {
        let index = match view {
            View::Whole => 0,
            View::Input => 1,
        };
        self.borrows
            .get(id.index())
            .is_some_and(|views| views[index])
    }

    /// The name of a type with its lifetime, if it has one.
    pub(super) fn with_lifetime(&self, id: TypeId, view: View, lifetime: &str) -> String {
        let name = self.names.in_view(id, view);
        match self.named_borrows(id, view) {
            true => format!("{name}<{lifetime}>"),
            false => name.to_owned(),
        }
    }
}

/// A list of one lifetime, if it is wanted: `<'a>`.
pub(super) fn generics(wanted: bool, lifetime: &str) -> String {
    match wanted {
        true => format!("<{lifetime}>"),
        false => String::new(),
    }
}
