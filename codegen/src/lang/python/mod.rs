//! Python: a frozen dataclass an entity, open enums as subclasses of `str`, and events as classes to
//! match. Decoders and encoders are made from tables at their first use.

mod acknowledging;
mod bot;
mod checks;
mod docs;
mod drawn;
mod events;
mod example;
mod exports;
mod idents;
mod items;
mod lines;
mod modules;
mod naming;
mod package;
mod readme;
mod runtime;
mod snippet;
mod sorted;
mod standard;
mod tables;
mod types;

use tdproto_schema::model::{TypeDef, TypeId};
use tdproto_schema::{Diagnostic, Model, parallel};

use super::{Backend, Input, OutputFile, PackageNames, Snippet, topic_notes};
use crate::banner::banner;
use crate::naming::Convention;
use crate::text::Writer;
use docs::{Doc, INDENT};
use idents::Idents;
use modules::module_text;
use types::Scope;

/// The name that the user gives it.
const NAME: &str = "python";
/// The Python back end.
#[derive(Debug)]
pub struct Python;

impl Backend for Python {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> &'static str {
        "a Python package of dataclasses, decoders and encoders"
    }

    fn convention(&self) -> &'static Convention {
        &naming::CONVENTION
    }

    fn package_names(&self) -> Option<PackageNames> {
        Some(PackageNames {
            about: "The Python package.",
            is_name: naming::is_package_name,
            expected: "a name of PyPI: letters, digits, `-`, `_` and `.`, such as \"chat-protocol\"",
        })
    }

    /// The output is as large as the schema.
    fn check_size(&self, _input: &Input<'_>) -> Option<Diagnostic> {
        None
    }

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let idents = Idents::new(input);
        let module = naming::module(&package::package(input).name);
        let source =
            |stem: &str, text: String| OutputFile::new(format!("src/{module}/{stem}.py"), text);
        let mut files = vec![
            OutputFile::new("README.md", readme::text(input, &idents)),
            OutputFile::new("pyproject.toml", package::manifest(input)),
            OutputFile::new(
                format!("src/{module}/py.typed"),
                format!("# {}\n", banner(input.model)),
            ),
            source("__init__", exports::file(input, &idents)),
            source("_schema", tables::file(input, &idents)),
        ];
        if draws_frames(input.model) {
            files.push(source("events", drawn::events::file(input, &idents)));
            files.push(source("codec", drawn::events::functions(input, &idents)));
        } else {
            if !input.model.events().is_empty() {
                files.push(source("events", events::file(input, &idents)));
            }
            files.push(source("codec", events::functions(input, &idents)));
        }
        let types = input.model.types_by_topic();
        let topics = topics_with_types(input);
        files.extend(parallel::map(&topics, |(topic, stem)| {
            source(
                stem,
                topic_file(input, &idents, (topic, stem), &types[topic]),
            )
        }));
        files.extend(runtime::files(input, &module));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    fn snippets(&self, input: &Input<'_>) -> Vec<Snippet> {
        snippet::all(input)
    }
}

/// Returns true if the schema draws its frames, so that there is no envelope.
fn draws_frames(model: &Model) -> bool {
    !model.frames().is_empty()
}

/// The topics that declare types, each with its module, sorted by the latter.
fn topics_with_types<'a>(input: &Input<'a>) -> Vec<(&'a str, &'a str)> {
    let topics = input.model.types_by_topic().into_keys();
    let mut topics: Vec<_> = topics
        .map(|topic| (topic, input.names.topic(topic)))
        .collect();
    topics.sort_unstable_by_key(|(_, stem)| *stem);
    topics
}

/// The types of one topic.
fn topic_file(
    input: &Input<'_>,
    idents: &Idents,
    (topic, stem): (&str, &str),
    types: &[(TypeId, &TypeDef)],
) -> String {
    let mut scope = Scope::new(input, stem);
    let mut w = Writer::new(INDENT);
    for (id, _) in types {
        items::write(&mut w, &mut scope, idents, *id);
    }
    let about = input.model.protocol.topics.get(topic);
    let mut doc = Doc::default();
    if let Some(title) = about.and_then(|about| about.title.as_ref()) {
        doc.add(title);
    }
    let notes = about.map(topic_notes).unwrap_or_default();
    notes.iter().for_each(|note| doc.add(note));
    module_text(scope, &doc, w)
}
