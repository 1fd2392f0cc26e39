//! OpenAPI 3: schemas as types, webhooks as events, and who sends the bodies of paths.

mod paths;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{Decls, TopicDecl, TypeBody};
use tdproto_schema::model::Direction;

use super::definitions;
use super::described::Part;
use super::discriminators;
use super::documents::{Documents, Place};
use super::format::Described;
use super::info::{self, Server, with_defaults};
use super::losses::Losses;
use super::lower::Lower;
use super::sent::{self, Included, Root, Sent};
use super::topics::{self, Hints};
use super::{Imported, Options};
use paths::Body;

/// The keywords of the document as a whole.
const ROOT: [&str; 11] = [
    "components",
    "externalDocs",
    "info",
    "jsonSchemaDialect",
    "openapi",
    "paths",
    "security",
    "servers",
    "tags",
    "webhooks",
    "x-webhooks",
];

/// The keywords of the components that hold no schemas.
const COMPONENTS: [&str; 10] = [
    "callbacks",
    "examples",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
];

/// The components that are parts of HTTP, besides bodies.
const OUTSIDE: [(&str, &str); 6] = [
    ("callbacks", "a callback"),
    ("headers", "a header"),
    ("links", "a link"),
    ("parameters", "a parameter"),
    ("pathItems", "a path item"),
    ("securitySchemes", "a security scheme"),
];

/// What an OpenAPI document is read with.
#[derive(Debug)]
struct Source<'a, 'l> {
    documents: &'a Documents,
    losses: &'l mut Losses,
}

impl<'a> Source<'a, '_> {
    /// The object at a place.
    fn part(&mut self, place: &Place) -> Option<Part<'a>> {
        Part::read(self.documents, self.losses, place)
    }

    /// Counts what the schema language has no words for.
    fn outside(&mut self, what: &str, place: &Place) {
        let what = format!("{what} of HTTP is outside of the schema language");
        self.losses.part(what, place);
    }
}

/// The schemas and webhooks of OpenAPI documents, as declarations.
///
/// # Errors
/// The reasons, if no document is OpenAPI 3.
pub fn openapi(documents: &Documents, options: &Options) -> Result<Imported, Vec<String>> {
    let root = root(documents)?;
    let documents = &discriminators::resolved(documents);
    let mut losses = Losses::ignoring(&options.ignore);
    let mut source = Source {
        documents,
        losses: &mut losses,
    };
    let Some(whole) = source.part(&root) else {
        return Err(vec!["the document is no object".to_owned()]);
    };
    whole.check(source.losses, &ROOT);
    let mut bodies = paths::bodies(&mut source, &whole);
    if let Some(components) = source.part(&whole.at("components")) {
        components.check(source.losses, &COMPONENTS);
        for (keyword, what) in OUTSIDE {
            for (name, _) in components.members(keyword) {
                source.outside(what, &components.at(keyword).at(name));
            }
        }
        bodies.extend(paths::of_components(&mut source, &components));
    }
    let webhooks = webhooks::webhooks(&mut source, &whole);
    let servers = servers(&mut source, &whole);
    let mut decls = options.frame.clone().unwrap_or_default();
    let mut lower = Lower::new(documents, &mut losses, options.closed, &options.renames);
    let definitions = definitions::components(documents, &whole);
    for (place, name) in &definitions {
        lower.suggest(place, name);
    }
    let payloads = webhooks.iter().filter_map(webhooks::Webhook::payload);
    lower.payloads.extend(payloads.cloned());
    let (webhooks, frames) = lower.webhook_frames(webhooks, options.frame.is_some());
    decls.frames.extend(frames);
    let samples = webhooks::events(&mut lower, &mut decls, &webhooks);
    let bodies = lower_bodies(&mut lower, &bodies);
    let payloads: Vec<_> = webhooks
        .iter()
        .filter_map(webhooks::Webhook::payload)
        .collect();
    definitions::lower(&mut lower, &definitions, &payloads);
    decls.types = lower.take_types();
    let roots: Vec<_> = bodies.iter().map(|(ty, body)| (ty, body.sender)).collect();
    sent::lose_write_only(&decls, &roots, &lower.write_only, lower.losses);
    let name = options.name.as_deref();
    let protocol = info::protocol(documents, &mut losses, &root, name, servers);
    info::add(&mut decls, protocol, name);
    direct(&mut decls, &roots);
    let roots = bodies.iter().flat_map(|(ty, body)| {
        let topics = body.tags.iter().map(|tag| topics::topic(tag));
        topics.map(|topic| (ty.clone(), topic))
    });
    let hints = Hints {
        roots: roots.collect(),
        ..Hints::default()
    };
    topics::assign(&mut decls, &hints);
    definitions::describe(&mut decls, tags(&whole));
    Ok(Imported::new(decls, losses, samples, documents))
}

