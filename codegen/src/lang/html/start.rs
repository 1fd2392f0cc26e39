//! The start page, and the page of frames.

use maud::{Markup, html};
use tdproto_schema::model::{FrameId, Sender};

use super::links::Links;
use super::parts::{self, Table};
use super::prose;
use super::topics;
use crate::reference::{Badge, Place, frame_fields, lifecycle, say, shape, shown_name};

/// The start page.
pub(super) fn page(links: &Links<'_, '_>) -> Markup {
    let reference = links.reference;
    let protocol = &reference.model.protocol;
    let anchor = Place::Start.anchor();
    let level = links.level();
    html! {
        p.over { "Protocol reference" }
        (parts::section(1, &anchor, reference.title()))
        p.lead {
            @if let Some(version) = &protocol.version { "Version " (version) }
            @if let Some(license) = &protocol.license { span.m { " · " (license) } }
            @if let Some(url) = protocol.url.as_deref().filter(|url| crate::reference::is_safe_url(url)) {
                " · " a href=(url) { (url) }
            }
        }
        (prose::blocks(links, &protocol.doc))
        (servers(links))
        (topics::plain(level + 1, "Frames"))
        (frames_summary(links))
        (topics_table(links))
        @if !reference.model.events().is_empty() {
            (topics::plain(level + 1, "Events"))
            (topics::by_direction(links, level + 2))
        }
        (types_by_topic(links))
        (removed(links))
    }
}

fn servers(links: &Links<'_, '_>) -> Markup {
    let servers = &links.reference.model.protocol.servers;
    html! {
        @if !servers.is_empty() {
            (topics::plain(links.level() + 1, "Connect"))
            table.i {
                caption.vh { "Servers" }
                thead { tr { th scope="col" { "Server" } th scope="col" { "Address" } th scope="col" { "Description" } } }
                tbody {
                    @for server in servers {
                        tr {
                            th scope="row" { (server.name) }
                            td { code { (server.url) } }
                            td { (prose::cell(links, &server.doc)) }
                        }
                    }
                }
            }
        }
    }
}

/// The frame in short: the keys of the envelope, or the kinds of frames.
fn frames_summary(links: &Links<'_, '_>) -> Markup {
    let model = links.reference.model;
    let envelope = &model.protocol.envelope;
    html! {
        @if model.frames().is_empty() {
            p { "Every message is a frame: one JSON object with these keys." }
            table.i {
                caption.vh { "Keys of a frame" }
                thead { tr { th scope="col" { "Key" } th scope="col" { "Description" } } }
                tbody {
                    tr { th scope="row" { code { (envelope.event) } } td { "The name of the event. It is always there." } }
                    @if let Some(id) = &envelope.id {
                        tr { th scope="row" { code { (id) } } td {
                            "An id that the sender makes, if it wants to know that the frame arrived."
                            @if !envelope.confirms.is_empty() { " The receiver confirms it with " (confirms(links)) "." }
                        } }
                    }
                    tr { th scope="row" { code { (envelope.params) } } td { "The data of the event; left out by events without params." } }
                }
            }
        } @else {
            p { "Every message is a frame of one of these kinds. Receivers try them in this order." }
            table.i {
                caption.vh { "Kinds of frames" }
                thead { tr { th scope="col" { "Kind" } th scope="col" { "Direction" } th scope="col" { "Description" } } }
                tbody {
                    @for kind in model.frames() {
                        tr {
                            th scope="row" { (parts::link(links, Place::Frame(&kind.name))) }
                            td.s { (parts::direction(kind.sender)) }
                            td { (prose::summary(&kind.docs.text)) }
                        }
                    }
                }
            }
        }
    }
}

fn confirms(links: &Links<'_, '_>) -> Markup {
    let envelope = &links.reference.model.protocol.envelope;
    html! {
        @for (at, name) in envelope.confirms.iter().enumerate() {
            @if at > 0 { " or " }
            (parts::link(links, Place::Event(name)))
        }
    }
}

/// The topics: a table if some are described, or else a list.
fn topics_table(links: &Links<'_, '_>) -> Markup {
    let reference = links.reference;
    let model = reference.model;
    let topics = model.topics();
    let has_docs = model
        .protocol
        .topics
        .values()
        .any(|about| !about.docs.text.is_empty());
    html! {
        @if !topics.is_empty() {
            (topics::plain(links.level() + 1, "Topics"))
            @if has_docs {
                table.i {
                    caption.vh { "Topics" }
                    thead { tr { th scope="col" { "Topic" } th scope="col" { "Content" } th scope="col" { "Description" } } }
                    tbody {
                        @for topic in topics {
                            @let about = model.protocol.topics.get(topic);
                            tr {
                                th scope="row" { a href=(links.to(Place::Topic(topic))) { (reference.topic_title(topic)) } }
                                td.s.m { (reference.counts(topic)) }
                                td { @if let Some(about) = about { (prose::summary(&about.docs.text)) } }
                            }
                        }
                    }
                }
            } @else {
                ul.u {
                    @for topic in topics {
                        li { a href=(links.to(Place::Topic(topic))) { (reference.topic_title(topic)) } " " span.m { (reference.counts(topic)) } }
                    }
                }
            }
        }
    }
}

