//! AsyncAPI 2 and 3: messages as events, whose sender channels and operations say.

mod channels;
mod frames;
mod messages;
mod operations;
mod servers;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tdproto_schema::decl::{Decls, EventDecl, TopicDecl};
use tdproto_schema::model::Sender;

use super::carried::{Answer, Payload, has_requests};
use super::described::{Part, link};
use super::documents::{Documents, Place};
use super::event_names::EventNames;
use super::event_topics::{Hint, of_events};
use super::examples::Samples;
use super::format::Described;
use super::losses::Losses;
use super::lower::{self, Lower};
use super::topics::Hints;
use super::{Imported, Options, definitions, discriminators, info, sent};
use messages::Message;

/// The keywords of the document as a whole.
const ROOT: [&str; 11] = [
    "asyncapi",
    "channels",
    "components",
    "defaultContentType",
    "externalDocs",
    "id",
    "info",
    "operations",
    "servers",
    "tags",
    "$schema",
];

/// The parts of an AsyncAPI document that hold messages.
#[derive(Debug)]
pub(super) struct Source<'a, 'l> {
    pub(super) documents: &'a Documents,
    pub(super) losses: &'l mut Losses,
    /// The side whose document it is.
    pub(super) own: Sender,
    /// The side that sends messages that no operation has.
    pub(super) default: Sender,
    /// The kind of content of messages that do not say theirs.
    pub(super) content: Option<String>,
    pub(super) errors: Vec<String>,
}

impl<'a> Source<'a, '_> {
    /// The object at a place.
    pub(super) fn part(&mut self, place: &Place) -> Option<Part<'a>> {
        Part::read(self.documents, self.losses, place)
    }

    /// Counts what the schema language has no words for.
    pub(super) fn outside(&mut self, part: &Part<'_>, keys: &[&str]) {
        for key in keys {
            let is_handshake = *key == "bindings" && part.get(key).is_some_and(is_handshake);
            if part.get(key).is_some() && !is_handshake {
                let what = format!("`{key}` is outside of the schema language");
                self.losses.part(what, &part.at(key));
            }
        }
    }
}

/// Returns true if bindings say no more than that a WebSocket is opened by `GET`, as all are.
fn is_handshake(bindings: &Value) -> bool {
    let bindings = bindings.as_object();
    let ws = bindings.filter(|bindings| bindings.len() == 1);
    let ws = ws.and_then(|bindings| bindings.get("ws")?.as_object());
    ws.is_some_and(|ws| {
        ws.iter().all(|(key, value)| match key.as_str() {
            "method" => value == "GET",
            key => key == "bindingVersion",
        })
    })
}

/// The messages of AsyncAPI documents, as declarations.
///
/// # Errors
/// The reasons, if no document is AsyncAPI 2 or 3, or a payload is in another language.
pub fn asyncapi(documents: &Documents, options: &Options) -> Result<Imported, Vec<String>> {
    let (root, major) = root(documents)?;
    let documents = &discriminators::resolved(documents);
    let mut losses = Losses::ignoring(&options.ignore);
    let mut source = Source {
        documents,
        losses: &mut losses,
        own: options.perspective,
        default: options.sender,
        content: None,
        errors: Vec::new(),
    };
    let Some(whole) = source.part(&root) else {
        return Err(vec!["the document is no object".to_owned()]);
    };
    whole.check(source.losses, &ROOT);
    source.outside(&whole, &["id"]);
    source.content = whole.text("defaultContentType").map(str::to_owned);
    let mut found = match major {
        2 => channels::messages(&mut source, &whole),
        _ => operations::messages(&mut source, &whole),
    };
    let servers = servers::servers(&mut source, &whole, major);
    if !source.errors.is_empty() {
        return Err(source.errors);
    }
    let mut decls = options.frame.clone().unwrap_or_default();
    let tags = tags(&whole);
    let mut lower = Lower::new(documents, &mut losses, options.closed, &options.renames);
    let definitions = definitions::components(documents, &whole);
    for (place, name) in &definitions {
        lower.suggest(place, name);
    }
    let payloads = found.iter().filter_map(|found| found.payload.clone());
    lower.payloads.extend(payloads);
    if options.frame.is_none() {
        decls.frames = lower.frames_of(&mut found);
    }
    let found = merged(&mut lower, &decls, found);
    let samples = events(&mut lower, &mut decls, &found);
    let payloads: Vec<&Place> = found
        .iter()
        .filter_map(|found| found.payload.as_ref())
        .collect();
    definitions::lower(&mut lower, &definitions, &payloads);
    decls.types = lower.take_types();
    sent::lose_write_only(&decls, &[], &lower.write_only, lower.losses);
    let name = options.name.as_deref();
    let protocol = info::protocol(documents, &mut losses, &root, name, servers);
    info::add(&mut decls, protocol, name);
    crate::import::topics::assign(&mut decls, &Hints::default());
    definitions::describe(&mut decls, tags);
    Ok(Imported::new(decls, losses, samples, documents))
}

/// The place of the AsyncAPI document, and the first number of its version.
fn root(documents: &Documents) -> Result<(Place, u32), Vec<String>> {
    let all = documents.all().iter().enumerate();
    let formats: Vec<_> = all
        .map(|(at, document)| (at, &document.path, Described::of(&document.value)))
        .collect();
    for (at, path, format) in &formats {
        if let Described::AsyncApi(version) = format {
            return match version
                .split('.')
                .next()
                .and_then(|major| major.parse().ok())
            {
                Some(major @ 2..=3) => Ok((Place::root(*at), major)),
                Some(_) | None => Err(vec![format!(
                    "{path} is AsyncAPI {version}, and versions 2 and 3 can be imported"
                )]),
            };
        }
    }
    let errors = formats.iter();
    Err(errors
        .map(|(_, path, format)| format.instead_of(path, "AsyncAPI"))
        .collect())
}

