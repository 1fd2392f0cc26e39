//! The pages of events.

use maud::{Markup, html};
use tdproto_schema::model::{Event, Params};

use super::super::deprecation_note;
use super::links::Links;
use super::parts;
use super::prose;
use super::unfolded::value;
use crate::reference::{Place, error_of, lifecycle, say};

/// The page of an event.
pub(super) fn page(links: &Links<'_, '_>, event: &Event) -> Markup {
    let reference = links.reference;
    let place = Place::Event(&event.name);
    let mut badges = lifecycle(&event.docs, None);
    reference.history.marks.add_to(&mut badges, place);
    html! {
        p.over { "Event" }
        (parts::heading(links.level(), &place.anchor(), &html! { code { (event.name) } }))
        p.bs { (parts::direction(event.sender)) (parts::badges(&badges)) }
        (prose::blocks(links, &event.docs.text))
        @if let Some(deprecated) = &event.docs.deprecated {
            div.warn { (prose::blocks(links, &deprecation_note(deprecated))) }
        }
        (facts(links, event))
        (params(links, event))
        (reply(links, event))
        (example(links, event))
        (code(links, event))
    }
}

/// The direction, the frame and the acknowledgement, in sentences.
fn facts(links: &Links<'_, '_>, event: &Event) -> Markup {
    let reference = links.reference;
    let kind = event.frame.map(|id| reference.model.frame(id));
    let schema = schema_file(links, event);
    html! {
        dl.facts {
            dt { "Direction" }
            dd { (say::sent_by(event.sender)) }
            @if let Some(kind) = kind {
                dt { "Frame" }
                dd { (parts::link(links, Place::Frame(&kind.name))) }
            }
            @if let Some(value) = &event.value {
                dt { "On the wire" }
                dd { code { (crate::reference::wire_text(value)) } }
            }
            @if let (Some(kind), false) = (kind, event.matches.is_empty()) {
                dt { "Told by" }
                dd {
                    @for (at, (field, value)) in event.matches.iter().enumerate() {
                        @if at > 0 { ", " }
                        code { (kind.fields[*field].name) " = " (value) }
                    }
                }
            }
            @if let Some(text) = say::answered(reference.model, event) {
                dt { "Confirmation" }
                dd { (prose::cell(links, &text)) }
            }
            dt { "Topic" }
            dd { a href=(links.to(Place::Topic(&event.topic))) { (reference.topic_title(&event.topic)) } }
            @if let Some(href) = links.schema(schema) {
                dt { "JSON Schema" }
                dd { a href=(href) { (schema) } }
            }
        }
    }
}

fn params(links: &Links<'_, '_>, event: &Event) -> Markup {
    let anchor = Place::Section(&event.name, "params").anchor();
    let level = links.level() + 1;
    let since = event.docs.since.as_deref();
    html! {
        (parts::section(level, &anchor, "Params"))
        @match &event.params {
            None => p { "The event has no params." },
            Some(params) => (value(links, params, ("Params", &anchor), since)),
        }
    }
}

fn reply(links: &Links<'_, '_>, event: &Event) -> Markup {
    let level = links.level() + 1;
    let error = error_of(links.reference.model, event);
    let since = event.docs.since.as_deref();
    let anchors = ["reply", "error"].map(|name| Place::Section(&event.name, name).anchor());
    let [for_reply, for_error] = &anchors;
    html! {
        @if let Some(reply) = &event.reply {
            (parts::section(level, for_reply, "Reply"))
            (value(links, reply, ("Reply", for_reply), since))
        }
        @if let Some(error) = error {
            @let error = Params::required(error.clone());
            (parts::section(level, for_error, "Error"))
            (value(links, &error, ("Error", for_error), since))
        }
    }
}

fn example(links: &Links<'_, '_>, event: &Event) -> Markup {
    let level = links.level() + 1;
    let anchor = Place::Section(&event.name, "example").anchor();
    html! {
        @if let Some(example) = links.reference.examples.of_event(event) {
            (parts::section(level, &anchor, "Example"))
            p.m { (example.about) }
            @for (at, frame) in example.frames.iter().enumerate() {
                @if at > 0 { p.m { "A reply to it:" } }
                (parts::code(frame))
            }
        }
    }
}

fn code(links: &Links<'_, '_>, event: &Event) -> Markup {
    let level = links.level() + 1;
    let anchor = Place::Section(&event.name, "code").anchor();
    let id = links.reference.model.event_id(&event.name);
    let codes = links.reference.codes.iter();
    let pieces = codes.filter_map(|code| Some((code, code.pieces.get(&id?)?)));
    let pieces: Vec<_> = pieces.collect();
    html! {
        @if !pieces.is_empty() {
            (parts::section(level, &anchor, "Code"))
            div.codes {
                @for (code, pieces) in pieces {
                    section data-lang=(code.name) {
                        p.lang { (code.language) }
                        @for piece in pieces {
                            p.m { (piece.about) }
                            (parts::code(&piece.text))
                        }
                    }
                }
            }
        }
    }
}

/// The file of the JSON Schema back end with the schema of an event.
fn schema_file<'r>(links: &Links<'r, '_>, event: &Event) -> &'r str {
    let reference = links.reference;
    let id = reference.model.event_id(&event.name);
    let file = id.and_then(|id| reference.schema_files.get(id.index()));
    file.map_or("", String::as_str)
}
