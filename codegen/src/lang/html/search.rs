//! The index of the search: a script that pages load when the search is used first.

use serde_json::{Value, json};
use tdproto_schema::model::{Field, TypeKind};

use super::links::Links;
use super::prose::first_paragraph;
use crate::banner::banner;
use crate::reference::Place;
use crate::reference::Reference;

/// The longest description in the index.
const MAX_DOC: usize = 100;

/// The script of a folder of pages.
pub(super) fn script(reference: &Reference<'_>) -> String {
    let banner = banner(reference.model);
    format!("// {banner}\nself.tdprotoIndex = {};\n", index(reference))
}

/// The index as JSON that cannot end a script: a list of pages, each with its kind, its name, its
/// address, its description, and its members with their descriptions.
pub(super) fn index(reference: &Reference<'_>) -> String {
    let model = reference.model;
    let is_single = reference.input.options.html.single_file;
    let address = |place: Place<'_>| match is_single {
        true => Links::new(reference, Place::Start).to(place),
        false => format!("{}.html", reference.pages.page(place)),
    };
    let mut entries: Vec<Value> = Vec::new();
    for event in model.events() {
        let place = Place::Event(&event.name);
        entries.push(json!([
            "event",
            event.name,
            address(place),
            short(&event.docs.text)
        ]));
    }
    for (_, def) in model.types_with_ids() {
        let place = Place::Type(&def.name);
        let fields = def.fields().iter().map(field);
        let values = def.values().iter();
        let values = values.map(|value| (value.name.as_str(), value.docs.text.as_str()));
        let variants = def.variants().iter();
        let variants = variants.map(|variant| (variant.name.as_str(), variant.docs.text.as_str()));
        let members: Vec<Value> = fields
            .chain(values)
            .chain(variants)
            .map(|(name, doc)| json!([name, short(doc)]))
            .collect();
        let kind = match &def.kind {
            TypeKind::Entity(_) => "entity",
            TypeKind::Enum(_) => "enum",
            TypeKind::Union(_) => "union",
            TypeKind::Scalar(_) => "scalar",
            TypeKind::Alias(_) => "alias",
        };
        let doc = short(&def.docs.text);
        entries.push(json!([kind, def.name, address(place), doc, members]));
    }
    for topic in model.topics() {
        let about = model.protocol.topics.get(topic);
        let doc = about.map(|about| short(&about.docs.text));
        let place = Place::Topic(topic);
        let title = reference.topic_title(topic);
        entries.push(json!([
            "topic",
            title,
            address(place),
            doc.unwrap_or_default()
        ]));
    }
    for kind in model.frames() {
        let place = Place::Frame(&kind.name);
        let address = match is_single {
            true => address(place),
            false => format!("{}#{}", address(place), place.anchor()),
        };
        entries.push(json!(["frame", kind.name, address, short(&kind.docs.text)]));
    }
    harmless(&Value::Array(entries))
}

fn field(field: &Field) -> (&str, &str) {
    (&field.name, &field.docs.text)
}

/// The start of a description, on one line.
fn short(text: &str) -> String {
    let words: Vec<_> = first_paragraph(text).split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(MAX_DOC) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// JSON that neither ends a script nor is anything else to JavaScript than to a reader of JSON.
pub(super) fn harmless(value: &Value) -> String {
    let text = value.to_string();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
