//! The index, and the list of files for language models.

use tdproto_schema::model::{Event, FrameId, Sender};

use super::links::{Links, TOPICS};
use super::parts::{self, Columns};
use super::prose;
use super::text::{block, code, escaped, in_cell};
use crate::reference::{
    Badge, Place, frame_fields, is_safe_url, lifecycle, say, shape, shown_name,
};

/// The index.
pub(super) fn readme(links: &Links<'_, '_>) -> Vec<String> {
    let reference = links.reference;
    let protocol = &reference.model.protocol;
    let mut out = vec![format!("# {}", escaped(reference.title()))];
    let mut facts = Vec::new();
    facts.extend(
        protocol
            .version
            .as_ref()
            .map(|version| format!("Version {}", escaped(version))),
    );
    facts.extend(protocol.license.as_ref().map(|license| escaped(license)));
    let url = protocol.url.as_ref().filter(|url| is_safe_url(url));
    facts.extend(url.map(|url| format!("<{}>", super::text::address(url))));
    out.push(facts.join(", "));
    out.push(prose::blocks(links, &protocol.doc));
    out.extend(servers(links));
    out.push(format!("## {}Frames", parts::anchor(Place::Frames)));
    out.extend(frames(links));
    out.extend(topics(links));
    out.extend(events(links));
    out.extend(removed(links));
    if !reference.history.steps.is_empty() {
        out.push(format!(
            "See also the [changes]({}).",
            links.to(Place::Changes)
        ));
    }
    out.retain(|part| !part.is_empty());
    out
}

fn servers(links: &Links<'_, '_>) -> Vec<String> {
    let servers = &links.reference.model.protocol.servers;
    if servers.is_empty() {
        return Vec::new();
    }
    let rows = servers.iter().map(|server| {
        vec![
            in_cell(&code(&server.name)),
            in_cell(&code(&server.url)),
            prose::cell(links, &server.doc),
        ]
    });
    let table = parts::table(&["Server", "Address", "Description"], rows);
    vec!["## Connect".to_owned(), table]
}

fn frames(links: &Links<'_, '_>) -> Vec<String> {
    let model = links.reference.model;
    if !model.frames().is_empty() {
        let first = "Every message is a frame of one of these kinds. Receivers try them in this order. \
                     In a shape, `$event` and the like stand for values; `?` marks those that may be \
                     missing.";
        let kinds = model.frames_with_ids();
        let kinds = kinds.flat_map(|(id, _)| frame(links, id));
        return std::iter::once(first.to_owned()).chain(kinds).collect();
    }
    let envelope = &model.protocol.envelope;
    let row = |key: &str, text: String| vec![in_cell(&code(key)), text];
    let mut rows = vec![row(
        &envelope.event,
        "The name of the event. It is always there.".to_owned(),
    )];
    if let Some(id) = &envelope.id {
        let confirms = envelope.confirms.iter();
        let confirms: Vec<_> = confirms
            .map(|name| parts::link(links, Place::Event(name)))
            .collect();
        let mut text =
            "An id that the sender makes, if it wants to know that the frame arrived.".to_owned();
        if !confirms.is_empty() {
            text.push_str(&format!(
                " The receiver confirms it with {}.",
                confirms.join(" or ")
            ));
        }
        rows.push(row(id, text));
    }
    let params = "The data of the event; left out by events without params.";
    rows.push(row(&envelope.params, params.to_owned()));
    vec![
        "Every message is a frame: one JSON object with these keys.".to_owned(),
        parts::table(&["Key", "Description"], rows.into_iter()),
    ]
}

const FRAME_FIELDS: Columns = Columns {
    name: "Field",
    has_values: false,
    has_types: true,
    has_presence: true,
    is_home: true,
};

