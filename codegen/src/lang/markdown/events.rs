//! Events.

use tdproto_schema::model::{Event, Params};

use super::super::deprecation_note;
use super::links::Links;
use super::parts;
use super::prose;
use super::text::{block, code};
use super::unfolded::value;
use crate::reference::{Place, error_of, lifecycle, say, wire_text};

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
    let wire = event.value.as_ref().map(wire_text);
    out.extend(wire.map(|value| format!("On the wire: {}.", code(&value))));
    let answered = say::answered(reference.model, event);
    out.extend(answered.map(|text| prose::summary(links, &text)));
    let anchor = |section| Place::Section(&event.name, section).anchor();
    let value = |params: &Params, label, section| value(links, params, (label, &anchor(section)));
    match &event.params {
        None => out.push("The event has no params.".to_owned()),
        Some(params) => out.extend(value(params, "Params", "params")),
    }
    let reply = event.reply.iter();
    out.extend(reply.flat_map(|reply| value(reply, "Reply", "reply")));
    let error = error_of(reference.model, event).cloned();
    let error = error.map(Params::required);
    out.extend(
        error
            .iter()
            .flat_map(|error| value(error, "Error", "error")),
    );
    out.extend(example(links, event));
    out.extend(snippets(links, event));
    out.retain(|part| !part.is_empty());
    out
}

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
