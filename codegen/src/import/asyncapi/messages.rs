//! Messages: their names, payloads and examples.

use std::collections::BTreeSet;

use serde_json::Value;
use tdproto_schema::model::Sender;

use super::{Source, doc_of};
use crate::import::described::Part;
use crate::import::documents::Place;
use crate::import::own;

const KNOWN: [&str; 18] = [
    "bindings",
    "contentType",
    "correlationId",
    "deprecated",
    "description",
    "examples",
    "externalDocs",
    "headers",
    "messageId",
    "name",
    "payload",
    "schemaFormat",
    "security",
    "summary",
    "tags",
    "title",
    "traits",
    "oneOf",
];

/// The beginnings of the names of schema formats that are JSON Schema.
const SCHEMA_FORMATS: [&str; 5] = [
    "application/schema+json",
    "application/schema+yaml",
    "application/vnd.aai.asyncapi",
    "application/vnd.oai.openapi",
    "application/json",
];

/// A message that one of the sides sends.
#[derive(Debug, Clone)]
pub(in crate::import) struct Message {
    /// Where it is written.
    pub(super) place: Place,
    pub(super) name: String,
    pub(super) sender: Sender,
    /// The schema of its payload, if it has one.
    pub(super) payload: Option<Place>,
    pub(super) doc: Option<String>,
    pub(super) deprecated: bool,
    pub(super) tags: Vec<String>,
    pub(super) channel: String,
    /// The key of the payload that holds the id of a request.
    pub(super) id: Option<String>,
    /// Payloads, and where they are written.
    pub(super) examples: Vec<(Value, Place)>,
    /// The messages that answer it.
    pub(super) replies: Vec<Place>,
}

/// What is around a message.
#[derive(Debug, Clone)]
pub(super) struct Around<'a> {
    /// The name, if the message has none of its own.
    pub(super) key: String,
    pub(super) sender: Sender,
    pub(super) channel: String,
    /// The operation, if there is one.
    pub(super) operation: Option<Part<'a>>,
}

/// Adds a message, or another sender of one that is there.
pub(super) fn add(
    source: &mut Source<'_, '_>,
    messages: &mut Vec<Message>,
    place: &Place,
    around: &Around<'_>,
) {
    add_below(source, messages, place, around, &mut BTreeSet::new());
}

/// `choices`: the choices of messages so far, each of which is read once. One may be in itself.
fn add_below(
    source: &mut Source<'_, '_>,
    messages: &mut Vec<Message>,
    place: &Place,
    around: &Around<'_>,
    choices: &mut BTreeSet<Place>,
) {
    let Some(part) = source.part(place) else {
        return;
    };
    if let Some(known) = messages.iter_mut().find(|known| known.place == part.place) {
        if known.sender != around.sender {
            known.sender = Sender::Both;
        }
        if known.channel != around.channel {
            known.channel.clear();
        }
        return;
    }
    let parts = part.items("oneOf");
    if !parts.is_empty() {
        let is_first = choices.insert(part.place);
        for (at, choice) in parts.iter().enumerate().filter(|_| is_first) {
            let around = Around {
                key: key_of(source, choice).unwrap_or_else(|| format!("{}{}", around.key, at + 1)),
                ..around.clone()
            };
            add_below(source, messages, choice, &around, choices);
        }
        return;
    }
    let found = message(source, part, around);
    messages.extend(found);
}

