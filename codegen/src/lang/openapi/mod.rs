//! OpenAPI 3.1: the types of the protocol as components, and the events of the server as webhooks.

mod webhooks;

use tdproto_schema::Diagnostic;
use tdproto_schema::model::Server;

use super::apis::schemas::{Schemas, Style};
use super::apis::{self, external_docs, removed, tags};
use super::node::Object;
use super::{Backend, Input, OutputFile, PackageNames};
use crate::naming::Convention;

/// The version of the format.
const VERSION: &str = "3.1.0";

const CONVENTION: Convention = Convention::new("OpenAPI");

/// The OpenAPI back end.
#[derive(Debug)]
pub struct OpenApi;

impl Backend for OpenApi {
    fn name(&self) -> &'static str {
        "openapi"
    }

    fn about(&self) -> &'static str {
        "an OpenAPI 3.1 document: types as components, events of the server as webhooks"
    }

    fn convention(&self) -> &'static Convention {
        &CONVENTION
    }

    fn package_names(&self) -> Option<PackageNames> {
        None
    }

    fn check_size(&self, _: &Input<'_>) -> Option<Diagnostic> {
        None
    }

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let format = input.options.openapi.format;
        vec![apis::file(self, input, format, document(input))]
    }
}

fn document<'a>(input: &Input<'a>) -> Object<'a> {
    let model = input.model;
    let schemas = Schemas::new(input, Style::OpenApi);
    let info = apis::info(model, None, |license| {
        Object::new()
            .with("name", license)
            .with("identifier", license)
    });
    let mut document = Object::new().with("openapi", VERSION).with("info", info);
    if let Some(docs) = external_docs(model) {
        document.set("externalDocs", docs);
    }
    let servers = model.protocol.servers.iter();
    let (http, others): (Vec<&Server>, Vec<&Server>) = servers.partition(|server| is_http(server));
    for (key, servers) in [("servers", http), ("x-servers", others)] {
        if !servers.is_empty() {
            let servers = servers.into_iter().map(server);
            document.set(key, servers.collect::<Vec<_>>());
        }
    }
    let tags = tags(model);
    if !tags.is_empty() {
        document.set("tags", tags);
    }
    let (webhooks, events) = webhooks::events(input, schemas);
    if !webhooks.is_empty() {
        document.set("webhooks", webhooks);
    }
    let types = apis::sorted(schemas.components(&mut schemas.keys()));
    document.set("components", Object::new().with("schemas", types));
    if !events.is_empty() {
        document.set("x-client-events", events);
    }
    if let Some(removed) = removed(model) {
        document.set("x-removed", removed);
    }
    document
}

/// Returns true if a server speaks HTTP, by a URL in which nothing looks like a variable.
fn is_http(server: &Server) -> bool {
    let url = server.url.to_ascii_lowercase();
    let is_http = ["http://", "https://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    is_http && !url.contains(['{', '}', '?', '#'])
}

fn server(server: &Server) -> Object<'_> {
    let mut made = Object::new().with("url", server.url.as_str());
    let doc = server.doc.trim();
    if !doc.is_empty() {
        made.set("description", doc);
    }
    made.set("x-name", server.name.as_str());
    made
}
