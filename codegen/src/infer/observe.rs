//! Counts the values of a text by their places.

use super::formats::Formats;
use super::shape::{Arena, Key, Lists, MapKeys, Numbers, ShapeId, Texts};
use super::tape::{Kind, Parsed, same};

/// An observer of values: the shapes, and the time.
#[derive(Debug)]
pub(super) struct Observer {
    pub(super) arena: Arena,
    /// The time of the next new key; the number of the batch is in its high half.
    pub(super) now: u64,
    /// The number of objects so far.
    serial: u64,
}

/// The longest name of a variant, in bytes.
const MAX_TAG: usize = 48;

impl Observer {
    pub(super) fn new(max_texts: usize) -> Self {
        let mut arena = Arena::new(max_texts);
        // The first shape is that of values at too many places.
        arena.add();
        Self {
            arena,
            now: 0,
            serial: 0,
        }
    }

    /// Counts the value at a place of a text.
    pub(super) fn value(&mut self, parsed: Parsed<'_>, at: usize, shape: ShapeId) {
        if shape == ShapeId(0) {
            self.arena.shape_mut(shape).unseen += 1;
            return;
        }
        match parsed.kind(at) {
            Kind::Null => self.arena.shape_mut(shape).nulls += 1,
            Kind::Bool => self.arena.shape_mut(shape).bools += 1,
            Kind::Number => self.number(parsed.raw(at), shape),
            Kind::Text => self.text(parsed, at, shape),
            Kind::Array => self.list(parsed, at, shape),
            Kind::Object => self.object(parsed, at, shape, None),
            Kind::Key => {}
        }
    }

    fn number(&mut self, text: &str, shape: ShapeId) {
        let numbers = &mut self.arena.shape_mut(shape).numbers;
        let numbers = numbers.get_or_insert_with(|| {
            Box::new(Numbers {
                integers: 0,
                floats: 0,
                min: i128::MAX,
                max: i128::MIN,
            })
        });
        let integer = match text.parse::<i64>() {
            Ok(small) => Some(i128::from(small)),
            Err(_) => text.parse::<u64>().ok().map(i128::from),
        };
        match integer {
            Some(integer) => {
                numbers.integers += 1;
                numbers.min = numbers.min.min(integer);
                numbers.max = numbers.max.max(integer);
            }
            None => numbers.floats += 1,
        }
    }

    fn text(&mut self, parsed: Parsed<'_>, at: usize, shape: ShapeId) {
        let max = self.arena.max_texts;
        let texts = &mut self.arena.shape_mut(shape).texts;
        let texts = texts.get_or_insert_with(|| Box::new(Texts::new()));
        texts.count += 1;
        if texts.distinct.is_none() && texts.formats == Formats::NONE {
            texts.empty += u64::from(parsed.raw(at).is_empty());
            return;
        }
        let text = parsed.content(at);
        texts.empty += u64::from(text.is_empty());
        // What came before has no other format.
        if texts.add_again(&text, 1) {
            return;
        }
        if !text.is_empty() {
            texts.formats.keep(&text);
        }
        texts.add_distinct(&text, 1, max);
    }

    fn list(&mut self, parsed: Parsed<'_>, at: usize, shape: ShapeId) {
        self.some_items(parsed, parsed.items(at), shape);
    }

    fn some_items(
        &mut self,
        parsed: Parsed<'_>,
        items: impl Iterator<Item = usize>,
        shape: ShapeId,
    ) {
        let lists = match self.arena.shape(shape).lists {
            Some(lists) => lists,
            None => {
                let item = match self.arena.has_room() {
                    true => self.arena.add(),
                    false => ShapeId(0),
                };
                Lists {
                    count: 0,
                    empty: 0,
                    item,
                }
            }
        };
        let mut empty = true;
        for item in items {
            empty = false;
            self.value(parsed, item, lists.item);
        }
        self.arena.shape_mut(shape).lists = Some(Lists {
            count: lists.count + 1,
            empty: lists.empty + u64::from(empty),
            item: lists.item,
        });
    }

    /// Counts the items of an array behind the first ones as an array.
    pub(super) fn items(&mut self, parsed: Parsed<'_>, at: usize, skipped: usize, shape: ShapeId) {
        self.some_items(parsed, parsed.items(at).skip(skipped), shape);
    }

