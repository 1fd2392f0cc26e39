//! Declarations as the files of a schema directory: what `import` and `infer` write.
//!
//! ```
//! use tdproto_codegen::schema_text::{self, Comments};
//! use tdproto_schema::{SourceMap, read};
//!
//! let mut sources = SourceMap::default();
//! let file = sources.add("chat.toml", "[alias.ChatId]\ntype = \"string\"\n");
//! let (decls, _) = read(&sources, file);
//! let mut comments = Comments::default();
//! comments.add(["alias", "ChatId"], "Every id looks alike.");
//! let files = schema_text::write(&decls, &comments).expect("the declarations are valid");
//! assert_eq!(files["chat.toml"], "# Every id looks alike.\n[alias.ChatId]\ntype = \"string\"\n");
//! ```

mod fields;
mod frames;
mod protocol;
mod removed;
mod tables;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::decl::{Decls, EventDecl, TypeDecl};
use tdproto_schema::{Diagnostic, SourceMap, TypeExpr};

use crate::fmt;
use tables::Tables;

/// The topic of what has no topic of its own: the protocol as a whole and what was removed from it.
const PROTOCOL: &str = "protocol";

/// Comments on declarations, by the keys that lead to them in a file: `["entity", "Chat"]`,
/// `["entity", "Chat", "fields", "id"]`.
#[derive(Debug, Clone, Default)]
pub struct Comments(BTreeMap<Vec<String>, Vec<String>>);

impl Comments {
    /// Adds a comment, which becomes a line for each of its lines.
    pub fn add<'a>(&mut self, place: impl IntoIterator<Item = &'a str>, comment: &str) {
        let place = place.into_iter().map(str::to_owned).collect();
        let lines = self.0.entry(place).or_default();
        lines.extend(comment.lines().map(str::to_owned));
    }

    /// The lines of the comment on a declaration.
    fn at(&self, place: &[String]) -> &[String] {
        self.0.get(place).map_or(&[], Vec::as_slice)
    }
}

/// The files of a schema directory by their names, in canonical form. The order of the declarations
/// stays, and the types that only events carry are in the files of these events.
///
/// # Errors
/// The diagnostics of a file, if what is declared in it is not valid.
pub fn write(
    decls: &Decls,
    comments: &Comments,
) -> Result<BTreeMap<String, String>, (SourceMap, Vec<Diagnostic>)> {
    let mut files = BTreeMap::new();
    for topic in topics(decls) {
        let name = format!("{topic}.toml");
        let text = fmt::format(&name, &file(decls, comments, topic))?;
        files.insert(name, text);
    }
    Ok(files)
}

/// The topics that have something declared.
fn topics(decls: &Decls) -> BTreeSet<&str> {
    let frames = decls.frames.iter().map(|frame| &frame.topic);
    let events = decls.events.iter().map(|event| &event.topic);
    let types = decls.types.iter().map(|def| &def.topic);
    let topics = decls.topics.iter().map(|topic| &topic.name.value);
    let named = frames.chain(events).chain(types).chain(topics);
    let is_whole = !decls.protocols.is_empty() || removed::is_of_protocol(decls);
    let whole = is_whole.then_some(PROTOCOL);
    named.map(String::as_str).chain(whole).collect()
}

fn file(decls: &Decls, comments: &Comments, topic: &str) -> String {
    let mut tables = Tables::new(comments);
    for found in &decls.topics {
        if found.name.value == topic {
            protocol::topic(&mut tables, found);
        }
    }
    if topic == PROTOCOL {
        for found in &decls.protocols {
            protocol::protocol(&mut tables, found);
        }
        removed::of_protocol(&mut tables, decls);
    }
    for frame in decls.frames.iter().filter(|frame| frame.topic == topic) {
        frames::frame(&mut tables, frame);
    }
    for part in ordered(decls, topic) {
        match part {
            Part::Event(event) => frames::event(&mut tables, event),
            Part::Type(def) => types::declared(&mut tables, def, &decls.removed),
        }
    }
    tables.finish()
}

/// A declaration of a file.
#[derive(Debug, Clone, Copy)]
enum Part<'a> {
    Event(&'a EventDecl),
    Type(&'a TypeDecl),
}

/// The declarations of a topic: each event with what it carries behind it, then the other types.
fn ordered<'a>(decls: &'a Decls, topic: &str) -> Vec<Part<'a>> {
    let types = decls.types.iter().filter(|def| def.topic == topic);
    let by_name: BTreeMap<&str, &TypeDecl> =
        types.map(|def| (def.name.value.as_str(), def)).collect();
    let mut written = BTreeSet::new();
    let mut parts = Vec::new();
    for event in decls.events.iter().filter(|event| event.topic == topic) {
        parts.push(Part::Event(event));
        let carried = [&event.params, &event.reply].into_iter().flatten();
        let carried = carried.map(|params| &params.ty).chain(&event.error);
        for ty in carried {
            if let TypeExpr::Name(name, _) = ty
                && let Some(def) = by_name.get(name.as_str())
                && written.insert(name.as_str())
            {
                parts.push(Part::Type(def));
            }
        }
    }
    let rest = decls.types.iter().filter(|def| def.topic == topic);
    let rest = rest.filter(|def| !written.contains(def.name.value.as_str()));
    parts.extend(rest.map(Part::Type));
    parts
}
