//! The schemas of `components`, and what tags say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tdproto_schema::decl::{Decls, DocsDecl, Spanned, TopicDecl};
use tdproto_schema::names::Name;

use super::described::{Part, link};
use super::documents::{Documents, Place};
use super::lower::Lower;
use super::own;
use super::topics;

/// The schemas of the components, with their names.
pub(super) fn components(documents: &Documents, whole: &Part<'_>) -> Vec<(Place, String)> {
    let place = whole.at("components").at("schemas");
    let schemas = documents.get(&place).and_then(Value::as_object);
    let schemas = schemas.into_iter().flatten();
    schemas
        .filter(|(_, schema)| !own::is_no_type(schema))
        .map(|(name, _)| (place.at(name), name.clone()))
        .collect()
}

/// Declares schemas, but those that are only payloads of events, and those that only these use.
pub(super) fn lower(lower: &mut Lower<'_>, schemas: &[(Place, String)], payloads: &[&Place]) {
    let known: BTreeSet<&Place> = schemas.iter().map(|(place, _)| place).collect();
    let mut users: BTreeMap<&Place, BTreeSet<&Place>> = BTreeMap::new();
    for (place, _) in schemas {
        let mut targets = BTreeSet::new();
        references(lower.documents, place, &mut targets);
        for target in targets.iter().filter_map(|target| known.get(target)) {
            users.entry(target).or_default().insert(place);
        }
    }
    let is_taken_apart = |place: &Place| payloads.contains(&place) || lower.is_lent(place);
    let places = schemas.iter().map(|(place, _)| place);
    let mut done: BTreeSet<&Place> = places.filter(|place| is_taken_apart(place)).collect();
    loop {
        let of_done = users.iter().filter(|(place, users)| {
            !done.contains(*place) && users.iter().all(|user| done.contains(user))
        });
        let of_done: Vec<&Place> = of_done.map(|(place, _)| *place).collect();
        if of_done.is_empty() {
            break;
        }
        done.extend(of_done);
    }
    for (place, _) in schemas {
        if !done.contains(place) {
            lower.definition(place);
        }
    }
}

/// The places that references in a schema lead to.
fn references(documents: &Documents, place: &Place, found: &mut BTreeSet<Place>) {
    let Some(value) = documents.get(place) else {
        return;
    };
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let reference = members.get("$ref").and_then(Value::as_str);
                found.extend(reference.and_then(|to| documents.resolve(place, to)));
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// The titles and descriptions of tags, by the topics that they become.
pub(super) fn tag_docs<'a>(tags: impl Iterator<Item = &'a Value>) -> BTreeMap<String, TopicDecl> {
    let mut found = BTreeMap::new();
    for tag in tags {
        let Some(name) = tag.get("name").and_then(Value::as_str) else {
            continue;
        };
        let topic = topics::topic(name);
        let doc = tag
            .get("description")
            .and_then(Value::as_str)
            .map(str::trim);
        let doc = doc.filter(|doc| !doc.is_empty()).map(str::to_owned);
        let docs = [doc, link(tag.get("externalDocs"))];
        let docs: Vec<_> = docs.into_iter().flatten().collect();
        let is_title = name != topic && Name::Title.check(name).is_ok();
        let decl = TopicDecl {
            name: Spanned::unplaced(topic.clone()),
            title: is_title.then(|| name.to_owned()),
            docs: DocsDecl {
                doc: (!docs.is_empty()).then(|| docs.join("\n\n")),
                ..DocsDecl::default()
            },
        };
        if decl.title.is_some() || decl.docs.doc.is_some() {
            found.entry(topic).or_insert(decl);
        }
    }
    found
}

/// Adds the descriptions of the topics that have something.
pub(super) fn describe(decls: &mut Decls, tags: BTreeMap<String, TopicDecl>) {
    for (topic, decl) in tags {
        let is_of_type = decls.types.iter().any(|def| def.topic == topic);
        let is_of_event = decls.events.iter().any(|event| event.topic == topic);
        let has_one = decls.topics.iter().any(|known| known.name.value == topic);
        if (is_of_type || is_of_event) && !has_one {
            decls.topics.push(decl);
        }
    }
}
