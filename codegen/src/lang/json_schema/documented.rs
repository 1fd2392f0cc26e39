//! Docs and lifecycle in a schema.

use tdproto_schema::model::Docs;

use crate::lang::deprecation_note;
use crate::lang::node::Object;

/// A schema that so far holds only the docs and the notes.
pub(super) fn documented<'a>(docs: &Docs, notes: Vec<String>) -> Object<'a> {
    let mut schema = Object::new();
    let mut blocks: Vec<String> = Vec::new();
    let text = docs.text.trim();
    if !text.is_empty() {
        blocks.push(text.to_owned());
    }
    if !notes.is_empty() {
        blocks.push(notes.join(" "));
    }
    blocks.extend(docs.deprecated.as_ref().map(deprecation_note));
    if !blocks.is_empty() {
        schema.set("description", blocks.join("\n\n"));
    }
    deprecation(&mut schema, docs);
    schema
}

/// Marks what is deprecated.
pub(super) fn deprecation(schema: &mut Object<'_>, docs: &Docs) {
    if docs.deprecated.is_some() {
        schema.set("deprecated", true);
    }
}