fn frame(links: &Links<'_, '_>, id: FrameId) -> Vec<String> {
    let model = links.reference.model;
    let kind = model.frame(id);
    let mut out = vec![parts::heading(3, Place::Frame(&kind.name))];
    let badges = parts::badges(&lifecycle(&kind.docs, None));
    let mut facts = vec![format!("*{}*", say::arrow(kind.sender))];
    facts.extend((!badges.is_empty()).then_some(badges));
    out.push(facts.join(", "));
    out.push(prose::blocks(links, &kind.docs.text));
    let request = kind.replies.map(|id| Place::Frame(&model.frame(id).name));
    out.extend(request.map(|place| format!("Replies to {}.", parts::link(links, place))));
    let events = links.reference.events_in(id).into_iter();
    let events: Vec<_> = events.map(|place| parts::link(links, place)).collect();
    out.extend((!events.is_empty()).then(|| format!("Events: {}.", events.join(", "))));
    let own = kind.id.as_ref();
    out.extend(own.map(|own| format!("Id: {}.", parts::ty(links, &own.ty))));
    let error = kind.error.as_ref();
    out.extend(error.map(|error| format!("Error: {}.", parts::ty(links, &error.ty))));
    out.push(block("", &shape(model, id)));
    let rows = frame_fields(model, kind);
    out.extend((!rows.is_empty()).then(|| parts::rows(links, FRAME_FIELDS, &rows)));
    out.retain(|part| !part.is_empty());
    out
}

fn topics(links: &Links<'_, '_>) -> Vec<String> {
    let reference = links.reference;
    let model = reference.model;
    let names = model.topics();
    if names.is_empty() {
        return Vec::new();
    }
    let rows = names.into_iter().map(|topic| {
        let title = escaped(reference.topic_title(topic));
        let about = model.protocol.topics.get(topic);
        let doc = about.map(|about| prose::summary(links, &about.docs.text));
        vec![
            format!("[{}]({})", in_cell(&title), links.to(Place::Topic(topic))),
            reference.counts(topic),
            doc.unwrap_or_default(),
        ]
    });
    let head = ["Topic", "Content", "Description"];
    vec!["## Topics".to_owned(), parts::table(&head, rows)]
}

fn events(links: &Links<'_, '_>) -> Vec<String> {
    let mut out = Vec::new();
    let groups = [
        (Sender::Client, "Events from clients to the server"),
        (Sender::Server, "Events from the server to clients"),
        (Sender::Both, "Events in both directions"),
    ];
    for (sender, title) in groups {
        let mut events = links.reference.events(None, sender).peekable();
        if events.peek().is_some() {
            out.push(format!("## {title}"));
            out.push(events_table(links, events));
        }
    }
    out
}

/// A table of events.
pub(super) fn events_table<'a>(
    links: &Links<'_, '_>,
    events: impl Iterator<Item = &'a Event>,
) -> String {
    let rows = events.map(|event| {
        let mut text = vec![
            prose::summary(links, &event.docs.text),
            parts::badges(&lifecycle(&event.docs, None)),
        ];
        text.retain(|part| !part.is_empty());
        vec![
            in_cell(&parts::link(links, Place::Event(&event.name))),
            text.join(" "),
        ]
    });
    parts::table(&["Event", "Description"], rows)
}

fn removed(links: &Links<'_, '_>) -> Vec<String> {
    let rows = links.reference.removed().map(|(place, stone)| {
        let badge = Badge::Removed(stone.since.as_deref());
        vec![
            format!(
                "{}{}",
                parts::anchor(place),
                in_cell(&code(&shown_name(place)))
            ),
            parts::badges(&[badge]),
            prose::cell(links, &stone.doc),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let table = parts::table(&["Name", "State", "Description"], rows.into_iter());
    vec!["## Removed".to_owned(), table]
}

/// The list of files for language models.
pub(super) fn llms(links: &Links<'_, '_>) -> Vec<String> {
    let reference = links.reference;
    let model = reference.model;
    let doc = prose::summary(links, &model.protocol.doc);
    let mut out = vec![format!("# {}", escaped(reference.title()))];
    out.extend((!doc.is_empty()).then(|| format!("> {doc}")));
    let mut lines =
        vec!["- [Overview](README.md): how to connect, the frame, all events".to_owned()];
    lines.extend(model.topics().into_iter().map(|topic| {
        let title = escaped(reference.topic_title(topic));
        let path = format!("{TOPICS}/{}.md", reference.pages.topic(topic));
        format!("- [{title}]({path}): {}", reference.counts(topic))
    }));
    out.push("## Reference".to_owned());
    out.push(lines.join("\n"));
    out
}
