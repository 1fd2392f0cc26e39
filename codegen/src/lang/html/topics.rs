//! The pages of topics, and the tables of events and types that the start page has, too.

use maud::{Markup, html};
use tdproto_schema::model::{Event, Sender, TypeDef, TypeId};

use super::super::topic_notes;
use super::links::Links;
use super::parts;
use super::prose;
use crate::reference::{Place, lifecycle};

/// The page of a topic.
pub(super) fn page(links: &Links<'_, '_>, topic: &str) -> Markup {
    let reference = links.reference;
    let model = reference.model;
    let about = model.protocol.topics.get(topic);
    let title = about.and_then(|about| about.title.as_deref());
    let types = model.types_by_topic().remove(topic).unwrap_or_default();
    let level = links.level();
    let anchor = Place::Topic(topic).anchor();
    let shown = reference.topic_title(topic);
    let has_events = model.events().iter().any(|event| event.topic == topic);
    html! {
        p.over { "Topic" }
        (parts::section(level, &anchor, shown))
        @if title.is_some() { p.m { "Topic " code { (topic) } } }
        @for note in about.map(topic_notes).unwrap_or_default() { (prose::blocks(links, &note)) }
        @if has_events {
            (plain(level + 1, "Events"))
            (events(links, model.events().iter().filter(|event| event.topic == topic), true))
        }
        @if !types.is_empty() {
            (plain(level + 1, "Types"))
            (self::types(links, &types))
        }
    }
}

/// A heading without a link.
pub(super) fn plain(level: u8, text: &str) -> Markup {
    match level {
        2 => html! { h2 { (text) } },
        3 => html! { h3 { (text) } },
        _ => html! { h4 { (text) } },
    }
}

/// A table of events.
pub(super) fn events<'a>(
    links: &Links<'_, '_>,
    events: impl Iterator<Item = &'a Event>,
    has_direction: bool,
) -> Markup {
    html! {
        table.i {
            caption.vh { "Events" }
            thead { tr {
                th scope="col" { "Event" }
                @if has_direction { th scope="col" { "Direction" } }
                th scope="col" { "Description" }
            } }
            tbody {
                @for event in events {
                    tr {
                        th scope="row" { (parts::link(links, Place::Event(&event.name))) }
                        @if has_direction { td.s { (parts::direction(event.sender)) } }
                        td {
                            (prose::summary(&event.docs.text))
                            (parts::badges(&lifecycle(&event.docs, None)))
                        }
                    }
                }
            }
        }
    }
}

/// The events of each direction that there are, with their headings.
pub(super) fn by_direction(links: &Links<'_, '_>, level: u8) -> Markup {
    let groups = [
        (Sender::Client, "From clients to the server"),
        (Sender::Server, "From the server to clients"),
        (Sender::Both, "In both directions"),
    ];
    html! {
        @for (sender, title) in groups {
            @if links.reference.events(None, sender).next().is_some() {
                (plain(level, title))
                (events(links, links.reference.events(None, sender), false))
            }
        }
    }
}

/// A table of types.
fn types(links: &Links<'_, '_>, types: &[(TypeId, &TypeDef)]) -> Markup {
    html! {
        table.i {
            caption.vh { "Types" }
            thead { tr { th scope="col" { "Type" } th scope="col" { "Kind" } th scope="col" { "Description" } } }
            tbody {
                @for (_, def) in types {
                    tr {
                        th scope="row" { (parts::link(links, Place::Type(&def.name))) }
                        td.s.m { (def.kind.name()) }
                        td {
                            (prose::summary(&def.docs.text))
                            (parts::badges(&lifecycle(&def.docs, None)))
                        }
                    }
                }
            }
        }
    }
}
