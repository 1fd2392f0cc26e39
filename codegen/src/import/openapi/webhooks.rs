//! Webhooks: events that the server sends.

use serde_json::Value;
use tdproto_schema::Span;
use tdproto_schema::decl::{Decls, DocsDecl, FrameDecl, PartDecl, Spanned};
use tdproto_schema::model::Sender;

use super::Source;
use super::paths::{METHODS, OPERATION, content, examples};
use crate::import::carried::{Carried, Payload};
use crate::import::described::Part;
use crate::import::documents::Place;
use crate::import::event_names::EventNames;
use crate::import::event_topics::{Hint, of_events};
use crate::import::examples::Samples;
use crate::import::lower::{self, Lower};
use crate::import::own;

/// A webhook.
#[derive(Debug, Clone)]
pub(super) struct Webhook {
    name: String,
    sender: Sender,
    place: Place,
    payload: Option<Place>,
    doc: Option<String>,
    deprecated: bool,
    tags: Vec<String>,
    examples: Vec<(Value, Place)>,
}

impl Webhook {
    /// The schema of its body.
    pub(super) fn payload(&self) -> Option<&Place> {
        self.payload.as_ref()
    }
}

/// The webhooks of a document: of OpenAPI 3.1, and those that 3.0 has as an extension.
pub(super) fn webhooks(source: &mut Source<'_, '_>, whole: &Part<'_>) -> Vec<Webhook> {
    let mut found = Vec::new();
    let keywords = ["webhooks", "x-webhooks"].into_iter();
    for (name, place) in keywords.flat_map(|keyword| whole.members(keyword)) {
        let Some(item) = source.part(&place) else {
            continue;
        };
        for method in METHODS {
            let Some(operation) = item.get(method).and_then(|_| source.part(&item.at(method)))
            else {
                continue;
            };
            let known: Vec<_> = OPERATION
                .into_iter()
                .filter(|key| !["callbacks", "servers"].contains(key))
                .collect();
            operation.check(source.losses, &known);
            for place in operation.items("parameters") {
                source.outside("a parameter", &place);
            }
            let body = operation.get("requestBody");
            let body = body.and_then(|_| source.part(&operation.at("requestBody")));
            let payload = body.as_ref().and_then(|body| content(source, body));
            let examples = body.as_ref().map(|body| examples(source, body));
            found.push(Webhook {
                name: name.to_owned(),
                sender: Sender::Server,
                payload,
                doc: operation.doc().or_else(|| item.doc()),
                deprecated: operation.is_set("deprecated"),
                tags: operation.tags(),
                examples: examples.unwrap_or_default(),
                place: operation.place,
            });
        }
    }
    found.extend(of_clients(source, whole));
    found
}

/// The events of clients, as our own documents have them beside the webhooks.
fn of_clients(source: &mut Source<'_, '_>, whole: &Part<'_>) -> Vec<Webhook> {
    let mut found = Vec::new();
    for (name, place) in whole.members("x-client-events") {
        let Some(event) = source.part(&place) else {
            continue;
        };
        found.push(Webhook {
            name: name.to_owned(),
            sender: Sender::Client,
            payload: content(source, &event),
            doc: event.doc(),
            deprecated: own::is_deprecated(event.get("x-deprecated")),
            tags: event.tags(),
            examples: examples(source, &event),
            place: event.place,
        });
    }
    found
}

impl Lower<'_> {
    /// The webhooks that frames can carry, and their kind of frame: a body is a whole frame, and
    /// the name of the event is outside of it.
    pub(super) fn webhook_frames(
        &mut self,
        mut webhooks: Vec<Webhook>,
        has_frames: bool,
    ) -> (Vec<Webhook>, Vec<FrameDecl>) {
        if has_frames || webhooks.is_empty() {
            return (webhooks, Vec::new());
        }
        webhooks.retain(|webhook| {
            let is_object = webhook.payload.as_ref().is_some_and(|payload| {
                let node = (*self.node_at(payload)).clone();
                self.is_flat(&node, 8) && !self.target(&node).1
            });
            if !is_object {
                let what = "a webhook whose body is no object with known keys is left out";
                self.losses.part(what, &webhook.place);
            }
            is_object
        });
        let part = PartDecl::Text(Spanned::unplaced("$params".to_owned()));
        let frame = FrameDecl {
            name: Spanned::unplaced("webhook".to_owned()),
            topic: "protocol".to_owned(),
            sender: webhooks
                .iter()
                .all(|webhook| webhook.sender == Sender::Server)
                .then(|| Spanned::unplaced(Sender::Server)),
            replies: None,
            shape: Some(PartDecl::Object(
                vec![(Spanned::unplaced("...".to_owned()), part)],
                Span::NONE,
            )),
            includes: Vec::new(),
            fields: Vec::new(),
            docs: DocsDecl {
                doc: Some("The body of a webhook. A header says which event it is.".to_owned()),
                ..DocsDecl::default()
            },
        };
        let frames = (!webhooks.is_empty()).then_some(frame);
        (webhooks, frames.into_iter().collect())
    }
}

/// Declares the events of webhooks.
pub(super) fn events(lower: &mut Lower<'_>, decls: &mut Decls, webhooks: &[Webhook]) -> Samples {
    let mut samples = Samples::default();
    let mut names = EventNames::default();
    let hints: Vec<_> = webhooks
        .iter()
        .map(|webhook| Hint {
            name: &webhook.name,
            tags: &webhook.tags,
            channel: "",
        })
        .collect();
    for (webhook, topic) in webhooks.iter().zip(of_events(&hints)) {
        if let Some(place) = &webhook.payload {
            lower.suggest_params(place, &webhook.name);
        }
        let payload = Payload {
            place: webhook.payload.as_ref(),
            name: &webhook.name,
            sender: webhook.sender,
            written: &webhook.place,
        };
        let Some(mut carried) = lower.event(payload, false, &decls.frames) else {
            continue;
        };
        if !names.take(&mut carried, &webhook.name, lower.losses, &webhook.place) {
            continue;
        }
        let Carried {
            mut decl, is_whole, ..
        } = carried;
        let doc = decl.docs.doc.take();
        decl.docs.doc = webhook.doc.clone().or(doc);
        if webhook.deprecated {
            lower::deprecate(&mut decl.docs);
        }
        decl.topic = topic;
        let mut examples = webhook.examples.clone();
        if let Some(place) = &webhook.payload {
            examples.extend(lower.examples_of(place));
        }
        samples.add(&decl.name.value, &examples, is_whole, lower.losses);
        decls.events.push(decl);
    }
    samples
}