/// The tags of the document with their descriptions.
fn tags(whole: &Part<'_>) -> BTreeMap<String, TopicDecl> {
    let lists = [
        whole.get("tags"),
        whole.get("info").and_then(|info| info.get("tags")),
    ];
    let tags = lists
        .into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .flatten();
    definitions::tag_docs(tags)
}

/// The messages, with those of one sender whose frames name the same event as one: its payload is one
/// of theirs.
fn merged(lower: &mut Lower<'_>, decls: &Decls, messages: Vec<Message>) -> Vec<Message> {
    let mut found: Vec<(Message, Option<Value>, Vec<Place>)> = Vec::new();
    for message in messages {
        let payload = message.payload.as_ref();
        let wire = payload.and_then(|place| lower.wire_name(place, &decls.frames));
        let own: Vec<Place> = payload.into_iter().cloned().collect();
        let same = found.iter_mut().find(|(other, name, _)| {
            wire.is_some() && *name == wire && other.sender == message.sender
        });
        match same {
            Some((first, _, payloads)) => {
                let what = "messages whose frames name the same event became one";
                lower.losses.part(what, &message.place);
                first.examples.extend(message.examples);
                first.replies.extend(message.replies);
                payloads.extend(own);
            }
            None => found.push((message, wire, own)),
        }
    }
    let merged = found.into_iter().map(|(mut message, wire, payloads)| {
        if payloads.len() > 1 {
            message.payload = lower.choice_of(&payloads);
            if let Some(Value::String(name)) = wire {
                message.name = name;
            }
        }
        message
    });
    merged.collect()
}

/// Declares the events of messages, with the types that they carry.
fn events(lower: &mut Lower<'_>, decls: &mut Decls, messages: &[Message]) -> Samples {
    let mut samples = Samples::default();
    let mut names = EventNames::default();
    let topics = topics(messages);
    let replies: BTreeSet<&Place> = messages
        .iter()
        .filter(|message| has_requests(&decls.frames, message.sender))
        .flat_map(|message| &message.replies)
        .collect();
    for (message, topic) in messages.iter().zip(topics) {
        if replies.contains(&message.place) {
            continue;
        }
        let is_request = !message.replies.is_empty() && has_requests(&decls.frames, message.sender);
        if !message.replies.is_empty() && !is_request {
            let what = "no kind of frame answers another: a reply became an event";
            lower.losses.part(what, &message.place);
        }
        let payload = Payload {
            place: message.payload.as_ref(),
            name: &message.name,
            sender: message.sender,
            written: &message.place,
        };
        if let Some(place) = &message.payload {
            lower.suggest_params(place, &message.name);
        }
        let Some(mut carried) = lower.event(payload, is_request, &decls.frames) else {
            continue;
        };
        docs(&mut carried.decl, message);
        if is_request {
            answers(lower, decls, &mut carried.decl, message, messages);
        }
        if !names.take(&mut carried, &message.name, lower.losses, &message.place) {
            continue;
        }
        let mut event = carried.decl;
        event.topic = topic;
        let mut examples = message.examples.clone();
        if let Some(place) = &message.payload {
            examples.extend(lower.examples_of(place));
        }
        samples.add(&event.name.value, &examples, carried.is_whole, lower.losses);
        decls.events.push(event);
    }
    samples
}

/// The topics of messages.
fn topics(messages: &[Message]) -> Vec<String> {
    let hints = messages.iter().map(|message| Hint {
        name: &message.name,
        tags: &message.tags,
        channel: &message.channel,
    });
    of_events(&hints.collect::<Vec<_>>())
}

/// What a message says of itself counts before what its payload says.
fn docs(event: &mut EventDecl, message: &Message) {
    let payload = event.docs.doc.take();
    event.docs.doc = message.doc.clone().or(payload);
    if message.deprecated {
        lower::deprecate(&mut event.docs);
    }
}

/// The reply to a request, and its error.
fn answers(
    lower: &mut Lower<'_>,
    decls: &Decls,
    event: &mut EventDecl,
    message: &Message,
    messages: &[Message],
) {
    for place in &message.replies {
        let found = messages.iter().find(|message| message.place == *place);
        let Some(payload) = found.and_then(|found| found.payload.as_ref()) else {
            continue;
        };
        if let Some(found) = found {
            lower.suggest_params(payload, &found.name);
        }
        match lower.answer(payload, &decls.frames) {
            Answer::Error(error) if event.error.is_none() => event.error = Some(error.ty),
            Answer::Result(result) if event.reply.is_none() => event.reply = Some(result),
            Answer::Error(_) | Answer::Result(_) => {
                let what = "a request has one reply and one error: another one is left out";
                lower.losses.part(what, place);
            }
        }
    }
    if event.reply.is_none() {
        event.reply = Some(tdproto_schema::decl::ParamsDecl {
            ty: super::lower::named("null"),
            optional: false,
            nullable: false,
            flag: tdproto_schema::Span::NONE,
        });
    }
}

/// The docs of a message: its own, with a link to others.
pub(super) fn doc_of(part: &Part<'_>) -> Option<String> {
    part.doc().or_else(|| link(part.get("externalDocs")))
}
