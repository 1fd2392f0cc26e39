//! Values of every type that show a point: the least, the largest, the invalid ones.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Entity, JsonKind, JsonScalar, Scalar, Type, TypeId, TypeKind, Union, UnionForm, WireValue,
    needed_items,
};

use super::class::Class;
use super::fit::holds;
use super::shown::{
    Shown, anything, base64_texts, constants, datetimes, enumeration, half_pair, integers, numbers,
    shown,
};
use super::tree::{Kind, Tree};
use super::unions;
use crate::sample::Sampler;
use crate::views::View;

/// The length of the longest text.
const LONG: usize = 200;

/// Texts that differ from their looks.
const UNICODE: &[(&str, &str)] = &[
    ("astral", "😀🏴\u{e0067}\u{e0062}𝕏"),
    ("combining", "e\u{301}\u{323} и\u{306}"),
    ("right-to-left", "שלום \u{202e}مرحبا\u{202c}"),
    ("joined", "👩\u{200d}👩\u{200d}👧 क्षि"),
    ("separators", "a\u{2028}b\u{2029}c\u{85}d\u{feff}"),
    ("control", "a\u{0}b\u{1f}c\u{7f}\t\r\n\u{8}\u{c}"),
    ("quotes", "\"\\/'`${x}</script>"),
    ("last", "\u{ffff}\u{fdd0}\u{10ffff}\u{d7ff}\u{e000}"),
];

/// The texts that are written with escapes.
const ESCAPES: &[(&str, &str, &str)] = &[
    ("escaped-astral", "😀", "\\ud83d\\uDE00"),
    ("escaped-plain", "a/é\u{0}", "\\u0061\\/\\u00e9\\u0000"),
    (
        "escaped-short",
        "\u{8}\u{c}\n\r\t\"\\",
        "\\b\\f\\n\\r\\t\\\"\\\\",
    ),
];

/// The number of texts of which one has half a surrogate pair.
const HALVES: usize = 3;

/// Makes values of the types of one model, in one view.
#[derive(Debug)]
pub(super) struct Values<'a> {
    pub(super) model: &'a Model,
    view: View,
    sampler: Sampler<'a>,
    /// Counts up, so that not every field shows the same text.
    turn: usize,
}

impl<'a> Values<'a> {
    pub(super) fn new(model: &'a Model, view: View, name: &str, seed: u64) -> Self {
        Self {
            model,
            view,
            sampler: Sampler::new(model, view, name, seed),
            turn: name.len() + usize::try_from(seed % 97).unwrap_or(0),
        }
    }

    /// The smallest entity that follows the schema: the required fields, and nothing else.
    pub(super) fn least(&mut self, entity: &Entity) -> Tree {
        let mut members = Vec::new();
        for (_, field) in self.view.fields(entity) {
            if field.presence.may_be_absent() {
                continue;
            }
            let value = match field.presence.may_be_null() {
                true => Tree::Null,
                false => {
                    let tree = self.plain(&field.ty, &field.name);
                    self.within(field, tree)
                }
            };
            members.push((field.name.clone(), value));
        }
        Tree::Object(members)
    }

    /// A short value: of an entity the least, of lists and maps an empty one.
    pub(super) fn plain(&mut self, ty: &Type, field: &str) -> Tree {
        match self.model.unaliased(ty) {
            Type::List(_) => Tree::List(Vec::new()),
            Type::Map(..) => Tree::Object(Vec::new()),
            Type::Tuple(items) => self.items(&items[..needed_items(items)], field),
            Type::Named(id) => match (self.model.entity(*id), self.model.union(*id)) {
                (Some(entity), _) => self.least(entity),
                (None, Some(union)) => {
                    let at = self.model.smallest_variant(*id).unwrap_or_default();
                    self.variant(union, at)
                }
                (None, None) => Tree::from(&self.sampler.value(ty, field)),
            },
            Type::Nullable(item) => self.plain(item, field),
            Type::Null | Type::Any | Type::Scalar(_) | Type::Constant(_) => {
                Tree::from(&self.sampler.value(ty, field))
            }
        }
    }

