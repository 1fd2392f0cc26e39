//! The files that declarations go into.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::decl::{Decls, TypeBody};
use tdproto_schema::{TypeExpr, names::Name};

use crate::naming::Case;

/// The topic of types that events of several topics carry.
const SHARED: &str = "common";

/// The topic of types that no event carries.
const TYPES: &str = "types";

/// The types that make a topic of their own, if the first words of their names are the same.
const GROUP: usize = 4;

/// What a description says of the topics of types.
#[derive(Debug, Clone, Default)]
pub(super) struct Hints {
    /// The topic of a type that nothing else leads to, by its name.
    pub(super) files: BTreeMap<String, String>,
    /// Types that a topic needs besides its events.
    pub(super) roots: Vec<(TypeExpr, String)>,
}

/// Gives every event that has no topic that of the first part of its name, and every type that of
/// the events and the roots that lead to it.
pub(super) fn assign(decls: &mut Decls, hints: &Hints) {
    let without: Vec<_> = decls
        .events
        .iter_mut()
        .filter(|event| event.topic.is_empty())
        .collect();
    let names: Vec<_> = without
        .iter()
        .map(|event| event.name.value.clone())
        .collect();
    for (event, topic) in without.into_iter().zip(of_names(&names)) {
        event.topic = topic;
    }
    let mut users = Users {
        topics: BTreeMap::new(),
        uses: uses(decls),
    };
    for (ty, topic) in &hints.roots {
        users.add(ty, topic);
    }
    for event in &decls.events {
        let carried = [&event.params, &event.reply].into_iter().flatten();
        for ty in carried.map(|params| &params.ty).chain(&event.error) {
            users.add(ty, &event.topic);
        }
    }
    let users = users.topics;
    let groups = groups(decls);
    let has_events = !decls.events.is_empty();
    for def in &mut decls.types {
        let name = &def.name.value;
        let topics: Vec<_> = users.get(name).into_iter().flatten().collect();
        def.topic = match topics.as_slice() {
            [topic] => (*topic).clone(),
            [_, _, ..] => SHARED.to_owned(),
            [] => {
                let file = hints.files.get(name).filter(|_| !has_events);
                let group = || groups.get(first_word(name)).cloned();
                file.cloned()
                    .or_else(group)
                    .unwrap_or_else(|| TYPES.to_owned())
            }
        };
    }
}

/// The topics that lead to each type.
#[derive(Debug)]
struct Users {
    topics: BTreeMap<String, BTreeSet<String>>,
    uses: BTreeMap<String, Vec<String>>,
}

impl Users {
    fn add(&mut self, ty: &TypeExpr, topic: &str) {
        let mut open = named(ty);
        while let Some(name) = open.pop() {
            let topics = self.topics.entry(name.clone()).or_default();
            if topics.insert(topic.to_owned()) {
                open.extend(self.uses.get(&name).into_iter().flatten().cloned());
            }
        }
    }
}

/// The topics of events by their names.
pub(super) fn of_names(names: &[String]) -> Vec<String> {
    let part = |name: &str, at: usize| {
        let parts: Vec<_> = name
            .split(['.', '/', ':', '$', '#'])
            .filter(|part| !part.is_empty())
            .collect();
        let last = parts.len().saturating_sub(1);
        parts
            .get(at.min(last))
            .map_or_else(|| TYPES.to_owned(), |part| topic(part))
    };
    let firsts: BTreeSet<_> = names.iter().map(|name| part(name, 0)).collect();
    let sides = ["client", "server"];
    let is_of_sides = firsts.iter().all(|first| sides.contains(&first.as_str()));
    let of_part = |at: usize| -> Vec<String> { names.iter().map(|name| part(name, at)).collect() };
    let seconds = of_part(1);
    let distinct: BTreeSet<_> = seconds.iter().collect();
    // A topic for each event would be none.
    let is_shared = firsts.len() == 1 && distinct.len() < names.len();
    match is_of_sides || is_shared {
        true => seconds,
        false => of_part(0),
    }
}

/// A text as the name of a file.
pub(super) fn topic(text: &str) -> String {
    let name = Case::Snake.apply(text);
    match name.is_empty() || Name::Topic.check(&name).is_err() {
        true => TYPES.to_owned(),
        false => name,
    }
}

/// The first words of names that many types have, with the topics of these types.
fn groups(decls: &Decls) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for def in &decls.types {
        *counts.entry(first_word(&def.name.value)).or_default() += 1;
    }
    let groups = counts.into_iter().filter(|(_, count)| *count >= GROUP);
    groups
        .map(|(word, _)| (word.to_owned(), topic(word)))
        .collect()
}

pub(super) fn first_word(name: &str) -> &str {
    let mut letters = name.char_indices().skip(1);
    let end = letters.find(|(at, c)| {
        let before = name[..*at].chars().next_back();
        c.is_ascii_uppercase() && before.is_some_and(|before| before.is_ascii_lowercase())
    });
    end.map_or(name, |(at, _)| &name[..at])
}

/// The types that each type names.
pub(super) fn uses(decls: &Decls) -> BTreeMap<String, Vec<String>> {
    let uses = decls.types.iter().map(|def| {
        let used: Vec<String> = match &def.body {
            TypeBody::Entity {
                includes, fields, ..
            } => {
                let includes = includes.iter().map(|name| name.value.clone());
                includes
                    .chain(fields.iter().flat_map(|field| named(&field.ty)))
                    .collect()
            }
            TypeBody::Union { variants, .. } => {
                let types = variants.iter().filter_map(|variant| variant.ty.as_ref());
                types.flat_map(named).collect()
            }
            TypeBody::Alias { ty } => named(ty),
            TypeBody::Enum { .. } | TypeBody::Scalar { .. } => Vec::new(),
        };
        (def.name.value.clone(), used)
    });
    uses.collect()
}

/// The names in a type.
pub(super) fn named(ty: &TypeExpr) -> Vec<String> {
    match ty {
        TypeExpr::Name(name, _) => vec![name.clone()],
        TypeExpr::List(item, _) | TypeExpr::Nullable(item, _) => named(item),
        TypeExpr::Map(key, value, _) => {
            let mut names = named(key);
            names.extend(named(value));
            names
        }
        TypeExpr::Tuple(items, _) => items.iter().flat_map(named).collect(),
        TypeExpr::Constant(..) => Vec::new(),
    }
}
