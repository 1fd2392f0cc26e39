//! Docs and lifecycle of events.

use tdproto_schema::model::{Direction, Docs, Sender};

use crate::lang::direction::words;
use crate::lang::node::Object;
use crate::lang::{deprecation_note, lifecycle_notes};

/// The number of characters that a summary may have.
const SHORT: usize = 120;

/// Adds the summary and the description: together they are the text, which neither repeats.
pub(in crate::lang) fn describe(object: &mut Object<'_>, docs: &Docs, notes: Vec<String>) {
    let text = docs.text.trim();
    let (first, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let is_summary = first.chars().count() <= SHORT && !first.contains(['\n', '`', '[', '<', '*']);
    let (summary, rest) = match is_summary {
        true => (first, rest),
        false => ("", text),
    };
    if !summary.is_empty() {
        object.set("summary", summary.to_owned());
    }
    let text = described(rest, docs, notes);
    if !text.is_empty() {
        object.set("description", text);
    }
}

/// A text with notes and the lifecycle behind it.
pub(in crate::lang) fn described(text: &str, docs: &Docs, notes: Vec<String>) -> String {
    let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut blocks: Vec<String> = text.into_iter().collect();
    if !notes.is_empty() {
        blocks.push(notes.join(" "));
    }
    blocks.extend(lifecycle_block(docs));
    blocks.join("\n\n")
}

fn lifecycle_block(docs: &Docs) -> Vec<String> {
    let mut blocks = Vec::new();
    let notes = lifecycle_notes(docs, None);
    if !notes.is_empty() {
        blocks.push(notes.join(" "));
    }
    blocks.extend(docs.deprecated.as_ref().map(deprecation_note));
    blocks
}

/// Adds the lifecycle for programs: the formats have no words for it but `deprecated`.
pub(in crate::lang) fn lifecycle<'a>(object: &mut Object<'a>, docs: &'a Docs) {
    if let Some(since) = &docs.since {
        object.set("x-since", since.as_str());
    }
    if docs.experimental {
        object.set("x-experimental", true);
    }
    if let Some(deprecated) = &docs.deprecated {
        let mut found = Object::new();
        if let Some(since) = &deprecated.since {
            found.set("since", since.as_str());
        }
        if !deprecated.note.trim().is_empty() {
            found.set("note", deprecated.note.trim());
        }
        match found.is_empty() {
            true => object.set("x-deprecated", true),
            false => object.set("x-deprecated", found),
        }
    }
}

/// The word for the side or the sides that send.
pub(in crate::lang) fn direction(sender: Sender) -> &'static str {
    match sender {
        Sender::Client => "client-to-server",
        Sender::Server => "server-to-client",
        Sender::Both => "both",
    }
}

/// The direction in a sentence.
pub(in crate::lang) fn arrow(sender: Sender) -> String {
    match sender.directions() {
        [direction] => {
            let words = words(*direction);
            format!("Sent by {} to {}.", words.sender, words.receiver)
        }
        _ => {
            let [a, b] = Direction::ALL.map(|direction| words(direction).sender);
            format!("Sent by {a} and by {b}.")
        }
    }
}
