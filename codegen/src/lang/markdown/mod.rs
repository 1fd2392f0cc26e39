//! The reference as Markdown: an index, a file a topic, and `llms.txt`. GitHub shows it with all its
//! links.

mod events;
mod index;
mod links;
mod parts;
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "all that a description may have besides is left out or has no mark"
)]
mod prose;
mod text;
mod types;
mod unfolded;

use tdproto_schema::model::{TypeDef, TypeId};
use tdproto_schema::{Diagnostic, parallel};

use super::{Backend, Input, OutputFile, PackageNames, topic_notes};
use crate::banner::banner;
use crate::naming::Convention;
use crate::reference::{Place, Reference};
use links::Links;
use text::escaped;

/// The back end of the reference as Markdown.
#[derive(Debug)]
pub struct Markdown;

impl Backend for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "the reference as Markdown, a file a topic"
    }

    fn convention(&self) -> &'static Convention {
        &CONVENTION
    }

    fn package_names(&self) -> Option<PackageNames> {
        None
    }

    fn check_size(&self, _input: &Input<'_>) -> Option<Diagnostic> {
        None
    }

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let reference = Reference::new(input);
        let links = |path: String| Links {
            reference: &reference,
            path,
        };
        let file = |path: String, mut parts: Vec<String>| {
            parts.insert(0, format!("<!-- {} -->", banner(input.model)));
            OutputFile::new(path, parts.join("\n\n") + "\n")
        };
        let start = Links::path_of(&reference, Place::Start);
        let start = links(start);
        let mut files = vec![
            file("llms.txt".to_owned(), index::llms(&start)),
            file(start.path.clone(), index::readme(&start)),
        ];
        if !reference.history.steps.is_empty() {
            let links = links(Links::path_of(&reference, Place::Changes));
            files.push(file(links.path.clone(), changes(&links)));
        }
        let types = input.model.types_by_topic();
        let topics = input.model.topics();
        files.extend(parallel::map(&topics, |topic| {
            let links = links(Links::path_of(&reference, Place::Topic(topic)));
            let types = types.get(topic).map_or(&[][..], Vec::as_slice);
            file(links.path.clone(), self::topic(&links, topic, types))
        }));
        files
    }
}

/// Names are those of the schema.
const CONVENTION: Convention = Convention::new("Markdown");

/// The file of a topic.
fn topic(links: &Links<'_, '_>, topic: &str, types: &[(TypeId, &TypeDef)]) -> Vec<String> {
    let reference = links.reference;
    let model = reference.model;
    let about = model.protocol.topics.get(topic);
    let shown = reference.topic_title(topic);
    let anchor = parts::anchor(Place::Topic(topic));
    let mut out = vec![format!("# {anchor}{}", escaped(shown))];
    out.push(format!("[Overview]({})", links.to(Place::Start)));
    let notes = about.map(topic_notes).unwrap_or_default();
    out.extend(notes.iter().map(|note| prose::blocks(links, note)));
    let events = || model.events().iter().filter(|event| event.topic == topic);
    let listed = |places: Vec<Place<'_>>| {
        let places = places.iter().map(|place| parts::link(links, *place));
        places.collect::<Vec<_>>().join(", ")
    };
    let names = events().map(|event| Place::Event(&event.name)).collect();
    let names = listed(names);
    out.extend((!names.is_empty()).then(|| format!("Events: {names}")));
    let names = types
        .iter()
        .map(|(_, def)| Place::Type(&def.name))
        .collect();
    let names = listed(names);
    out.extend((!names.is_empty()).then(|| format!("Types: {names}")));
    if events().next().is_some() {
        out.push("## Events".to_owned());
        out.extend(events().flat_map(|event| events::section(links, event)));
    }
    if !types.is_empty() {
        out.push("## Types".to_owned());
        out.extend(types.iter().flat_map(|(id, _)| types::section(links, *id)));
    }
    out.retain(|part| !part.is_empty());
    out
}

/// The file of changes.
fn changes(links: &Links<'_, '_>) -> Vec<String> {
    let mut out = vec!["# Changes".to_owned()];
    let steps = links.reference.history.steps.iter();
    out.extend(steps.map(|step| step.section.trim().to_owned()));
    out
}
