//! JSON Schema: the definitions of documents, some of them events.

use std::collections::BTreeMap;

use serde_json::Value;
use tdproto_schema::decl::{Decls, ProtocolDecl};

use super::carried::{Carried, Payload};
use super::discriminators;
use super::documents::{Documents, Place};
use super::event_names::EventNames;
use super::examples::Samples;
use super::format::Described;
use super::info::stem;
use super::lower::Lower;
use super::node::{Node, Shape};
use super::sent;
use super::topics;
use super::{Imported, Losses, Options};

/// The keywords that hold definitions.
const DEFINITIONS: [&str; 2] = ["definitions", "$defs"];

/// The reasons that documents of other formats are not imported as JSON Schema.
#[must_use]
pub fn other_formats(documents: &Documents) -> Vec<String> {
    let others = documents.all().iter().filter_map(|document| {
        let format = Described::of(&document.value);
        let is_schema = format == Described::Other || says_something(&document.value);
        (!is_schema).then(|| format.instead_of(&document.path, "JSON Schema"))
    });
    others.collect()
}

/// The definitions of JSON Schema documents, as declarations.
#[must_use]
pub fn json_schema(documents: &Documents, options: &Options) -> Imported {
    let documents = &discriminators::resolved(documents);
    let mut losses = Losses::ignoring(&options.ignore);
    let mut decls = options.frame.clone().unwrap_or_default();
    let mut lower = Lower::new(documents, &mut losses, options.closed, &options.renames);
    let definitions = definitions(documents, options);
    let events = events(&definitions, options);
    lower.payloads.extend(events.keys().cloned());
    for (place, name) in &definitions {
        lower.suggest(place, name);
    }
    let mut hints = topics::Hints::default();
    let mut names = EventNames::default();
    let mut samples = Samples::default();
    for (place, _) in &definitions {
        let Some((pattern, event)) = events.get(place) else {
            continue;
        };
        let sender = pattern.sender().unwrap_or(options.sender);
        let payload = Payload {
            place: Some(place),
            name: event,
            sender,
            written: place,
        };
        let examples = lower.examples_of(place);
        let Some(mut carried) = lower.event(payload, false, &decls.frames) else {
            continue;
        };
        if names.take(&mut carried, event, lower.losses, place) {
            let Carried { decl, is_whole, .. } = carried;
            samples.add(&decl.name.value, &examples, is_whole, lower.losses);
            decls.events.push(decl);
        }
    }
    for (place, _) in &definitions {
        if events.contains_key(place) || is_list_of_events(&mut lower, place, &events) {
            continue;
        }
        let used = lower.definition(place);
        let path = &documents.all()[place.document].path;
        if documents.all().len() > 1 {
            let topic = topics::topic(stem(path));
            hints.files.insert(used.ty.to_string(), topic);
        }
    }
    decls.types = lower.take_types();
    sent::lose_write_only(&decls, &[], &lower.write_only, lower.losses);
    protocol(&mut decls, documents, options);
    topics::assign(&mut decls, &hints);
    Imported::new(decls, losses, samples, documents)
}

/// The places of definitions with their names, in the order of the documents.
fn definitions(documents: &Documents, options: &Options) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    for (at, document) in documents.all().iter().enumerate() {
        let root = Place::root(at);
        if says_something(&document.value) {
            let title = document.value.get("title").and_then(Value::as_str);
            let is_alone = documents.all().len() == 1;
            let name = title.or(options.name.as_deref().filter(|_| is_alone));
            let name = name.unwrap_or_else(|| stem(&document.path));
            found.push((root.clone(), name.to_owned()));
        }
        for keyword in DEFINITIONS {
            if let Some(Value::Object(members)) = document.value.get(keyword) {
                let place = root.at(keyword);
                found.extend(members.keys().map(|name| (place.at(name), name.clone())));
            }
        }
    }
    found
}

/// Returns true if a document says something of values, besides the definitions in it.
fn says_something(value: &Value) -> bool {
    const KEYWORDS: [&str; 9] = [
        "type",
        "properties",
        "items",
        "enum",
        "const",
        "allOf",
        "oneOf",
        "anyOf",
        "$ref",
    ];
    KEYWORDS.iter().any(|keyword| value.get(keyword).is_some())
}

/// The definitions that are events, with the names of these.
fn events<'a>(
    definitions: &'a [(Place, String)],
    options: &'a Options,
) -> BTreeMap<Place, (&'a super::EventPattern, &'a str)> {
    let mut events = BTreeMap::new();
    for (place, name) in definitions {
        let mut patterns = options.events.iter();
        let found = patterns.find_map(|pattern| Some((pattern, pattern.event(name)?)));
        if let Some(found) = found {
            events.insert(place.clone(), found);
        }
    }
    events
}

/// Returns true if a definition only lists events: that is what frames are.
fn is_list_of_events<T>(lower: &mut Lower<'_>, place: &Place, events: &BTreeMap<Place, T>) -> bool {
    let node = lower.node_at(place);
    let Shape::One(nodes) = &node.shape else {
        return false;
    };
    let is_event =
        |node: &Node| matches!(&node.shape, Shape::Reference(place) if events.contains_key(place));
    nodes.iter().all(is_event)
}

/// The protocol as a whole: that of the file of frames, or what the documents say.
fn protocol(decls: &mut Decls, documents: &Documents, options: &Options) {
    let first = documents.all().first();
    let path = first.map_or("protocol", |document| document.path.as_str());
    let name = options.name.clone();
    if let Some(own) = decls.protocols.first_mut() {
        own.name = name.or(own.name.take());
        return;
    }
    let stem: String = stem(path)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    decls
        .protocols
        .push(ProtocolDecl::new(name.unwrap_or(stem)));
}
