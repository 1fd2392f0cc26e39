//! `discriminator`: the key of an object that names its schema.
//!
//! A choice with a discriminator gives every schema in it the constants that name it. A schema that
//! others extend by `allOf` becomes a choice of these, and what they extend gets a place of its own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use tdproto_schema::names::Name;

use super::documents::{Document, Documents, Place};

/// The keywords of a choice.
const CHOICES: [&str; 2] = ["oneOf", "anyOf"];

/// A discriminator: its key, and the references by the values that it maps.
#[derive(Debug, Clone)]
struct Discriminator {
    key: String,
    mapping: Vec<(String, String)>,
}

/// The documents with choices in the place of schemas that others extend, and the constants of
/// schemas that a discriminator names.
pub(super) fn resolved(documents: &Documents) -> Documents {
    let mut all: Vec<Document> = documents.all().to_vec();
    let mut aliases = Vec::new();
    for at in 0..all.len() {
        let folders = ["/components/schemas", "/definitions", "/$defs"];
        for folder in folders {
            aliases.extend(split(documents, &mut all, at, folder));
        }
    }
    let mut found = Documents::new(all);
    let mut constants = Constants::default();
    for (at, document) in found.all().iter().enumerate() {
        constants.walk(&found, &document.value, &Place::root(at));
    }
    found.extend(constants.0, aliases);
    found
}

impl Discriminator {
    /// The discriminator of a schema, if its key can be one.
    fn of(schema: &Map<String, Value>) -> Option<Self> {
        Self::read(schema).filter(|found| Name::Key.check(&found.key).is_ok())
    }

