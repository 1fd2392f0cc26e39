//! The objects inside of a value: entities in its fields, in items of lists and tuples, in values of
//! maps, and variants of unions. A type is unfolded where it is first; other places refer to that.

use std::collections::{BTreeMap, VecDeque};

use tdproto_schema::Model;
use tdproto_schema::model::{Type, TypeId, TypeKind, UnionForm, Variant};

use super::history::Marks;
use super::place::escaped;
use super::rows::{self, Row};
use super::words::code;

/// The most levels of objects inside of a value. Deeper ones have the links of their types.
const MAX_LEVELS: usize = 6;

/// The most rows of the objects inside of a value.
const MAX_ROWS: usize = 400;

/// An object, and the place where it is unfolded.
#[derive(Debug)]
pub(crate) struct Inner<'a> {
    /// The keys that lead to the object, such as `messages[].content`.
    pub(crate) path: String,
    /// The variant that the object is of, if a union is at that path.
    pub(crate) variant: Option<&'a str>,
    /// The anchor: that of the section, and the keys.
    pub(crate) anchor: String,
    /// The entity or the union.
    pub(crate) id: TypeId,
    /// True if it is a union, whose rows are variants.
    pub(crate) is_union: bool,
    /// Other paths that lead to objects of the type.
    others: Vec<String>,
    /// The fields or the variants.
    pub(crate) rows: Vec<Row<'a>>,
    /// The position of the object that holds this one.
    parent: Option<usize>,
    level: usize,
}

/// The most other paths that are named.
const MAX_OTHERS: usize = 3;

impl Inner<'_> {
    /// The number of keys or variants, in words.
    pub(crate) fn count(&self) -> String {
        let word = if self.is_union { "variant" } else { "key" };
        let plural = if self.rows.len() == 1 { "" } else { "s" };
        format!("{} {word}{plural}", self.rows.len())
    }

    /// The other paths in words, as Markdown.
    pub(crate) fn others(&self) -> Option<String> {
        let (shown, more) = self.others.split_at(self.others.len().min(MAX_OTHERS));
        let mut words: Vec<String> = shown
            .iter()
            .map(|path| format!("`{}`", code(path)))
            .collect();
        if !more.is_empty() {
            words.push(format!("{} more", more.len()));
        }
        (!words.is_empty()).then(|| format!("Also at {}.", words.join(", ")))
    }

    /// Adds another path to an object of the type.
    fn is_also_at(&mut self, path: String) {
        if !path.is_empty() && path != self.path && !self.others.contains(&path) {
            self.others.push(path);
        }
    }

    /// The path before each key; variants have none.
    pub(crate) fn prefix(&self) -> String {
        match self.is_union || self.path.is_empty() {
            true => String::new(),
            false => format!("{}.", self.path),
        }
    }
}

/// A value with the objects inside of it.
#[derive(Debug)]
pub(crate) struct Unfolded<'a> {
    model: &'a Model,
    objects: Vec<Inner<'a>>,
    /// The positions of the objects by their types.
    places: BTreeMap<TypeId, usize>,
}

/// A type that waits to be unfolded.
struct Waiting<'a> {
    ty: &'a Type,
    spot: Spot,
    variant: Option<&'a str>,
    parent: Option<usize>,
}

/// A place in a value: its path for readers, and the end of its anchor.
#[derive(Debug, Clone, Default)]
struct Spot {
    path: String,
    anchor: String,
}

impl<'a> Unfolded<'a> {
    /// Unfolds a value, level by level. The anchors begin with that of its section.
    pub(crate) fn new(model: &'a Model, ty: &'a Type, section: &str, marks: &'a Marks) -> Self {
        let mut unfolded = Self {
            model,
            objects: Vec::new(),
            places: BTreeMap::new(),
        };
        let mut waiting = VecDeque::new();
        waiting.push_back(Waiting {
            ty,
            spot: Spot::default(),
            variant: None,
            parent: None,
        });
        let mut count = 0;
        while let Some(next) = waiting.pop_front() {
            for (id, spot) in objects(model, next.ty, &next.spot) {
                if let Some(known) = unfolded.places.get(&id) {
                    unfolded.objects[*known].is_also_at(spot.path);
                    continue;
                }
                let level = next.parent.map_or(0, |at| unfolded.objects[at].level + 1);
                let rows = rows::members(model, id, marks);
                let is_inner = !spot.anchor.is_empty();
                let is_much = is_inner && (count + rows.len() > MAX_ROWS || level > MAX_LEVELS);
                if rows.is_empty() || is_much {
                    continue;
                }
                count += if is_inner { rows.len() } else { 0 };
                let at = unfolded.objects.len();
                waiting.extend(members(model, id, at, &spot));
                let colon = if is_inner { ":" } else { "" };
                unfolded.places.insert(id, at);
                unfolded.objects.push(Inner {
                    path: spot.path,
                    variant: next.variant,
                    anchor: format!("{section}{colon}{}", spot.anchor),
                    id,
                    is_union: model.union(id).is_some(),
                    others: Vec::new(),
                    rows,
                    parent: next.parent,
                    level,
                });
            }
        }
        unfolded
    }

