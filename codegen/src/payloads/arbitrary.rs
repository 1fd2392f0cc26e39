//! Arbitrary values: anything that the schema allows, at random.

use std::ops::ControlFlow;

use fastrand::Rng;
use tdproto_schema::Model;
use tdproto_schema::model::{
    Bounds, Entity, Enum, EnumBase, Event, Field, JsonScalar, Openness, Presence, Scalar, Type,
    TypeId, TypeKind, Union, WireValue, needed_items,
};
use tdproto_wire::Value;

use super::base64;
use super::class::Class;
use super::drawn;
use super::frames::frame;
use super::maker::{Maker, Selection};
use super::tree::{Kind, Tree};
use super::vector::Vector;
use super::{constraints, unions};
use crate::views::View;

/// The depth of values from which on everything that may be left out is left out.
const DEPTH: usize = 3;

/// The largest number of items in lists and maps; `LENGTH` is the largest length of texts.
const ITEMS: usize = 3;
const LENGTH: usize = 12;

/// Characters that readers and writers may stumble over.
const CHARACTERS: &[char] = &[
    'a',
    'Z',
    '0',
    ' ',
    '"',
    '\\',
    '/',
    '\n',
    '\u{0}',
    '\u{1f}',
    '\u{7f}',
    'é',
    '\u{301}',
    'ש',
    '\u{2028}',
    '\u{fffd}',
    '鍵',
    '😀',
    '\u{10ffff}',
];

/// Numbers of any type that a reader has to keep exactly, in the spelling of every writer.
const EXACT: &[&str] = &[
    "0.5",
    "-0",
    "-1.5e-7",
    "1e+21",
    "5e-324",
    "1.7976931348623157e+308",
    "9007199254740993",
    "18446744073709551616",
    "-123456789012345678901234567890",
    "1e2000",
];

/// Values of the events and entities of a model, each picked at random, that follow the schema
/// strictly; the same for the same seed.
#[must_use]
pub fn arbitrary(model: &Model, seed: u64, count: usize) -> Vec<Vector> {
    let entities: Vec<(TypeId, &Entity)> = model
        .types_with_ids()
        .filter_map(|(id, _)| Some((id, model.entity(id)?)))
        .collect();
    let events = model.events();
    let mut vectors = Vec::new();
    let mut take = |vector| {
        vectors.push(vector);
        ControlFlow::Continue(())
    };
    let mut maker = Maker::new(model, seed, &[], Selection::All, &mut take);
    let mut rng = Rng::with_seed(seed);
    let subjects = entities.len() + events.len();
    for at in 0..if subjects == 0 { 0 } else { count } {
        let number = at.to_string();
        let made = match rng.usize(..subjects) {
            found if found < events.len() => {
                of_event(&mut maker, &mut rng, &events[found], &number)
            }
            found => {
                let (id, entity) = entities[found - events.len()];
                let client = rng.u8(..4) == 0;
                let view = if client { View::Input } else { View::Whole };
                let mut chance = Chance { model, view, rng };
                let tree = chance.entity(entity, 0);
                rng = chance.rng;
                let name = &model.ty(id).name;
                maker.body(id, view, name, Class::Arbitrary, &number, &tree)
            }
        };
        if made.is_break() {
            break;
        }
    }
    vectors
}

fn of_event<'a>(
    maker: &mut Maker<'a, '_>,
    rng: &mut Rng,
    event: &'a Event,
    number: &str,
) -> ControlFlow<()> {
    let model = maker.model;
    let from = match event.sender.directions() {
        [only] => *only,
        several => several[rng.usize(..several.len())],
    };
    let mut chance = Chance {
        model,
        view: View::of(from),
        rng: rng.fork(),
    };
    let params = event.params.as_ref();
    let params = params.and_then(|params| chance.present(&params.ty, params.presence, 0));
    if event.frame.is_some() {
        let tree = drawn::frame_with(model, event, params, &mut |_, ty| Some(chance.value(ty, 0)));
        let given = Some(event).filter(|event| drawn::is_nameless(model, event));
        return match tree {
            Some(tree) => maker.drawn(
                from,
                given,
                (&format!("frame/{}", event.name), Class::Arbitrary, number),
                &tree,
            ),
            None => ControlFlow::Continue(()),
        };
    }
    let mut tree = frame(model, &event.name, params);
    if let Some(key) = &model.protocol.envelope.id
        && chance.rng.bool()
    {
        tree.set(key, chance.text());
    }
    maker.frame(from, &event.name, Class::Arbitrary, number, &tree)
}

