//! Parts of the documents of AsyncAPI and OpenAPI: both hold the schemas of all types as components,
//! and say the same of the protocol, its topics and its events.

pub(super) mod docs;
pub(super) mod examples;
pub(super) mod keys;
#[cfg(feature = "asyncapi")]
mod older;
pub(super) mod schemas;
mod unions;
mod yaml;

use tdproto_schema::Model;

use super::node::{Node, Object};
use super::{Backend, Input, OutputFile};
use crate::banner::banner;
use crate::options::DocumentFormat;

/// The version of a protocol that has none: both formats want one.
const NO_VERSION: &str = "0.0.0";

/// The one file of a back end, which holds a document.
pub(super) fn file(
    backend: &dyn Backend,
    input: &Input<'_>,
    format: DocumentFormat,
    document: Object<'_>,
) -> OutputFile {
    let banner = banner(input.model);
    let text = match format {
        DocumentFormat::Json => {
            let mut whole = Object::new().with("x-generated", banner);
            whole.extend(document);
            let mut text = String::new();
            whole.write(&mut text, 0);
            text.push('\n');
            text
        }
        DocumentFormat::Yaml => format!("# {banner}\n{}", yaml::text(&document)),
    };
    OutputFile::new(format!("{}.{}", backend.name(), format.name()), text)
}

/// The title, the version and the description of the protocol, with a section more. `license` is the
/// form of the format.
pub(super) fn info<'a>(
    model: &'a Model,
    section: Option<String>,
    license: impl Fn(&'a str) -> Object<'a>,
) -> Object<'a> {
    let protocol = &model.protocol;
    let mut info = Object::new().with("title", protocol.shown_name());
    match &protocol.version {
        Some(version) => info.set("version", version.as_str()),
        None => {
            info.set("version", NO_VERSION);
            info.set("x-unversioned", true);
        }
    }
    let doc = Some(protocol.doc.trim().to_owned()).filter(|doc| !doc.is_empty());
    let blocks: Vec<String> = doc.into_iter().chain(section).collect();
    if !blocks.is_empty() {
        info.set("description", blocks.join("\n\n"));
    }
    if let Some(text) = &protocol.license {
        info.set("license", license(text));
    }
    if protocol.title.is_some() {
        info.set("x-name", protocol.name.as_str());
    }
    info
}

/// The page about the protocol, if it has one.
pub(super) fn external_docs(model: &Model) -> Option<Object<'_>> {
    let url = model.protocol.url.as_ref()?;
    Some(Object::new().with("url", url.as_str()))
}

/// The topics as tags, with what they say of themselves.
pub(super) fn tags<'a>(model: &'a Model) -> Vec<Object<'a>> {
    let mut topics: Vec<&str> = model.events().iter().map(|event| &*event.topic).collect();
    topics.extend(model.protocol.topics.keys().map(String::as_str));
    topics.sort_unstable();
    topics.dedup();
    let tags = topics.into_iter().map(|name| {
        let mut tag = tag(name);
        if let Some(topic) = model.protocol.topics.get(name) {
            let mut blocks: Vec<String> = Vec::new();
            blocks.extend(topic.title.as_ref().map(|title| format!("{title}.")));
            blocks.extend(super::topic_notes(topic));
            if !blocks.is_empty() {
                tag.set("description", blocks.join("\n\n"));
            }
        }
        tag
    });
    tags.collect()
}

/// A tag that names a topic.
pub(super) fn tag(topic: &str) -> Object<'_> {
    // Both formats want a name.
    let name = if topic.is_empty() { "protocol" } else { topic };
    Object::new().with("name", name)
}

/// The parts that the protocol once had, so that readers of older frames find them.
pub(super) fn removed<'a>(model: &'a Model) -> Option<Vec<Object<'a>>> {
    use tdproto_schema::model::RemovedPart;
    let parts = model.removed.iter().map(|tombstone| {
        let owned = |owner| format!("{}.{}", model.ty(owner).name, tombstone.name());
        let (kind, name) = match &tombstone.part {
            RemovedPart::Type { name } => ("type", name.clone()),
            RemovedPart::Field { entity, .. } => ("field", owned(*entity)),
            RemovedPart::Value { enumeration, .. } => ("value", owned(*enumeration)),
            RemovedPart::Event { name } => ("event", name.clone()),
        };
        let mut part = Object::new().with(kind, name);
        if let Some(since) = &tombstone.since {
            part.set("since", since.as_str());
        }
        if !tombstone.doc.is_empty() {
            part.set("description", tombstone.doc.as_str());
        }
        part
    });
    let parts: Vec<_> = parts.collect();
    (!parts.is_empty()).then_some(parts)
}

/// A step of a JSON Pointer.
pub(super) fn pointer(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// Members in the order of their keys.
pub(super) fn sorted<'a>(mut members: Vec<(String, Node<'a>)>) -> Object<'a> {
    members.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut object = Object::new();
    for (key, value) in members {
        object.set(key, value);
    }
    object
}