/// The names of all types, by topic.
fn types_by_topic(links: &Links<'_, '_>) -> Markup {
    let reference = links.reference;
    let topics = reference.model.types_by_topic();
    html! {
        @if !topics.is_empty() {
            (topics::plain(links.level() + 1, "Types"))
            dl.all {
                @for (topic, types) in topics {
                    dt { a href=(links.to(Place::Topic(topic))) { (reference.topic_title(topic)) } }
                    dd {
                        @for (at, (_, def)) in types.iter().enumerate() {
                            @if at > 0 { " " }
                            a href=(links.to(Place::Type(&def.name))) { (def.name) }
                        }
                    }
                }
            }
        }
    }
}

/// The types and events that the protocol once had.
fn removed(links: &Links<'_, '_>) -> Markup {
    let all: Vec<_> = links.reference.removed().collect();
    html! {
        @if !all.is_empty() {
            (topics::plain(links.level() + 1, "Removed"))
            ul.u {
                @for (place, stone) in all {
                    li { a href=(links.to(place)) { code { (shown_name(place)) } } " "
                        (parts::badge(&Badge::Removed(stone.since.as_deref()))) }
                }
            }
        }
    }
}

/// The page of a type or an event that was removed: old links lead to it.
pub(super) fn tombstone(
    links: &Links<'_, '_>,
    place: Place<'_>,
    stone: &tdproto_schema::model::Tombstone,
) -> Markup {
    let what = match matches!(place, Place::Event(_)) {
        true => "Event",
        false => "Type",
    };
    html! {
        p.over { (what) ", removed" }
        (parts::heading(links.level(), &place.anchor(), &html! { code { (shown_name(place)) } }))
        p.bs { (parts::badge(&Badge::Removed(stone.since.as_deref()))) }
        div.warn {
            p { "The protocol no longer has it." }
            (prose::blocks(links, &stone.doc))
        }
    }
}

const FRAME_FIELDS: Table = Table {
    name: "Field",
    value: "",
    has_types: true,
    is_home: true,
};

/// The page of the kinds of frames.
pub(super) fn frames(links: &Links<'_, '_>) -> Markup {
    let level = links.level();
    html! {
        p.over { "Protocol reference" }
        (parts::section(level, &Place::Frames.anchor(), "Frames"))
        p { "Receivers try the kinds in this order. In a shape, " code { "$event" } " and the like stand for values; " code { "?" } " marks those that may be missing." }
        @for (id, _) in links.reference.model.frames_with_ids() { (frame(links, id)) }
    }
}

fn frame(links: &Links<'_, '_>, id: FrameId) -> Markup {
    let model = links.reference.model;
    let kind = model.frame(id);
    let level = links.level();
    let anchor = Place::Frame(&kind.name).anchor();
    let rows = frame_fields(model, kind);
    let events = links.reference.events_in(id);
    let sides = match kind.sender {
        Sender::Client => "Clients send it.",
        Sender::Server => "The server sends it.",
        Sender::Both => "Both sides send it.",
    };
    html! {
        (parts::heading(level + 1, &anchor, &html! { code { (kind.name) } }))
        p.bs { (parts::direction(kind.sender)) (parts::badges(&lifecycle(&kind.docs, None))) }
        (prose::blocks(links, &kind.docs.text))
        dl.facts {
            dt { "Direction" } dd { (sides) }
            @if let Some(request) = kind.replies {
                dt { "Replies to" }
                dd { (parts::link(links, Place::Frame(&model.frame(request).name))) }
            }
            @if !events.is_empty() { dt { "Events" } dd { (travelling(links, &events)) } }
            @if let Some(own) = &kind.id { dt { "Id" } dd { (parts::ty(links, &own.ty)) } }
            @if let Some(error) = &kind.error { dt { "Error" } dd { (parts::ty(links, &error.ty)) " " span.m { (say::presence(error.presence)) } } }
        }
        (parts::code(&shape(model, id)))
        @if !rows.is_empty() { (parts::rows(links, FRAME_FIELDS, &format!("Fields of {}", kind.name), &rows)) }
    }
}

/// How many events are shown at once.
const FEW: usize = 12;

/// Links to the events of a kind of frame.
fn travelling(links: &Links<'_, '_>, events: &[Place<'_>]) -> Markup {
    let list = html! {
        @for (at, place) in events.iter().enumerate() {
            @if at > 0 { ", " }
            (parts::link(links, *place))
        }
    };
    html! {
        @if events.len() > FEW {
            details { summary { (events.len()) " events" } (list) }
        } @else { (list) }
    }
}