    /// Counts values as an object with these keys.
    pub(super) fn fields(
        &mut self,
        parsed: Parsed<'_>,
        fields: &[(String, usize)],
        shape: ShapeId,
    ) {
        let objects = self.arena.objects_of(shape);
        self.arena.objects[objects].groups[0].count += 1;
        for (name, at) in fields {
            self.now += 1;
            let Some(key) = self.arena.key_of((objects, 0), name, self.now) else {
                continue;
            };
            let key = &mut self.arena.objects[objects].groups[0].keys[key];
            key.present += 1;
            let value = key.value;
            self.value(parsed, *at, value);
        }
    }

    /// Counts an object, without the values of some of its keys.
    pub(super) fn object(
        &mut self,
        parsed: Parsed<'_>,
        at: usize,
        shape: ShapeId,
        without: Option<&[Option<&str>]>,
    ) {
        let objects = self.arena.objects_of(shape);
        let group = match without {
            None => self.group(parsed, at, objects),
            Some(_) => 0,
        };
        self.serial += 1;
        let serial = self.serial;
        self.arena.objects[objects].groups[group].count += 1;
        // No value in the object is at the place of the object.
        let mut keys = self.taken(objects, group);
        let mut before: Option<usize> = None;
        let end = parsed.part(at).next as usize;
        let mut next = at + 1;
        while next < end {
            let value = next + 1;
            let name = parsed.content(next);
            next = parsed.part(value).next as usize;
            if without.is_some_and(|keys| is_among(keys, &name)) {
                continue;
            }
            let first = self.arena.objects[objects].groups[group].first;
            let hint = before
                .and_then(|at| keys.get(at))
                .map_or(first, |key| key.follower);
            let place = match likely(&keys, hint, before, &name) {
                Some(at) => Some(at),
                None => {
                    self.arena.objects[objects].groups[group].keys = keys;
                    self.now += 1;
                    let at = self.arena.key_of((objects, group), &name, self.now);
                    keys = self.taken(objects, group);
                    at
                }
            };
            let (shape, is_new) = match place {
                Some(at) => {
                    let follower = super::shape::index(at);
                    if follower != hint {
                        match before {
                            Some(before) => keys[before].follower = follower,
                            None => self.arena.objects[objects].groups[group].first = follower,
                        }
                    }
                    let key = &mut keys[at];
                    let is_new = key.seen != serial;
                    key.seen = serial;
                    key.present += u64::from(is_new);
                    before = Some(at);
                    (key.value, is_new)
                }
                None => {
                    before = None;
                    match &mut self.arena.objects[objects].groups[group].map {
                        Some(map) => {
                            MapKeys::add(map, &name, 1);
                            (map.value, true)
                        }
                        None => continue,
                    }
                }
            };
            // A key that comes twice is counted once.
            if is_new {
                self.value(parsed, value, shape);
            }
        }
        self.arena.objects[objects].groups[group].keys = keys;
    }

    /// Takes the keys of a group, to be given back.
    #[inline]
    fn taken(&mut self, objects: usize, group: usize) -> Vec<Key> {
        std::mem::take(&mut self.arena.objects[objects].groups[group].keys)
    }

    /// The group of an object, by its tag.
    fn group(&mut self, parsed: Parsed<'_>, at: usize, objects: usize) -> usize {
        let tag = parsed.part(at).tag as usize;
        if tag == 0 || parsed.kind(tag + 1) != Kind::Text {
            return 0;
        }
        let value = parsed.raw(tag + 1);
        if !is_name(value) {
            return 0;
        }
        let key = parsed.content(tag);
        self.arena.group_of(objects, &key, value)
    }
}

/// The position of a key that comes next in many objects: the one that came behind the last one
/// before, or one of the next.
#[inline]
fn likely(keys: &[Key], hint: u32, before: Option<usize>, name: &str) -> Option<usize> {
    let behind = before.map_or(0, |at| at + 1);
    let mut places = [hint as usize, behind, behind + 1].into_iter();
    places.find(|at| keys.get(*at).is_some_and(|key| same(&key.name, name)))
}

#[inline]
fn is_among(keys: &[Option<&str>], name: &str) -> bool {
    keys.iter().flatten().any(|key| same(key, name))
}

/// Returns true if a text can be the name of a variant: a word of letters, digits and marks.
pub(super) fn is_name(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:/".contains(&byte);
    text.len() <= MAX_TAG
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(inner)
}