struct Chance<'a> {
    model: &'a Model,
    view: View,
    rng: Rng,
}

impl Chance<'_> {
    fn entity(&mut self, entity: &Entity, depth: usize) -> Tree {
        let mut members = Vec::new();
        for (_, field) in self.view.fields(entity) {
            let value = self.present(&field.ty, field.presence, depth);
            let value = value.map(|value| self.within(field, value, depth));
            members.extend(value.map(|value| (field.name.clone(), value)));
        }
        self.rng.shuffle(&mut members);
        Tree::Object(members)
    }

    /// A value of a field within its bounds.
    fn within(&mut self, field: &Field, tree: Tree, depth: usize) -> Tree {
        let (model, ty) = (self.model, (&field.ty, field.bounds));
        match tree.kind() {
            Kind::Null => tree,
            Kind::Bool | Kind::Number | Kind::Text | Kind::List | Kind::Object => {
                let mut item = |ty: &Type| self.value(ty, depth + 1);
                constraints::fitted(model, ty, tree, &mut item)
            }
        }
    }

    /// A value that is there as its presence allows.
    fn present(&mut self, ty: &Type, presence: Presence, depth: usize) -> Option<Tree> {
        let wanted = depth < DEPTH && self.rng.u8(..3) > 0;
        if wanted || presence == Presence::Required {
            Some(self.value(ty, depth))
        } else if presence.may_be_null() && (!presence.may_be_absent() || self.rng.bool()) {
            Some(Tree::Null)
        } else {
            None
        }
    }

    fn value(&mut self, ty: &Type, depth: usize) -> Tree {
        let model = self.model;
        match model.unaliased(ty) {
            Type::Null => Tree::Null,
            Type::Any => self.any(depth),
            Type::Constant(constant) => Tree::from(constant),
            Type::Nullable(_) if self.rng.u8(..4) == 0 => Tree::Null,
            Type::Nullable(item) => self.value(item, depth),
            Type::Scalar(scalar) => self.scalar(*scalar),
            Type::Named(id) => self.named(*id, depth),
            Type::List(item) => {
                let items = (0..self.count(depth)).map(|_| self.value(item, depth + 1));
                Tree::List(items.collect())
            }
            Type::Tuple(items) => {
                let needed = needed_items(items);
                let count = self.rng.usize(needed..=items.len());
                let items = items[..count].iter();
                Tree::List(items.map(|item| self.value(item, depth + 1)).collect())
            }
            Type::Map(key, item) => {
                let mut map = Tree::Object(Vec::new());
                for _ in 0..self.count(depth) {
                    let key = self.value(key, depth + 1);
                    let value = self.value(item, depth + 1);
                    map.set(key.key_text().unwrap_or_default(), value);
                }
                map
            }
        }
    }

    fn count(&mut self, depth: usize) -> usize {
        if depth < DEPTH {
            self.rng.usize(..=ITEMS)
        } else {
            0
        }
    }

    fn named(&mut self, id: TypeId, depth: usize) -> Tree {
        let model = self.model;
        match &model.ty(id).kind {
            TypeKind::Entity(entity) => self.entity(entity, depth + 1),
            TypeKind::Enum(found) => self.enumeration(found),
            TypeKind::Union(union) => self.union(id, union, depth),
            TypeKind::Scalar(base) => {
                let tree = self.scalar(*base);
                let ty = (&Type::Named(id), Bounds::default());
                constraints::fitted(model, ty, tree, &mut |_| Tree::Null)
            }
            TypeKind::Alias(target) => self.value(target, depth),
        }
    }

    fn union(&mut self, id: TypeId, union: &Union, depth: usize) -> Tree {
        let is_deep = depth >= DEPTH;
        if let Some(tag) = union.tag()
            && union.openness == Openness::Open
            && !is_deep
            && self.rng.u8(..4) == 0
        {
            let tag = (tag.key.clone(), unions::unlisted(union, tag));
            let other = ("k".to_owned(), self.any(depth + 1));
            return Tree::Object(vec![tag, other]);
        }
        let at = match is_deep {
            true => self.model.smallest_variant(id).unwrap_or_default(),
            false => self.rng.usize(..union.variants.len()),
        };
        let variant = &union.variants[at];
        let inner = match &variant.ty {
            Some(ty) => self.value(ty, depth),
            None => Tree::Object(Vec::new()),
        };
        let mut whole = unions::whole(union, variant, &inner);
        if let Tree::Object(members) = &mut whole {
            self.rng.shuffle(members);
        }
        whole
    }

    fn enumeration(&mut self, found: &Enum) -> Tree {
        let listed = self.rng.choice(&found.values);
        match (listed.map(|value| &value.value), found.openness) {
            (Some(WireValue::Text(_)), Openness::Open) if self.rng.u8(..4) == 0 => self.text(),
            (Some(WireValue::Int(_)), Openness::Open) if self.rng.u8(..4) == 0 => {
                self.scalar(found.base.scalar())
            }
            (Some(WireValue::Text(text)), _) => Tree::text(text),
            (Some(WireValue::Int(number)), _) => Tree::number(number),
            (None, _) => match found.base {
                EnumBase::Text => self.text(),
                EnumBase::Int => self.scalar(Scalar::Int),
            },
        }
    }

    fn text(&mut self) -> Tree {
        let length = self.rng.usize(..LENGTH);
        let text = (0..length).filter_map(|_| self.rng.choice(CHARACTERS));
        Tree::Text(text.collect())
    }

    fn datetime(&mut self) -> Tree {
        let zones = ["Z", "z", "+00:00", "-08:30", ".123Z", ".000000001+14:00"];
        Tree::text(format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
            self.rng.u16(..10_000),
            self.rng.u8(1..=12),
            self.rng.u8(1..=28),
            self.rng.u8(..24),
            self.rng.u8(..60),
            self.rng.u8(..60),
            self.rng.choice(zones).unwrap_or("Z"),
        ))
    }

    fn scalar(&mut self, scalar: Scalar) -> Tree {
        match scalar.json() {
            JsonScalar::Text if scalar == Scalar::Datetime => self.datetime(),
            JsonScalar::Text => self.text(),
            JsonScalar::Base64 => {
                let bytes: Vec<u8> = (0..self.rng.usize(..LENGTH))
                    .map(|_| self.rng.u8(..))
                    .collect();
                Tree::text(base64::text(&bytes))
            }
            JsonScalar::Bool => Tree::Bool(self.rng.bool()),
            JsonScalar::Integer { smallest, largest } => Tree::number(match self.rng.u8(..4) {
                0 => smallest,
                1 => largest,
                2 => 0,
                _ => self.rng.i128(smallest..=largest),
            }),
            JsonScalar::Number => {
                let number = if scalar == Scalar::Float32 {
                    shortest(f32::from_bits(self.rng.u32(..)), f32::is_finite)
                } else {
                    shortest(f64::from_bits(self.rng.u64(..)), f64::is_finite)
                };
                Tree::Number(number)
            }
        }
    }

    /// A value of any kind. Its numbers and keys are spelled as every writer spells them.
    fn any(&mut self, depth: usize) -> Tree {
        let kinds = if depth < DEPTH { 6 } else { 4 };
        match self.rng.u8(..kinds) {
            0 => Tree::Null,
            1 => Tree::Bool(self.rng.bool()),
            2 if self.rng.bool() => Tree::number(self.rng.choice(EXACT).unwrap_or(&"0")),
            2 => self.scalar(Scalar::Int),
            3 => self.text(),
            4 => {
                let items = (0..self.count(depth)).map(|_| self.any(depth + 1));
                Tree::List(items.collect())
            }
            _ => {
                let mut object = Tree::Object(Vec::new());
                for at in 0..self.count(depth) {
                    let value = self.any(depth + 1);
                    object.set(&format!("k{at}"), value);
                }
                object
            }
        }
    }
}

/// The text of a number as every writer spells it; that of another one where JSON has none for it.
fn shortest<T: Copy + for<'v> Value<'v>>(number: T, is_finite: fn(T) -> bool) -> String {
    match is_finite(number) {
        true => tdproto_wire::to_string(&number),
        false => "0.5".to_owned(),
    }
}
