//! AsyncAPI 3.1: the server's document. It receives what clients send, on the one connection of the
//! protocol, and replies with the frames that answer.

mod answers;
mod channel;
mod messages;
mod operations;
mod servers;

use tdproto_schema::Diagnostic;

use super::apis::schemas::{Schemas, Style};
use super::apis::{self, external_docs, pointer, removed, tags};
use super::node::Object;
use super::{Backend, Input, OutputFile, PackageNames};
use crate::naming::Convention;
use messages::Messages;

/// The version of the format.
const VERSION: &str = "3.1.0";

const CONVENTION: Convention = Convention::new("AsyncAPI");

/// The AsyncAPI back end.
#[derive(Debug)]
pub struct AsyncApi;

impl Backend for AsyncApi {
    fn name(&self) -> &'static str {
        "asyncapi"
    }

    fn about(&self) -> &'static str {
        "an AsyncAPI 3.1 document of the server: channel, operations, messages and schemas"
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
        let format = input.options.asyncapi.format;
        vec![apis::file(self, input, format, document(input))]
    }
}

fn document<'a>(input: &Input<'a>) -> Object<'a> {
    let model = input.model;
    let schemas = Schemas::new(input, Style::AsyncApi);
    let mut keys = schemas.keys();
    let messages = Messages::new(input, schemas, &mut keys);
    let frames = format!("## Frames\n\n{}", channel::frames(model));
    let mut info = apis::info(model, Some(frames), |license| {
        Object::new().with("name", license)
    });
    if let Some(docs) = external_docs(model) {
        info.set("externalDocs", docs);
    }
    let tags = tags(model);
    if !tags.is_empty() {
        info.set("tags", tags);
    }
    let mut document = Object::new().with("asyncapi", VERSION).with("info", info);
    let servers = servers::servers(model);
    if !servers.is_empty() {
        document.set("servers", servers);
    }
    document.set("defaultContentType", "application/json");
    let channel = channel::channel(&messages);
    document.set("channels", Object::new().with(channel::KEY, channel));
    document.set("operations", operations::operations(input, &messages));
    let mut components = Object::new();
    components.set("messages", messages.components(input));
    let mut all = schemas.components(&mut keys);
    all.extend(messages.payloads(input));
    components.set("schemas", apis::sorted(all));
    document.set("components", components);
    if let Some(removed) = removed(model) {
        document.set("x-removed", removed);
    }
    document
}

/// A reference to a part of the same document.
fn reference<'a>(steps: &[&str]) -> Object<'a> {
    let steps: Vec<String> = steps.iter().map(|step| pointer(step)).collect();
    Object::new().with("$ref", format!("#/{}", steps.join("/")))
}