    /// The discriminator of a schema; in AsyncAPI 2 it is only the key.
    fn read(schema: &Map<String, Value>) -> Option<Self> {
        match schema.get("discriminator")? {
            Value::String(key) => Some(Self {
                key: key.clone(),
                mapping: Vec::new(),
            }),
            Value::Object(members) => {
                let mapping = members.get("mapping").and_then(Value::as_object);
                let mapping = mapping
                    .into_iter()
                    .flatten()
                    .filter_map(|(value, to)| Some((value.clone(), to.as_str()?.to_owned())));
                Some(Self {
                    key: members.get("propertyName")?.as_str()?.to_owned(),
                    mapping: mapping.collect(),
                })
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
        }
    }

    /// The values that name a schema: those of the mapping, or its own name.
    fn values(&self, documents: &Documents, from: &Place, target: &Place) -> Vec<Value> {
        let mapped = self
            .mapping
            .iter()
            .filter(|(_, to)| mapped(documents, from, to).as_ref() == Some(target));
        let mut values: Vec<_> = mapped
            .map(|(value, _)| Value::from(value.as_str()))
            .collect();
        if values.is_empty() {
            values.extend(target.steps().pop().map(Value::from));
        }
        values
    }
}

/// The schema that a mapping leads to, by a reference or a name.
fn mapped(documents: &Documents, from: &Place, to: &str) -> Option<Place> {
    let by_name = || {
        let pointer = format!(
            "#/components/schemas/{}",
            to.replace('~', "~0").replace('/', "~1")
        );
        documents.resolve(from, &pointer)
    };
    match to.contains(['#', '/']) {
        true => documents.resolve(from, to),
        false => by_name().or_else(|| documents.resolve(from, to)),
    }
}

/// Splits the schemas of a folder that have a discriminator and are extended: the pointers of what is
/// extended, with those of the former schemas.
fn split(
    documents: &Documents,
    all: &mut [Document],
    at: usize,
    folder: &str,
) -> Vec<(Place, Place)> {
    let mut aliases = Vec::new();
    let Some(schemas) = all[at]
        .value
        .pointer(folder)
        .and_then(Value::as_object)
        .cloned()
    else {
        return aliases;
    };
    let root = Place {
        document: at,
        pointer: folder.to_owned(),
    };
    for (name, schema) in &schemas {
        let Some(members) = schema.as_object() else {
            continue;
        };
        let is_choice = CHOICES.iter().any(|keyword| members.contains_key(*keyword));
        let Some(discriminator) = Discriminator::of(members).filter(|_| !is_choice) else {
            continue;
        };
        let place = root.at(name);
        let children = children(documents, &schemas, &root, &place);
        if children.is_empty() {
            continue;
        }
        let mut base = format!("{name}Base");
        while all[at]
            .value
            .pointer(folder)
            .is_some_and(|schemas| schemas.get(&base).is_some())
        {
            base.push('_');
        }
        aliases.push((root.at(&base), place.clone()));
        let is_itself = discriminator
            .mapping
            .iter()
            .any(|(_, to)| mapped(documents, &place, to).as_ref() == Some(&place));
        if let Some(schemas) = all[at]
            .value
            .pointer_mut(folder)
            .and_then(Value::as_object_mut)
        {
            replace(schemas, name, &base, &children, (folder, is_itself));
        }
    }
    aliases
}

/// The names of the schemas that extend one, themselves or through others.
fn children(
    documents: &Documents,
    schemas: &Map<String, Value>,
    root: &Place,
    base: &Place,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut bases: BTreeSet<Place> = BTreeSet::from([base.clone()]);
    loop {
        let before = found.len();
        for (name, schema) in schemas {
            let place = root.at(name);
            let parts = schema.get("allOf").and_then(Value::as_array);
            let mut references = parts
                .into_iter()
                .flatten()
                .filter_map(|part| documents.resolve(&place, part.get("$ref")?.as_str()?));
            if !bases.contains(&place) && references.any(|target| bases.contains(&target)) {
                found.push(name.clone());
                bases.insert(place);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// Puts a choice in the place of a schema, and leads those that extend it to what it was.
fn replace(
    schemas: &mut Map<String, Value>,
    name: &str,
    base: &str,
    children: &[String],
    (folder, is_itself): (&str, bool),
) {
    let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
    let reference = |name: &str| format!("#{folder}/{}", escaped(name));
    let Some(Value::Object(mut former)) = schemas.get(name).cloned() else {
        return;
    };
    let mut choice = Map::new();
    for key in ["title", "description", "deprecated", "discriminator"] {
        choice.extend(former.get(key).map(|value| (key.to_owned(), value.clone())));
    }
    former.shift_remove("discriminator");
    former.shift_remove("title");
    let own = is_itself.then(|| base.to_owned());
    let variants = own
        .iter()
        .chain(children)
        .map(|name| json!({ "$ref": reference(name) }));
    choice.insert("oneOf".to_owned(), variants.collect());
    if let Some(Value::Object(mapping)) = choice
        .get_mut("discriminator")
        .and_then(|found| found.get_mut("mapping"))
    {
        for to in mapping.values_mut() {
            if to == name || *to == reference(name).as_str() {
                *to = Value::from(reference(base));
            }
        }
    }
    for child in children {
        let parts = schemas
            .get_mut(child)
            .and_then(|schema| schema.get_mut("allOf"));
        for part in parts.and_then(Value::as_array_mut).into_iter().flatten() {
            if part.get("$ref").and_then(Value::as_str) == Some(&reference(name)) {
                *part = json!({ "$ref": reference(base) });
            }
        }
    }
    schemas.insert(name.to_owned(), Value::Object(choice));
    schemas.insert(base.to_owned(), Value::Object(former));
}

/// The constants that discriminators give to schemas.
#[derive(Debug, Default)]
struct Constants(BTreeMap<Place, Vec<(String, Vec<Value>)>>);

impl Constants {
    fn walk(&mut self, documents: &Documents, value: &Value, place: &Place) {
        match value {
            Value::Object(members) => {
                if let Some(discriminator) = Discriminator::of(members) {
                    self.add(documents, members, place, &discriminator);
                }
                for (key, member) in members {
                    self.walk(documents, member, &place.at(key));
                }
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.walk(documents, item, &place.at(&at.to_string()));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn add(
        &mut self,
        documents: &Documents,
        schema: &Map<String, Value>,
        place: &Place,
        discriminator: &Discriminator,
    ) {
        let choices = CHOICES
            .iter()
            .filter_map(|keyword| schema.get(*keyword)?.as_array());
        for variant in choices.flatten() {
            let reference = variant.get("$ref").and_then(Value::as_str);
            let target = reference.and_then(|reference| documents.resolve(place, reference));
            let Some(target) = target else {
                continue;
            };
            let values = discriminator.values(documents, place, &target);
            let known = self.0.entry(target).or_default();
            match known.iter_mut().find(|(key, _)| *key == discriminator.key) {
                Some((_, all)) => {
                    for value in values {
                        if !all.contains(&value) {
                            all.push(value);
                        }
                    }
                }
                None => known.push((discriminator.key.clone(), values)),
            }
        }
    }
}