    /// The object that is the value itself, if it is one.
    pub(crate) fn whole(&self) -> Option<&Inner<'a>> {
        let first = self.objects.first();
        first.filter(|first| first.path.is_empty() && first.variant.is_none())
    }

    /// The objects directly inside of another; `None`: of a value that is no object.
    pub(crate) fn inside(&self, outer: Option<&Inner<'a>>) -> impl Iterator<Item = &Inner<'a>> {
        let outer = outer.and_then(|outer| self.places.get(&outer.id).copied());
        let whole = self.whole().map(|whole| whole.id);
        let objects = self.objects.iter();
        objects.filter(move |inner| inner.parent == outer && Some(inner.id) != whole)
    }

    /// All objects inside of the value, each before those inside of it.
    pub(crate) fn in_order(&self) -> Vec<&Inner<'a>> {
        let mut all = Vec::new();
        let mut open: Vec<&Inner<'a>> = self.inside(self.whole()).collect();
        open.reverse();
        while let Some(inner) = open.pop() {
            all.push(inner);
            let at = open.len();
            open.extend(self.inside(Some(inner)));
            open[at..].reverse();
        }
        all
    }

    /// The place where the objects in values of a type are unfolded.
    pub(crate) fn place_of(&self, ty: &Type) -> Option<&Inner<'a>> {
        let mut ids = objects(self.model, ty, &Spot::default()).into_iter();
        let at = ids.find_map(|(id, _)| self.places.get(&id))?;
        Some(&self.objects[*at])
    }
}

/// The entities and unions in values of a type, with their places.
fn objects(model: &Model, ty: &Type, spot: &Spot) -> Vec<(TypeId, Spot)> {
    match ty {
        Type::Named(id) => match &model.ty(*id).kind {
            TypeKind::Entity(_) | TypeKind::Union(_) => vec![(*id, spot.clone())],
            TypeKind::Alias(target) => objects(model, target, spot),
            TypeKind::Enum(_) | TypeKind::Scalar(_) => Vec::new(),
        },
        Type::Nullable(item) => objects(model, item, spot),
        Type::List(item) => objects(model, item, &spot.every("[]", "items")),
        Type::Map(_, value) => {
            let dot = if spot.path.is_empty() { "" } else { "." };
            objects(model, value, &spot.every(&format!("{dot}*"), "values"))
        }
        Type::Tuple(items) => {
            let items = items.iter().enumerate();
            let all = items.flat_map(|(at, item)| objects(model, item, &spot.item(at)));
            all.collect()
        }
        Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => Vec::new(),
    }
}

/// The types of the members of an object.
fn members<'a>(model: &'a Model, id: TypeId, at: usize, spot: &Spot) -> Vec<Waiting<'a>> {
    let def = model.ty(id);
    let waiting = |ty, spot, variant| Waiting {
        ty,
        spot,
        variant,
        parent: Some(at),
    };
    let fields = def.fields().iter();
    let fields = fields.map(|field| waiting(&field.ty, spot.field(&field.name), None));
    let form = def.union().map(|union| &union.form);
    let variants = def.variants().iter().filter_map(|variant| {
        let ty = variant.ty.as_ref()?;
        Some(waiting(
            ty,
            spot.variant(variant, form?),
            Some(variant.name.as_str()),
        ))
    });
    fields.chain(variants).collect()
}

impl Spot {
    /// The place of all items or values. They need a step in the anchor only at its start.
    fn every(&self, step: &str, first: &str) -> Self {
        let anchor = match self.anchor.is_empty() {
            true => first,
            false => &self.anchor,
        };
        Self {
            path: format!("{}{step}", self.path),
            anchor: anchor.to_owned(),
        }
    }

    fn item(&self, at: usize) -> Self {
        Self {
            path: format!("{}[{at}]", self.path),
            anchor: joined(&self.anchor, '.', &at.to_string()),
        }
    }

    fn field(&self, name: &str) -> Self {
        Self {
            path: joined(&self.path, '.', name),
            anchor: joined(&self.anchor, '.', &step(name)),
        }
    }

    /// The place of a variant: the union itself, or the key that holds the values of variants.
    fn variant(&self, variant: &Variant, form: &UnionForm) -> Self {
        let content = match form {
            UnionForm::Tag(tag) => tag.content.as_deref(),
            UnionForm::Key | UnionForm::Kind => None,
        };
        Self {
            path: match content {
                Some(key) => joined(&self.path, '.', key),
                None => self.path.clone(),
            },
            anchor: joined(&self.anchor, ':', &step(&variant.name)),
        }
    }
}

fn joined(before: &str, mark: char, step: &str) -> String {
    match before.is_empty() {
        true => step.to_owned(),
        false => format!("{before}{mark}{step}"),
    }
}

/// A name as a step of an anchor, in which dots are between the steps.
fn step(name: &str) -> String {
    escaped(name).replace('.', "~2e")
}
