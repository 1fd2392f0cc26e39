//! The pages of events.

use maud::{Markup, html};
use tdproto_schema::model::{Event, Params, Type};

use super::super::deprecation_note;
use super::links::Links;
use super::parts::{self, Table};
use super::prose;
use crate::reference::{Place, error_of, fields, lifecycle, say, variants};

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
    html! {
        (parts::section(level, &anchor, "Params"))
        @match &event.params {
            None => p { "The event has no params." },
            Some(params) => (value(links, params, "Params")),
        }
    }
}

fn reply(links: &Links<'_, '_>, event: &Event) -> Markup {
    let level = links.level() + 1;
    let error = error_of(links.reference.model, event);
    html! {
        @if let Some(reply) = &event.reply {
            (parts::section(level, &Place::Section(&event.name, "reply").anchor(), "Reply"))
            (value(links, reply, "Reply"))
        }
        @if let Some(error) = error {
            (parts::section(level, &Place::Section(&event.name, "error").anchor(), "Error"))
            (value(links, &Params::required(error.clone()), "Error"))
        }
    }
}

/// The type of a value, unfolded if it is an object.
fn value(links: &Links<'_, '_>, params: &Params, label: &str) -> Markup {
    let model = links.reference.model;
    let marks = &links.reference.history.marks;
    let id = model.object_of(&params.ty);
    let fields = id.map(|id| fields(model, id, marks)).unwrap_or_default();
    let variants = id.map(|id| variants(model, id, marks)).unwrap_or_default();
    html! {
        p { (parts::ty(links, &params.ty)) " " span.m { (say::presence(params.presence)) } }
        @if !fields.is_empty() {
            (parts::rows(links, FIELDS, label, &fields))
            @for (name, keys) in nested(links, &params.ty) { (unfolded(links, name, &keys)) }
        }
        @if fields.is_empty() && !variants.is_empty() {
            (parts::rows(links, VARIANTS, label, &variants))
        }
    }
}

const FIELDS: Table = Table {
    name: "Key",
    value: "",
    has_types: true,
    is_home: false,
};

const VARIANTS: Table = Table {
    name: "Variant",
    value: "On the wire",
    has_types: true,
    is_home: false,
};

/// The entities in the fields of one, each with the names of its fields.
fn nested<'a>(links: &Links<'_, 'a>, ty: &Type) -> Vec<(&'a str, Vec<&'a str>)> {
    let model = links.reference.model;
    let Some(outer) = model.object_of(ty) else {
        return Vec::new();
    };
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for field in model.ty(outer).fields() {
        for id in field.ty.named() {
            let target = model.object_of(&Type::Named(id)).unwrap_or(id);
            let def = model.ty(target);
            let keys: Vec<&str> = def.fields().iter().map(|f| f.name.as_str()).collect();
            let is_known = found.iter().any(|(name, _)| *name == def.name);
            if !keys.is_empty() && target != outer && !is_known {
                found.push((&def.name, keys));
            }
        }
    }
    found
}

/// The keys of an entity in the params.
fn unfolded(links: &Links<'_, '_>, name: &str, keys: &[&str]) -> Markup {
    let count = keys.len();
    let word = if count == 1 { "field" } else { "fields" };
    html! {
        details.un {
            summary { "The " (count) " " (word) " of " code { (name) } }
            ul.keys {
                @for key in keys {
                    li { a href=(links.to(Place::Member(name, key))) { (key) } }
                }
            }
            p { (parts::link(links, Place::Type(name))) " has their descriptions." }
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
