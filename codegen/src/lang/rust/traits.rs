//! The traits of the standard library that generated types have, and those that they can derive
//! besides.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Entity, EnumBase, Field, Openness, Scalar, Type, TypeDef, TypeId, TypeKind, Union, Variant,
};

use super::types::{is_float, is_on_heap};
use crate::options::{Options, UnknownFields};

/// A trait of the standard library that can be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trait {
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
}

impl Trait {
    /// The traits that entities and events lack and may derive. One comes after those that it
    /// needs.
    pub(super) const MORE: [Self; 5] = [
        Self::Copy,
        Self::Eq,
        Self::PartialOrd,
        Self::Ord,
        Self::Hash,
    ];

    const ALL: [Self; 9] = [
        Self::Clone,
        Self::Copy,
        Self::Debug,
        Self::Default,
        Self::PartialEq,
        Self::Eq,
        Self::PartialOrd,
        Self::Ord,
        Self::Hash,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Clone => "Clone",
            Self::Copy => "Copy",
            Self::Debug => "Debug",
            Self::Default => "Default",
            Self::PartialEq => "PartialEq",
            Self::Eq => "Eq",
            Self::PartialOrd => "PartialOrd",
            Self::Ord => "Ord",
            Self::Hash => "Hash",
        }
    }

    /// The trait that a path in a derive names; `None` for one of another crate.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        let path = path.trim_start_matches("::");
        let name = match path.rsplit_once("::") {
            None => path,
            Some((module, name)) => {
                let home = module.split("::").next();
                home.filter(|home| matches!(*home, "std" | "core"))?;
                name
            }
        };
        Self::ALL.into_iter().find(|found| found.name() == name)
    }

    /// The traits that a type must have, too.
    pub(super) fn needs(self) -> &'static [Self] {
        match self {
            Self::Ord => &[Self::Eq, Self::PartialOrd],
            Self::Clone | Self::Copy | Self::Debug | Self::Default | Self::PartialEq => &[],
            Self::Eq | Self::PartialOrd | Self::Hash => &[],
        }
    }

    /// Returns true if a built-in type has it.
    fn is_of(self, scalar: Scalar) -> bool {
        match self {
            Self::Copy => !is_on_heap(scalar),
            Self::Eq | Self::Ord | Self::Hash => !is_float(scalar),
            Self::Clone | Self::Debug | Self::Default | Self::PartialEq | Self::PartialOrd => true,
        }
    }

    /// Returns true if a value of any JSON has it.
    fn is_of_any(self) -> bool {
        match self {
            Self::Copy | Self::PartialOrd | Self::Ord => false,
            Self::Clone | Self::Debug | Self::Default | Self::PartialEq => true,
            Self::Eq | Self::Hash => true,
        }
    }

    /// Returns true if a generated type has it without an option.
    pub(super) fn is_own(self, def: &TypeDef) -> bool {
        match &def.kind {
            TypeKind::Entity(_) | TypeKind::Alias(_) => self.is_own_of_entities(),
            TypeKind::Union(_) => self != Self::Default && self.is_own_of_entities(),
            TypeKind::Enum(_) => self != Self::Copy,
            TypeKind::Scalar(base) => self.is_of(*base),
        }
    }

    fn is_own_of_entities(self) -> bool {
        match self {
            Self::Clone | Self::Debug | Self::Default | Self::PartialEq => true,
            Self::Copy | Self::Eq | Self::PartialOrd | Self::Ord | Self::Hash => false,
        }
    }

    /// Returns true if the enums of events have it without an option.
    pub(super) fn is_own_of_events(self) -> bool {
        self != Self::Default && self.is_own_of_entities()
    }
}

/// The reason that a type cannot derive a trait.
pub(super) enum Obstacle<'a> {
    /// The type itself, such as a `Copy` enum that keeps texts.
    Kind,
    /// The map of unknown keys.
    UnknownFields,
    /// A field whose type lacks the trait.
    Field(&'a Field),
    /// A variant whose type lacks the trait.
    Variant(&'a Variant, &'a Type),
}

