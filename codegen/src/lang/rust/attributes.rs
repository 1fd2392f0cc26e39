//! The attributes that options put above types: of the traits to derive those that a type lacks and
//! can have.

use std::collections::BTreeSet;

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Type, TypeDef, TypeId};

use super::attribute::{self, Attribute};
use super::traits::{self, Trait};
use crate::options::{EVENT_ENUMS, EVERY_TYPE, Options};

/// The attributes of a model's types and enums of events.
pub(super) struct Attributes {
    /// The lines above each type, by its id.
    types: Vec<Vec<String>>,
    /// The lines above the events of the server, and of clients.
    events: [Vec<String>; 2],
}

impl Attributes {
    /// Settles the attributes that options ask for.
    pub(super) fn new(model: &Model, options: &Options) -> Self {
        let mut attributes = Self {
            types: vec![Vec::new(); model.types().len()],
            events: Default::default(),
        };
        if options.rust.attributes.is_empty() {
            return attributes;
        }
        let having = Having::new(model, options);
        for (id, def) in model.types_with_ids() {
            let can_derive = |found: Trait| !found.is_own(def) && having.ty(id, found);
            attributes.types[id.index()] = lines(options, &def.name, can_derive);
        }
        let directions = [Direction::ServerToClient, Direction::ClientToServer];
        for (at, direction) in directions.into_iter().enumerate() {
            let can_derive = |found: Trait| {
                Trait::MORE.contains(&found)
                    && having.event_without(model, direction, found).is_none()
            };
            attributes.events[at] = lines(options, EVENT_ENUMS[at], can_derive);
        }
        attributes
    }

    /// The lines above a type, and above its input view.
    pub(super) fn ty(&self, id: TypeId) -> &[String] {
        &self.types[id.index()]
    }

    /// The lines above the enum of a direction's events.
    pub(super) fn events(&self, direction: Direction) -> &[String] {
        match direction {
            Direction::ServerToClient => &self.events[0],
            Direction::ClientToServer => &self.events[1],
        }
    }
}

/// The traits that types have with what options ask for.
pub(super) struct Having {
    /// For each trait that types may lack, the types that have it.
    types: Vec<(Trait, Vec<bool>)>,
}

impl Having {
    /// Finds the traits of all types.
    pub(super) fn new(model: &Model, options: &Options) -> Self {
        let types = Trait::MORE.map(|found| {
            let asked = |def: &TypeDef| is_asked_for(options, &def.name, found);
            (found, traits::having(found, model, options, asked))
        });
        Self {
            types: types.into(),
        }
    }

    /// Returns true if a type has a trait, and those that the trait needs.
    pub(super) fn ty(&self, id: TypeId, wanted: Trait) -> bool {
        let has = |wanted: Trait| {
            let found = self.types.iter().find(|(found, _)| *found == wanted);
            found.is_some_and(|(_, types)| types[id.index()])
        };
        has(wanted) && wanted.needs().iter().all(|needed| has(*needed))
    }

    /// The first event of a direction whose params lack a trait.
    pub(super) fn event_without<'m>(
        &self,
        model: &'m Model,
        direction: Direction,
        wanted: Trait,
    ) -> Option<&'m str> {
        let lacks = |params: &Type| !traits::is_of_type(wanted, params, &|id| self.ty(id, wanted));
        let mut events = model.events().iter();
        let event =
            events.find(|event| event.is_sent(direction) && event.params_type().is_some_and(lacks));
        event.map(|event| event.name.as_str())
    }
}

/// Returns true if options ask to derive a trait for a type, by its name or for every type.
pub(super) fn is_asked_for(options: &Options, name: &str, wanted: Trait) -> bool {
    let mut derived = of(options, name).flat_map(|found| match found {
        Attribute::Derive(paths) => paths,
        Attribute::Other(_) => Vec::new(),
    });
    derived.any(|path| Trait::of_path(path) == Some(wanted))
}

/// The attributes for every type, then those for one type.
fn of<'a>(options: &'a Options, name: &'a str) -> impl Iterator<Item = Attribute<'a>> {
    let texts = [EVERY_TYPE, name].into_iter();
    let texts = texts.filter_map(|name| options.rust.attributes.get(name));
    texts
        .flatten()
        .flat_map(|text| attribute::parse(text).unwrap_or_default())
}

/// The lines above a type: each trait once, and of the standard library's only those that it can
/// derive.
fn lines(options: &Options, name: &str, can_derive: impl Fn(Trait) -> bool) -> Vec<String> {
    let mut derived: BTreeSet<String> = BTreeSet::new();
    let mut lines = Vec::new();
    for attribute in of(options, name) {
        match attribute {
            Attribute::Other(text) => lines.push(text.to_owned()),
            Attribute::Derive(mut paths) => {
                paths.retain(|path| {
                    let found = Trait::of_path(path);
                    let known = found.map_or(*path, |found| found.name()).to_owned();
                    found.is_none_or(&can_derive) && derived.insert(known)
                });
                if !paths.is_empty() {
                    lines.push(format!("#[derive({})]", paths.join(", ")));
                }
            }
        }
    }
    lines
}
