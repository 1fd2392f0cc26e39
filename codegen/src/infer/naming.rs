//! The names of entities and unions: by the keys and events that lead to them.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{Arena, ShapeId};
use super::words::{Taken, is_weak, pascal, singular, words_of_event};

/// A place that a schema names: the params of an event, its reply, its error, a field of frames.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// The event, or the kind of frame.
    pub(super) name: String,
    /// The last word of the name of its type.
    pub(super) suffix: &'static str,
    /// The key, if it is a field of an entity by that name.
    pub(super) key: Option<String>,
    pub(super) shape: ShapeId,
}

impl Root {
    /// The place in words.
    fn place(&self) -> String {
        match &self.key {
            Some(key) => format!("{}.{key}", self.name),
            None => format!("{} {}", self.name, self.suffix.to_lowercase())
                .trim_end()
                .to_owned(),
        }
    }
}

/// The ways to an entity or union.
#[derive(Debug, Clone, Default)]
pub(super) struct Ways {
    roots: Vec<usize>,
    /// The keys, each with the parent, in the order they were found.
    keys: Vec<(ShapeId, String)>,
    /// The first places in words, and the number of all.
    pub(super) places: Vec<String>,
    pub(super) count: usize,
}

impl Ways {
    /// The key that most often leads to the entity; `None`: several keys of one parent do.
    fn key(&self) -> Option<&str> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for (_, key) in &self.keys {
            match counts.iter_mut().find(|(known, _)| known == key) {
                Some((_, count)) => *count += 1,
                None => counts.push((key, 1)),
            }
        }
        let (first, _) = self.keys.first()?;
        let is_of_one = self.keys.iter().all(|(parent, _)| parent == first);
        if counts.len() > 1 && is_of_one {
            return None;
        }
        let most = counts.iter().map(|(_, count)| *count).max();
        let best = counts.iter().find(|(_, count)| Some(*count) == most);
        best.map(|(key, _)| *key)
    }
}

/// The number of places that are kept in words.
const SHOWN: usize = 3;

/// The names of all entities and unions.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) names: BTreeMap<ShapeId, String>,
    pub(super) ways: BTreeMap<ShapeId, Ways>,
    /// The entities and unions, parents first.
    pub(super) order: Vec<ShapeId>,
}

impl Names {
    /// Names everything that roots lead to.
    ///
    /// `known` are the names of entities that are declared.
    pub(super) fn new(
        arena: &Arena,
        roots: &[Root],
        known: &BTreeMap<ShapeId, String>,
        taken: &mut Taken,
    ) -> Self {
        let mut walk = Walk {
            arena,
            names: Self::default(),
            known: known.keys().copied().collect(),
        };
        for (at, root) in roots.iter().enumerate() {
            walk.root(at, root);
        }
        let mut names = walk.names;
        // Those that own a short name come first, since others are named after them.
        let winners = names.winners(arena);
        for (name, shape) in &winners {
            let name = taken.take(std::slice::from_ref(name));
            names.names.insert(*shape, name);
        }
        for shape in names.order.clone() {
            if !names.names.contains_key(&shape) {
                let mut candidates = names.candidates(arena, roots, shape);
                candidates.retain(|name| !winners.contains_key(name));
                let name = taken.take(&candidates);
                names.names.insert(shape, name);
            }
        }
        let known = known.iter().map(|(shape, name)| (*shape, name.clone()));
        names.names.extend(known);
        names
    }

    /// The entity that gets each short name: the one with the most keys, and of these the first.
    fn winners(&self, arena: &Arena) -> BTreeMap<String, ShapeId> {
        let mut best: BTreeMap<String, (usize, ShapeId)> = BTreeMap::new();
        for shape in &self.order {
            let Some(key) = self.ways.get(shape).and_then(Ways::key) else {
                continue;
            };
            if is_weak(key) {
                continue;
            }
            let keys = size(arena, *shape);
            let known = best.entry(pascal(key)).or_insert((keys, *shape));
            if known.0 < keys {
                *known = (keys, *shape);
            }
        }
        let best = best.into_iter();
        best.map(|(name, (_, shape))| (name, shape)).collect()
    }