/// The obstacle to a trait in a type, if the named types for which `has` is true have it.
pub(super) fn obstacle<'a>(
    wanted: Trait,
    def: &'a TypeDef,
    options: &Options,
    has: &impl Fn(TypeId) -> bool,
) -> Option<Obstacle<'a>> {
    match &def.kind {
        TypeKind::Entity(entity) => in_entity(wanted, entity, options, has),
        TypeKind::Union(found) => in_union(wanted, found, has),
        TypeKind::Enum(found) => {
            let keeps_text = found.openness == Openness::Open && found.base == EnumBase::Text;
            (wanted == Trait::Copy && keeps_text).then_some(Obstacle::Kind)
        }
        TypeKind::Scalar(base) => (!wanted.is_of(*base)).then_some(Obstacle::Kind),
        TypeKind::Alias(_) => None,
    }
}

fn in_entity<'a>(
    wanted: Trait,
    entity: &'a Entity,
    options: &Options,
    has: &impl Fn(TypeId) -> bool,
) -> Option<Obstacle<'a>> {
    if options.unknown_fields == UnknownFields::Keep && !wanted.is_of_any() {
        return Some(Obstacle::UnknownFields);
    }
    let lacks = |field: &&Field| {
        // An optional entity is in a box.
        let is_boxed = field.presence.may_be_none() && matches!(field.ty, Type::Named(_));
        wanted == Trait::Copy && is_boxed || !is_of_type(wanted, &field.ty, has)
    };
    entity.fields.iter().find(lacks).map(Obstacle::Field)
}

fn in_union<'a>(
    wanted: Trait,
    union: &'a Union,
    has: &impl Fn(TypeId) -> bool,
) -> Option<Obstacle<'a>> {
    // What is not known is kept as JSON, and entities are in boxes.
    let keeps_others = union.openness == Openness::Open;
    if keeps_others && !wanted.is_of_any() || wanted == Trait::Copy {
        return Some(Obstacle::Kind);
    }
    union.variants.iter().find_map(|variant| {
        let ty = variant.ty.as_ref()?;
        (!is_of_type(wanted, ty, has)).then_some(Obstacle::Variant(variant, ty))
    })
}

/// Returns true if a type has a trait, if the named types for which `has` is true have it.
pub(super) fn is_of_type(wanted: Trait, ty: &Type, has: &impl Fn(TypeId) -> bool) -> bool {
    let of = |ty: &Type| is_of_type(wanted, ty, has);
    match ty {
        Type::Scalar(scalar) => wanted.is_of(*scalar),
        Type::Named(id) => has(*id),
        Type::List(item) => wanted != Trait::Copy && of(item),
        Type::Tuple(items) => wanted != Trait::Copy && items.iter().all(of),
        Type::Map(key, value) => wanted != Trait::Copy && of(key) && of(value),
        Type::Nullable(item) => of(item),
        Type::Constant(_) | Type::Null => true,
        Type::Any => wanted.is_of_any(),
    }
}

/// The types that have a trait, by id: by themselves, or because an option asks for it and all of
/// their parts have it.
pub(super) fn having(
    wanted: Trait,
    model: &Model,
    options: &Options,
    is_asked_for: impl Fn(&TypeDef) -> bool,
) -> Vec<bool> {
    let types = model.types();
    let is_external = |def: &TypeDef| options.rust.extern_types.contains_key(&def.name);
    let mut has: Vec<bool> = types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Alias(_) => true,
            TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Scalar(_) => {
                is_external(def) || wanted.is_own(def) || is_asked_for(def)
            }
        })
        .collect();
    let mut holders = vec![Vec::new(); types.len()];
    for (id, def) in model.types_with_ids() {
        let mut add = |part: TypeId| holders[part.index()].push(id.index());
        def.parts().for_each(|ty| ty.each_named(&mut add));
    }
    let mut open: Vec<usize> = (0..types.len()).collect();
    while let Some(at) = open.pop() {
        let def = &types[at];
        let lacks = has[at]
            && !is_external(def)
            && match &def.kind {
                TypeKind::Alias(ty) => !is_of_type(wanted, ty, &|id| has[id.index()]),
                TypeKind::Entity(_)
                | TypeKind::Enum(_)
                | TypeKind::Union(_)
                | TypeKind::Scalar(_) => {
                    !wanted.is_own(def)
                        && obstacle(wanted, def, options, &|id| has[id.index()]).is_some()
                }
            };
        if lacks {
            has[at] = false;
            open.extend(&holders[at]);
        }
    }
    has
}