/// The key of the message that a reference leads to.
pub(super) fn key_of(source: &Source<'_, '_>, place: &Place) -> Option<String> {
    let reference = source.documents.get(place)?.get("$ref")?.as_str()?;
    let (_, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let last = pointer.rsplit('/').next()?;
    (!last.is_empty()).then(|| last.replace("~1", "/").replace("~0", "~"))
}

fn message(source: &mut Source<'_, '_>, part: Part<'_>, around: &Around<'_>) -> Option<Message> {
    part.check(source.losses, &KNOWN);
    let traits: Vec<_> = part.items("traits");
    let traits: Vec<_> = traits
        .iter()
        .filter_map(|place| source.part(place))
        .collect();
    // What the message says itself counts before its traits.
    let layers: Vec<&Part<'_>> = [&part].into_iter().chain(&traits).collect();
    for layer in &layers {
        source.outside(layer, &["headers", "bindings", "security"]);
    }
    let text = |key: &str| layers.iter().find_map(|layer| layer.text(key));
    let content = text("contentType")
        .map(str::to_owned)
        .or(source.content.clone());
    if let Some(content) = content.filter(|content| !is_json(content)) {
        let what = format!("a message of the content type `{content}` is left out");
        source.losses.part(what, &part.place);
        return None;
    }
    let payload = payload(source, &part, text("schemaFormat"));
    let operation = around.operation.as_ref();
    let examples = examples(source, &layers);
    let id = id(source, &layers);
    let layered_tags = layers.iter().map(|layer| layer.tags());
    let mut tags = layered_tags
        .chain(operation.map(Part::tags))
        .filter(|tags| !tags.is_empty());
    let docs = layers.iter().find_map(|layer| doc_of(layer));
    Some(Message {
        name: text("name").unwrap_or(&around.key).to_owned(),
        sender: around.sender,
        payload,
        doc: docs.or_else(|| operation.and_then(doc_of)),
        deprecated: part.is_set("deprecated") || own::is_deprecated(part.get("x-deprecated")),
        tags: tags.next().unwrap_or_default(),
        channel: around.channel.clone(),
        id,
        examples,
        replies: Vec::new(),
        place: part.place,
    })
}

fn is_json(content: &str) -> bool {
    let plain = content
        .split(';')
        .next()
        .unwrap_or(content)
        .trim()
        .to_ascii_lowercase();
    plain == "application/json" || plain.ends_with("+json") || plain == "text/json"
}

/// The place of a payload's schema.
fn payload(source: &mut Source<'_, '_>, part: &Part<'_>, format: Option<&str>) -> Option<Place> {
    let payload = part.get("payload")?;
    let mut place = part.at("payload");
    let mut format = format.map(str::to_owned);
    // As in version 3: the schema beside the name of its format.
    if let (Some(own), Some(_)) = (payload.get("schemaFormat"), payload.get("schema")) {
        format = own.as_str().map(str::to_owned);
        place = place.at("schema");
    }
    let is_known = format
        .as_ref()
        .is_none_or(|format| SCHEMA_FORMATS.iter().any(|known| format.starts_with(known)));
    if !is_known {
        let shown = source.documents.show(&place);
        let format = format.unwrap_or_default();
        source.errors.push(format!(
            "the payload at {shown} is in `{format}`, and only JSON Schema can be imported"
        ));
        return None;
    }
    // A payload that only refers to a schema is that schema.
    let mut steps = 0;
    while let Some(Value::String(reference)) = source.documents.get(&place)?.get("$ref") {
        let target = source.documents.resolve(&place, reference);
        steps += 1;
        match target {
            Some(target) if steps < 32 => place = target,
            Some(_) | None => break,
        }
    }
    Some(place)
}

/// The key of the payload that holds the id.
fn id(source: &mut Source<'_, '_>, layers: &[&Part<'_>]) -> Option<String> {
    let place = layers
        .iter()
        .find(|layer| layer.get("correlationId").is_some())?
        .at("correlationId");
    let part = source.part(&place)?;
    let location = part.text("location")?;
    let key = location.strip_prefix("$message.payload#/");
    match key.filter(|key| !key.contains('/')) {
        Some(key) => Some(key.replace("~1", "/").replace("~0", "~")),
        None => {
            let what = "a correlation id that is no key of the payload is left out";
            source.losses.part(what, &part.at("location"));
            None
        }
    }
}

/// The payloads of examples.
fn examples(source: &mut Source<'_, '_>, layers: &[&Part<'_>]) -> Vec<(Value, Place)> {
    let mut found = Vec::new();
    for layer in layers {
        for place in layer.items("examples") {
            let Some(example) = source.part(&place) else {
                continue;
            };
            source.outside(&example, &["headers"]);
            match example.get("payload") {
                Some(payload) => found.push((payload.clone(), example.at("payload"))),
                None => {
                    let what = "an example of a message without a payload is left out";
                    source.losses.part(what, &example.place);
                }
            }
        }
    }
    found
}
