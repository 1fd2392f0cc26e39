//! Paths: which schemas are bodies, and who sends them.

use serde_json::Value;
use tdproto_schema::model::Direction;

use super::Source;
use crate::import::described::Part;
use crate::import::documents::Place;

/// The methods of HTTP.
pub(super) const METHODS: [&str; 9] = [
    "delete", "get", "head", "options", "patch", "post", "put", "query", "trace",
];

const PATH: [&str; 5] = ["description", "parameters", "servers", "summary", "$ref"];

pub(super) const OPERATION: [&str; 12] = [
    "callbacks",
    "deprecated",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "servers",
    "summary",
    "tags",
];

/// A schema that a side sends over HTTP.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) schema: Place,
    pub(super) sender: Direction,
    /// The name of the type, if it has none of its own.
    pub(super) name: String,
    pub(super) tags: Vec<String>,
}

/// The bodies of all operations.
pub(super) fn bodies(source: &mut Source<'_, '_>, whole: &Part<'_>) -> Vec<Body> {
    let mut found = Vec::new();
    for (path, place) in whole.members("paths") {
        let Some(item) = source.part(&place) else {
            continue;
        };
        let known: Vec<_> = PATH.into_iter().chain(METHODS).collect();
        item.check(source.losses, &known);
        parameters(source, &item);
        for method in METHODS
            .into_iter()
            .filter(|method| item.get(method).is_some())
        {
            if let Some(operation) = source.part(&item.at(method)) {
                self::operation(source, &mut found, (path, method), &operation);
            }
        }
    }
    found
}

/// The bodies that the components hold, whether a path has them or not.
pub(super) fn of_components(source: &mut Source<'_, '_>, components: &Part<'_>) -> Vec<Body> {
    let mut found = Vec::new();
    for (keyword, sender, suffix) in [
        ("requestBodies", Direction::ClientToServer, "Request"),
        ("responses", Direction::ServerToClient, "Response"),
    ] {
        for (name, place) in components.members(keyword) {
            let Some(body) = source.part(&place) else {
                continue;
            };
            found.extend(content(source, &body).map(|schema| Body {
                schema,
                sender,
                name: format!("{name} {suffix}"),
                tags: Vec::new(),
            }));
        }
    }
    found
}

fn operation(
    source: &mut Source<'_, '_>,
    found: &mut Vec<Body>,
    (path, method): (&str, &str),
    operation: &Part<'_>,
) {
    operation.check(source.losses, &OPERATION);
    source.outside("a path with a method", &operation.place);
    parameters(source, operation);
    for key in ["security", "callbacks", "servers"] {
        if operation.get(key).is_some() {
            source.outside(&format!("`{key}`"), &operation.at(key));
        }
    }
    let id = operation.text("operationId").map(str::to_owned);
    let name = id.unwrap_or_else(|| format!("{method} {path}"));
    let tags = operation.tags();
    if operation.get("requestBody").is_some()
        && let Some(body) = source.part(&operation.at("requestBody"))
    {
        let schema = body_content(source, &body);
        found.extend(schema.map(|schema| Body {
            schema,
            sender: Direction::ClientToServer,
            name: format!("{name} Request"),
            tags: tags.clone(),
        }));
    }
    for (status, place) in operation.members("responses") {
        let Some(response) = source.part(&place) else {
            continue;
        };
        source.outside("a status", &place);
        for key in ["headers", "links"] {
            if response.get(key).is_some() {
                source.outside(&format!("`{key}`"), &response.at(key));
            }
        }
        let name = match status.starts_with('2') {
            true => format!("{name} Response"),
            false => format!("{name} {status} Response"),
        };
        let schema = body_content(source, &response);
        found.extend(schema.map(|schema| Body {
            schema,
            sender: Direction::ServerToClient,
            name,
            tags: tags.clone(),
        }));
    }
}

/// The schema of a body. Its examples are of no event.
fn body_content(source: &mut Source<'_, '_>, body: &Part<'_>) -> Option<Place> {
    for (_, place) in examples(source, body) {
        let what = "an example of a type that is no event is left out";
        source.losses.part(what, &place);
    }
    content(source, body)
}

fn parameters(source: &mut Source<'_, '_>, part: &Part<'_>) {
    for place in part.items("parameters") {
        source.outside("a parameter", &place);
    }
}

/// The schema of a body that is JSON.
pub(super) fn content(source: &mut Source<'_, '_>, body: &Part<'_>) -> Option<Place> {
    let mut found = None;
    for (kind, place) in body.members("content") {
        let plain = kind
            .split(';')
            .next()
            .unwrap_or(kind)
            .trim()
            .to_ascii_lowercase();
        let is_json = plain == "application/json" || plain.ends_with("+json") || plain == "*/*";
        if !is_json {
            let what = format!("a body of the type `{plain}` is left out");
            source.losses.part(what, &place);
            continue;
        }
        let Some(media) = source.part(&place) else {
            continue;
        };
        if found.is_none() && media.get("schema").is_some() {
            found = Some(target(source, media.at("schema")));
        }
    }
    found
}

/// The examples of a body that is JSON.
pub(super) fn examples(source: &mut Source<'_, '_>, body: &Part<'_>) -> Vec<(Value, Place)> {
    let mut found = Vec::new();
    for (kind, place) in body.members("content") {
        let Some(media) = source.part(&place).filter(|_| kind.contains("json")) else {
            continue;
        };
        if let Some(example) = media.get("example") {
            found.push((example.clone(), media.at("example")));
        }
        for (_, place) in media.members("examples") {
            let example = source.part(&place);
            found
                .extend(example.and_then(|example| {
                    Some((example.get("value")?.clone(), example.at("value")))
                }));
        }
    }
    found
}

/// Where references lead from a schema that is only one.
fn target(source: &Source<'_, '_>, place: Place) -> Place {
    let mut place = place;
    for _ in 0..32 {
        let schema = source.documents.get(&place);
        let reference = schema.and_then(|schema| schema.get("$ref")?.as_str());
        let next = reference.and_then(|reference| source.documents.resolve(&place, reference));
        match next {
            Some(next) => place = next,
            None => break,
        }
    }
    place
}
