//! Events.

use tdproto_schema::model::{Event, Params, Type};

use super::super::deprecation_note;
use super::links::Links;
use super::parts::{self, Columns};
use super::prose;
use super::text::{block, code};
use crate::reference::{Place, error_of, fields, lifecycle, say, variants, wire_text};

/// The section of an event.
pub(super) fn section(links: &Links<'_, '_>, event: &Event) -> Vec<String> {
    let reference = links.reference;
    let mut out = vec![parts::heading(3, Place::Event(&event.name))];
    let mut badges = lifecycle(&event.docs, None);
    reference
        .history
        .marks
        .add_to(&mut badges, Place::Event(&event.name));
    let badges = parts::badges(&badges);
    let mut facts = vec![format!("*{}*", say::arrow(event.sender))];
    facts.extend((!badges.is_empty()).then_some(badges));
    out.push(facts.join(", "));
    out.push(prose::blocks(links, &event.docs.text));
    let deprecated = event.docs.deprecated.as_ref().map(deprecation_note);
    out.extend(deprecated.map(|note| format!("> {}", prose::summary(links, &note))));
    if let Some(kind) = event.frame.map(|id| reference.model.frame(id)) {
        out.push(format!(
            "Frame: {}.",
            parts::link(links, Place::Frame(&kind.name))
        ));
        let told = event
            .matches
            .iter()
            .map(|(field, value)| code(&format!("{} = {value}", kind.fields[*field].name)));
        let told: Vec<_> = told.collect();
        out.extend((!told.is_empty()).then(|| format!("Told by {}.", told.join(", "))));
    }
    let value = event.value.as_ref().map(wire_text);
    out.extend(value.map(|value| format!("On the wire: {}.", code(&value))));
    let answered = say::answered(reference.model, event);
    out.extend(answered.map(|text| prose::summary(links, &text)));
    match &event.params {
        None => out.push("The event has no params.".to_owned()),
        Some(params) => out.extend(self::value(links, params, "Params")),
    }
    out.extend(
        event
            .reply
            .iter()
            .flat_map(|reply| self::value(links, reply, "Reply")),
    );
    let error = error_of(reference.model, event)
        .cloned()
        .map(Params::required);
    out.extend(
        error
            .iter()
            .flat_map(|error| self::value(links, error, "Error")),
    );
    out.extend(example(links, event));
    out.extend(snippets(links, event));
    out.retain(|part| !part.is_empty());
    out
}

/// The type of a value, unfolded if it is an object.
fn value(links: &Links<'_, '_>, params: &Params, label: &str) -> Vec<String> {
    let presence = say::presence(params.presence);
    let mut out = vec![format!(
        "**{label}**: {}, {presence}.",
        parts::ty(links, &params.ty)
    )];
    out.extend(unfolded(links, &params.ty));
    out
}

fn unfolded(links: &Links<'_, '_>, ty: &Type) -> Option<String> {
    let model = links.reference.model;
    let id = model.object_of(ty)?;
    let marks = &links.reference.history.marks;
    let rows = fields(model, id, marks);
    if !rows.is_empty() {
        return Some(parts::rows(links, FIELDS, &rows));
    }
    let rows = variants(model, id, marks);
    (!rows.is_empty()).then(|| parts::rows(links, VARIANTS, &rows))
}

const FIELDS: Columns = Columns {
    name: "Key",
    has_values: false,
    has_types: true,
    has_presence: true,
    is_home: false,
};

const VARIANTS: Columns = Columns {
    name: "Variant",
    has_values: true,
    has_types: true,
    has_presence: false,
    is_home: false,
};

fn example(links: &Links<'_, '_>, event: &Event) -> Vec<String> {
    let Some(example) = links.reference.examples.of_event(event) else {
        return Vec::new();
    };
    let mut out = vec![format!("**Example**: {}", lower(example.about))];
    out.extend(example.frames.iter().map(|frame| block("json", frame)));
    out
}

/// A sentence after a colon.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

fn snippets(links: &Links<'_, '_>, event: &Event) -> Vec<String> {
    let Some(id) = links.reference.model.event_id(&event.name) else {
        return Vec::new();
    };
    let codes = links.reference.codes.iter();
    let mut out = Vec::new();
    for (code, pieces) in codes.filter_map(|code| Some((code, code.pieces.get(&id)?))) {
        for piece in pieces {
            out.push(format!("{}, {}:", code.language, lower(piece.about)));
            out.push(block(code.name, &piece.text));
        }
    }
    if out.is_empty() {
        return out;
    }
    out.insert(0, "<details><summary>Code</summary>".to_owned());
    out.push("</details>".to_owned());
    out
}