/// The place of the OpenAPI document.
fn root(documents: &Documents) -> Result<Place, Vec<String>> {
    let all = documents.all().iter().enumerate();
    let formats: Vec<_> = all
        .map(|(at, document)| (at, &document.path, Described::of(&document.value)))
        .collect();
    for (at, path, format) in &formats {
        if let Described::OpenApi(version) = format {
            return match version.starts_with("3.") {
                true => Ok(Place::root(*at)),
                false => Err(vec![format!(
                    "{path} is OpenAPI {version}, and version 3 can be imported"
                )]),
            };
        }
    }
    let errors = formats.iter();
    Err(errors
        .map(|(_, path, format)| format.instead_of(path, "OpenAPI"))
        .collect())
}

/// The tags of the document with their descriptions.
fn tags(whole: &Part<'_>) -> BTreeMap<String, TopicDecl> {
    let tags = whole.get("tags").and_then(Value::as_array);
    definitions::tag_docs(tags.into_iter().flatten())
}

fn servers(source: &mut Source<'_, '_>, whole: &Part<'_>) -> Vec<Server> {
    let mut found = Vec::new();
    // Ours that speak no HTTP are beside the others.
    let all = ["servers", "x-servers"].map(|key| whole.items(key));
    for place in all.into_iter().flatten() {
        let Some(server) = source.part(&place) else {
            continue;
        };
        server.check(source.losses, &["description", "name", "url", "variables"]);
        let url = server.text("url").unwrap_or_default().to_owned();
        let doc = server.text("description").map(str::to_owned);
        // A description of a word or two is a name.
        let words = doc.as_ref().map(|doc| doc.split_whitespace().count());
        let short = doc
            .as_deref()
            .filter(|_| words.is_some_and(|words| words <= 2));
        found.push(Server {
            url: with_defaults(source.losses, &url, &server),
            name: server
                .text("x-name")
                .or(server.text("name"))
                .or(short)
                .unwrap_or("server")
                .trim_end_matches('.')
                .to_owned(),
            doc,
            place,
        });
    }
    found
}

/// The types of bodies.
fn lower_bodies<'a>(lower: &mut Lower<'_>, bodies: &'a [Body]) -> Vec<(TypeExpr, &'a Body)> {
    let mut found = Vec::new();
    for body in bodies {
        lower.suggest(&body.schema, &body.name);
        let node = (*lower.node_at(&body.schema)).clone();
        found.push((lower.value(&node).ty, body));
    }
    found
}

/// Gives the entities that are bodies the side that sends them, if it is only one.
fn direct(decls: &mut Decls, bodies: &[Root<'_>]) {
    let sent = Sent::of(decls, bodies.iter().copied(), Included::IsNoValue);
    let mut own = Vec::new();
    for (ty, side) in bodies {
        let mut open = topics::named(ty);
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop().filter(|name| seen.insert(name.clone())) {
            let def = decls.types.iter().find(|def| def.name.value == name);
            if let Some(TypeBody::Alias { ty }) = def.map(|def| &def.body) {
                open.extend(topics::named(ty));
            }
            own.push((name, *side));
        }
    }
    for def in &mut decls.types {
        let name = &def.name.value;
        let of_both = Direction::ALL.iter().all(|side| sent.has(*side, name));
        let side = own.iter().find(|(of, _)| of == name).map(|(_, side)| *side);
        match &mut def.body {
            TypeBody::Entity { direction, .. } | TypeBody::Union { direction, .. } => {
                *direction = side.filter(|_| !of_both);
            }
            TypeBody::Enum { .. } | TypeBody::Scalar { .. } | TypeBody::Alias { .. } => {}
        }
    }
}
