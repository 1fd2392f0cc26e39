//! What the parts of a package need to know while they are written.

use std::collections::BTreeSet;
use std::ops::Deref;

use tdproto_schema::Model;
use tdproto_schema::model::{
    Enum, EnumBase, Openness, Presence, Type, TypeDef, TypeId, TypeKind, WireValue,
};

use crate::lang::Input;
use crate::options::UnknownFields;
use crate::views::{NeverEmpty, View};

/// The indentation of one level.
pub(super) const INDENT: &str = "\t";

/// The input, and facts that follow from it.
pub(super) struct Scope<'a> {
    pub(super) input: Input<'a>,
    never: NeverEmpty,
    /// The entities whose empty value is not all zeros, in both views.
    presets: Vec<[bool; 2]>,
    /// The enums that are keys of maps.
    keys: BTreeSet<TypeId>,
}

impl<'a> Deref for Scope<'a> {
    type Target = Input<'a>;

    fn deref(&self) -> &Input<'a> {
        &self.input
    }
}

/// The way in which something that may be none is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    /// By a pointer: entities and tuples.
    Pointer,
    /// By itself, since its zero is none: unions and any values.
    Itself,
    /// By a generic type.
    Optional,
}

impl<'a> Scope<'a> {
    pub(super) fn new(input: &Input<'a>) -> Self {
        let mut scope = Self {
            input: *input,
            never: NeverEmpty::new(input.model),
            presets: vec![[false; 2]; input.model.types().len()],
            keys: keys(input.model),
        };
        scope.find_presets();
        scope
    }

    pub(super) fn model(&self) -> &'a Model {
        self.input.model
    }

    pub(super) fn name(&self, id: TypeId, view: View) -> &'a str {
        self.input.names.in_view(id, view)
    }

    /// Finds the entities that hold a closed enum whose zero is none of its values.
    fn find_presets(&mut self) {
        loop {
            let mut is_new = false;
            for (id, def) in self.input.model.types_with_ids() {
                let Some(entity) = def.entity() else { continue };
                for (at, view) in [View::Whole, View::Input].into_iter().enumerate() {
                    let mut fields = view.fields(entity);
                    let has = fields.any(|(_, field)| {
                        field.presence == Presence::Required && self.is_preset(&field.ty, view)
                    });
                    is_new |= has && !std::mem::replace(&mut self.presets[id.index()][at], has);
                }
            }
            if !is_new {
                return;
            }
        }
    }

    /// Returns true if the empty value of a type is not all zeros.
    pub(super) fn is_preset(&self, ty: &Type, view: View) -> bool {
        match self.model().unaliased(ty) {
            Type::Named(id) => match &self.model().ty(*id).kind {
                TypeKind::Entity(_) => self.has_presets(*id, view),
                TypeKind::Enum(found) => needs_preset(found),
                TypeKind::Union(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => false,
            },
            Type::Tuple(items) => items.iter().any(|item| self.is_preset(item, view)),
            Type::Scalar(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => false,
        }
    }

    /// Returns true if an entity has values that are not zeros when it is empty.
    pub(super) fn has_presets(&self, id: TypeId, view: View) -> bool {
        self.presets[id.index()][usize::from(view == View::Input)]
    }

    /// Returns true if a type has no empty value.
    pub(super) fn is_never_empty(&self, ty: &Type, view: View) -> bool {
        self.never.is_type(self.model(), ty, view)
    }

    /// Returns true if an entity has no empty value.
    pub(super) fn is_never_empty_type(&self, id: TypeId, view: View) -> bool {
        self.never.is(id, view)
    }

    /// Returns true if null may be an item of a list of a type.
    pub(super) fn takes_null(&self, ty: &Type) -> bool {
        match self.model().unaliased(ty) {
            Type::Any | Type::Null | Type::Nullable(_) => true,
            Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Constant(_) => false,
        }
    }

    /// The way in which a value of a type is held that may be none.
    pub(super) fn hold(&self, ty: &Type) -> Hold {
        match self.model().unaliased(ty) {
            Type::Any | Type::Null | Type::Nullable(_) => Hold::Itself,
            Type::Tuple(_) => Hold::Pointer,
            Type::Named(id) => match &self.model().ty(*id).kind {
                TypeKind::Entity(_) => Hold::Pointer,
                TypeKind::Union(_) => Hold::Itself,
                TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => Hold::Optional,
            },
            Type::Scalar(_) | Type::List(_) | Type::Map(..) | Type::Constant(_) => Hold::Optional,
        }
    }

    /// Returns true if an enum is the key of a map.
    pub(super) fn is_key(&self, id: TypeId) -> bool {
        self.keys.contains(&id)
    }

    /// Returns true if the members of an entity or union are in objects with others: it is a variant
    /// of a union, or its keys are among those of a frame.
    pub(super) fn is_part(&self, id: TypeId) -> bool {
        self.model().is_variant(id) || self.model().is_flat(id)
    }

    pub(super) fn keeps(&self) -> bool {
        self.input.options.unknown_fields == UnknownFields::Keep
    }

    pub(super) fn denies(&self) -> bool {
        self.input.options.unknown_fields == UnknownFields::Deny
    }

    /// The name of a union or an entity if unknown keys are refused, as a literal; else the empty one.
    pub(super) fn refusing(&self, id: TypeId) -> String {
        match self.denies() {
            true => super::literal::string(&self.model().ty(id).name),
            false => "\"\"".to_owned(),
        }
    }
}

/// Code one level deeper, but for its first line.
pub(super) fn inner(code: &str) -> String {
    code.replace('\n', &format!("\n{INDENT}"))
}

/// Returns true if the zero of an enum is none of its values.
pub(super) fn needs_preset(found: &Enum) -> bool {
    let zero = match found.base {
        EnumBase::Text => WireValue::Text(String::new()),
        EnumBase::Int => WireValue::Int(0),
    };
    found.openness == Openness::Closed && !found.values.iter().any(|value| value.value == zero)
}

/// The enums that are keys of maps.
fn keys(model: &Model) -> BTreeSet<TypeId> {
    let mut keys = BTreeSet::new();
    let declared = model.types().iter().flat_map(TypeDef::parts);
    let carried = model.carriers().map(|(_, ty)| ty);
    let mut open: Vec<&Type> = declared.chain(carried).collect();
    while let Some(ty) = open.pop() {
        match ty {
            Type::Map(key, item) => {
                if let Type::Named(id) = model.unaliased(key) {
                    keys.insert(*id);
                }
                open.push(item);
            }
            Type::List(item) | Type::Nullable(item) => open.push(item),
            Type::Tuple(items) => open.extend(items),
            Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any => {}
        }
    }
    keys
}