    /// The names that an entity may have, the best first.
    fn candidates(&self, arena: &Arena, roots: &[Root], shape: ShapeId) -> Vec<String> {
        let Some(ways) = self.ways.get(&shape) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        if let Some(key) = ways.key() {
            if !is_weak(key) {
                found.push(pascal(key));
            }
            let parents = ways.keys.iter().filter(|(_, own)| own == key);
            // The parent that says most comes first.
            let mut parents: Vec<_> = parents.collect();
            parents.sort_by_key(|(parent, _)| std::cmp::Reverse(size(arena, *parent)));
            for (parent, _) in parents.into_iter().take(SHOWN) {
                if let Some(parent) = self.names.get(parent) {
                    let parent = parent.strip_suffix("Params").unwrap_or(parent);
                    found.push(format!("{parent}{}", pascal(key)));
                }
            }
            found.push(pascal(key));
            return found;
        }
        if let Some((parent, _)) = ways.keys.first() {
            // Several keys of one parent, of which none names the entity.
            let parent = self.names.get(parent).map_or("", String::as_str);
            let one = singular(parent);
            if one != parent {
                found.push(one);
            }
            found.push(format!("{parent}Item"));
            return found;
        }
        let of_roots: Vec<&Root> = ways.roots.iter().filter_map(|at| roots.get(*at)).collect();
        if let Some((root, key)) = of_roots
            .iter()
            .find_map(|root| root.key.as_ref().map(|key| (root, key)))
        {
            if !is_weak(key) {
                found.push(pascal(&singular(key)));
            }
            found.push(format!("{}{}", root.name, pascal(&singular(key))));
        } else if let [root] = of_roots.as_slice() {
            found.push(format!("{}{}", pascal(&root.name), root.suffix));
        } else if let Some(first) = of_roots.first() {
            let common = common_words(&of_roots);
            if !common.is_empty() {
                found.push(format!("{}{}", pascal(&common.join(" ")), first.suffix));
            }
            found.push(format!("{}{}", pascal(&first.name), first.suffix));
        }
        found
    }
}

/// The number of keys of an entity or union.
fn size(arena: &Arena, shape: ShapeId) -> usize {
    let groups = arena.groups(shape).iter();
    groups.map(|group| group.keys.len()).sum()
}

/// The words that the names of several events begin with.
fn common_words(roots: &[&Root]) -> Vec<String> {
    let mut names = roots.iter().map(|root| words_of_event(&root.name));
    let mut common = names.next().unwrap_or_default();
    for name in names {
        let equal = common
            .iter()
            .zip(&name)
            .take_while(|(one, other)| one == other);
        let equal = equal.count();
        common.truncate(equal);
    }
    common
}

struct Walk<'a> {
    arena: &'a Arena,
    names: Names,
    known: BTreeSet<ShapeId>,
}

/// A value on the way.
struct Step {
    shape: ShapeId,
    parent: Option<ShapeId>,
    key: String,
    place: String,
    root: Option<usize>,
}

impl Walk<'_> {
    fn root(&mut self, at: usize, root: &Root) {
        let mut open = vec![Step {
            shape: root.shape,
            parent: None,
            key: root.suffix.to_owned(),
            place: root.place(),
            root: Some(at),
        }];
        while let Some(step) = open.pop() {
            let mut inner = Vec::new();
            self.step(step, &mut inner);
            open.extend(inner.into_iter().rev());
        }
    }

    fn step(&mut self, step: Step, inner: &mut Vec<Step>) {
        let shape = self.arena.find(step.shape);
        let groups = self.arena.groups(shape);
        let is_map = groups.len() == 1 && (groups[0].map.is_some() || groups[0].keys.is_empty());
        let is_named = !groups.is_empty() && !is_map;
        if is_named {
            let ways = self.names.ways.entry(shape).or_default();
            ways.count += 1;
            if ways.places.len() < SHOWN {
                ways.places.push(step.place.clone());
            }
            match (step.root, step.parent) {
                (Some(root), _) => ways.roots.push(root),
                (None, Some(parent)) => ways.keys.push((parent, step.key.clone())),
                (None, None) => {}
            }
        }
        if !self.known.insert(shape) {
            return;
        }
        let of_item = |shape: ShapeId, mark: &str| Step {
            shape,
            parent: step.parent,
            key: singular(&step.key),
            place: format!("{}{mark}", step.place),
            root: None,
        };
        // The items of a list of params have the name of the event.
        let rooted = |mut item: Step| {
            if step.parent.is_none() {
                item.root = step.root;
            }
            item
        };
        if let Some(lists) = self.arena.shape(shape).lists {
            inner.push(rooted(of_item(lists.item, "[]")));
        }
        if is_named {
            self.names.order.push(shape);
        }
        for group in groups {
            if let Some(map) = &group.map {
                inner.push(rooted(of_item(map.value, "{}")));
            }
            let mut keys: Vec<_> = group.keys.iter().collect();
            keys.sort_by_key(|key| key.since);
            for key in keys {
                inner.push(Step {
                    shape: key.value,
                    parent: Some(shape),
                    key: key.name.to_string(),
                    place: format!("{}.{}", step.place, key.name),
                    root: None,
                });
            }
        }
    }
}