    /// A value as it usually is: with an item in lists and maps.
    pub(super) fn typical(&mut self, ty: &Type, field: &str) -> Tree {
        match self.model.unaliased(ty) {
            Type::List(item) => Tree::List(vec![self.plain(item, field)]),
            Type::Map(key, item) => {
                let key = self.key(key);
                Tree::Object(vec![(key, self.plain(item, field))])
            }
            Type::Tuple(items) => self.items(items, field),
            Type::Nullable(item) => self.typical(item, field),
            Type::Named(_) | Type::Null | Type::Any | Type::Scalar(_) | Type::Constant(_) => {
                self.plain(ty, field)
            }
        }
    }

    /// A value with all that it may have, and one with nothing: no keys, no items, or `null`.
    pub(super) fn full_and_empty(&mut self, ty: &Type, field: &str) -> (Tree, Tree) {
        let model = self.model;
        let full = match model.entity_of(ty).and_then(|id| model.entity(id)) {
            Some(entity) => self.largest(entity),
            None => self.typical(ty, field),
        };
        let empty = match full.kind() {
            Kind::List => Tree::List(Vec::new()),
            Kind::Object => Tree::Object(Vec::new()),
            Kind::Null | Kind::Bool | Kind::Number | Kind::Text => Tree::Null,
        };
        (full, empty)
    }

    /// A key of a map.
    pub(super) fn key(&mut self, ty: &Type) -> String {
        let key = self.plain(ty, "key");
        key.key_text().unwrap_or("key").to_owned()
    }

    /// Wraps a value of a declared type into the lists and maps around it.
    pub(super) fn wrapped(&mut self, ty: &Type, inner: Tree) -> Tree {
        match self.model.unaliased(ty) {
            Type::List(item) => Tree::List(vec![self.wrapped(item, inner)]),
            Type::Map(key, item) => {
                let key = self.key(key);
                Tree::Object(vec![(key, self.wrapped(item, inner))])
            }
            Type::Tuple(items) => {
                let mut all = self.items(items, "item");
                let has_entity = |item: &Type| holds(self.model, item).is_some();
                if let (Tree::List(trees), Some(at)) = (&mut all, items.iter().position(has_entity))
                {
                    trees[at] = self.wrapped(&items[at], inner);
                }
                all
            }
            Type::Nullable(item) => self.wrapped(item, inner),
            Type::Named(_) | Type::Null | Type::Any | Type::Scalar(_) | Type::Constant(_) => inner,
        }
    }

    /// A value that an enum lists and that is none of these.
    pub(super) fn unlisted(&self, ty: &Type, but: &[String]) -> Option<String> {
        self.model
            .enum_of(ty)?
            .values
            .iter()
            .find_map(|value| match &value.value {
                WireValue::Text(text) if !but.contains(text) => Some(text.clone()),
                WireValue::Text(_) | WireValue::Int(_) => None,
            })
    }

    /// All values that are shown with a type, except a missing value and `null`.
    pub(super) fn all(&mut self, ty: &Type, field: &str) -> Vec<Shown> {
        let ty = self.model.unaliased(ty);
        let typical = self.typical(ty, field);
        let mut all = vec![shown(Class::Typical, "value", typical)];
        all.extend(self.wrong_kinds(ty));
        match ty {
            Type::Null => {}
            Type::Any => all.extend(anything()),
            Type::Constant(found) => all.extend(constants(found)),
            Type::Nullable(item) => all.extend(self.all(item, field)),
            Type::Scalar(scalar) => self.scalar(*scalar, &mut all),
            Type::List(item) => self.list(item, field, &mut all),
            Type::Map(key, item) => self.map(key, item, field, &mut all),
            Type::Tuple(items) => self.tuple(items, field, &mut all),
            Type::Named(id) => self.named(*id, &mut all),
        }
        all
    }

    fn named(&mut self, id: TypeId, all: &mut Vec<Shown>) {
        match &self.model.ty(id).kind {
            TypeKind::Entity(entity) => {
                all.push(shown(Class::Empty, "no-keys", Tree::Object(Vec::new())));
                let least = self.least(entity);
                all.push(shown(Class::Smallest, "what-must-be", least));
                let largest = self.largest(entity);
                all.push(shown(Class::Largest, "every-key", largest));
            }
            TypeKind::Enum(found) => enumeration(found, all),
            TypeKind::Union(union) => match &union.form {
                UnionForm::Tag(_) => self.tagged(union, all),
                UnionForm::Key => self.keyed(union, all),
                UnionForm::Kind => self.kinds(union, all),
            },
            TypeKind::Scalar(base) => self.scalar(*base, all),
            TypeKind::Alias(_) => {}
        }
    }

