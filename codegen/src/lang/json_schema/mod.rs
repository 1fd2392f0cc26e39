//! JSON Schema, draft 2020-12, of what a strict checker takes, since receivers are lenient on their
//! own. The output is a bundle with every definition, a bundle of what a client may send, and a
//! file for each event.

mod bundle;
mod constraints;
mod documented;
mod drawn;
mod events;
mod items;
mod keys;
mod kinds;
mod naming;
mod params;
#[cfg(any(feature = "asyncapi", feature = "openapi"))]
pub(super) mod parts;
mod reached;
mod size;
mod types;
mod unions;

use tdproto_schema::model::{EventId, TypeId};
use tdproto_schema::{Diagnostic, Model, Origins};

use super::{Backend, Input, OutputFile, PackageNames};
use crate::banner::banner;
use crate::lang::node::Object;
use crate::naming::{Convention, Names, file_name, plan};
use crate::options::EventSchemas;
use crate::views;
use bundle::Definitions;
#[cfg(feature = "gate")]
pub(crate) use types::BEYOND_FLOAT32;
use types::View;

/// The dialect of every file.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The JSON Schema back end.
#[derive(Debug)]
pub struct JsonSchema;

impl Backend for JsonSchema {
    fn name(&self) -> &'static str {
        "json-schema"
    }

    fn about(&self) -> &'static str {
        "a bundle of definitions, the client's view of it, and a schema of each event's frame"
    }

    fn convention(&self) -> &'static Convention {
        &naming::CONVENTION
    }

    fn package_names(&self) -> Option<PackageNames> {
        None
    }

    fn check_size(&self, input: &Input<'_>) -> Option<Diagnostic> {
        match input.options.json_schema.event_schemas {
            EventSchemas::Standalone => size::check(input),
            EventSchemas::Bundled | EventSchemas::None => None,
        }
    }

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let protocol = &input.model.protocol.name;
        let definitions = Definitions::new(input);
        let client = definitions.bundle(View::Client);
        let whole = &input.shared.whole;
        let whole = whole.get_or_init(|| definitions.bundle(View::Whole));
        let file = |name: String, text: String| OutputFile::new(file_name(&name), text);
        let mut files = vec![
            file(format!("{protocol}.client.schema.json"), client),
            file(format!("{protocol}.schema.json"), whole.clone()),
        ];
        match input.options.json_schema.event_schemas {
            EventSchemas::Standalone => files.extend(definitions.event_files()),
            EventSchemas::Bundled => files.extend(definitions.bundled_event_files()),
            EventSchemas::None => {}
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }
}

/// The files of the events, by their positions.
#[cfg(any(feature = "html", feature = "markdown"))]
pub(crate) fn event_files(model: &Model) -> Vec<String> {
    naming::event_files(model)
}

/// The bundle of all definitions, for the packages of other languages to hold. Its names are those
/// of JSON Schema, where other languages have names of their own. All packages of a run share it.
pub(super) fn whole_bundle(input: &Input<'_>) -> String {
    let made = input.shared.whole.get_or_init(|| {
        let names = names(input);
        let input = Input {
            names: &names,
            ..*input
        };
        Definitions::new(&input).bundle(View::Whole)
    });
    made.clone()
}

/// The names of JSON Schema for the model of an input, which has those of another language.
fn names(input: &Input<'_>) -> Names {
    let (model, renames) = (input.model, &input.options.renames);
    let origins = Origins::default();
    plan(model, &origins, input.views, &naming::CONVENTION, renames).0
}

/// The keys of the definitions in [`whole_bundle`].
pub(super) struct BundleKeys {
    names: Names,
    events: Vec<String>,
}

impl BundleKeys {
    /// Finds the keys of all types and events.
    pub(super) fn new(input: &Input<'_>) -> Self {
        let names = names(input);
        let events = naming::event_keys(&Input {
            names: &names,
            ..*input
        });
        Self { names, events }
    }

    /// The key of a type in a view.
    pub(super) fn of_type(&self, id: TypeId, view: views::View) -> &str {
        self.names.in_view(id, view)
    }

    /// The key of an event's frame.
    pub(super) fn of_event(&self, id: EventId) -> &str {
        &self.events[id.index()]
    }
}

/// The head of every file. The banner comes first, so that it is found near the top.
fn head<'a>(model: &Model, part: &str) -> Object<'a> {
    Object::new()
        .with("$comment", banner(model))
        .with("$schema", DIALECT)
        .with("$id", id(model, part))
}

/// The name of a file in references from others.
fn id(model: &Model, part: &str) -> String {
    format!("urn:{}:{part}", namespace(&model.protocol.name))
}

/// A name as the namespace of a URN: 2 to 32 letters, digits and hyphens, no hyphen at an end (RFC
/// 8141).
fn namespace(name: &str) -> String {
    let text = name.replace('_', "-");
    let text = text.trim_matches('-');
    let text = text.get(..32).unwrap_or(text).trim_end_matches('-');
    if text.len() < 2 {
        return format!("protocol-{text}");
    }
    text.to_owned()
}
