//! Follows the types of a schema along the shapes of values, and gathers what each declaration has.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{FormDecl, TypeBody, VariantDecl};
use tdproto_schema::model::{EnumBase, Scalar, WireValue};

use super::known::Known;
use crate::infer::alike::{BOOL, LIST, NUMBER, OBJECT, TEXT};
use crate::infer::formats::Format;
use crate::infer::shape::{Arena, Group, ShapeId};

/// Objects of a shape: all, or those of one group.
pub(super) type Objects = (ShapeId, Option<usize>);

/// A place of values: its shape, its path in words, and true if a client sends them.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) shape: ShapeId,
    pub(super) path: String,
    pub(super) by_client: bool,
}

impl Place {
    fn inner(&self, shape: ShapeId, step: &str) -> Self {
        Self {
            shape,
            path: format!("{}{step}", self.path),
            by_client: self.by_client,
        }
    }
}

/// What the declarations of a schema have in captures.
#[derive(Debug)]
pub(super) struct Walk<'a, 'd> {
    pub(super) arena: &'a Arena,
    pub(super) known: &'a Known<'d>,
    /// The objects of each entity, each with true if only clients send them.
    pub(super) entities: BTreeMap<&'d str, Vec<(Objects, Place)>>,
    /// The values of each enum.
    pub(super) enums: BTreeMap<&'d str, Vec<Place>>,
    /// The objects of variants that a union does not have: the union, the tag, and the objects.
    pub(super) variants: BTreeMap<(&'d str, String), Vec<Objects>>,
    /// What contradicts the schema, in words.
    pub(super) conflicts: BTreeSet<String>,
    open: Vec<(TypeExpr, Place)>,
    seen: BTreeSet<(String, ShapeId, bool)>,
}

impl<'a, 'd> Walk<'a, 'd> {
    pub(super) fn new(arena: &'a Arena, known: &'a Known<'d>) -> Self {
        Self {
            arena,
            known,
            entities: BTreeMap::new(),
            enums: BTreeMap::new(),
            variants: BTreeMap::new(),
            conflicts: BTreeSet::new(),
            open: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Follows a type along a place, and all types in it.
    pub(super) fn follow(&mut self, ty: &TypeExpr, place: Place) {
        self.open.push((ty.clone(), place));
        while let Some((ty, place)) = self.open.pop() {
            let shape = self.arena.find(place.shape);
            if self.seen.insert((ty.to_string(), shape, place.by_client)) {
                self.step(&ty, Place { shape, ..place });
            }
        }
    }

    fn step(&mut self, ty: &TypeExpr, place: Place) {
        match ty {
            TypeExpr::Name(name, _) => self.named(name, place),
            TypeExpr::Nullable(inner, _) => self.open.push(((**inner).clone(), place)),
            TypeExpr::List(item, _) => {
                if self.is_only(&place, LIST, &ty.to_string()) {
                    self.items(item, &place);
                }
            }
            TypeExpr::Map(_, value, _) => {
                if self.is_only(&place, OBJECT, &ty.to_string()) {
                    self.entries(value, &place);
                }
            }
            // Items of a tuple have one shape, which says little of each.
            TypeExpr::Tuple(..) => drop(self.is_only(&place, LIST, &ty.to_string())),
            TypeExpr::Constant(..) => {}
        }
    }

    /// Follows the items of a list.
    fn items(&mut self, item: &TypeExpr, place: &Place) {
        if let Some(lists) = self.arena.shape(place.shape).lists {
            let inner = place.inner(lists.item, "[]");
            self.nulls(item, &inner);
            self.open.push((item.clone(), inner));
        }
    }

    /// Follows the values of a map.
    fn entries(&mut self, value: &TypeExpr, place: &Place) {
        for group in self.arena.groups(place.shape) {
            let map = group.map.as_ref().map(|map| map.value);
            let values = group.keys.iter().map(|key| key.value).chain(map);
            for shape in values {
                let inner = place.inner(shape, "{}");
                self.nulls(value, &inner);
                self.open.push((value.clone(), inner));
            }
        }
    }

    /// The number of nulls in a place of a type that is never null, if there are some.
    pub(super) fn unexpected_nulls(&self, ty: &TypeExpr, shape: ShapeId) -> Option<u64> {
        let nulls = self.arena.shape(self.arena.find(shape)).nulls;
        let takes_null = match ty {
            TypeExpr::Nullable(..) => true,
            TypeExpr::Name(name, _) => ["any", "null"].contains(&name.as_str()),
            TypeExpr::List(..)
            | TypeExpr::Map(..)
            | TypeExpr::Tuple(..)
            | TypeExpr::Constant(..) => false,
        };
        (nulls > 0 && !takes_null).then_some(nulls)
    }

    /// Reports null as an item that is never null.
    fn nulls(&mut self, item: &TypeExpr, place: &Place) {
        if let Some(nulls) = self.unexpected_nulls(item, place.shape) {
            self.conflicts.insert(format!(
                "{}: null in {nulls}, expected `{item}`",
                place.path
            ));
        }
    }

    /// Returns true if the values of a place are of some kinds only; reports others.
    fn is_only(&mut self, place: &Place, kinds: u8, expected: &str) -> bool {
        let others = self.arena.kinds(place.shape) & !kinds;
        if others != 0 {
            let words = [
                (BOOL, "booleans"),
                (NUMBER, "numbers"),
                (TEXT, "texts"),
                (LIST, "arrays"),
                (OBJECT, "objects"),
            ];
            let words = words.iter().filter(|(kind, _)| others & kind != 0);
            let words: Vec<_> = words.map(|(_, word)| *word).collect();
            self.conflicts.insert(format!(
                "{}: {}, expected `{expected}`",
                place.path,
                words.join(" and ")
            ));
        }
        others == 0
    }

    fn named(&mut self, name: &str, place: Place) {
        if let Some(scalar) = Scalar::from_name(name) {
            return self.scalar(scalar, name, &place);
        }
        let Some((name, def)) = self.known.types.get_key_value(name) else {
            if name == "null" {
                self.is_only(&place, 0, name);
            }
            return;
        };
        match &def.body {
            TypeBody::Entity { .. } => {
                if self.is_only(&place, OBJECT, name) {
                    self.entity(name, (place.shape, None), place);
                }
            }
            TypeBody::Enum { base, .. } => {
                let kind = match base {
                    EnumBase::Text => TEXT,
                    EnumBase::Int => NUMBER,
                };
                if self.is_only(&place, kind, name) {
                    self.enums.entry(name).or_default().push(place);
                }
            }
            TypeBody::Union { form, variants, .. } => self.union(name, form, variants, &place),
            TypeBody::Scalar {
                base, constraints, ..
            } => {
                self.scalar(*base, name, &place);
                let format = constraints
                    .format
                    .as_ref()
                    .map(|format| format.value.name());
                let format = Format::ALL
                    .into_iter()
                    .find(|own| Some(own.name()) == format);
                if let Some(format) = format {
                    self.format(format, name, &place);
                }
            }
            TypeBody::Alias { ty } => self.open.push((ty.clone(), place)),
        }
    }

    fn scalar(&mut self, scalar: Scalar, name: &str, place: &Place) {
        if !self.is_only(place, kind_of(scalar), name) {
            return;
        }
        if scalar == Scalar::Datetime {
            self.format(Format::Datetime, name, place);
        }
        self.numbers(scalar, name, place);
    }

    /// Reports numbers beyond an integer type.
    fn numbers(&mut self, scalar: Scalar, name: &str, place: &Place) {
        let Some(numbers) = self.arena.shape(place.shape).numbers.as_deref() else {
            return;
        };
        if !scalar.is_integer() {
            return;
        }
        if numbers.floats > 0 {
            let floats = numbers.floats;
            self.conflicts.insert(format!(
                "{}: {floats} with a fraction or an exponent, expected `{name}`",
                place.path
            ));
        } else if numbers.integers > 0 && !(scalar.holds(numbers.min) && scalar.holds(numbers.max))
        {
            self.conflicts.insert(format!(
                "{}: {} to {}, expected `{name}`",
                place.path, numbers.min, numbers.max
            ));
        }
    }

    fn format(&mut self, format: Format, name: &str, place: &Place) {
        let Some(texts) = self.arena.shape(place.shape).texts.as_deref() else {
            return;
        };
        let filled = texts.count - texts.empty;
        if filled > 0 && texts.formats.only() != Some(format) {
            self.conflicts.insert(format!(
                "{}: texts without the format {}, expected `{name}`",
                place.path,
                format.name()
            ));
        }
    }

    /// Gathers the objects of an entity, and follows its fields.
    fn entity(&mut self, name: &'d str, objects: Objects, place: Place) {
        let fields = self.known.fields(name);
        for group in groups_of(self.arena, objects) {
            for key in &group.keys {
                if let Some(owned) = fields.get(&*key.name) {
                    let inner = place.inner(key.value, &format!(".{}", key.name));
                    self.open.push((owned.field.ty.clone(), inner));
                }
            }
        }
        self.entities
            .entry(name)
            .or_default()
            .push((objects, place));
    }

    fn union(
        &mut self,
        name: &'d str,
        form: &FormDecl,
        variants: &'d [VariantDecl],
        place: &Place,
    ) {
        match form {
            FormDecl::Tag { tag, content, .. } => {
                let key = tag.as_ref().map_or("", |tag| tag.value.as_str());
                if self.is_only(place, OBJECT, name) {
                    let content = content.as_ref().map(|content| content.value.as_str());
                    self.tagged(name, (key, content), variants, place);
                }
            }
            // One object does not show the variant of another.
            FormDecl::Key => drop(self.is_only(place, OBJECT, name)),
            FormDecl::Kind => {
                let types = variants.iter().filter_map(|variant| variant.ty.as_ref());
                let kinds = types.clone().fold(0, |kinds, ty| kinds | self.kinds_of(ty));
                if self.is_only(place, kinds, name) {
                    types.for_each(|ty| self.variant_by_kind(ty, place));
                }
            }
        }
    }

    /// The kinds of the values of a type.
    fn kinds_of(&self, ty: &TypeExpr) -> u8 {
        let name = match ty {
            TypeExpr::Name(name, _) => name,
            TypeExpr::List(..) | TypeExpr::Tuple(..) => return LIST,
            TypeExpr::Map(..) => return OBJECT,
            TypeExpr::Nullable(inner, _) => return self.kinds_of(inner),
            TypeExpr::Constant(..) => return BOOL | NUMBER | TEXT,
        };
        if let Some(scalar) = Scalar::from_name(name) {
            return kind_of(scalar);
        }
        match self.known.body(name) {
            Some(TypeBody::Entity { .. } | TypeBody::Union { .. }) => OBJECT,
            Some(TypeBody::Enum { base, .. }) => match base {
                EnumBase::Text => TEXT,
                EnumBase::Int => NUMBER,
            },
            Some(TypeBody::Scalar { base, .. }) => kind_of(*base),
            Some(TypeBody::Alias { ty }) => self.kinds_of(ty),
            None => BOOL | NUMBER | TEXT | LIST | OBJECT,
        }
    }

    /// Follows a variant: no other variant is of its kind.
    fn variant_by_kind(&mut self, ty: &TypeExpr, place: &Place) {
        match ty {
            TypeExpr::Name(name, _) => {
                if let Some(scalar) = Scalar::from_name(name) {
                    return self.numbers(scalar, name, place);
                }
                match self.known.types.get_key_value(name.as_str()) {
                    Some((name, def)) if matches!(def.body, TypeBody::Entity { .. }) => {
                        self.entity(name, (place.shape, None), place.clone());
                    }
                    Some(_) | None => {}
                }
            }
            TypeExpr::List(item, _) => self.items(item, place),
            TypeExpr::Map(_, value, _) => self.entries(value, place),
            TypeExpr::Tuple(..) | TypeExpr::Nullable(..) | TypeExpr::Constant(..) => {}
        }
    }

    fn tagged(
        &mut self,
        name: &'d str,
        (tag, content): (&str, Option<&str>),
        variants: &'d [VariantDecl],
        place: &Place,
    ) {
        for (at, group) in self.arena.groups(place.shape).iter().enumerate() {
            let value = group.tag.as_ref().filter(|(key, _)| **key == *tag);
            let Some((_, value)) = value else { continue };
            let is_of = |variant: &&VariantDecl| match variant.value.as_ref() {
                Some(own) => own.value == WireValue::Text(value.to_string()),
                None => false,
            };
            let Some(variant) = variants.iter().find(is_of) else {
                let key = (name, value.to_string());
                let objects = (place.shape, Some(at));
                self.variants.entry(key).or_default().push(objects);
                continue;
            };
            let Some(ty) = &variant.ty else { continue };
            let path = format!("{}({value})", place.path);
            let place = Place {
                path,
                ..place.clone()
            };
            match (content, ty) {
                (Some(content), ty) => {
                    if let Some(key) = group.position(content) {
                        let shape = group.keys[key].value;
                        let inner = place.inner(shape, &format!(".{content}"));
                        self.open.push((ty.clone(), inner));
                    }
                }
                (None, TypeExpr::Name(entity, _)) => {
                    if let Some((entity, def)) = self.known.types.get_key_value(entity.as_str())
                        && matches!(def.body, TypeBody::Entity { .. })
                    {
                        self.entity(entity, (place.shape, Some(at)), place);
                    }
                }
                (None, _) => {}
            }
        }
    }
}

/// The kind of the values of a scalar.
fn kind_of(scalar: Scalar) -> u8 {
    let is_number = scalar.is_integer() || [Scalar::Float32, Scalar::Float64].contains(&scalar);
    match (scalar, is_number) {
        (Scalar::Bool, _) => BOOL,
        (_, true) => NUMBER,
        (_, false) => TEXT,
    }
}

/// The groups of objects.
pub(super) fn groups_of(arena: &Arena, (shape, group): Objects) -> &[Group] {
    let groups = arena.groups(shape);
    match group {
        None => groups,
        Some(at) => &groups[at..=at],
    }
}