    /// The least object of a variant.
    pub(super) fn variant(&mut self, union: &Union, at: usize) -> Tree {
        let Some(variant) = union.variants.get(at) else {
            return Tree::Object(Vec::new());
        };
        let inner = match &variant.ty {
            Some(ty) => self.plain(ty, &variant.name),
            None => Tree::Object(Vec::new()),
        };
        unions::whole(union, variant, &inner)
    }

    /// An entity with every key; the required ones come first.
    fn largest(&mut self, entity: &Entity) -> Tree {
        // The random numbers that the least entity takes are taken here, too.
        self.least(entity);
        let (mut members, mut more) = (Vec::new(), Vec::new());
        for (_, field) in self.view.fields(entity) {
            let tree = self.typical(&field.ty, &field.name);
            let member = (field.name.clone(), self.within(field, tree));
            match field.presence.may_be_absent() {
                true => more.push(member),
                false => members.push(member),
            }
        }
        members.append(&mut more);
        Tree::Object(members)
    }

    fn scalar(&mut self, scalar: Scalar, all: &mut Vec<Shown>) {
        match scalar.json() {
            JsonScalar::Text if scalar == Scalar::Datetime => {
                self.texts(all);
                all.extend(datetimes());
            }
            JsonScalar::Text => self.texts(all),
            JsonScalar::Base64 => all.extend(base64_texts()),
            JsonScalar::Bool => {
                all.push(shown(Class::Smallest, "false", Tree::Bool(false)));
                all.push(shown(Class::Largest, "true", Tree::Bool(true)));
                all.push(shown(Class::Empty, "false", Tree::Bool(false)));
            }
            JsonScalar::Integer { smallest, largest } => {
                integers(scalar, smallest, largest, all);
            }
            JsonScalar::Number => numbers(scalar, all),
        }
    }

    fn texts(&mut self, all: &mut Vec<Shown>) {
        all.push(shown(Class::Empty, "text", Tree::text("")));
        all.push(shown(Class::Smallest, "space", Tree::text(" ")));
        all.push(shown(Class::Largest, "long", Tree::text("x".repeat(LONG))));
        self.turn += 1;
        let (variant, text) = UNICODE[self.turn % UNICODE.len()];
        all.push(shown(Class::Unicode, variant, Tree::text(text)));
        if self.turn.is_multiple_of(HALVES) {
            all.push(shown(Class::Unicode, "half-pair", half_pair()));
        }
        if self.turn.is_multiple_of(2) {
            let (variant, text, written) = ESCAPES[self.turn / 2 % ESCAPES.len()];
            let text = text.to_owned();
            let tree = Tree::Escaped {
                text,
                written,
                is_half: false,
            };
            all.push(shown(Class::Unicode, variant, tree));
        }
    }

    /// The kinds of JSON that a type is, except `null`.
    fn kinds_of(&self, ty: &Type) -> Vec<Kind> {
        match self.model.unaliased(ty) {
            Type::Any => JsonKind::ALL.map(Kind::from).to_vec(),
            Type::Nullable(item) => self.kinds_of(item),
            ty @ (Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Constant(_)
            | Type::Null) => match self
                .model
                .union_of(ty)
                .filter(|_| !self.model.is_object(ty))
            {
                Some(id) => {
                    let variants = self.model.ty(id).variants().iter();
                    let types = variants.filter_map(|variant| variant.ty.as_ref());
                    let kinds = types.filter_map(|ty| self.model.json_kind(ty));
                    kinds.map(Kind::from).collect()
                }
                None => self
                    .model
                    .json_kind(ty)
                    .map(Kind::from)
                    .into_iter()
                    .collect(),
            },
        }
    }

    /// A value of each kind of JSON that a type is not, except `null`, which its presence decides.
    pub(super) fn wrong_kinds(&self, ty: &Type) -> Vec<Shown> {
        let right = self.kinds_of(ty);
        let kinds = [
            ("boolean", Tree::Bool(true)),
            ("number", Tree::number(1)),
            ("text", Tree::text("1")),
            ("list", Tree::List(vec![Tree::number(1)])),
            ("object", Tree::Object(vec![("x".to_owned(), Tree::Null)])),
        ];
        let mut wrong = kinds.to_vec();
        wrong.retain(|(_, tree)| !right.contains(&tree.kind()));
        wrong
            .into_iter()
            .map(|(variant, tree)| shown(Class::WrongKind, variant, tree))
            .collect()
    }
}
